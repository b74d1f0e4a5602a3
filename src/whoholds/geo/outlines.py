"""Outlines of countries, shipped with the program, and extents that a user draws: rings of longitude and latitude."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from whoholds.errors import InputError
from whoholds.geo.tables import countries

Ring = tuple[tuple[float, float], ...]
"""Points of longitude and latitude in degrees, the first not repeated at the end."""
Polygon = tuple[Ring, ...]
"""An outer ring, then its holes."""
FILE = "outlines.json.gz"
SHAPES = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class Extent:
    """Land that a question is about: one country, several, or what a user drew."""

    name: str
    polygons: tuple[Polygon, ...]
    countries: tuple[str, ...] = ()
    """Codes of the countries that it is made of; empty for a drawn one."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north in degrees."""
        points = [point for polygon in self.polygons for point in polygon[0]]
        return (
            min(p[0] for p in points),
            min(p[1] for p in points),
            max(p[0] for p in points),
            max(p[1] for p in points),
        )


@cache
def _atlas() -> dict[str, Any]:
    packed = files("whoholds.geo").joinpath("data", FILE).read_bytes()
    return dict(json.loads(gzip.decompress(packed)))


def source_of_outlines() -> str:
    """Return where the outlines come from and under which terms, in one line."""
    return str(_atlas()["source"])


def outline_of(code: str) -> tuple[Polygon, ...]:
    """Return the polygons of a country by its two-letter code; empty where no outline is shipped."""
    return tuple(tuple(_ring(arcs) for arcs in part) for part in _atlas()["countries"].get(code, ()))


def _ring(arcs: list[int]) -> Ring:
    points: list[tuple[float, float]] = []
    for arc in arcs:
        line = _arc(~arc if arc < 0 else arc)
        points += (line[::-1] if arc < 0 else line)[:-1]
    return tuple(points)


@cache
def _arc(number: int) -> tuple[tuple[float, float], ...]:
    """Unpack an arc: whole numbers, each the step from the one before, on a grid."""
    (sx, sy), (tx, ty) = _atlas()["transform"]["scale"], _atlas()["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in _atlas()["arcs"][number]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return tuple(points)


def read_extent(words: str) -> Extent:
    """Read an extent: countries by name or code ("Syria", "SY,IQ"), "west,south,east,north" in degrees, or a GeoJSON file.

    Raises InputError saying what can be written where it is none of these.
    """
    box = _box(words)
    if box is not None:
        return box
    if words.lower().endswith((".json", ".geojson")) or Path(words).is_file():
        return _drawn(Path(words))
    codes = [_code(part.strip()) for part in words.replace("+", ",").split(",") if part.strip()]
    if not codes or None in codes:
        raise InputError(f"{words!r} is no extent; name countries (Syria, or SY,IQ), give west,south,east,north, or a GeoJSON file")
    known = sorted({code for code in codes if code is not None})
    polygons = tuple(polygon for code in known for polygon in outline_of(code))
    if not polygons:
        raise InputError(f"no outline of {words} is shipped; draw one as a GeoJSON file and name that")
    names = {country.code: country.name for country in countries()}
    return Extent(" and ".join(names.get(code, code) for code in known), polygons, tuple(known))


def _code(name: str) -> str | None:
    wanted = name.casefold()
    for country in countries():
        if wanted in {country.code.casefold(), country.name.casefold(), *(other.casefold() for other in country.names)}:
            return country.code
    return None


def _box(words: str) -> Extent | None:
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError:
        return None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError(f"{words}: a box is west,south,east,north in degrees, the smaller of each pair first")
    ring = ((west, south), (east, south), (east, north), (west, north))
    return Extent(f"the box {west:g} to {east:g} E, {south:g} to {north:g} N", ((ring,),))


def _drawn(path: Path) -> Extent:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise InputError(f"{path}: cannot be read as GeoJSON ({fault}); write a Polygon or a FeatureCollection of them") from None
    polygons = tuple(_polygons(data))
    if not polygons:
        raise InputError(f"{path}: holds no polygon; draw one and export it as GeoJSON, longitude before latitude")
    return Extent(path.stem, polygons)


def _polygons(shape: Any) -> list[Polygon]:
    """Return the polygons of a GeoJSON object, of whatever it is wrapped in."""
    kind = shape.get("type") if isinstance(shape, dict) else None
    if kind == "FeatureCollection":
        return [polygon for feature in shape.get("features", ()) for polygon in _polygons(feature)]
    if kind == "GeometryCollection":
        return [polygon for one in shape.get("geometries", ()) for polygon in _polygons(one)]
    if kind == "Feature":
        return _polygons(shape.get("geometry"))
    if kind not in SHAPES:
        return []
    parts = [shape["coordinates"]] if kind == "Polygon" else shape["coordinates"]
    try:
        return [tuple(_closed(ring) for ring in part) for part in parts]
    except (TypeError, ValueError, IndexError) as fault:
        raise InputError(f"a {kind} of the GeoJSON has no proper rings ({fault}); each is a list of [longitude, latitude]") from None


def _closed(ring: Any) -> Ring:
    points = tuple((float(point[0]), float(point[1])) for point in ring)
    if len(points) < 4 or any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in points):
        raise ValueError("needs four points, longitude from -180 to 180 and latitude from -90 to 90")
    return points[:-1] if points[0] == points[-1] else points
