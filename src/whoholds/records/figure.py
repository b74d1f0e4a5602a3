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
