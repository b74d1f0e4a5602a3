"""The scorer, and floors on the shared set where it is at hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from whoholds.evaluate.times import day_of, scores
from whoholds.records import Window

SHARED = Path(__file__).parents[3] / "shared" / "data" / "times_dev.jsonl"


def test_scores_count_spans_values_and_days(tmp_path: Path) -> None:
    gold = {
        "start": 24,
        "end": 30,
        "text": "Friday",
        "type": "DATE",
        "value": "2016-03-18",
        "from": "2016-03-18",
        "to": "2016-03-18",
    }
    missed = {**gold, "start": 0, "end": 4, "text": "Then"}
    row = {"doc": "a", "date": "2016-03-20", "text": "Then the mill burned on Friday.", "times": [missed, gold]}
    file = tmp_path / "times.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    got = scores(file)
    assert got["strict_f1"] == got["value_f1"] == pytest.approx(2 / 3)
    assert got["interval_right"] == 0.5


def test_publication_days() -> None:
    assert day_of("2016-02") == Window(date(2016, 2, 1), date(2016, 2, 29))
    assert day_of("2015-12") == Window(date(2015, 12, 1), date(2015, 12, 31))
    assert day_of(None) is None


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development set is not part of the repository")
def test_floors_on_the_development_set() -> None:
    got = scores(SHARED)
    assert got["relaxed_f1"] >= 0.95 and got["value_f1"] >= 0.95 and got["interval_right"] >= 0.95
