"""Areas and distances in one unit, so that square miles and square kilometres can be compared."""

from __future__ import annotations

import math

AREA_KM2 = {
    "km2": 1.0, "sq km": 1.0, "square kilometres": 1.0, "square kilometers": 1.0, "mi2": 2.589988, "sq mi": 2.589988,
    "square miles": 2.589988, "hectares": 0.01, "ha": 0.01, "acres": 0.00404686, "m2": 1e-6,
}  # fmt: skip
LENGTH_KM = {
    "km": 1.0, "kilometres": 1.0, "kilometers": 1.0, "mi": 1.609344, "mile": 1.609344, "miles": 1.609344, "m": 0.001,
    "metres": 0.001, "meters": 0.001, "nautical miles": 1.852, "yards": 0.0009144, "feet": 0.0003048,
}  # fmt: skip
EARTH_KM = 6371.0
MONTH_DAYS = 365.2425 / 12
PER_MONTH = {"day": MONTH_DAYS, "week": MONTH_DAYS / 7, "month": 1.0, "year": 1 / 12}
"""How many times a rate over each of these lasts in a mean month."""


def in_base_unit(value: float | None, unit: str) -> tuple[float | None, str]:
    """Convert an area to km2, a length to km, a rate of money to one a month and one of goods to one a day.

    Currencies are never turned into each other: which day's price would count, nobody said. Any other unit is returned as it is.
    """
    for table, base in ((AREA_KM2, "km2"), (LENGTH_KM, "km")):
        if unit in table:
            return _times(value, table[unit]), base
    what, _, period = unit.partition(" per ")
    if period not in PER_MONTH:
        return value, unit
    if what.isupper() and len(what) == 3:
        return _times(value, PER_MONTH[period]), f"{what} per month"
    return _times(value, PER_MONTH[period] / MONTH_DAYS), f"{what} per day"


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points given as latitude and longitude."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
