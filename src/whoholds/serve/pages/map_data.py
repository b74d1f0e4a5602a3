"""The map's data in full, for programs: the whole history once. What the page itself loads of it, `map_spans` packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from whoholds.records import Holding
from whoholds.report.cells import areas_line, areas_of
from whoholds.report.marks import side_line
from whoholds.serve.pages.situation import matches
from whoholds.serve.view import View


def map_data(view: View, camp: Callable[[str], str]) -> dict[str, Any]:
    """Return places with their stretches, sides with their signs, and claims by day; `camp` names what a side is part of."""
    ask, shelf = view.ask, view.shelf
    rows = [rows for _, rows in sorted(shelf.holdings_at.items()) if _is_drawn(rows)]
    if ask.place or ask.side or ask.status:
        held = view.held()
        rows = [r for r in rows if (one := held.get(r[0].place.id)) is not None and matches(view, one)]
    return {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "first": shelf.first_day.isoformat(),
        "last": shelf.last_day.isoformat(),
        "places": [_place(stretches, camp) for stretches in rows],
        "sides": [side_line(side) for side in shelf.sides],
        "per_day": [[day.isoformat(), count] for day, count in shelf.tallies.days],
    }


def areas_data(view: View) -> dict[str, Any]:
    """Return the areas inferred from where the map's places lie, as GeoJSON; whose they are on a day, the map's data say."""
    places = (rows[0].place for rows in view.shelf.holdings_at.values() if _is_drawn(rows))
    return areas_line(areas_of((p.id, p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None))


def _is_drawn(rows: Sequence[Holding]) -> bool:
    place = rows[0].place
    return place.lat is not None and place.lon is not None and place.precision == "exact"


def _place(rows: Sequence[Holding], camp: Callable[[str], str]) -> dict[str, Any]:
    place = rows[0].place
    begun = [h for h in rows if h.start.latest is not None]
    ends = [h.start.latest for h in begun[1:]]
    spans = [_span(h, end, camp) for h, end in zip(begun, [*ends, None], strict=False) if h.start.latest != end]
    return {"id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "country": place.country, "spans": spans}


def _span(holding: Holding, end: date | None, camp: Callable[[str], str]) -> dict[str, Any]:
    """Return a stretch from the day at whose end it held, up to the day from which the next one does (not included)."""
    start = holding.start.latest
    chances = _chances(holding, end)
    return {
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
        "status": holding.status,
        "holder": holding.holder,
        "camp": camp(holding.holder) if holding.holder else None,
        **({"rivals": list(holding.rivals)} if holding.status == "contested" else {}),
        "probability": chances[0][1] if chances else holding.probability,
        **({"chances": chances} if len(chances) > 1 else {}),
        "kind": holding.kind,
        "last_confirmed": holding.last_confirmed.isoformat() if holding.last_confirmed else None,
        "claims": len(holding.claims_for),
    }


def _chances(holding: Holding, end: date | None) -> list[tuple[str, float]]:
    """Return the days of a stretch from which its holder's chance is another whole percentage, with that chance; empty where none are kept."""
    start = holding.start.latest
    if holding.holder is None or start is None or not holding.course:
        return []
    days = [start, *(day for day, _ in holding.course if day > start and (end is None or day < end))]
    found: list[tuple[str, float]] = []
    for day in days:
        chance = holding.chance_on(day)
        if not found or round(found[-1][1], 2) != round(chance, 2):
            found.append((day.isoformat(), chance))
    return found
