"""UTM and MGRS grid references to latitude and longitude on the WGS 84 ellipsoid, by Krueger's series (exact to a millimetre)."""

from __future__ import annotations

import math

FLATTENING = 1 / 298.257223563
EQUATOR_M = 6_378_137.0
SCALE = 0.9996
"""Scale on the central meridian of a zone."""
FALSE_EASTING, FALSE_NORTHING = 500_000.0, 10_000_000.0
BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Letters of the bands of eight degrees from 80 S; X, the last, has twelve."""
COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
"""Letters of the squares of 100 km eastwards, by zone number modulo three from one."""
ROWS = "ABCDEFGHJKLMNPQRSTUV"
"""Letters of the squares northwards; they come round again after 2,000 km, and begin at F in zones of an even number."""
ROUND_M, SQUARE_M = 2_000_000, 100_000

_N = FLATTENING / (2 - FLATTENING)
_RADIUS = EQUATOR_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96,
    _N**2 / 48 + _N**3 / 15,
    17 * _N**3 / 480,
)
_DELTA = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3,
    7 * _N**2 / 3 - 8 * _N**3 / 5,
    56 * _N**3 / 15,
)


def from_utm(zone: int, easting: float, northing: float, north: bool = True) -> tuple[float, float]:
    """Return latitude and longitude in degrees of a point of a UTM zone (1 to 60), metres east and north."""
    xi = (northing - (0.0 if north else FALSE_NORTHING)) / (SCALE * _RADIUS)
    eta = (easting - FALSE_EASTING) / (SCALE * _RADIUS)
    across = xi - sum(b * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, b in enumerate(_BETA, 1))
    along = eta - sum(b * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, b in enumerate(_BETA, 1))
    chi = math.asin(math.sin(across) / math.cosh(along))
    latitude = chi + sum(d * math.sin(2 * j * chi) for j, d in enumerate(_DELTA, 1))
    longitude = math.radians(zone * 6 - 183) + math.atan2(math.sinh(along), math.cos(across))
    return math.degrees(latitude), math.degrees(longitude)


def from_mgrs(zone: int, band: str, square: str, digits: str) -> tuple[float, float] | None:
    """Return the middle of a cell such as 38, S, LF, 1234567890; None where no such cell is, as in most words that look like one."""
    columns = COLUMNS[(zone - 1) % 3]
    if not 1 <= zone <= 60 or band not in BANDS or square[0] not in columns or square[1] not in ROWS or len(digits) % 2:
        return None
    half, cell = len(digits) // 2, 10 ** (5 - len(digits) // 2)
    east, north = (int(part or 0) * cell + cell / 2 for part in (digits[:half], digits[half:]))
    easting = (columns.index(square[0]) + 1) * SQUARE_M + east
    row = (ROWS.index(square[1]) - (5 if zone % 2 == 0 else 0)) % len(ROWS)
    return _in_band(zone, band, easting, row * SQUARE_M + north)


def _in_band(zone: int, band: str, easting: float, northing: float) -> tuple[float, float] | None:
    """Take the one of the rounds of letters whose point lies in the band."""
    north = band >= "N"
    low = 8 * BANDS.index(band) - 80
    high = low + (12 if band == "X" else 8)
    for turn in range(5):
        point = from_utm(zone, easting, northing + turn * ROUND_M, north)
        if low - EDGE <= point[0] <= high + EDGE and abs(point[1] - (zone * 6 - 183)) <= (WIDEST if band in "VX" else WIDE):
            return point
    return None


EDGE = 0.02
"""Degrees by which a cell on a band's edge may have its middle across it."""
WIDE, WIDEST = 4.5, 6.2
"""Degrees from the central meridian at most: half a zone and some, and more for the wide ones of Norway."""
