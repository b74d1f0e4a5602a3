"""Which country, and which capital, words mean."""

from __future__ import annotations

import pytest

from tests.resolve.test_whole_texts import told


def places(text: str, trigger: str, day: str = "2023-05-10") -> list[str]:
    """Return where the claim on a trigger ("advanced", "advanced on") happens, by name."""
    found = next(claim for words, claim in told(text, day=day).items() if words.split()[0] == trigger)
    return [filler.name for filler in found.places]


@pytest.mark.parametrize(
    ("text", "trigger", "country"),
    [
        ("M23 rebels took Goma. Uganda sent troops to Bunagana. Thousands of people fled the country.", "fled", "Democratic Republic of the Congo"),
        ("Islamist rebels took Gao and Kidal. French troops entered Timbuktu. Thousands of people fled the country.", "fled", "Mali"),
    ],
)
def test_the_country_is_where_things_happen_not_whose_soldiers_were_named_last(text: str, trigger: str, country: str) -> None:
    assert places(text, trigger) == [country]


@pytest.mark.parametrize(
    ("text", "trigger", "capital"),
    [
        ("Rebels advanced on the Ethiopian capital on Friday.", "advanced", "Addis Ababa"),
        ("Libyan fighters advanced on Sirte. Fighting reached Gharyan on Sunday. Rebels attacked the capital on Monday.", "attacked", "Tripoli"),
    ],
)
def test_a_capital_is_that_of_its_country(text: str, trigger: str, capital: str) -> None:
    assert capital in places(text, trigger)


def test_the_capital_of_an_armed_group_is_not_that_of_the_country() -> None:
    assert places("Islamic State holds Raqqa in Syria. The YPG advanced toward its capital on Monday.", "advanced", "2015-07-10") == ["Raqqa"]


def test_gaza_is_the_strip_and_its_city_is_called_so() -> None:
    assert places("Israeli planes bombed Gaza on Monday.", "bombed") == ["Gaza Strip"]
    assert places("Israeli planes bombed Gaza City on Monday.", "bombed") == ["Gaza City"]


def test_the_way_to_a_town_is_no_place_of_its_own() -> None:
    assert places("Planes bombed a convoy on the way to Haditha on Monday.", "bombed", "2015-05-10") == ["Haditha"]


@pytest.mark.parametrize("words", ["a town", "another town", "an unbroken strip of the border"])
def test_what_is_spoken_of_as_new_is_no_place_told_of_before(words: str) -> None:
    found = places(f"M23 rebels hold Goma. In the west the rebels captured {words} on Monday.", "captured", "2025-02-10")
    assert "Goma" not in found
