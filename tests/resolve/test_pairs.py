"""Both sides: who the two are that one phrase names."""

from __future__ import annotations

import pytest

from tests.resolve.scenes import mention, scene_of
from tests.resolve.test_plain_names import names
from tests.shelves import shelves
from whoholds.records import Filler
from whoholds.resolve.pairs import pair_of

GOMA = "The Congolese army and the M23 have fought near Goma since January. "
KHARTOUM = "The Sudanese army shelled the Rapid Support Forces in Khartoum on Monday. The United Nations called for a truce. "
BORDER = "Pakistan accused India of shelling Kotli. Indian guns had answered fire from Bhimber, Delhi said. "


@pytest.mark.parametrize(
    ("text", "type", "word", "role", "expected"),
    [
        (GOMA + "Both sides lost dozens of fighters.", "casualties", "lost", "targets", {"Congolese army", "M23"}),
        (KHARTOUM + "Both sides have bombed hospitals in the city.", "strike", "bombed", "actors", {"Sudanese army", "Rapid Support Forces"}),
        (GOMA + "Both of them have shelled the town.", "strike", "shelled", "actors", {"Congolese army", "M23"}),
        (BORDER + "The two countries signed a ceasefire on Friday.", "ceasefire", "ceasefire", "actors", {"Pakistan", "India"}),
    ],
)
def test_both_sides_are_two(text: str, type: str, word: str, role: str, expected: set[str]) -> None:
    assert set(names(text, type, role, word, "2025-02-01")) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("both sides", ["Congolese army", "M23"]),
        ("the two armies", ["Congolese army", "M23"]),
        ("neither side", ["Congolese army", "M23"]),
        ("each army", ["Congolese army", "M23"]),
        ("the warring parties", ["Congolese army", "M23"]),
    ],
)
def test_the_ways_to_speak_of_two(words: str, expected: list[str]) -> None:
    scene = scene_of(f"The Congolese army fought the M23 near Goma.\nThen {words} rested.", ["Congolese army", "M23"], shelves().catalogue)
    spot = mention(scene, words)
    assert [link.name for link in pair_of(scene, Filler(spot.start, spot.end, words, "phrase"), "clash")] == expected


@pytest.mark.parametrize("words", ["all sides", "the other side", "both towns", "the Kurdish side", "the army", "either sides", "each"])
def test_other_words_name_no_pair(words: str) -> None:
    scene = scene_of(f"The Congolese army fought the M23 near Goma.\nThen {words} rested.", ["Congolese army", "M23"], shelves().catalogue)
    spot = mention(scene, words)
    assert pair_of(scene, Filler(spot.start, spot.end, words, "phrase"), "clash") == ()


def test_the_two_may_be_two_men_where_nobody_met() -> None:
    scene = scene_of("The Congolese army is near Goma, the M23 far.\nThen the two rested.", ["Congolese army", "M23"], shelves().catalogue)
    spot = mention(scene, "the two")
    assert pair_of(scene, Filler(spot.start, spot.end, "the two", "phrase"), "casualties") == ()


def test_one_side_alone_is_no_pair() -> None:
    scene = scene_of("The M23 took Goma.\nThen both sides rested.", ["M23"], shelves().catalogue)
    spot = mention(scene, "both sides")
    assert pair_of(scene, Filler(spot.start, spot.end, "both sides", "phrase"), "clash") == ()


def test_those_who_talk_are_governments_and_those_who_fight_armies() -> None:
    text = "The Sudanese government met the SPLM-N in Addis Ababa.\nThe Sudanese army had shelled the SPLM-N.\nThen both sides rested."
    scene = scene_of(text, ["Sudanese government", "SPLM-N", "Sudanese army"], shelves().catalogue)
    spot = mention(scene, "both sides")
    filler = Filler(spot.start, spot.end, "both sides", "phrase")
    assert "government" in [link.kind for link in pair_of(scene, filler, "ceasefire")]
    assert "army" in [link.kind for link in pair_of(scene, filler, "clash")]
