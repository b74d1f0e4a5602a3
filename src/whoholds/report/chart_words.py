"""What charts say of themselves, in English unless a page gives words of another language: months, and the sizes of large numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The fixed words of charts."""

    months: tuple[str, ...] = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    thousand: str = "k"
    million: str = "m"
    billion: str = "bn"


ENGLISH = ChartWords()
