"""Words are cut as Universal Dependencies cuts them, and nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.models.tokens import word_spans


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lt. Gen. H. R. McMaster left.", ["Lt.", "Gen.", "H.", "R.", "McMaster", "left", "."]),
        ("The U.S.-backed forces", ["The", "U.S.", "-", "backed", "forces"]),
        ("anti-government fighters", ["anti-government", "fighters"]),
        ("al-Qaeda's men didn't", ["al", "-", "Qaeda", "'s", "men", "did", "n't"]),
        ("It’s Syria’s", ["It", "’s", "Syria", "’s"]),
        ("22% of 1,200.5 km2", ["22", "%", "of", "1,200.5", "km2"]),
        ("He cannot go (yet)...", ["He", "can", "not", "go", "(", "yet", ")", "..."]),
        ("at 10:30am on 5/3/2016", ["at", "10:30", "am", "on", "5/3/2016"]),
        ("see https://example.org/a?b=1.", ["see", "https://example.org/a?b=1", "."]),
        ("No. 5 said no.", ["No.", "5", "said", "no", "."]),
        ("Sha'lan, O'Neill", ["Sha'lan", ",", "O'Neill"]),
        ("in the 1990s", ["in", "the", "1990s"]),
        ("مرحبا بالعالم 🙂", ["مرحبا", "بالعالم", "🙂"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=200))
def test_every_printed_sign_is_in_one_word(text: str) -> None:
    spans = word_spans(text)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    inside = {spot for start, end in spans for spot in range(start, end)}
    assert all(sign.isspace() for spot, sign in enumerate(text) if spot not in inside)
