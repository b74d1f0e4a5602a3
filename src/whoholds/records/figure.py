"""A number that is followed over time, with its definition."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records.window import Window


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported value of a measure for a subject within a scope, by a definition."""

    id: str
    measure: str
    """territory lost, territory held, fighters, killed, wounded, displaced, strikes, revenue, salaries ..."""
    subject: str
    scope: str
    definition: str
    low: float | None
    high: float | None
    unit: str
    as_of: Window | None
    claim: str
    document: str
    quote: str
    start: int
    end: int
    base: str = ""
    """For a share lost or gained: the id of the figure that it is a share of ("22% since January 2015" of the 90,800 km2
    told for then); empty where none is told."""

    @property
    def basis(self) -> str:
        """What of the definition decides whether two figures may be compared: since when, over which days, counted where."""
        return "; ".join(part for part in self.definition.split("; ") if part.startswith(("since ", "counting ", "during ")))
