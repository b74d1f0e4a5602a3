"""Which annotated places are pure names, and that the score is left out where its data are absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shelves import shelves

from whoholds.evaluate.coverage import coverage_scores, is_pure_name


@pytest.mark.parametrize("words", ["Raqqah", "Deir ez-Zor", "the Red Sea", "Gulf of Aden", "Tabqa Dam", "Eastern Ukraine", "Al-Qa'im"])
def test_a_capitalised_name_is_pure(words: str) -> None:
    assert is_pure_name(words)


@pytest.mark.parametrize("words", ["the city of Mosul", "northern Iraq", "Paris, Texas", "here", "US-led", "35km south of Mosul", "the", ""])
def test_anything_more_or_less_is_not(words: str) -> None:
    assert not is_pure_name(words)


def test_without_data_there_is_no_score(tmp_path: Path) -> None:
    assert coverage_scores(tmp_path, shelves()) == {}
