"""The gazetteer: places by name, from an index on disk."""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoholds.errors import GazetteerError
from whoholds.geo.added.join import join_tables
from whoholds.geo.added.shelf import JOINED, joined_path, shelf_of, tables_on
from whoholds.geo.build import OTHER, SCHEMA, SPELT, USUAL, VERSION, all_places, build_index
from whoholds.geo.index_file import AGAIN, IndexFile
from whoholds.geo.regions import GEONAMES
from whoholds.geo.spelling import fold, loose, skeleton, sound
from whoholds.records import Link, Place

PRECISION = {
    "country": "country",
    "region": "region",
    "area": "region",
    "district": "district",
    "water": "vague",
    "site": "exact",
    "city": "exact",
}
KIND_PRIOR = {
    "country": 0.95, "area": 0.7, "region": 0.65, "district": 0.45, "water": 0.6, "site": 0.6, "city": 0.15,
}  # fmt: skip
"""How likely a bare name means a place of this kind before anything else is known; a city's grows with its people."""
SMALL_KM = 15.0
"""How far a first-level region reaches that is no likelier meant than a district: Florida of Puerto Rico."""
OWN_PEOPLE = 20_000
"""People a town of our own table counts for where nobody has counted: it stands there because news names it."""
CAPITAL = 0.15
"""What being a country's capital adds."""
OWN_AREA = 0.001
"""What an area of our own table is ahead of another region of its name: Gaza is rather the strip than the province of Mozambique."""
OWN_TOWN = 0.06
"""What a town of our own table gains: it stands there because news names it."""
OF_OTHERS = 0.1
"""What a town loses that only has this name among others."""
REMEMBERED = 4096
"""Names that were asked for last and are not looked up again."""
SHORTEST_SOUND, SHORTEST_ADDED = 3, 6
"""Letters, as they are heard, of the shortest name that is taken by its sound for a shipped place, and for one of a user's table. With the
villages of Syria and Iraq, 2% of 2,000 names of neighbouring countries are so taken at 6, 5% at 4."""
LOOSE = 0.25
"""What a name loses that fits only without its article or generic word ("Raqqa" for "Raqqa province")."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a row comes from."""

    table: str
    """A user's table; empty: shipped with Whoholds."""
    source: str
    licence: str


SHIPPED = {"own": Terms("", "Whoholds", "Apache-2.0"), GEONAMES: Terms("", "GeoNames", "CC BY 4.0")}
"""The terms of the shipped tables."""


def cache_path() -> Path:
    """Return where the index lies: `$XDG_CACHE_HOME/whoholds`, else `~/.cache/whoholds`."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "whoholds" / f"places-{VERSION}.sqlite"


def open_gazetteer(path: Path | None = None, progress: Callable[[int, int], None] | None = None) -> Gazetteer:
    """Open the index with the user's tables beside it; what is missing of them is built first (about 20 s, and 10 s for 30,000 rows).

    Raises GazetteerError saying what to do.
    """
    index = path or cache_path()
    tables = tables_on(shelf_of(path))
    joined = joined_path(index, tables)
    try:
        if not index.exists():
            total, places = all_places()
            build_index(places, index, progress, total)
            if path is None:
                _remove_others(index, f"places-*{index.suffix}")
        if joined is not None and not joined.exists():
            Gazetteer(index).close()  # one of another version is told before it is read
            join_tables(index, shelf_of(path), tables, joined, progress)
            _remove_others(joined, f"{index.stem}{JOINED}*{index.suffix}")
    except OSError as fault:
        raise GazetteerError(
            f"{index}: the place index cannot be written ({fault}); set XDG_CACHE_HOME to a folder that can"
        ) from None
    except sqlite3.DatabaseError as fault:
        raise GazetteerError(f"{index}: the place index is damaged ({fault}). {AGAIN}") from None
    return Gazetteer(index, joined)


def forget_joined(path: Path | None) -> None:
    """Remove the indexes of the user's tables that belong to an index; the one that is needed is built when it is opened."""
    index = path or cache_path()
    _remove_others(index, f"{index.stem}{JOINED}*{index.suffix}")


def _remove_others(path: Path, pattern: str) -> None:
    """Remove older indexes from the folder; one that cannot be removed is only space lost."""
    for other in path.parent.glob(pattern):
        if other != path:
            with suppress(OSError):
                other.unlink()


class Gazetteer:
    """Places by name; the index is read where it lies, little of it is in memory."""

    def __init__(self, path: Path, joined: Path | None = None) -> None:
        """Open an index, and that of the user's tables. Raises GazetteerError where one is damaged or of another version."""
        self.path = path
        self.joined = joined
        self._db = IndexFile(path)
        self._check(path, "main")
        if joined is None:
            self._db.execute("ATTACH 'file:none?mode=memory' AS added")
            for statement in SCHEMA:
                self._db.execute(statement.replace("CREATE TABLE ", "CREATE TABLE added."))
        else:
            self._db.attach(joined, "added")
            self._check(joined, "added")
        self._known: dict[str, bool] = {}
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)

    def close(self) -> None:
        """Close the index."""
        self._db.close()

    def _check(self, path: Path, schema: str) -> None:
        version = self._db.execute(f"SELECT value FROM {schema}.facts WHERE name = 'version'").fetchone()
        if version is None or version[0] != str(VERSION):
            raise GazetteerError(f"{path}: the place index is of another version. {AGAIN}")

    def knows(self, name: str) -> bool:
        """Tell whether any place has this name."""
        key = fold(name)
        if key not in self._known:
            keys = {key, loose(name)}
            marks = ",".join("?" * len(keys))
            sql = f"SELECT 1 FROM main.names WHERE key IN ({marks}) UNION ALL SELECT 1 FROM added.names WHERE key IN ({marks}) LIMIT 1"
            self._known[key] = self._db.execute(sql, sorted(keys) * 2).fetchone() is not None
        return self._known[key]

    def look_up(self, name: str, country: str | None = None) -> tuple[Link, ...]:
        """Return every place of this name, the likeliest first; `country` is an ISO code that they must lie in.

        With a country, a name that stands for nothing there is taken for the one town that sounds the same.
        """
        return self._found(name, country)

    def _find(self, name: str, country: str | None) -> tuple[Link, ...]:
        rows = self._rows(fold(name), loose(name))
        links = [self._link(row, grade) for row, grade in rows if country in (None, row[5])]
        links = links or (self._sounding(name, country) if country is not None else [])
        return tuple(sorted(links, key=lambda link: (-link.score, link.id)))

    def _sounding(self, name: str, country: str) -> list[Link]:
        """Return what sounds the same in a country, consonants and vowels: "Edlib" is Idlib; nothing where two towns do.

        The shipped places are asked first: that a village far off sounds like a town is no reason to doubt the town.
        """
        heard = sound(loose(name))
        where = "JOIN {0}.bones n ON n.place = p.id WHERE n.bone = ? AND n.sound = ? AND p.country = ?"
        rows = self._ask(where, (skeleton(name), heard, country)) if len(heard) >= SHORTEST_SOUND else []
        rows = [row for row in rows if not row[13]] or (rows if len(heard) >= SHORTEST_ADDED else [])
        links = [replace(link, reason=f"sound, {link.reason}") for link in (self._link(row, SPELT) for row in rows)]
        return links if sum(link.kind == "city" for link in links) <= 1 else []

    def propose(self, name: str, country: str | None = None, most: int = 5) -> tuple[Link, ...]:
        """Return places whose names have the same consonants: guesses for a person to judge, never taken by themselves."""
        where = "JOIN {0}.bones n ON n.place = p.id WHERE n.bone = ? AND (? IS NULL OR p.country = ?)"
        rows = self._ask(where, (skeleton(name), country, country))
        links = [self._link(row, None) for row in rows]
        return tuple(sorted(links, key=lambda link: (-link.score, link.id)))[:most]

    def place(self, id: str) -> Place | None:
        """Return a place by its id, its other names left out (see `names_of`)."""
        row = next(iter(self._ask("WHERE p.id = ?", (id,))), None)
        if row is None:
            return None
        within = tuple(filter(None, row[8].split("|")))
        return Place(row[0], row[1], row[2], row[3], row[4], row[5], (row[1],), within, row[6], row[7], row[9])

    def link(self, id: str) -> tuple[Link, ...]:
        """Return the place of an id as a candidate; empty where there is none."""
        return tuple(self._link(row, USUAL) for row in self._ask("WHERE p.id = ?", (id,)))

    def capital_of(self, country: str) -> Link | None:
        """Return the capital of a country by its ISO code; None where the tables name none."""
        rows = self._ask("WHERE p.kind = 'city' AND p.capital AND p.country = ?", (country,))
        links = sorted((self._link(row, USUAL) for row in rows), key=lambda link: (-link.score, link.id))
        return links[0] if links else None

    def sources_of(self, id: str) -> tuple[Terms, ...]:
        """Return where the row of a place comes from and under which licence: the shipped tables, then the user's."""
        row = next(iter(self._ask("WHERE p.id = ?", (id,))), None)
        if row is None:
            return ()
        shipped = [] if row[13] else [SHIPPED[part] for part in str(row[9]).split("; ") if part in SHIPPED]
        own = str(row[12]).split("|")
        return (*shipped, *(terms for terms in self.tables() if terms.table in own))

    def tables(self) -> tuple[Terms, ...]:
        """Return the user's tables that are joined, by name."""
        rows = self._db.execute("SELECT name, source, licence FROM added.tables ORDER BY name") if self.joined else ()
        return tuple(Terms(str(name), str(source), str(licence)) for name, source, licence in rows)

    def merged(self, table: str) -> int:
        """Return how many rows of a user's table are known places."""
        return int(self._db.execute("SELECT count(*) FROM added.merged WHERE tbl = ?", (table,)).fetchone()[0])

    def names_of(self, id: str) -> tuple[str, ...]:
        """Return all folded names of a place; this walks the index, so it is for showing, not for reading texts."""
        sql = "SELECT key FROM main.names WHERE place = ? UNION SELECT key FROM added.names WHERE place = ? ORDER BY key"
        return tuple(key for (key,) in self._db.execute(sql, (id, id)))

    def radius_km(self, id: str) -> float:
        """Return about how far a place reaches from its point."""
        row = next(iter(self._ask("WHERE p.id = ?", (id,))), None)
        return float(row[11]) if row else 5.0

    def towns_in(self, box: tuple[float, float, float, float]) -> tuple[tuple[str, str, float, float], ...]:
        """Return id, name, latitude and longitude of every town in a box of west, south, east and north, by id."""
        where = "WHERE p.kind = 'city' AND p.lon BETWEEN ? AND ? AND p.lat BETWEEN ? AND ?"
        rows = self._ask(where, (box[0], box[2], box[1], box[3]))
        return tuple(sorted((str(row[0]), str(row[1]), float(row[3]), float(row[4])) for row in rows))

    def _ask(self, where: str, values: tuple[object, ...], more: str = "") -> list[tuple[Any, ...]]:
        """Return rows of places; one that stands in the index of the tables too is taken from there."""
        sql = (
            f"SELECT DISTINCT p.*{more} FROM added.places p {where.format('added')} "
            f"UNION ALL SELECT DISTINCT p.*{more} FROM main.places p {where.format('main')} "
            "AND NOT EXISTS (SELECT 1 FROM added.places a WHERE a.id = p.id)"
        )
        return self._db.execute(sql, values * 2).fetchall()

    def _rows(self, exact: str, wide: str) -> list[tuple[tuple[Any, ...], int]]:
        where = "JOIN {0}.names n ON n.place = p.id WHERE n.key = ?"
        found = {row[0]: (row, SPELT) for row in self._ask(where, (wide,))} if wide != exact else {}
        return list((found | {row[0]: (row, row[-1]) for row in self._ask(where, (exact,), ", n.grade")}).values())

    def _link(self, row: tuple[Any, ...], grade: int | None) -> Link:
        """Make a candidate of a row and of what the key is worth that found it; None: only its consonants fit.

        What only a user's table holds is no surer than a town of as many people, whatever its kind: it joins the candidates.
        """
        id, name, kind, lat, lon, country, people, number, within, origin, capital = row[:11]
        method = "consonants" if grade is None else "spelling" if grade == SPELT else "name"
        small = kind == "region" and float(row[11]) <= SMALL_KM
        score = KIND_PRIOR["city" if row[13] else "district" if small else str(kind)]
        if kind == "city" or row[13]:
            score += 0.08 * math.log10(
                int(str(people or OWN_PEOPLE if str(origin).startswith("own") else people or 0)) + 10
            )
            score += (CAPITAL if capital else 0.0) + (OWN_TOWN if str(origin).startswith("own") else 0.0)
        elif kind == "region" and origin == "own":
            score += OWN_AREA
        if method != "name":
            score = max(0.01, score - LOOSE)
        elif grade == OTHER:
            score -= OF_OTHERS
        return Link(
            str(id), str(name), str(kind), round(score, 4), f"{method} in the gazetteer ({origin})",
            None if lat is None else float(str(lat)), None if lon is None else float(str(lon)), None if country is None else str(country),
            PRECISION[str(kind)], tuple(filter(None, str(within).split("|"))), None if number is None else int(str(number)),
        )  # fmt: skip
