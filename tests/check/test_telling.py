"""Disagreements in words: plural speakers say, one speaker says, those who say the same stand together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.claims import claim
from whoholds.check.telling import is_plural, tellings
from whoholds.records import Claim


def told(type_: str, who: str, by: str, status: str = "fact") -> Claim:
    """Make a claim about a town that somebody tells."""
    return replace(claim(type_, "Mosul", who, said_by=by, day="2014-06-10", told="2014-06-11"), status=status)


@pytest.mark.parametrize("name", ["officials in Nineveh province", "residents of Tikrit", "Syrian state media", "local police", "Iraqi forces", "activists", "Syrian rebels"])
def test_many_say(name: str) -> None:
    assert is_plural(name)


@pytest.mark.parametrize("name", ["Meridian Wire", "Iraqi prime minister", "spokesman for the forces", "United States", "Reuters", "United Nations", "witness", "YPG", ""])
def test_one_says(name: str) -> None:
    assert not is_plural(name)


def test_speakers_of_the_same_are_named_together() -> None:
    claims = [
        told("capture", "Islamic State", "officials in Nineveh province"),
        told("withdraw", "Iraqi army", "Meridian Wire"),
        told("capture", "Islamic State", "residents of Tikrit"),
        told("capture", "Islamic State", "Iraqi prime minister", "denied"),
    ]
    assert tellings(claims) == (
        "officials in Nineveh province and residents of Tikrit say that Islamic State took it / "
        "Meridian Wire says that Iraqi army left it / Iraqi prime minister denies that Islamic State took it"
    )


def test_who_speaks_of_itself_is_not_named_twice() -> None:
    assert tellings([told("hold", "Islamic State", "Islamic State")]) == "Islamic State says that it holds it"
    assert tellings([told("hold", "Syrian rebels", "Syrian rebels")]) == "Syrian rebels say that they hold it"
