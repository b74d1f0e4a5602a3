"""Sides that one phrase names together, names behind what they name, and phrases that hold more than a side."""

from __future__ import annotations

import pytest

from tests.resolve.test_whole_texts import told, whom


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("Soldiers from Kenya and Ethiopia captured Baidoa.", "captured", ["Kenyan army", "Ethiopian army"]),
        ("SURUC, Turkey - Kurdish forces captured the village of Helinj.", "captured", ["Kurdish forces"]),
        ("Mopti is quiet. Its rival Jund al-Sham captured the village.", "captured", ["Jund al-Sham"]),
        ("Residents fled after the rebel group RENAMO seized Beira.", "seized", ["RENAMO"]),
        ("On Friday a man on a motorcycle blew himself up at a checkpoint in Gao, which the MNLA had left.", "blew himself up", ["man"]),
    ],
)
def test_who_acts_is_named_whole_and_alone(text: str, trigger: str, names: list[str]) -> None:
    assert [name for name in whom(told(text)[trigger]) if name != "motorcycle"] == names


def test_no_group_is_no_side_told_of_before() -> None:
    text = "The minister pointed to Boko Haram. No group has claimed responsibility for the bombing."
    assert whom(told(text)["claimed responsibility"]) == ["group"]


def test_no_state_has_a_secretary_general() -> None:
    text = "The UN Security Council met on Friday. The secretary general called on Myanmar to end its operation in Rakhine."
    assert whom(told(text)["called on"]) == ["UN secretary general"]


def test_he_may_be_an_office_that_does_something_else() -> None:
    text = "The Kenyan foreign minister arrived in Juba this morning. He said that rebels had seized Malakal."
    [source] = told(text)["seized"].sources
    assert source.link is not None and "foreign minister" in source.link.name.casefold()


def test_a_site_lies_where_the_text_says_right_behind_it() -> None:
    text = "The rebels hold Bangui. On Friday they attacked the church in Sibut."
    assert [place.link.name for place in told(text)["attacked"].places if place.link is not None][:1] != ["Bangui church"]


def test_where_they_meet_is_not_whose_government_meets() -> None:
    text = "The war in Syria goes on. Representatives of the government and the opposition are to start talks in Vienna by 1 January."
    assert whom(told(text)["talks"])[:1] == ["Syrian government"]


def test_a_direction_acts_not() -> None:
    text = "Peshmerga hold the north. But Jalawla, far to the south-east, fell to the Islamic State on August 11."
    assert whom(told(text)["fell"]) == ["Islamic State"]
