"""Whole short texts, from words to resolved claims: whom "the enemy" and "it" mean, and which names are places."""

from __future__ import annotations

from datetime import date

import pytest

from tests.shelves import seen, shelves
from whoholds.pipeline import claims_of
from whoholds.records import Claim, Document, on_day


def told(text: str, source: str = "The Courier", day: str = "2015-07-10") -> dict[str, Claim]:
    """Read a text and return its claims by trigger."""
    document = Document("d", text, source, published=on_day(date.fromisoformat(day)))
    return {claim.trigger.words: claim for claim in claims_of(document, shelves()).claims}


def whom(claim: Claim) -> list[str]:
    return [filler.link.name for filler in claim.actors if filler.link is not None]


def test_a_town_is_a_town_all_through_a_text() -> None:
    text = (
        "GENEVA, July 10 (Eastgate) - The YPG and allied rebels retook Ain Issa from Islamic State on Thursday, a commander said.\n\n"
        "Ain Issa lies 50 km north of Raqqa."
    )
    places = [place.words for place in seen(text).places]
    assert places.count("Ain Issa") == 2 and "Eastgate" not in places


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Baghdad's forces captured Tikrit on 4 April.", "Iraqi security forces"),
        ("Kyiv's troops captured Lyman on 1 October.", "Ukrainian forces"),
    ],
)
def test_forces_of_a_capital_are_those_of_its_state(words: str, side: str) -> None:
    [claim] = [c for c in told(words, day="2023-01-05").values() if c.type == "capture"]
    assert whom(claim)[0].split()[0] == side.split()[0] and claim.actors[0].link is not None
    assert claim.actors[0].link.id.startswith("actor:")


def test_what_somebody_boasts_of_is_said_of_himself() -> None:
    text = "Islamic State holds Tikrit. The government's boast in June that it had captured Tikrit proved empty."
    assert whom(told(text, day="2014-06-30")["captured"]) == ["Iraqi government"]


@pytest.mark.parametrize(
    ("source", "text", "day", "trigger", "side"),
    [
        ("YPG Press Desk", "Our forces captured Tal Abyad on Monday. The enemy still holds Sarrin.", "2015-06-24", "holds", "Islamic State"),
        ("Nigerian Army", "Our troops entered Gwoza on Friday. The enemy still holds Bama.", "2015-03-10", "holds", "Boko Haram"),
        ("Sudanese army", "Our troops entered Omdurman on Friday. The enemy still holds Bahri.", "2024-03-10", "holds", "Rapid Support Forces"),
    ],
)
def test_the_enemy_is_whom_the_speaker_fought_then(source: str, text: str, day: str, trigger: str, side: str) -> None:
    assert whom(told(text, source, day)[trigger]) == [side]


def test_whose_control_it_is_under_holds_it() -> None:
    assert whom(told("Raqqa and Manbij remain under Islamic State control.")["remain"]) == ["Islamic State"]
