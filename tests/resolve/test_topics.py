"""What headings set: the town of a paragraph, and of a section, until the next one."""

from __future__ import annotations

import pytest

from tests.resolve.scenes import scene_of
from tests.resolve.test_antecedents import catalogue
from tests.resolve.test_whole_texts import told
from whoholds.actors.catalogue import Catalogue
from whoholds.resolve.topics import find_topics

__all__ = ["catalogue"]

ABOVE = "Islamic State holds Jalawla, and militias patrol Khanaqin.\n\n"


def place_of(text: str, trigger: str) -> str:
    link = told(text, day="2014-12-23")[trigger].places[0].link
    assert link is not None
    return link.name


@pytest.mark.parametrize(
    "heading",
    ["RAQQA. The battle is in its fourth month. ", "3. Raqqa. A quiet week. ", "RAQQA\n\nThe battle is in its fourth month. "],
)
def test_the_town_is_that_of_the_heading(heading: str) -> None:
    assert place_of(f"{ABOVE}{heading}The YPG controls most of the town.", "controls") == "Raqqa"


def test_the_first_line_is_no_heading() -> None:
    text = "Baghdad. The army seized Hit on Monday. Shells still fall on the town."
    assert place_of(text, "seized") == "Hit"
    assert [claim.places[0].link.name for claim in told(text).values() if claim.type == "strike" and claim.places[0].link] == ["Hit"]


def test_the_next_heading_ends_what_the_last_one_set() -> None:
    text = f"{ABOVE}RAQQA. The battle is in its fourth month.\n\nMOSUL. No change. Aircraft bombed the city."
    assert place_of(text, "bombed") == "Mosul"


def test_a_line_of_prose_is_no_heading(catalogue: Catalogue) -> None:
    scene = scene_of("It was quiet.\nKobani fell on Monday.\nThe town is empty.", [], catalogue)
    assert find_topics(scene, scene.places) == []
