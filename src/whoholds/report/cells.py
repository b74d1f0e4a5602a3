"""Areas worked out from points alone: what lies nearer to a place than to any other, as far as a set reach.

Nobody reported these outlines. They show at a glance which places neighbour which, and say nothing of the ground between two towns:
pages draw them hatched, off by default, and labelled inferred.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REACH_KM = 25.0
"""How far an area reaches from its place. Not tuned but set: an hour's drive on bad roads, well under the distance of most district towns."""
CORNERS = 24
"""Corners of an area that no neighbour cuts."""
KM_A_DEGREE = 111.32
SAME_KM = 0.2
"""Places nearer to each other than this share one area each, uncut: no line between them would mean anything."""
METHOD = (
    f"Inferred, not reported: all that is nearer to a place than to any other place on the map, up to {REACH_KM:g} km from it (Thiessen polygons). "
    "Roads, rivers, fronts and what nobody wrote about are left out of account."
)

Flat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """The area of a place: its corners as longitude and latitude, first and last the same."""

    id: str
    ring: tuple[tuple[float, float], ...]


def areas_of(places: Iterable[tuple[str, float, float]], reach_km: float = REACH_KM) -> list[Area]:
    """Return the area of each place given as id, latitude and longitude, in the order of ids; the order of places changes nothing."""
    known = sorted(set(places))
    cells: dict[tuple[int, int], list[tuple[str, float, float]]] = defaultdict(list)
    size = 2 * reach_km / KM_A_DEGREE
    for place in known:
        cells[_cell(place[1], place[2], size)].append(place)
    return [Area(place[0], _ring(place, _near(place, cells, size), reach_km)) for place in known]


def _cell(lat: float, lon: float, size: float) -> tuple[int, int]:
    return math.floor(lat / size), math.floor(lon * math.cos(math.radians(math.floor(lat / size) * size)) / size)


def _near(
    place: tuple[str, float, float], cells: Mapping[tuple[int, int], Sequence[tuple[str, float, float]]], size: float
) -> list[Flat]:
    """Return the other places that may cut an area, in kilometres east and north of it."""
    _, lat, lon = place
    squeeze = math.cos(math.radians(lat))
    rows = range(_cell(lat, lon, size)[0] - 1, _cell(lat, lon, size)[0] + 2)
    around = [(row, column) for row in rows for column in _columns(row, lon, size)]
    found = []
    for id, other_lat, other_lon in (one for cell in around for one in cells.get(cell, ())):
        east, north = (other_lon - lon) * squeeze * KM_A_DEGREE, (other_lat - lat) * KM_A_DEGREE
        if id != place[0] and math.hypot(east, north) >= SAME_KM:
            found.append((east, north))
    return sorted(found, key=lambda point: (math.hypot(*point), point))


def _columns(row: int, lon: float, size: float) -> range:
    """Return the cells of a row that may hold a neighbour."""
    column = _cell(row * size, lon, size)[1]
    return range(column - 2, column + 3)


def _ring(
    place: tuple[str, float, float], neighbours: Sequence[Flat], reach_km: float
) -> tuple[tuple[float, float], ...]:
    shape = [
        (reach_km * math.cos(2 * math.pi * n / CORNERS), reach_km * math.sin(2 * math.pi * n / CORNERS))
        for n in range(CORNERS)
    ]
    reach = reach_km
    for east, north in neighbours:
        far = math.hypot(east, north)
        if far >= 2 * reach:
            break
        shape = _nearer(shape, (east / far, north / far), far / 2)
        reach = max(math.hypot(x, y) for x, y in shape)
    _, lat, lon = place
    squeeze = math.cos(math.radians(lat))
    corners = [(round(lon + x / (KM_A_DEGREE * squeeze), 4), round(lat + y / KM_A_DEGREE, 4)) for x, y in shape]
    return (*corners, corners[0])


def _nearer(shape: Sequence[Flat], towards: Flat, limit: float) -> list[Flat]:
    """Cut off what lies beyond a limit in a direction."""
    ahead = [x * towards[0] + y * towards[1] - limit for x, y in shape]
    kept: list[Flat] = []
    for i, point in enumerate(shape):
        before = shape[i - 1]
        if (ahead[i] > 0) != (ahead[i - 1] > 0):
            share = ahead[i - 1] / (ahead[i - 1] - ahead[i])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if ahead[i] <= 0:
            kept.append(point)
    return kept


def areas_line(areas: Iterable[Area]) -> dict[str, Any]:
    """Return areas as GeoJSON for `/areas.json`; whose an area is on a day, the browser takes from the place of the same id."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": area.id},
            "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in area.ring]]},
        }
        for area in areas
    ]
    return {"type": "FeatureCollection", "method": METHOD, "features": features}
