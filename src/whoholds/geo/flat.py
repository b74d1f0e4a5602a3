"""The globe laid flat so that areas stay true: Lambert's azimuthal equal-area projection about the middle of an extent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, log, radians, sin, sqrt

AXIS_KM = 6378.137
ECCENTRICITY = 0.0818191908426215
"""Of the WGS 84 ellipsoid."""
POLE = 1 - (1 - ECCENTRICITY**2) / (2 * ECCENTRICITY) * log((1 - ECCENTRICITY) / (1 + ECCENTRICITY))
RADIUS_KM = AXIS_KM * sqrt(POLE / 2)
"""Radius of the sphere with the ellipsoid's area."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A projection about a point: kilometres east and north of it; areas are those of the ellipsoid, distances near it true."""

    lon: float
    lat: float

    def put(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies on the plane, in km."""
        here, middle, east = _authalic(lat), _authalic(self.lat), radians(lon - self.lon)
        near = 1 + sin(middle) * sin(here) + cos(middle) * cos(here) * cos(east)
        scale = RADIUS_KM * sqrt(2 / max(near, 1e-9))
        return scale * cos(here) * sin(east), scale * (cos(middle) * sin(here) - sin(middle) * cos(here) * cos(east))


def flat_about(points: Iterable[tuple[float, float]]) -> Flat:
    """Return the projection about the middle of some points (longitude, latitude), also where they straddle the date line."""
    x = y = z = 0.0
    for lon, lat in points:
        x += cos(radians(lat)) * cos(radians(lon))
        y += cos(radians(lat)) * sin(radians(lon))
        z += sin(radians(lat))
    return Flat(degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y))))


def _authalic(lat: float) -> float:
    """Return the latitude, in radians, on the sphere of equal area."""
    s = sin(radians(lat))
    es = ECCENTRICITY * s
    q = (1 - ECCENTRICITY**2) * (s / (1 - es * es) - log((1 - es) / (1 + es)) / (2 * ECCENTRICITY))
    return asin(max(-1.0, min(1.0, q / POLE)))
