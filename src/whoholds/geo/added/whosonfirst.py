"""Places out of the SQLite distribution of Who's On First: its tables `spr`, `names` and `concordances`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from whoholds.errors import InputError
from whoholds.geo.added.kinds import OTHER, WHOS_ON_FIRST
from whoholds.geo.added.row import Left, Row, Told, row_of

MAGIC = b"SQLite format 3\x00"
OVER = ("is_deprecated", "is_ceased", "is_superseded")
"""Columns that are 1 where a place has come to an end or was replaced; -1 is not known."""


def rows_of_sqlite(path: Path, country: str | None) -> Iterator[Row | Left]:
    """Read a distribution. Raises InputError where the file is no SQLite database or lacks the table `spr`."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            tables = {str(row["name"]) for row in db.execute("SELECT name FROM sqlite_master")}
            if "spr" not in tables:
                raise InputError("a database without the table `spr`; of databases, only those of Who's On First are read")
            names, numbers = _names(db, tables), _numbers(db, tables)
            for place in db.execute("SELECT * FROM spr ORDER BY id"):
                yield _row(dict(place), (names, numbers), country)
    except sqlite3.DatabaseError as fault:
        raise InputError(f"cannot be read as a database ({fault})") from None


def _names(db: sqlite3.Connection, tables: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    if "names" in tables:
        for id, name in db.execute("SELECT id, name FROM names ORDER BY id, language != 'eng', language, name"):
            found[str(id)].append(str(name))
    return found


def _numbers(db: sqlite3.Connection, tables: set[str]) -> dict[str, str]:
    """Return the GeoNames numbers of places."""
    if "concordances" not in tables:
        return {}
    rows = db.execute("SELECT id, other_id FROM concordances WHERE other_source = 'gn:id' ORDER BY id, other_id DESC")
    return {str(id): str(number) for id, number in rows}


def _row(place: dict[str, Any], more: tuple[dict[str, list[str]], dict[str, str]], country: str | None) -> Row | Left:
    names, numbers = more
    id, name, kind = str(place["id"]), str(place["name"] or ""), str(place["placetype"])
    where = f"place {id}"
    if place.get("is_alt") == 1 or place.get("is_current") == 0 or any(place.get(over) == 1 for over in OVER):
        return Left(where, "withdrawn by its source", name, bad=False)
    if WHOS_ON_FIRST.get(kind, OTHER) == OTHER:
        return Left(where, f"a kind that is not added: {kind}", name, bad=False)
    told = Told(
        name, tuple(names.get(id, ())), str(place["latitude"] or ""), str(place["longitude"] or ""), str(place.get("country") or ""),
        WHOS_ON_FIRST[kind], geonameid=numbers.get(id, ""), id=f"wof:{id}",
    )  # fmt: skip
    return row_of(told, where, country)
