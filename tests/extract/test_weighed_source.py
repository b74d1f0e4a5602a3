"""Which sources hold for what they stand above: what is said, not what the sentence takes for granted."""

import pytest

from tests.extract.told import of_type, words


@pytest.mark.parametrize(
    ("text", "type", "word", "speaker"),
    [
        ("The army said that rebels had captured Bambari.", "capture", "captured", "army"),
        ("Rebels shelled the port of Hodeida, residents said.", "strike", "shelled", "residents"),
        ("According to the monitor, militants beheaded two teachers in Palma.", "abuse", "beheaded", "monitor"),
    ],
)
def test_what_somebody_says_keeps_its_source(text: str, type: str, word: str, speaker: str) -> None:
    (claim,) = of_type(text, type, word)
    assert words(claim.sources) == [speaker]


@pytest.mark.parametrize(
    ("text", "type", "word"),
    [
        ("The minister welcomed the liberation of Sirte.", "capture", "liberation"),
        ("We put the army's losses near Bakhmut: rebels captured two villages.", "capture", "captured"),
    ],
)
def test_what_is_taken_for_granted_has_none(text: str, type: str, word: str) -> None:
    assert all(not claim.sources for claim in of_type(text, type, word))
