"""Names that nearby words must not change: a known side beside another one's men, numbers and hedges before a name."""

from __future__ import annotations

import pytest

from tests.extract.told import one


def names(text: str, type: str, role: str = "actors", word: str = "", day: str = "") -> list[str]:
    """Return the names of a claim's fillers."""
    return [filler.link.name for filler in getattr(one(text, type, word, day), role) if filler.link is not None]


def test_a_side_beside_rebels_is_no_rebel() -> None:
    found = names("Clashes between the FARDC and Mai-Mai rebels went on near Walikale.", "clash")
    assert len(found) == 2 and found[0] in ("Congolese army", "FARDC")


def test_suspected_gunmen_are_those_of_the_group() -> None:
    assert names("Suspected Abu Sayyaf gunmen attacked a ferry off Basilan.", "attack") == ["Abu Sayyaf"]


def test_a_round_number_of_a_people_is_the_people() -> None:
    assert names("Nearly half a million Rohingya have fled to Bangladesh.", "displace", "targets") == ["Rohingya"]


@pytest.mark.parametrize("land", ["Bangladesh", "India"])
def test_the_government_is_not_that_of_the_land_fled_to(land: str) -> None:
    text = f"Soldiers of the Myanmar army burned Maung Nu. Thousands fled to {land}. The government denied the killings."
    assert "Bangladeshi government" not in names(text, "statement", word="denied")
    assert "Indian government" not in names(text, "statement", word="denied")


def test_it_at_the_start_of_a_sentence_is_the_town() -> None:
    text = "The garrison of Bihac held out for three years. Bihac was shelled daily. It fell to nobody. It was besieged by the Serbs."
    assert names(text, "siege", "places", "besieged") == ["Bihać"] or names(text, "siege", "places", "besieged") == ["Bihac"]


def test_the_town_is_not_where_the_speaker_sits() -> None:
    text = "Rebels shelled Rutshuru on Monday, an aid worker in Kisoro said. The town was calm before the army entered the town."
    assert names(text, "advance", "places", "entered") == ["Rutshuru"]


def test_fighters_of_a_named_body_are_of_that_body() -> None:
    text = "The Libyan National Army took the depot from fighters of the Government of National Accord."
    (target,) = [filler.link for filler in one(text, "capture").targets if filler.link is not None]
    assert "Libyan National Army" not in target.name


def test_separatists_in_ukraine_are_one_side() -> None:
    text = "The separatists stormed a post near Luhansk in July 2014. The militants shelled Avdiivka."
    assert names(text, "strike") == ["Russian-backed separatists"]
