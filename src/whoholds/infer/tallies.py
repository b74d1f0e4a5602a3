"""Attacks, strikes, displacement, aid, money over time: what was reported, by period, place and side, each row with its claims.

Happenings are counted as events, so that a strike told by five papers counts once; what is told in numbers stands as the range of
the numbers told. Nothing is added up that may overlap, and a period without a report has no row: it is not a zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.infer.series import Series
from whoholds.records import Event, Window

HAPPENINGS = {
    "attacks": ("attack", "abuse"),
    "strikes": ("strike",),
    "clashes": ("clash", "advance"),
    "sieges": ("siege",),
    "captures": ("capture", "withdraw"),
    "destruction": ("destroy",),
}
"""Kinds that are counted as events, and the types of event that they are made of."""
NUMBERS = {
    "finance": ("revenue", "revenue_share", "revenue_change", "salaries", "salary_change", "costs", "oil_output"),
    "displacement": ("displaced", "displaced_share", "returned", "returned_share"),
    "casualties": ("killed", "wounded", "captured", "abducted"),
    "aid": ("aid_trucks", "in_need", "aid", "aid_pledged", "besieged"),
    "fighters": ("strength", "foreign_fighters", "deployed", "fighters_engaged", "share_of_force", "defected"),
    "supplies": ("supplies", "supply_trucks", "oil_output"),
    "territory": ("territory_area", "territory_share", "territory_share_lost", "territory_area_lost", "territory_share_gained"),
    "air": ("air_strikes", "sorties"),
}
"""Kinds that are told in numbers, and the measures that they are made of."""
KINDS = (*HAPPENINGS, *NUMBERS)
PERIODS = ("day", "week", "month", "year")
UNDATED = "day not known"


@dataclass(frozen=True, slots=True)
class Row:
    """What was reported for one period, place and side: events with the reports behind them, or a range of numbers told."""

    period: str
    place: str
    side: str
    against: str
    measure: str
    events: int
    origins: int
    low: float | None
    high: float | None
    unit: str
    claims: tuple[str, ...]


def tally(kind: str, by: str, events: Iterable[Event], series: Iterable[Series]) -> tuple[Row, ...]:
    """Return the rows of a kind, oldest first. `kind` is one of `KINDS`, `by` one of `PERIODS`."""
    rows = _counted(HAPPENINGS[kind], by, events) if kind in HAPPENINGS else _told(NUMBERS[kind], by, series)
    return tuple(sorted(rows, key=lambda r: (r.period == UNDATED, r.period, r.place, r.side, r.against, r.measure, r.unit, r.claims)))


def period_of(window: Window | None, by: str) -> str:
    """Name the period that a window ends in; one that is longer than the period, or open, is of no period."""
    day = window.latest or window.earliest if window else None
    if day is None:
        return UNDATED
    first = window.earliest if window and window.earliest else day
    return _name(day, by) if _name(first, by) == _name(day, by) else f"{_name(first, by)} to {_name(day, by)}"


def _name(day: date, by: str) -> str:
    week = day.isocalendar()
    return {"day": day.isoformat(), "week": f"{week.year}-W{week.week:02}", "month": f"{day:%Y-%m}", "year": f"{day:%Y}"}[by]


def _counted(types: Sequence[str], by: str, events: Iterable[Event]) -> list[Row]:
    groups: dict[tuple[str, str, str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.type in types and event.status == "fact":
            place = event.place.name if event.place else ""
            groups[period_of(event.window, by), place, ", ".join(event.actors), ", ".join(event.targets)].append(event)
    out = []
    for (period, place, side, against), found in groups.items():
        claims = tuple(sorted({key for e in found for key in e.claims}))
        origins = len({group[0] for e in found for group in e.origins})
        out.append(Row(period, place, side, against, "events", len(found), origins, None, None, "", claims))
    return out


def _told(measures: Sequence[str], by: str, series: Iterable[Series]) -> list[Row]:
    out = []
    for one in (s for s in series if s.measure in measures):
        groups: Mapping[str, list[int]] = defaultdict(list)
        for number, point in enumerate(one.points):
            groups[period_of(point.as_of, by)].append(number)
        for period, numbers in groups.items():
            points = [one.points[n] for n in numbers]
            lows = [p.low for p in points if p.low is not None]
            highs = [p.high for p in points if p.high is not None]
            open_end = any(p.high is None for p in points)
            claims = tuple(dict.fromkeys(p.claim for p in points))
            documents = len({p.document for p in points})
            low, high = min(lows, default=None), None if open_end else max(highs, default=None)
            out.append(Row(period, one.scope, one.subject, "", f"{one.measure} {one.basis}".strip(), 0, documents, low, high, one.unit, claims))
    return out
