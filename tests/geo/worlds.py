"""A small world for the tests of a user's tables: an index of a few places, and tables written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from whoholds.geo.added.row import Row
from whoholds.geo.added.shelf import Table, put_table, shelf_of, tables_on, with_ids
from whoholds.geo.build import build_index
from whoholds.geo.gazetteer import Gazetteer, open_gazetteer
from whoholds.geo.regions import GEONAMES
from whoholds.records import Place

RAQQA = "region:sy-raqqa-governorate"


def known(number: int, name: str, spot: tuple[float, float], people: int, *names: str) -> Place:
    """Make a town of Syria that the index holds."""
    within = (RAQQA, "country:SY")
    return Place(f"gn:{number}", name, "city", *spot, "SY", (name, *names), within, people, number, GEONAMES)


WORLD = (
    known(1, "Raqqa", (35.95, 39.01), 220_000, "Ar Raqqah"),
    known(2, "Salhiyah", (35.90, 39.10), 900),
    known(3, "Tabqa", (35.84, 38.55), 69_000, "al-Thawrah"),
    known(4, "Maadan", (35.75, 39.60), 0),
    known(5, "Sabkha", (35.80, 39.30), 15_000),
    Place(RAQQA, "Raqqa Governorate", "region", 36.0, 38.9, "SY", ("Raqqa Governorate", "Raqqa province"), ("country:SY",), 0, None, "own"),
    Place("site:sy-tabqa-dam", "Tabqa Dam", "site", 35.87, 38.57, "SY", ("Tabqa Dam",), ("country:SY",), 0, None, "own"),
)


def row(name: str, lat: float, lon: float, *names: str, **more: object) -> Row:
    """Make a row of a table in Syria."""
    said: dict[str, object] = {"id": "", "kind": "city", "country": "SY", **more}
    return Row(name=name, lat=lat, lon=lon, names=names, **said)  # type: ignore[arg-type]


def world(folder: Path) -> Path:
    """Build the index of the small world and return its path."""
    path = folder / "own.sqlite"
    build_index(((place, 5.0) for place in WORLD), path)
    return path


def put(index: Path, name: str, *rows: Row, licence: str = "CC0") -> Table:
    """Keep a table beside an index."""
    kept, _ = with_ids(rows, name)
    return put_table(shelf_of(index), Table(name, f"{name} office", licence, "table", f"{name}.csv", date(2026, 1, 1), 0, ""), kept)


def opened(index: Path, *rows: Row, name: str = "mine") -> Gazetteer:
    """Open an index with one more table of these rows."""
    put(index, name, *rows)
    return open_gazetteer(index)


def content(gazetteer: Gazetteer) -> Sequence[str]:
    """Return everything that stands in the index of the tables, as statements."""
    import sqlite3

    assert gazetteer.joined is not None
    return sorted(sqlite3.connect(gazetteer.joined).iterdump())


def names_on(index: Path) -> list[str]:
    """Return the names of the tables beside an index."""
    return [table.name for table in tables_on(shelf_of(index))]
