"""What changed hands between two days, and the history of a place or a side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from whoholds.geo.spelling import fold
from whoholds.records import Claim, Event, Holding
from whoholds.records.json_lines import to_plain

LEAST = 0.5
"""Least probability of a holding that is told as a change."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place that passed from one side (or from nobody known) to another."""

    place: str
    before: str | None
    after: str | None
    status: str
    earliest: date | None
    latest: date | None
    probability: float
    claims: tuple[str, ...]
    place_id: str = ""


def changes_between(holdings: Iterable[Holding], start: date | None, end: date | None) -> list[Change]:
    """List the changes whose latest day lies between two days, both inclusive, oldest first."""
    by_place: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    found: list[Change] = []
    for rows in by_place.values():
        rows.sort(key=lambda h: (h.start.latest or date.min, h.id))
        for before, after in zip([None, *rows[:-1]], rows, strict=True):
            change = _change(before, after)
            if change and (start is None or _day(change) >= start) and (end is None or _day(change) <= end):
                found.append(change)
    return sorted(found, key=lambda change: (_day(change), change.place))


def changes_in(changes: Sequence[Change], start: date, end: date) -> list[Change]:
    """Return those of some changes, oldest first, whose latest day lies between two days, both inclusive."""
    return list(changes[bisect_left(changes, start, key=_day) : bisect_right(changes, end, key=_day)])


def _day(change: Change) -> date:
    return change.latest or change.earliest or date.min


def _change(before: Holding | None, after: Holding) -> Change | None:
    same = before is not None and (before.status, before.holder) == (after.status, after.holder)
    first_known = before is None and after.start.earliest is None
    if same or first_known or after.status == "unknown" or after.probability < LEAST:
        return None
    held_before = before.holder or (" / ".join(before.rivals) or None) if before else None
    held_after = after.holder or " / ".join(after.rivals) or None
    window = after.start
    return Change(
        after.place.name,
        held_before,
        held_after,
        after.status,
        window.earliest,
        window.latest,
        after.probability,
        after.claims_for,
        after.place.id,
    )


def change_line(change: Change) -> dict[str, Any]:
    """Return a change ready for JSON."""
    return dict(to_plain(change))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline: when, what, told by which claims."""

    earliest: date | None
    latest: date | None
    what: str
    place: str | None
    claims: tuple[str, ...]
    origins: int


def timeline_of(name: str, events: Iterable[Event], claims: Sequence[Claim]) -> list[Entry]:
    """List the events at a place or of a side, by any of its names, oldest first; undated ones come last."""
    wanted = fold(name)
    by_id = {claim.id: claim for claim in claims}
    found = [_entry(event) for event in events if _concerns(event, wanted, by_id)]
    return sorted(found, key=lambda e: (e.latest or e.earliest or date.max, e.what, e.claims))


def _concerns(event: Event, wanted: str, claims: dict[str, Claim]) -> bool:
    names = {fold(name) for name in (*event.actors, *event.targets)}
    if event.place is not None:
        names.add(fold(event.place.name))
    if wanted in names:
        return True
    told = (claims[id] for id in event.claims if id in claims)
    return any(fold(f.words) == wanted for claim in told for f in (*claim.places, *claim.actors, *claim.targets))


def _entry(event: Event) -> Entry:
    who = ", ".join(event.actors) or "unsaid"
    whom = f" against {', '.join(event.targets)}" if event.targets else ""
    where = f" at {event.place.name}" if event.place else ""
    status = "" if event.status == "fact" else f" ({event.status})"
    window = event.window
    return Entry(
        window.earliest if window else None,
        window.latest if window else None,
        f"{event.type}: {who}{whom}{where}{status}",
        event.place.name if event.place else None,
        event.claims,
        len(event.origins),
    )
