"""Judgements: the last word of a person stands, in any order, again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import PLACES, claim
from whoholds.errors import InputError
from whoholds.records import Judgement, Link
from whoholds.review.apply import apply_judgements, standing
from whoholds.review.choosing import with_places

TAKEN = claim("capture", who="YPG", whom="Islamic State", day="2015-06-23")


def judged(verdict: str, hour: int = 9, **change: str) -> Judgement:
    """Make a judgement about the one claim."""
    when = datetime(2015, 7, 1, hour)
    return Judgement(f"j{verdict}{hour}", TAKEN.id, verdict, "reviewer", when, "checked", tuple(sorted(change.items())))


def test_wrong_is_left_out_and_right_is_sure() -> None:
    assert apply_judgements([TAKEN], [judged("wrong")]) == ()
    assert apply_judgements([TAKEN], [judged("right")])[0].score == 1.0


def test_the_last_judgement_stands() -> None:
    assert len(apply_judgements([TAKEN], [judged("right", 12), judged("wrong", 9)])) == 1


def test_a_change_is_made_and_the_claim_keeps_its_id() -> None:
    (done,) = apply_judgements([TAKEN], [judged("change", status="denied", to="2015-06-24", actor="Islamic State")])
    assert (done.id, done.status, done.actors[0].name) == (TAKEN.id, "denied", "Islamic State")
    assert done.window is not None and done.window.latest == date(2015, 6, 24)


@pytest.mark.parametrize(
    "judgement",
    [judged("maybe"), judged("change", colour="red"), judged("change", status="so"), judged("change", to="soon")],
)
def test_what_no_claim_can_take_is_refused(judgement: Judgement) -> None:
    with pytest.raises(InputError, match="judgement j"):
        apply_judgements([TAKEN], [judgement])


@settings(deadline=None)
@given(
    st.permutations(
        [
            judged("right", 8),
            judged("change", 9, status="possible"),
            judged("unsure", 10),
            judged("change", 11, type="hold"),
        ]
    )
)
def test_order_and_repeats_do_not_matter(judgements: list[Judgement]) -> None:
    (done,) = apply_judgements([TAKEN], [*judgements, *judgements])
    assert (done.type, done.status) == ("hold", "possible")


def undone(judgement: Judgement, hour: int) -> Judgement:
    """Take a judgement back."""
    return replace(judged("undo", hour), change=(("judgement", judgement.id),))


def test_what_is_undone_never_was_and_an_undoing_can_be_undone() -> None:
    wrong = judged("wrong", 9)
    back = undone(wrong, 10)
    assert apply_judgements([TAKEN], [wrong, back]) == (TAKEN,)
    assert apply_judgements([TAKEN], [wrong, back, undone(back, 11)]) == ()
    assert standing([undone(back, 11), back, wrong]) == (wrong,)


def test_undoing_the_last_word_brings_back_the_one_before() -> None:
    right, wrong = judged("right", 8), judged("wrong", 9)
    (done,) = apply_judgements([TAKEN], [right, wrong, undone(wrong, 10)])
    assert done.score == 1.0


class Names:
    """A gazetteer of three places, two of one name."""

    places = (Link("gn:9", "Palmyra", "city", 0.5, "name in the gazetteer", 34.5, 38.3, "SY", "exact"),
              *(Link(f"gn:{n}", "Salahiya", "city", 0.5, "name in the gazetteer", 34.0, 40.0, "SY", "exact") for n in (7, 8)))  # fmt: skip

    def link(self, id: str) -> tuple[Link, ...]:
        return tuple(place for place in self.places if place.id == id)

    def look_up(self, name: str, country: str | None = None) -> tuple[Link, ...]:
        return tuple(place for place in self.places if place.name.casefold() == name.casefold())

    def propose(self, name: str) -> tuple[Link, ...]:
        return self.places[:1]

    def close(self) -> None:
        """Nothing is open."""


KNOWN = {PLACES[name].id: PLACES[name] for name in ("Raqqa", "Mosul")}


@pytest.mark.parametrize(("words", "id"), [("gn:2", "gn:2"), ("raqqa", "gn:2"), ("Palmyra", "gn:9"), ("gn:7", "gn:7")])
def test_a_corrected_place_is_one_that_is_known_and_comes_whole(words: str, id: str) -> None:
    whole = {**KNOWN, **{place.id: place for place in Names.places}}[id]
    [(field, value)] = with_places((("place", words),), KNOWN, cast(Any, Names))
    [fixed] = apply_judgements([TAKEN], [judged("change", **{field: value})])
    link = fixed.places[0].link
    assert link is not None and (link.id, link.name, link.country, link.lat, link.lon) == (id, whole.name, whole.country, whole.lat, whole.lon)


@pytest.mark.parametrize(("words", "told"), [("Salahiya", "several places have this name; give one of these ids: gn:7"), ("Xyzzyville", "no place of this name"),
                                             ("gn:404", "no place of this name or id")])  # fmt: skip
def test_a_place_that_is_none_or_several_is_refused_with_the_choices(words: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        with_places((("place", words),), KNOWN, cast(Any, Names))
