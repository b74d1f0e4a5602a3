"""What a written number may stand for: 90,800 is anything from 90,750 to 90,850, "about a third" a tenth more or less."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from whoholds.geo.measures import in_base_unit

ABOUT = 0.1
"""Share of a value by which "about", "nearly" or a fraction in words may miss it."""
EXACT_BELOW = 100
FINEST = 0.01
"""Share of a value below which its last written place may lie: "620,000" is told to the thousand, not to the ten thousand."""
_LOOSE = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|close to|approximately|just (?:over|under)|more than|over|under|less than|fewer than|"
    r"up to|at least|half|thirds?|quarters?|fifths?|tenths?)\b",
    re.IGNORECASE,
)
_EXACT = re.compile(r"^half$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """All values from low to high."""

    low: float
    high: float

    def __add__(self, other: Span) -> Span:
        """Return the span of the sum of two numbers."""
        return Span(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as told: its value (the middle of a range), what it may stand for, and how it reads."""

    value: float
    span: Span
    told: str


def number_of(low: float | None, high: float | None, words: str, unit: str) -> Number:
    """Read a number with what its words may stand for, in the base unit of its kind (km2, km, a month's money).

    "More than 6,000" has no upper end, "fewer than 50" none below.
    """
    first = low if low is not None else high or 0.0
    last = high if high is not None else first
    lowest, highest = first - _half_step(first), last + _half_step(last)
    if _LOOSE.search(words) and not _EXACT.match(words.strip()):
        lowest, highest = min(lowest, first * (1 - ABOUT)), max(highest, last * (1 + ABOUT))
    if high is None:
        highest = math.inf
    elif low is None:
        lowest = 0.0
    values = [in_base_unit(v, unit)[0] or 0.0 for v in (first, last, lowest, highest)]
    return Number((values[0] + values[1]) / 2, Span(values[2], values[3]), _told(first, last))


def _half_step(value: float) -> float:
    """Return half of the last place written, at most half a hundredth of the value: 50 for 90,800, 0.5 for 514, 0.05 for 14.1.

    Whole numbers below a hundred are taken as they stand: nobody rounds 14 soldiers, and 40 per cent is not 35.
    """
    if value != round(value):
        return 0.5 * 10.0 ** -len(f"{value:.6f}".rstrip("0").split(".")[1])
    if abs(value) < EXACT_BELOW:
        return 0.5 if value else 0.0
    step, whole = 1, int(abs(value))
    while whole % (step * 10) == 0 and step * 10 <= abs(value) * FINEST:
        step *= 10
    return 0.5 * step


def _told(first: float, last: float) -> str:
    one, other = (f"{value:,.2f}".rstrip("0").rstrip(".") for value in (first, last))
    return one if one == other else f"{one} to {other}"
