"""The frame of a drawn map: which part of the world it shows, and where a point of it falls on the page."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

OUTLIER = 4.0
"""Points farther than this many median distances from the middle do not stretch the frame: they stand at its edge."""
LEAST_SPAN = 1.6
"""Degrees that a frame shows at least, so that a single town has its surroundings."""
MOST_LAT = 82.0
RIM = 12.0
"""How near to the frame's edge a point may stand."""
KM_A_DEGREE = 111.32

Point = tuple[float, float]
"""Latitude and longitude, or x and y on the page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of a size, its middle in degrees of longitude and stretched latitude, and how many units a degree has."""

    width: float
    height: float
    lon: float
    north: float
    scale: float

    def spot(self, lat: float, lon: float) -> Point:
        """Return where a point falls, x to the right and y down; it may lie outside the page."""
        return self.width / 2 + (lon - self.lon) * self.scale, self.height / 2 - (
            stretched(lat) - self.north
        ) * self.scale

    def held(self, lat: float, lon: float) -> Point:
        """Return where a point falls, those outside brought to the edge."""
        x, y = self.spot(lat, lon)
        return min(max(x, RIM), self.width - RIM), min(max(y, RIM), self.height - RIM)

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """Return west, south, east, north in degrees, with a margin in units of the page."""
        wide, tall = (self.width / 2 + margin) / self.scale, (self.height / 2 + margin) / self.scale
        return self.lon - wide, unstretched(self.north - tall), self.lon + wide, unstretched(self.north + tall)

    def km(self, length: float) -> float:
        """Return how many kilometres a length on the page is, in the middle of the map."""
        return length / self.scale * KM_A_DEGREE * math.cos(math.radians(unstretched(self.north)))


def frame_of(points: Sequence[Point], width: float, height: float, edge: float) -> Frame:
    """Return the frame that shows these points with an edge around, but for those far from all others; without any, the world."""
    if not points:
        return Frame(width, height, 0.0, stretched(25.0), width / 360)
    framed = _central(points)
    norths, lons = [stretched(lat) for lat, _ in framed], [lon for _, lon in framed]
    wide, tall = max(LEAST_SPAN, max(lons) - min(lons)), max(LEAST_SPAN, max(norths) - min(norths))
    scale = min((width - 2 * edge) / wide, (height - 2 * edge) / tall)
    return Frame(width, height, (min(lons) + max(lons)) / 2, (min(norths) + max(norths)) / 2, scale)


def stretched(lat: float) -> float:
    """Return a latitude on Mercator's scale, in degrees as wide as those of longitude."""
    held = min(max(lat, -MOST_LAT), MOST_LAT)
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(held) / 2)))


def unstretched(north: float) -> float:
    """Return the latitude of a height on Mercator's scale."""
    return math.degrees(2 * math.atan(math.exp(math.radians(north))) - math.pi / 2)


def _central(points: Sequence[Point]) -> list[Point]:
    """Return the points that decide the frame: those not much farther from the middle than half of all are."""
    lat, lon = statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)
    far = [math.hypot(p[0] - lat, p[1] - lon) for p in points]
    limit = max(0.5, OUTLIER * statistics.median(far))
    return [point for point, distance in zip(points, far, strict=True) if distance <= limit]
