"""The holdings of each place in time order, so that who held it on a day is found by halving and not by walking them all."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from whoholds.records import Holding, Link


@dataclass(frozen=True, slots=True)
class History:
    """Who held one place over time."""

    place: Link
    rows: tuple[Holding, ...]
    """The oldest first; those whose beginning nobody knows before all others."""
    starts: tuple[date, ...]
    """The days by which the rows are sure to have begun, those without one left out."""

    def on(self, day: date) -> Holding | None:
        """Return the holding at the end of a day, as `holding_on` does; None before the first report."""
        begun = bisect_right(self.starts, day)
        return self.rows[len(self.rows) - len(self.starts) + begun - 1] if begun else None


def histories_of(holdings: Iterable[Holding]) -> dict[str, History]:
    """Group holdings by the id of their place."""
    found: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        found[holding.place.id].append(holding)
    return {id: _history(rows) for id, rows in found.items()}


def _history(rows: list[Holding]) -> History:
    ordered = tuple(sorted(rows, key=lambda h: (h.start.latest or date.min, h.id)))
    starts = tuple(h.start.latest for h in ordered if h.start.latest is not None)
    return History(min(rows, key=lambda h: h.id).place, ordered, starts)
