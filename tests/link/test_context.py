"""What a document leaves unsaid: who won a place back, who was besieged."""

from __future__ import annotations

from dataclasses import replace

from tests.claims import claim
from whoholds.link.context import with_context
from whoholds.records import Claim, Filler


def read(*told: Claim) -> dict[str, Claim]:
    """Fill in one document and return its claims by trigger."""
    return {one.trigger.words: one for one in with_context(told)}


def names(fillers: tuple[Filler, ...]) -> list[str]:
    return [one.words for one in fillers]


LOST = claim("capture", whom="Peshmerga", day="2014-08-07", doc="d", at=0, trigger="lost")
BACK = claim("capture", day="2014-08-10", doc="d", at=40, trigger="won back")
ELSEWHERE = claim("capture", "Raqqa", "Iraqi army", "Islamic State", day="2014-08-09", doc="d", at=400, trigger="recaptured")


def test_who_wins_a_place_back_is_who_had_lost_it() -> None:
    assert names(read(LOST, BACK, ELSEWHERE)["won back"].actors) == ["Peshmerga"]


def test_who_took_another_place_back_is_the_second_guess() -> None:
    assert names(read(BACK, ELSEWHERE)["won back"].actors) == ["Iraqi army"]


def test_a_place_recovered_was_not_recovered_by_the_armed_group() -> None:
    held = claim("hold", "Mosul", "Islamic State", day="2014-08-09", doc="d", at=300, trigger="held")
    fought = claim("clash", "Mosul", "Islamic State", "Iraqi army", day="2014-08-09", doc="d", at=360, trigger="fought")
    recovered = claim("capture", day="2014-08-12", doc="d", at=40, trigger="recovered")
    assert names(read(held, fought, recovered)["recovered"].actors) != ["Islamic State"]


def test_the_besieged_are_those_who_come_against_the_besieger() -> None:
    siege = claim("siege", who="Islamic State", day="2014-06-11", doc="d", at=0, trigger="besieged")
    holding = claim("hold", who="Iraqi army", day="2014-06-20", doc="d", at=300, trigger="defended")
    assert names(read(siege, holding)["besieged"].targets) == ["Iraqi army"]


def test_who_supports_a_side_is_not_its_foe() -> None:
    taken = claim("capture", who="YPG", day="2015-06-15", doc="d", at=0, trigger="took")
    helped = claim("support", "", "Turkey", "YPG", day="2015-06-14", doc="d", at=100, trigger="supported")
    there = claim("hold", who="Turkey", day="2015-06-10", doc="d", at=200, trigger="based")
    assert names(read(taken, helped, there)["took"].targets) == []


def test_an_armed_group_that_recovered_one_place_may_have_won_back_another() -> None:
    kurds = claim("capture", "Raqqa", "YPG", "Islamic State", day="2014-08-18", doc="d", at=0, trigger="recaptured")
    army = claim("clash", "Raqqa", "Islamic State", "Iraqi army", day="2014-08-18", doc="d", at=60, trigger="fought")
    back = claim("capture", day="2014-08-10", doc="d", at=300, trigger="won back")
    assert names(read(kurds, army, back)["won back"].actors) == ["YPG"]


def test_nobody_is_liberated_by_those_whom_the_text_calls_the_enemy() -> None:
    freed = claim("capture", day="2015-11-12", doc="d", at=0, trigger="liberated")
    seized = claim("capture", who="Islamic State", day="2015-11-12", doc="d", at=100, trigger="seized")
    named = replace(seized, actors=tuple(replace(one, words="the terrorists") for one in seized.actors))
    assert names(read(freed, seized)["liberated"].actors) == ["Islamic State"]
    assert names(read(freed, named)["liberated"].actors) == []


def test_a_capital_that_is_not_named_is_not_the_town_told_of() -> None:
    taken = claim("capture", "Ain Issa", "YPG", day="2015-03-02", doc="d", at=0, trigger="captured")
    seat = replace(claim("hold", who="Islamic State", day="2015-03-02", doc="d", at=60, trigger="capital"), places=())
    assert read(taken, seat)["capital"].places == ()
