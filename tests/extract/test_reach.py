"""Places told by another place are one place of their own; what they are measured from is none."""

import pytest

from tests.extract.told import one, words


@pytest.mark.parametrize(
    ("text", "type", "trigger", "places"),
    [
        ("Rebels captured villages around Bambari on Monday.", "capture", "captured", ["villages around Bambari"]),
        ("The army retook the airfield 10 km north of Bama.", "capture", "retook", ["airfield 10 km north of Bama"]),
        ("Government troops seized the road from Bria on Friday.", "capture", "seized", ["road from Bria"]),
    ],
)
def test_a_place_told_by_another(text: str, type: str, trigger: str, places: list[str]) -> None:
    assert words(one(text, type, trigger).places) == places


def test_an_article_is_nobody() -> None:
    text = "PORT SUDAN - The Sudanese army has regained control of Jebel Moya in Sennar state, its spokesman said."
    assert words(one(text, "capture", "regained").actors) == ["Sudanese army"]
