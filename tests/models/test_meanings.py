"""Vectors of sentences: near where they mean the same, the same in every process, safe on any text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import ModelError
from whoholds.models import meanings as room
from whoholds.models.meanings import alignment, shipped_meanings

FELL = "Rebels seized the airport after a week of shelling."
FELL_TOO = "The airfield fell to insurgents following seven days of bombardment."
BREAD = "Bakeries in the old city have had no flour since the bridge was closed."


def near(one: str, other: str) -> float:
    meanings = shipped_meanings()
    return alignment(meanings.of(one), meanings.of(other))


def test_other_words_for_the_same_news_are_nearer_than_other_news() -> None:
    assert near(FELL, FELL_TOO) > 2 * near(FELL, BREAD)


def test_a_text_is_all_in_itself_and_nothing_is_in_no_text() -> None:
    assert near(f"{FELL} {BREAD}", f"{BREAD} {FELL}") == pytest.approx(1.0, abs=1e-5)
    assert near(FELL, "") == 0.0 and near("", "") == 0.0


def test_alignment_is_the_same_both_ways() -> None:
    assert near(FELL, f"{FELL_TOO}\n{BREAD}") == pytest.approx(near(f"{FELL_TOO}\n{BREAD}", FELL), abs=1e-6)


def test_common_words_bring_no_texts_together() -> None:
    uncommon = shipped_meanings().uncommon
    assert not uncommon("the army said that it was in the town", 5.0)
    assert uncommon("a bakery in Zumar", 5.0)


@given(st.text(max_size=200))
def test_any_text_has_finite_rows_of_length_one(text: str) -> None:
    rows = shipped_meanings().of(text)
    assert np.isfinite(rows).all() and np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-3)


def test_a_damaged_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / room.FILE).write_bytes(b"PK\x03\x04 and no more")
    monkeypatch.setattr(room, "FOLDER", tmp_path)
    shipped_meanings.cache_clear()
    with pytest.raises(ModelError, match="Reinstall whoholds"):
        shipped_meanings()
    monkeypatch.undo()
    shipped_meanings.cache_clear()
