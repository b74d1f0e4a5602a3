"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH_KM = 6371.0


class Spot(Protocol):
    """Anything with coordinates in degrees."""

    @property
    def lat(self) -> float | None:
        """Latitude in degrees."""

    @property
    def lon(self) -> float | None:
        """Longitude in degrees."""


def distance_km(one: Spot, other: Spot) -> float | None:
    """Return the great-circle distance in kilometres (haversine), or None where coordinates are missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return haversine_km((one.lat, one.lon), (other.lat, other.lon))


def haversine_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points given as (latitude, longitude) in degrees."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    half = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
