"""The gazetteer: places by name, from an index on disk."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from whoholds.errors import GazetteerError
from whoholds.geo.build import OTHER, SPELT, VERSION, all_places, build_index
from whoholds.geo.index_file import AGAIN, IndexFile
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
OWN_PEOPLE = 20_000
"""People a town of our own table counts for where nobody has counted: it stands there because news names it."""
CAPITAL = 0.15
"""What being a country's capital adds."""
OWN_TOWN = 0.06
"""What a town of our own table gains: it stands there because news names it."""
OF_OTHERS = 0.1
"""What a town loses that only has this name among others."""
REMEMBERED = 4096
"""Names that were asked for last and are not looked up again."""
SHORTEST_SOUND = 3
LOOSE = 0.25
"""What a name loses that fits only without its article or generic word ("Raqqa" for "Raqqa province")."""


def cache_path() -> Path:
    """Return where the index lies: `$XDG_CACHE_HOME/whoholds`, else `~/.cache/whoholds`."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "whoholds" / f"places-{VERSION}.sqlite"


def open_gazetteer(path: Path | None = None, progress: Callable[[int, int], None] | None = None) -> Gazetteer:
    """Open the index, building it first where there is none (about 20 s). Raises GazetteerError saying what to do."""
    path = path or cache_path()
    if not path.exists():
        total, places = all_places()
        try:
            build_index(places, path, progress, total)
        except OSError as fault:
            raise GazetteerError(
                f"{path}: the place index cannot be written ({fault}); set XDG_CACHE_HOME to a folder that can"
            ) from None
        if path == cache_path():
            _remove_others(path)
    return Gazetteer(path)


def _remove_others(path: Path) -> None:
    """Remove the indexes of other versions from the cache folder; one that cannot be removed is only space lost."""
    for other in path.parent.glob("places-*.sqlite"):
        if other != path:
            with suppress(OSError):
                other.unlink()


class Gazetteer:
    """Places by name; the index is read where it lies, little of it is in memory."""

    def __init__(self, path: Path) -> None:
        """Open an index. Raises GazetteerError where it is damaged or of another version."""
        self.path = path
        self._db = IndexFile(path)
        version = self._db.execute("SELECT value FROM facts WHERE name = 'version'").fetchone()
        if version is None or version[0] != str(VERSION):
            raise GazetteerError(f"{path}: the place index is of another version. {AGAIN}")
        self._known: dict[str, bool] = {}
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)

    def knows(self, name: str) -> bool:
        """Tell whether any place has this name."""
        key = fold(name)
        if key not in self._known:
            keys = {key, loose(name)}
            row = self._db.execute(
                f"SELECT 1 FROM names WHERE key IN ({','.join('?' * len(keys))}) LIMIT 1", sorted(keys)
            ).fetchone()
            self._known[key] = row is not None
        return self._known[key]

    def look_up(self, name: str, country: str | None = None) -> tuple[Link, ...]:
        """Return every place of this name, the likeliest first; `country` is an ISO code that they must lie in.

        With a country, a name that stands for nothing there is taken for the one town that sounds the same.
        """
        return self._found(name, country)

    def _find(self, name: str, country: str | None) -> tuple[Link, ...]:
        rows = self._rows(fold(name), loose(name))
        links = [self._link(row, int(str(row[-1]))) for row in rows if country in (None, row[5])]
        links = links or (self._sounding(name, country) if country is not None else [])
        return tuple(sorted(links, key=lambda link: (-link.score, link.id)))

    def _sounding(self, name: str, country: str) -> list[Link]:
        """Return what sounds the same in a country, consonants and vowels: "Edlib" is Idlib; nothing where two towns do."""
        heard = sound(loose(name))
        sql = "SELECT DISTINCT p.*, 0 FROM bones b JOIN places p ON p.id = b.place WHERE b.bone = ? AND b.sound = ? AND p.country = ?"
        rows = (
            self._db.execute(sql, (skeleton(name), heard, country)).fetchall() if len(heard) >= SHORTEST_SOUND else []
        )
        links = [replace(link, reason=f"sound, {link.reason}") for link in (self._link(row, SPELT) for row in rows)]
        return links if sum(link.kind == "city" for link in links) <= 1 else []

    def propose(self, name: str, country: str | None = None, most: int = 5) -> tuple[Link, ...]:
        """Return places whose names have the same consonants: guesses for a person to judge, never taken by themselves."""
        sql = "SELECT DISTINCT p.*, 0 FROM bones b JOIN places p ON p.id = b.place WHERE b.bone = ? AND (? IS NULL OR p.country = ?)"
        rows = self._db.execute(sql, (skeleton(name), country, country)).fetchall()
        links = [self._link(row, None) for row in rows]
        return tuple(sorted(links, key=lambda link: (-link.score, link.id)))[:most]

    def place(self, id: str) -> Place | None:
        """Return a place by its id, its other names left out (see `names_of`)."""
        row = self._db.execute("SELECT * FROM places WHERE id = ?", (id,)).fetchone()
        if row is None:
            return None
        within = tuple(filter(None, row[8].split("|")))
        return Place(row[0], row[1], row[2], row[3], row[4], row[5], (row[1],), within, row[6], row[7], row[9])

    def names_of(self, id: str) -> tuple[str, ...]:
        """Return all folded names of a place; this walks the index, so it is for showing, not for reading texts."""
        return tuple(key for (key,) in self._db.execute("SELECT key FROM names WHERE place = ? ORDER BY key", (id,)))

    def radius_km(self, id: str) -> float:
        """Return about how far a place reaches from its point."""
        row = self._db.execute("SELECT radius FROM places WHERE id = ?", (id,)).fetchone()
        return float(row[0]) if row else 5.0

    def _rows(self, exact: str, wide: str) -> list[tuple[object, ...]]:
        sql = "SELECT p.*, n.grade FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
        found = {row[0]: (*row[:-1], SPELT) for row in self._db.execute(sql, (wide,))} if wide != exact else {}
        return list((found | {row[0]: row for row in self._db.execute(sql, (exact,))}).values())

    def _link(self, row: tuple[object, ...], grade: int | None) -> Link:
        """Make a candidate of a row and of what the key is worth that found it; None: only its consonants fit."""
        id, name, kind, lat, lon, country, people, number, within, origin, capital = row[:11]
        method = "consonants" if grade is None else "spelling" if grade == SPELT else "name"
        score = KIND_PRIOR[str(kind)]
        if kind == "city":
            score += 0.08 * math.log10(
                int(str(people or OWN_PEOPLE if str(origin).startswith("own") else people or 0)) + 10
            )
            score += (CAPITAL if capital else 0.0) + (OWN_TOWN if str(origin).startswith("own") else 0.0)
        if method != "name":
            score = max(0.01, score - LOOSE)
        elif grade == OTHER:
            score -= OF_OTHERS
        return Link(
            str(id), str(name), str(kind), round(score, 4), f"{method} in the gazetteer ({origin})",
            None if lat is None else float(str(lat)), None if lon is None else float(str(lon)), None if country is None else str(country),
            PRECISION[str(kind)], tuple(filter(None, str(within).split("|"))), None if number is None else int(str(number)),
        )  # fmt: skip
