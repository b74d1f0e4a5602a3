"""Figures in time order that may be compared: one measure, subject, scope, definition and unit; nothing is interpolated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from whoholds.geo.measures import in_base_unit
from whoholds.infer.bases import day_of
from whoholds.records import Figure, Window


@dataclass(frozen=True, slots=True)
class Point:
    """One reported value, converted to the unit of its series, with the figure, claim and document that it rests on."""

    as_of: Window | None
    low: float | None
    high: float | None
    as_told: str
    """The unit in which it was told."""
    figure: str
    claim: str
    document: str
    definition: str


@dataclass(frozen=True, slots=True)
class Series:
    """Values that count the same thing in the same way, oldest first; undated ones come last."""

    measure: str
    subject: str
    scope: str
    basis: str
    """Since when, over which days and counted where: empty where the words say nothing of it."""
    unit: str
    points: tuple[Point, ...]


def series_of(figures: Iterable[Figure]) -> tuple[Series, ...]:
    """Group figures into series, areas in km2, lengths in km, money a month in its own currency, goods a day."""
    groups: dict[tuple[str, str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (day_of(f.as_of), f.document, f.start, f.id)):
        unit = in_base_unit(None, figure.unit)[1]
        groups[figure.measure, figure.subject, figure.scope, figure.basis, PEOPLE.get(unit, unit)].append(figure)
    return tuple(Series(a, b, c, d, e, tuple(map(_point, groups[a, b, c, d, e]))) for a, b, c, d, e in sorted(groups))


PEOPLE = {"fighters": "people", "civilians": "people", "soldiers": "people", "": "people"}
"""Units that count people, whoever they are: the subject says who."""


def _point(figure: Figure) -> Point:
    low, high = (in_base_unit(value, figure.unit)[0] for value in (figure.low, figure.high))
    return Point(figure.as_of, low, high, figure.unit, figure.id, figure.claim, figure.document, figure.definition)
