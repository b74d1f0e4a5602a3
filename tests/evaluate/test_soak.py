"""Which documents are read on and on to see what they cost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whoholds.errors import InputError
from whoholds.evaluate.soak import REAL, Step, real, soak_scores


def test_real_articles_are_mixed_and_come_once_each(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name, count in zip(REAL, (1, 2, 3), strict=True):
        lines = [json.dumps({"id": f"{name}{n}", "text": "The army left."}) for n in range(count)]
        (tmp_path / "data" / name).write_text("\n".join(lines), encoding="utf-8")
    rows, count = real(tmp_path)
    parts = [row["id"].partition(".")[0] for row in rows(count, 0)]
    assert count == 6 and parts[:3] == ["geo_lgl", "geo_geovirus", "muc4_train_dev"]
    assert [row["id"] for row in rows(2, 4)] == [row["id"] for row in rows(6, 0)][4:]


def test_without_the_data_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="geo_lgl"):
        real(tmp_path)


def test_growth_is_told_from_the_second_part_on() -> None:
    steps = [Step(10, 9, 30.0, 100.0), Step(20, 18, 10.0, 110.0), Step(30, 27, 12.0, 121.0)]
    assert soak_scores(steps) == {"ms a document, last part over second": 1.2, "memory, last part over second": 1.1}
