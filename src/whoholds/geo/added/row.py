"""A row of a user's table, whatever file it came from, and what is wrong with one that cannot be taken."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from whoholds.geo.build import is_latin
from whoholds.geo.spelling import fold
from whoholds.geo.tables import country_code

KINDS = ("city", "site", "district", "region", "area", "water")
"""Kinds of places that a table may add; countries are known."""
UNTOLD = ""
"""The kind of a row whose file says none: a town, or a site where its name says so ("Tabqa Dam")."""
LONGEST = 100
SIGNS = re.compile(r"[°º\s]")


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a user's table."""

    id: str
    """What its file calls it; empty where it says nothing."""
    name: str
    kind: str
    """One of `KINDS`, or `UNTOLD`."""
    lat: float
    lon: float
    country: str | None
    """ISO 3166-1 alpha-2 code; None: not told, or not known."""
    names: tuple[str, ...] = ()
    """Other names in Latin letters."""
    population: int = 0
    geonameid: int | None = None
    region: str = ""
    """First-level region, as GeoNames codes it or by name; empty: not told."""
    radius_km: float = 0.0
    """About how far it reaches; 0: not told."""


@dataclass(frozen=True, slots=True)
class Left:
    """A row that was left out, where it stands, and why."""

    where: str
    """`line 12`, `feature 3`."""
    reason: str
    words: str = ""
    """Its name or what stands there, for people."""
    bad: bool = True
    """False: nothing is wrong with it, it is only of no use here (a country, a well)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of one place, as words; what stands for nothing is empty."""

    name: str = ""
    names: tuple[str, ...] = ()
    lat: str = ""
    lon: str = ""
    country: str = ""
    kind: str = ""
    """One of `KINDS` or `UNTOLD`: readers translate what their files say."""
    population: str = ""
    geonameid: str = ""
    id: str = ""
    region: str = ""
    radius_km: float = 0.0


class _Refused(ValueError):
    """A value that cannot be taken; the message says why."""


def row_of(told: Told, where: str, country: str | None) -> Row | Left:
    """Make a row of what a file says, or say why it cannot be one; `country` stands in where the file has none."""
    try:
        name, names = _names(told)
        lat, lon = _degrees(told.lat, "latitude", 90.0, "NS"), _degrees(told.lon, "longitude", 180.0, "EW")
    except _Refused as fault:
        return Left(where, str(fault), told.name)
    if lat == lon == 0.0:
        return Left(where, "no coordinates (0, 0 stands for none)", told.name)
    number = _count(told.geonameid) or None
    code = country_code(told.country) if told.country else country
    people = _count(told.population)
    return Row(told.id.strip(), name, told.kind, lat, lon, code, names, people, number, told.region.strip(), told.radius_km)


def _names(told: Told) -> tuple[str, tuple[str, ...]]:
    """Return the first name in Latin letters and the others: texts in English are read."""
    given = [" ".join(_seen(name).split()) for name in (told.name, *told.names)]
    if not any(given):
        raise _Refused("no name")
    usable = [name for at, name in enumerate(given) if _is_name(name, at == 0)]
    if not usable:
        raise _Refused("no name in Latin letters")
    return usable[0], tuple(name for name in dict.fromkeys(usable[1:]) if name != usable[0])


def _seen(name: str) -> str:
    """Take out signs that nobody sees: control codes, marks of writing direction."""
    if name.isprintable():
        return name
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in name)


def _is_name(name: str, first: bool) -> bool:
    """Tell whether a name can stand in an English text; a first name may be as short as "Ur"."""
    if not any(sign.isalpha() for sign in fold(name)) or len(name) > LONGEST:
        return False
    return is_latin(name) or (first and len(name) > 1 and is_latin(f"{name.title()} x"))


def _degrees(words: str, what: str, most: float, ends: str) -> float:
    """Read degrees: "36.5", "36,5", "36.5° N", "-70.2"."""
    bare = SIGNS.sub("", words).upper()
    if not bare:
        raise _Refused(f"no {what}")
    sign = -1.0 if bare[-1] == ends[1] or bare[0] == ends[1] else 1.0
    number = bare.strip(ends)
    try:
        value = sign * float(number.replace(",", ".") if "." not in number else number)
    except ValueError:
        raise _Refused(f"{what} is no number of degrees: {words.strip()!r}") from None
    if not math.isfinite(value) or abs(value) > most:
        raise _Refused(f"{what} is out of range (-{most:.0f} to {most:.0f}, degrees of WGS 84): {words.strip()}")
    return value


def _count(words: str) -> int:
    """Read a whole number, 0 where there is none: "12,500", "12500.0", ""."""
    digits = re.sub(r"[\s,'’_]|\.0*$", "", words)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
