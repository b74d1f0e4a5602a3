"""What a name means in a corpus, as a person decided: put on claims as they are read out, the latest word, in any order, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims import claim
from whoholds.errors import InputError
from whoholds.records import Claim, Filler, Judgement, Link
from whoholds.records.json_lines import from_line, to_line
from whoholds.review.apply import apply_judgements
from whoholds.review.meanings import judge_meaning, meanings_of, name_key, undo_meaning

EUPHRATES = Link("gn:1", "As Salihiyah", "city", 0.3, "name in the gazetteer", 34.7, 40.7, "SY", "exact", ("country:SY",), 1)
DAMASCUS = replace(EUPHRATES, id="gn:2", lat=33.5, lon=36.3)


def hour(number: int) -> datetime:
    return datetime(2026, 5, 1, number)


def means(name: str, link: Link = EUPHRATES, at: int = 9) -> Judgement:
    return judge_meaning(name, link, "editor", hour(at), "it is about the valley")


def told(words: str, *links: Link) -> Claim:
    """Make a claim of a capture at a place of these words."""
    return replace(claim("capture", who="YPG"), places=(Filler(0, len(words), words, "toponym", links),))


def place(one: Claim, *judgements: Judgement) -> Link | None:
    (done,) = apply_judgements([one], judgements)
    return done.places[0].link


@pytest.mark.parametrize("words", ["Salahiya", "al-Salahiya", "the town of Salahiya", "Salahiya village", "SALAHIYA"])
def test_the_name_means_the_place_however_it_stands(words: str) -> None:
    link = place(told(words, DAMASCUS), means("Salahiya"))
    assert link is not None and (link.id, link.lat, link.name, link.score) == ("gn:1", 34.7, "Salahiya", 1.0)
    assert link.reason == "“Salahiya” means it here, decided by editor on 2026-05-01: it is about the valley"


@pytest.mark.parametrize("words", ["Salahiya district", "Salahiya province", "Salah", "Damascus", "eastern Salahiya"])
def test_another_name_keeps_its_meaning(words: str) -> None:
    assert place(told(words, replace(DAMASCUS, name=words)), means("Salahiya")) == replace(DAMASCUS, name=words)


def test_words_that_were_taken_for_the_name_follow_it() -> None:
    link = place(told("the town", replace(DAMASCUS, name="Salahiya")), means("Salahiya"))
    assert link is not None and link.id == "gn:1"


def test_a_name_that_nothing_was_known_of_is_resolved_and_the_other_candidates_stay() -> None:
    assert place(told("Salahiya"), means("Salahiya")) is not None
    (done,) = apply_judgements([told("Salahiya", DAMASCUS, EUPHRATES)], [means("Salahiya")])
    assert [link.id for link in done.places[0].links] == ["gn:1", "gn:2"]


def test_a_side_of_the_name_is_no_place() -> None:
    side = replace(told("Hama"), actors=(Filler(0, 9, "Salahiya", "name", (Link("actor:x", "Salahiya", "armed", 0.9, ""),)),))
    (done,) = apply_judgements([side], [means("Salahiya")])
    assert done.actors == side.actors


def test_a_judgement_about_the_claim_itself_outweighs_the_name() -> None:
    one = told("Salahiya", DAMASCUS)
    about = Judgement("j", one.id, "change", "editor", hour(8), "", (("place", "gn:2"),))
    link = place(one, means("Salahiya"), about)
    assert link is not None and link.id == "gn:2"


def test_undone_is_as_never_decided() -> None:
    undone = undo_meaning("al-Salahiya", "editor", hour(10), "")
    assert place(told("Salahiya", DAMASCUS), means("Salahiya"), undone) == DAMASCUS
    assert meanings_of([means("Salahiya"), undone]) == {}


@given(st.permutations([means("Salahiya", DAMASCUS, 8), undo_meaning("Salahiya", "x", hour(9), ""), means("salahiya", EUPHRATES, 10), means("Hama", DAMASCUS, 11)]))
def test_the_latest_decision_holds_in_any_order(judgements: list[Judgement]) -> None:
    link = place(told("Salahiya", DAMASCUS), *judgements, *judgements)
    assert link is not None and link.id == "gn:1"


def test_applying_twice_changes_nothing_more() -> None:
    once = apply_judgements([told("Salahiya", DAMASCUS)], [means("Salahiya")])
    assert apply_judgements(once, [means("Salahiya")]) == once


def test_a_decision_survives_being_written_down() -> None:
    judgement = means("Salahiya")
    assert from_line(Judgement, to_line(judgement)) == judgement


@pytest.mark.parametrize("change", [(), (("name", "X"), ("place", "gn:1")), (("name", "X"), ("place", '{"id": 1}'))])
def test_a_judgement_that_names_no_place_is_told(change: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(InputError, match="judgement j"):
        meanings_of([Judgement("j", "name:x", "means", "editor", hour(9), "", change)])


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(InputError, match="no letters"):
        means("'")
    assert name_key("The Hague") == "hague" and name_key("the city of") == "the city of"
