"""A point and a reach for the shapes of GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, radians, sqrt
from typing import Any

KM_OF_DEGREE = 111.195


class ShapeError(ValueError):
    """A geometry that cannot be a place; the message says why."""


def spot_of(geometry: Any) -> tuple[float, float, float]:
    """Return latitude, longitude and reach in km: of a point itself and 0, of an area its centre and the radius of a circle as large.

    Raises ShapeError for other shapes, and for coordinates that are none.
    """
    if not isinstance(geometry, dict) or geometry.get("type") is None:
        raise ShapeError("no geometry")
    kind: str = geometry["type"]
    given: Any = geometry.get("coordinates")
    try:
        if kind == "Point":
            lon, lat = _pair(given)
            return lat, lon, 0.0
        if kind == "MultiPoint":
            spots = [_pair(one) for one in given]
            return sum(s[1] for s in spots) / len(spots), sum(s[0] for s in spots) / len(spots), 0.0
        if kind in ("Polygon", "MultiPolygon"):
            return _middle([given] if kind == "Polygon" else list(given))
    except (TypeError, ValueError, IndexError, KeyError, ZeroDivisionError):
        raise ShapeError(f"the coordinates of its {kind} cannot be read") from None
    raise ShapeError(f"a {kind} is neither a point nor an area")


def _pair(given: Any) -> tuple[float, float]:
    return float(given[0]), float(given[1])


def _middle(polygons: Sequence[Any]) -> tuple[float, float, float]:
    """Weigh the middle of each outer ring, holes taken out, by its area."""
    parts = [part for polygon in polygons for part in _parts(polygon)]
    if not parts:
        raise ValueError("empty")
    first = parts[0][1]
    parts = [(area, lon + 360.0 * round((first - lon) / 360.0), lat) for area, lon, lat in parts]
    total = sum(area for area, _, _ in parts)
    if total <= 0:
        area = float(len(parts))
        return sum(lat for _, _, lat in parts) / area, _turned(sum(lon for _, lon, _ in parts) / area), 0.0
    lat = sum(area * lat for area, _, lat in parts) / total
    lon = sum(area * lon for area, lon, _ in parts) / total
    return lat, _turned(lon), round(sqrt(total * cos(radians(lat)) / pi) * KM_OF_DEGREE, 3)


def _parts(polygon: Sequence[Any]) -> Iterator[tuple[float, float, float]]:
    for number, ring in enumerate(polygon):
        area, lon, lat = _ring([_pair(one) for one in ring])
        yield (area if number == 0 else -area), lon, lat


def _ring(corners: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the area in square degrees and the middle of a ring; one that crosses the 180th meridian is unrolled."""
    start = corners[0][0]
    ring = [(lon + 360.0 * round((start - lon) / 360.0), lat) for lon, lat in corners]
    twice = east = north = 0.0
    lon0, lat0 = ring[0]
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        x1, y1, x2, y2 = x1 - lon0, y1 - lat0, x2 - lon0, y2 - lat0
        cross = x1 * y2 - x2 * y1
        twice, east, north = twice + cross, east + (x1 + x2) * cross, north + (y1 + y2) * cross
    if abs(twice) < 1e-12:
        return 0.0, sum(lon for lon, _ in ring) / len(ring), sum(lat for _, lat in ring) / len(ring)
    return abs(twice) / 2, lon0 + east / (3 * twice), lat0 + north / (3 * twice)


def _turned(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0
