"""A user's tables joined to the index: a second, small index beside it, in which a town of both is one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, radians
from pathlib import Path

from whoholds.geo.added.kinds import kind_of_name
from whoholds.geo.added.neighbours import Neighbours
from whoholds.geo.added.row import UNTOLD, Row
from whoholds.geo.added.shapes import KM_OF_DEGREE
from whoholds.geo.added.shelf import Table, digest_of_tables, rows_of
from whoholds.geo.build import GREATER, keys_of, plain_name, put_fact, put_names, put_place, write_aside
from whoholds.geo.nearness import haversine_km
from whoholds.geo.regions import regions_by_code
from whoholds.geo.spelling import GENERIC, bones, fold, loosen, sound
from whoholds.geo.tables import demonyms
from whoholds.records import Place

SAME_KM = 3.0
"""A place of a table and a known one of its kind and name this near are one. Of 8,900 towns of Syria, Iraq, Lebanon, Turkey, Ukraine, Sudan
and Yemen that are in cities500 and in Who's On First, 99% lie nearer; of pairs further apart, most are two places."""
TWO_NUMBERS_KM = 1.0
"""The same where GeoNames gives them two numbers."""
SOUND_KM = 1.0
"""The same where their names only sound alike: "Salhiyeh", "Salihiyah"."""
CITY_KM = 10.0
CITY_PEOPLE = 100_000
"""Middles of a city of so many people differ more."""
WIDE_KM = {"region": 250.0, "area": 250.0, "water": 250.0, "district": 40.0, "site": 10.0}
"""Middles of what is no town, or stands in our own tables by its rough point, differ more still."""
NUMBER_KM = 50.0
"""A row further from the known place of its number has a wrong one."""
POINTS = ("city", "site")
REACH_KM = {"city": 3.0, "site": 3.0, "district": 20.0, "region": 60.0, "area": 30.0, "water": 10.0}
"""How far a place reaches whose file tells nothing."""
COMMUNITIES = frozenset("shia shiite shiites sunni sunnis muslim muslims christian christians kurd kurds arab arabs druze yazidi yazidis alawite "
                        "alawites turkmen turkoman islam jihad".split())  # fmt: skip
"""Villages that bear the name of a people ("Al Iraqi", "Shia") are not known by it alone, nor by any adjective of our tables."""
TOLD_EVERY = 1000
Progress = Callable[[int, int], None]
SCHEMA = (
    "CREATE TABLE tables (name TEXT PRIMARY KEY, source TEXT, licence TEXT, rows INTEGER)",
    "CREATE TABLE merged (tbl TEXT, row TEXT, name TEXT, place TEXT, PRIMARY KEY (tbl, row)) WITHOUT ROWID",
)
ON = "JOIN {schema}.places p ON p.id = n.place WHERE"
FIELDS = "p.id, p.name, p.kind, p.lat, p.lon, p.country, p.within, p.population, p.geonameid, p.origin, p.capital, p.radius, p.tables, p.added"


@dataclass(frozen=True, slots=True)
class _Known:
    """A place that is in one of the two indexes."""

    place: Place
    radius: float
    tables: tuple[str, ...]
    added: bool


def join_tables(base: Path, shelf: Path, tables: Iterable[Table], path: Path, progress: Progress | None = None) -> None:
    """Write the index of the tables that stands beside `base`, and rename it into place when whole.

    It holds every row, and in place of `base` the known places that a row is one with. Tables and rows are taken in the order
    of their names and ids, so the order of adding changes nothing.
    """
    ordered = sorted(tables, key=lambda table: table.name)
    total = sum(table.rows for table in ordered)

    def fill(db: sqlite3.Connection) -> None:
        for statement in SCHEMA:
            db.execute(statement)
        join = _Join(db)
        done = 0
        for table in ordered:
            db.execute("INSERT INTO tables VALUES (?,?,?,?)", (table.name, table.source, table.licence, table.rows))
            for row in rows_of(shelf, table.name):
                join.put(row, table)
                done += 1
                if progress and done % TOLD_EVERY == 0:
                    progress(done, total)
        _take_over_names(db)
        put_fact(db, "tables", digest_of_tables(ordered))

    write_aside(path, fill, base)
    if progress:
        progress(total, total)


def _take_over_names(db: sqlite3.Connection) -> None:
    """Copy what the index knows of the places that stand here in its place; it has no order by place, so all at once."""
    inside = "place IN (SELECT id FROM main.places WHERE added = 0)"
    db.execute(f"INSERT INTO main.names SELECT key, place, grade FROM base.names WHERE {inside} {GREATER}")
    db.execute(f"INSERT OR IGNORE INTO main.bones SELECT bone, place, sound FROM base.bones WHERE {inside}")


class _Join:
    """The writing of rows, each either a place of its own or one with a known place."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._regions = regions_by_code()
        self._neighbours = Neighbours(db)
        self._peoples = frozenset(map(fold, demonyms())) | COMMUNITIES

    def put(self, row: Row, table: Table) -> None:
        """Write a row of a table."""
        row, names = self._own_number(row, table.name), _names(row)
        known = self._same(row, names, table.name)
        if known is not None:
            self._merge(known, row, names, table)
            return
        kind = row.kind or kind_of_name(row.name)
        place = Place(
            row.id, plain_name(names[0]), kind, row.lat, row.lon, row.country, names, self._within(row), row.population, row.geonameid, table.origin
        )
        put_place(self._db, place, row.radius_km or REACH_KM[kind], table.name, added=True)
        put_names(self._db, place, [key for key in keys_of(place, names[:1]) if key[0] not in self._peoples])

    def _own_number(self, row: Row, table: str) -> Row:
        """Take a number of GeoNames away from a row that lies elsewhere than the place of this number."""
        known = self._by_id(row.id)
        if known is None or _apart(row, known) <= NUMBER_KM:
            return row
        return replace(row, id=f"user:{table}/{row.id.replace(':', '-')}", geonameid=None)

    def _merge(self, known: _Known, row: Row, names: tuple[str, ...], table: Table) -> None:
        """Give a known place the names of a row, its people where nobody has counted, and its source."""
        place = known.place
        if table.name not in known.tables:
            place = replace(place, origin=f"{place.origin}; {table.origin}")
        place = replace(place, population=place.population or row.population, geonameid=place.geonameid or row.geonameid)
        tables = tuple(dict.fromkeys((*known.tables, table.name)))
        put_place(self._db, place, known.radius, "|".join(tables), known.added)
        other = replace(place, names=names)
        put_names(self._db, other, [key for key in keys_of(other, ()) if key[0] not in self._peoples])
        self._db.execute("INSERT OR IGNORE INTO merged VALUES (?,?,?,?)", (table.name, row.id, row.name, place.id))

    def _same(self, row: Row, names: tuple[str, ...], table: str) -> _Known | None:
        """Return the known place that a row is: of its id, else the nearest of its kind and of one of its names."""
        numbered = self._by_id(row.id)
        if numbered is not None:
            return numbered
        found = {}
        for known, heard in self._alike(names, _box(row)):
            apart = _apart(row, known)
            if not (known.added and table in known.tables) and _may_be_one(row, known, apart, heard):
                found[apart, known.place.id] = known
        return found[min(found)] if found else None

    def _alike(self, names: tuple[str, ...], box: tuple[float, ...]) -> Iterator[tuple[_Known, bool]]:
        """Walk the known places of a name inside a box, then those that the first name only sounds like."""
        exact = {fold(name) for name in names} - {""}
        keys = sorted(exact | {key for key in map(loosen, exact) if len(key) > 2})
        yield from ((known, False) for known in self._ask(f"names n {ON} n.key IN ({','.join('?' * len(keys))})", (*keys, *box)))
        spoken = loosen(fold(names[0]))
        yield from ((known, True) for known in self._ask(f"bones n {ON} n.bone = ? AND n.sound = ?", (bones(spoken), sound(spoken), *box)))

    def _by_id(self, id: str) -> _Known | None:
        """Return a place as it stands here, else as the base has it."""
        for schema in ("main", "base"):
            row = self._db.execute(f"SELECT {FIELDS} FROM {schema}.places p WHERE p.id = ?", (id,)).fetchone()
            if row is not None:
                return self._known(row)
        return None

    def _ask(self, where: str, values: tuple[str | float, ...]) -> list[_Known]:
        """Return the places that fit, those of both indexes as they stand here."""
        inside = "p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
        ids = {
            str(id)
            for schema in ("main", "base")
            for (id,) in self._db.execute(f"SELECT p.id FROM {schema}.{where.format(schema=schema)} AND {inside}", values)
        }
        return [known for id in sorted(ids) if (known := self._by_id(id)) is not None]

    def _known(self, row: tuple[object, ...]) -> _Known:
        id, name, kind, lat, lon, country, within, people, number, origin, capital, radius, tables, added = row
        place = Place(
            str(id), str(name), str(kind), _number(lat), _number(lon), None if country is None else str(country), (str(name),),
            tuple(filter(None, str(within).split("|"))), int(str(people or 0)), None if number is None else int(str(number)),
            str(origin), bool(capital),
        )  # fmt: skip
        return _Known(place, float(str(radius)), tuple(filter(None, str(tables).split("|"))), bool(added))

    def _within(self, row: Row) -> tuple[str, ...]:
        """Return what a row lies in: the region that its file names, else that of its four nearest towns where they agree."""
        if row.country is None:
            return ()
        found: tuple[str, ...] = ()
        if row.kind != "region":
            found = self._regions.get((row.country, row.region), ()) or self._region_named(row.region, row.country)
            found = found or self._neighbours.region(row)
        return (*found, f"country:{row.country}")

    def _region_named(self, name: str, country: str) -> tuple[str, ...]:
        if not name:
            return ()
        sql = "SELECT DISTINCT p.id FROM base.names n JOIN base.places p ON p.id = n.place WHERE n.key IN (?,?) AND p.kind = 'region' AND p.country = ?"
        found = sorted(id for (id,) in self._db.execute(sql, (fold(name), loosen(fold(name)), country)))
        return tuple(found) if len(found) == 1 else ()


def _box(row: Row) -> tuple[float, float, float, float]:
    """Return degrees around a row outside of which nothing is one with it; names that many villages bear are then soon looked through."""
    high = WIDE_KM.get(row.kind, CITY_KM) / KM_OF_DEGREE
    wide = high / max(0.01, cos(radians(row.lat)))
    return row.lat - high, row.lat + high, row.lon - wide, row.lon + wide


def _apart(row: Row, known: _Known) -> float:
    return haversine_km((row.lat, row.lon), (known.place.lat or 0.0, known.place.lon or 0.0))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _names(row: Row) -> tuple[str, ...]:
    """Return the names of a row. A district or region is known with such a word only: its bare name is left to its town."""
    names = tuple(dict.fromkeys((row.name, *row.names)))
    if row.kind not in ("district", "region"):
        return names
    word = "district" if row.kind == "district" else "province"
    return tuple(dict.fromkeys(name if set(fold(name).split()) & GENERIC else f"{name} {word}" for name in names))


def _may_be_one(row: Row, known: _Known, apart: float, heard: bool) -> bool:
    """Tell whether a row and a known place with a name in common are near enough for being one."""
    place = known.place
    kinds = POINTS if row.kind == UNTOLD else (row.kind,)
    if place.kind not in kinds or (row.country and place.country and row.country != place.country):
        return False
    if heard:
        return place.kind == "city" and apart <= SOUND_KM
    if place.kind == "city" and row.geonameid and place.geonameid and row.geonameid != place.geonameid:
        return apart <= TWO_NUMBERS_KM
    return apart <= WIDE_KM.get(place.kind, CITY_KM if place.population >= CITY_PEOPLE else SAME_KM)
