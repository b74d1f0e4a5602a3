"""Phrases that say whose or which part: each with the words of another war."""

from __future__ import annotations

import pytest

from tests.resolve.test_whole_texts import told, whom
from tests.shelves import shelves
from whoholds.records import Claim
from whoholds.resolve.asking import generic_name
from whoholds.resolve.forces import forces_together
from whoholds.resolve.place_parts import base_of, lies_outside, part_by_compass


def where(claim: Claim) -> list[str]:
    return [filler.link.name for filler in claim.places if filler.link is not None]


@pytest.mark.parametrize(
    ("words", "way", "whole"),
    [
        ("the southern districts of the city", "southern", "the city"),
        ("the city's eastern half", "eastern", "city"),
        ("the north-western outskirts of Bakhmut", "north-western", "Bakhmut"),
        ("eastern neighbourhoods", "eastern", ""),
    ],
)
def test_a_part_by_its_compass_point(words: str, way: str, whole: str) -> None:
    assert part_by_compass(words) == (way, whole)


@pytest.mark.parametrize("words", ["the southern suburbs of Beirut", "the west bank of the Nile", "the districts", "eastern Chad"])
def test_suburbs_banks_and_lands_are_called_as_they_are(words: str) -> None:
    assert part_by_compass(words) is None


def test_what_lies_north_of_a_town_is_no_part_of_it() -> None:
    assert lies_outside("villages north") and not lies_outside("far north") and not lies_outside("north")


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Sudanese troops entered El Fasher on Monday. They took the eastern districts of the city on Friday.", "took", "eastern El Fasher"),
        ("Russian troops reached Bakhmut on Monday. They captured villages north of the town on Friday.", "captured", "villages north of Bakhmut"),
        ("M23 entered Goma on Monday. The rebels captured the airport of Goma on Friday.", "captured", "Goma airport"),
    ],
)
def test_a_place_is_named_after_what_it_is_part_of_or_near(text: str, trigger: str, place: str) -> None:
    assert where(told(text, day="2025-01-30")[trigger])[0] == place


def test_a_base_goes_by_its_owner() -> None:
    assert base_of("the base of the 93rd Brigade") == "93rd Brigade base"
    assert base_of("the warehouses of the World Food Programme") == "World Food Programme warehouses"
    assert base_of("the base of the mountain") == base_of("the port of Odesa") == ""


def test_forces_of_two_states_are_two() -> None:
    catalogue = shelves().catalogue
    assert forces_together(catalogue, "Chadian and Nigerian troops") == ("Chadian troops", "Nigerian troops")
    assert forces_together(catalogue, "Afghan and Syrian refugees") == ("Afghan and Syrian refugees",)
    assert forces_together(catalogue, "army and special forces") == ("army and special forces",)


def test_defenders_are_not_whom_they_fight() -> None:
    text = "M23 attacked Masisi on Monday. On Friday the defenders attacked rebel positions near the town."
    claims = [name for claim in told(text, day="2025-01-30").values() if claim.trigger.start > 40 for name in whom(claim)]
    assert "M23" not in claims


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("those in need", "people in need"),
        ("all those displaced by the fighting", "people displaced by the fighting"),
        ("those who spread rumours", "those who spread rumours"),
        ("all parties", "all parties"),
    ],
)
def test_whom_only_those_names_are_people(words: str, name: str) -> None:
    assert generic_name(words) == name


def test_the_people_of_a_state_are_called_after_it() -> None:
    text = "Myanmar denied the report. The Myanmar government has bombed its own people since 2021."
    claim = told(text, day="2023-04-12")["bombed"]
    names = [filler.link.name for filler in claim.targets if filler.link is not None]
    assert len(names) == 1 and names[0].endswith(" people")


def test_a_number_and_its_hedge_are_no_part_of_the_name() -> None:
    claims = told("At least 12 Ukrainian soldiers were killed near Avdiivka on Friday.", day="2023-11-05")
    assert any(f.words == "Ukrainian soldiers" for claim in claims.values() for f in claim.targets)
