"""Passages in the manner of news agencies, marked by hand; see the head of each file for when the marks were made."""

from __future__ import annotations

import pytest

from tests.dates.marked import DATA, marked_rows, score_marked, unmarked

FLOORS = {"newswire_a.txt": (0.98, 0.99, 0.95), "newswire_b.txt": (0.97, 0.98, 0.90)}
"""Strict and relaxed F1 of the words, F1 of the value; without trees. docs/times.md tells the scores before the rules were mended."""


@pytest.mark.parametrize(("file", "floors"), FLOORS.items())
def test_floors(file: str, floors: tuple[float, float, float]) -> None:
    got = score_marked(DATA / file)
    assert (got["strict_f1"] >= floors[0], got["relaxed_f1"] >= floors[1], got["value_f1"] >= floors[2]) == (True,) * 3, got


def test_the_marks_are_taken_out() -> None:
    text, times = unmarked("He left {last week|DATE|2016-W10}.")
    assert text == "He left last week."
    assert [text[t["start"] : t["end"]] for t in times] == ["last week"]


def test_there_are_enough_of_every_type() -> None:
    times = [time for row in marked_rows(DATA / "newswire_a.txt") for time in row["times"]]
    assert len(times) > 250
    assert {time["type"] for time in times} == {"DATE", "TIME", "DURATION", "SET"}
