"""Numbers of a text as ranges with a unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: "more than 6,000" is low 6000, high None. Offsets are those of the number's own words."""

    start: int
    end: int
    words: str
    low: float | None
    high: float | None
    unit: str
    """people, fighters, percent, km2, km, USD, strikes, vehicles ...; empty where nothing says."""
    counts: str = ""
    """The words of what is counted ("militants"), as in the text."""
    link: str = ""
    """Free detail that the fold needs: origin, part-of words; may be empty."""
