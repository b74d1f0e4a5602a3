"""Decisions about provisional sides: the newest stands, ties count by day, no person becomes a side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import claim
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.actors.sides import is_side
from whoholds.errors import InputError
from whoholds.infer.holdings import infer_holdings
from whoholds.records import Claim, Filler, Judgement, Link
from whoholds.review.apply import apply_judgements
from whoholds.review.deciding import Ruling, entries_of, judgement_of, provisional_called
from whoholds.review.provisional import Provisional, known_names, near_names, provisional_sides

CATALOGUE: list[Catalogue] = []


def catalogue() -> Catalogue:
    """Open the catalogue once."""
    if not CATALOGUE:
        CATALOGUE.append(open_catalogue())
    return CATALOGUE[0]


def named(name: str, day: str = "2016-03-27", type: str = "capture", sentence: str = "") -> Claim:
    """Make a claim whose actor no catalogue holds."""
    link = Link(f"new:{'-'.join(name.casefold().split())}", name, "armed", 0.4, "stands for itself")
    made = claim(type, day=day, doc=f"d{day}", sentence=sentence or f"{name} took Ain Issa.")
    return replace(made, actors=(Filler(0, len(name), name, "name", (link,)),))


LIONS = named("Lions of Harran")


@cache
def provisional(side: Claim) -> Provisional:
    """Sum up the provisional side of one claim, once: looking for names like it takes a while."""
    (one,) = provisional_sides([side], catalogue())
    return one


def decided(verdict: str, hour: int = 9, side: Claim = LIONS, **more: str) -> Judgement:
    """Make the judgement of a decision."""
    return judgement_of(provisional(side), Ruling(verdict, "reviewer", "checked", **more), catalogue(), datetime(2016, 5, 1, hour))


def test_the_same_as_a_side_of_the_catalogue_has_its_id_name_and_ties_of_the_day() -> None:
    judgement = decided("same_as", same_as="ypg")
    before, after = apply_judgements([named("Lions of Harran", "2014-10-01"), LIONS], [judgement])
    assert after.actors[0].name == "YPG" and after.id == LIONS.id
    assert "actor:syrian-democratic-forces" in after.actors[0].links[0].within
    assert "actor:syrian-democratic-forces" not in before.actors[0].links[0].within
    assert "decided by reviewer on 2016-05-01: checked" in after.actors[0].links[0].reason


def test_a_new_side_holds_places_and_is_part_of_what_it_was_put_under() -> None:
    (done,) = apply_judgements([LIONS], [decided("new_side", kind="armed", part_of="Syrian rebels")])
    link = done.actors[0].links[0]
    assert (link.id, link.kind, link.country) == ("actor:lions-of-harran", "armed", "SY")
    assert link.within[0] == "actor:syrian-rebels"


def test_what_is_no_side_holds_nothing() -> None:
    (done,) = apply_judgements([LIONS], [decided("not_a_side")])
    assert not is_side(done.actors[0])
    assert [h.holder for h in infer_holdings("gn:1", [done], {})] == [None] or infer_holdings("gn:1", [done], {}) == ()


def test_undone_is_as_if_nothing_was_decided() -> None:
    judgements = [decided("same_as", 9, same_as="ypg"), decided("undecided", 10)]
    assert apply_judgements([LIONS], judgements) == (LIONS,)


@given(st.permutations([("same_as", 9, "ypg"), ("undecided", 10, ""), ("not_a_side", 11, ""), ("same_as", 12, "pkk")]))
@settings(deadline=None, max_examples=12)
def test_the_newest_decision_stands_in_any_order(rulings: list[tuple[str, int, str]]) -> None:
    judgements = [decided(verdict, hour, same_as=same) for verdict, hour, same in rulings]
    (done,) = apply_judgements([LIONS], [*judgements, *judgements])
    assert done.actors[0].name == "PKK"


@pytest.mark.parametrize("person", [named("Abu Harith"), named("Terzan", sentence="Commander Terzan took Ain Issa.")])
def test_a_person_is_never_made_a_side(person: Claim) -> None:
    for ruling in ({"verdict": "new_side", "kind": "armed"}, {"verdict": "same_as", "same_as": "ypg"}):
        with pytest.raises(InputError, match="no person is made a side"):
            decided(**ruling, side=person)  # type: ignore[arg-type]
    assert decided("not_a_side", side=person).change == ()


def test_a_group_named_after_a_person_is_named_as_a_group() -> None:
    judgement = decided("new_side", side=named("Abu Harith"), kind="armed", called="Abu Harith brigade")
    assert dict(judgement.change)["id"] == "actor:abu-harith-brigade"


@pytest.mark.parametrize(
    ("ruling", "fault"),
    [
        ({"verdict": "same_as", "same_as": "Nusra Frnt"}, "give an id: actor:jabhat-al-nusra"),
        ({"verdict": "new_side"}, "a new side is one of"),
        ({"verdict": "new_side", "kind": "armed", "called": "YPG"}, "if that is meant, --same-as ypg"),
    ],
)
def test_what_cannot_be_decided_is_told_with_the_next_step(ruling: dict[str, str], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        decided(**ruling)  # type: ignore[arg-type]


def test_a_provisional_side_is_summed_up_for_review() -> None:
    (one,) = provisional_sides([named("Lions of Harran", "2016-04-02", "hold"), LIONS], catalogue())
    assert (len(one.claims), one.documents, one.countries, one.places) == (2, 2, ("SY",), ("Ain Issa",))
    assert (one.first, one.last) == (date(2016, 3, 27), date(2016, 4, 2))
    assert one.sentences[0] == LIONS.sentence.words and one.is_name and not one.person


@pytest.mark.parametrize(
    ("name", "id"), [("Burkan al-Frat", "burkan-al-furat"), ("Jebhat al-Nusra", "jabhat-al-nusra"), ("Kataeb Hizbollah", "kataib-hezbollah")]
)
def test_names_that_sound_alike_are_proposed(name: str, id: str) -> None:
    assert f"actor:{id}" in [near.id for near in near_names(name, known_names(catalogue()))]


def test_a_side_is_found_by_name_or_the_nearest_are_told() -> None:
    sides = provisional_sides([LIONS], catalogue())
    assert provisional_called("lions of harran", sides) == sides[0]
    with pytest.raises(InputError, match="Lions of Harran"):
        provisional_called("Lions of Serrin", sides)


def test_what_was_decided_can_be_read_back_as_a_catalogue(tmp_path: Path) -> None:
    judgements = [
        decided("new_side", kind="armed", part_of="syrian-rebels", source="Harbour Gazette"),
        decided("same_as", side=named("Lads of Serrin"), same_as="ypg"),
        decided("not_a_side", side=named("Meteorologists of Urfa")),
    ]
    (tmp_path / "mine.yaml").write_text(entries_of(judgements), encoding="utf-8")
    own = open_catalogue([tmp_path])
    assert own.look_up("Lads of Serrin")[0].id == "actor:ypg"
    assert own.climb("actor:lions-of-harran")[0] == "actor:syrian-rebels" and own.actors["actor:lions-of-harran"].source
    assert own.look_up("Meteorologists of Urfa") == ()


def test_nothing_decided_is_an_empty_catalogue(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(entries_of([]), encoding="utf-8")
    assert open_catalogue([tmp_path]).actors.keys() == catalogue().actors.keys()
