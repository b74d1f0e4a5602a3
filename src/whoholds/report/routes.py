"""Routes with the towns on them that changed hands, ready for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoholds.forms.lines import days_of
from whoholds.geo.measures import distance_km
from whoholds.infer.routes import Route
from whoholds.records import Holding, Link
from whoholds.report.changes import Change, changes_between

BESIDE_KM = 15.0
"""A town this near to the straight line between the ends of a route lies on it. Set by reasoning: roads bend, and towns are wide."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place on a route, how far along it lies, and its changes of hands."""

    name: str
    km: float
    changes: tuple[Change, ...]


def towns_on(route: Route, holdings: Sequence[Holding]) -> tuple[Town, ...]:
    """Return the places on a route that changed hands, from its start on; none where an end has no coordinates."""
    if route.start is None or route.end is None:
        return ()
    found = []
    for place, rows in _by_place(holdings).items():
        along = _along(route.start, route.end, rows[0].place)
        changes = tuple(changes_between(rows, None, None)) if along is not None else ()
        if along is not None and changes:
            found.append((along, place, Town(rows[0].place.name, round(along, 1), changes)))
    return tuple(town for _, _, town in sorted(found, key=lambda item: item[:2]))


def _by_place(holdings: Iterable[Holding]) -> dict[str, list[Holding]]:
    out: dict[str, list[Holding]] = {}
    for holding in holdings:
        out.setdefault(holding.place.id, []).append(holding)
    return out


def _along(start: Link, end: Link, place: Link) -> float | None:
    """Return how many km from the start a place lies on the straight way to the end; None where it lies beside it or beyond."""
    spots = [_spot(link) for link in (start, end, place)]
    if None in spots or place.precision not in (None, "exact"):
        return None
    first, last, here = (spot for spot in spots if spot is not None)
    whole, a, b = distance_km(first, last), distance_km(first, here), distance_km(here, last)
    if whole == 0:
        return None
    along = (a * a - b * b + whole * whole) / (2 * whole)
    aside = max(0.0, a * a - along * along) ** 0.5
    return along if aside <= BESIDE_KM and -BESIDE_KM <= along <= whole + BESIDE_KM else None


def _spot(link: Link) -> tuple[float, float] | None:
    return (link.lat, link.lon) if link.lat is not None and link.lon is not None else None


def route_lines(routes: Iterable[Route], holdings: Sequence[Holding]) -> Iterator[dict[str, Any]]:
    """Give each route ready for JSON: ends, road, goods, users, states with their days and claims, towns that changed hands."""
    for route in routes:
        yield {
            "id": route.id,
            "from": route.start.name if route.start else None,
            "to": route.end.name if route.end else None,
            "road": route.road or None,
            "what": list(route.goods),
            "by": list(route.users),
            "states": [
                {
                    "status": s.status,
                    "start": days_of(s.start),
                    "until": s.end.isoformat() if s.end else None,
                    "sides": list(s.sides),
                    "claims": list(s.claims),
                    "against": list(s.against),
                }
                for s in route.stretches
            ],
            "towns": [
                {"place": t.name, "km": t.km, "changes": [{"to": c.after, "from": c.before, "by": _day(c), "claims": list(c.claims)} for c in t.changes]}
                for t in towns_on(route, holdings)
            ],
            "claims": list(route.claims),
        }


def _day(change: Change) -> str | None:
    day = change.latest or change.earliest
    return day.isoformat() if day else None
