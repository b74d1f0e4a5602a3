"""What the store has worked out, one plain object a line: events, figures, disputes, origins, holdings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from whoholds.link.events import extent_of
from whoholds.records import Claim, Dispute, Event, Figure, Holding, Window


def days_of(window: Window | None) -> dict[str, str | None]:
    """Return a window as `from` and `to`."""
    earliest, latest = (window.earliest, window.latest) if window else (None, None)
    return {"from": earliest.isoformat() if earliest else None, "to": latest.isoformat() if latest else None}


def event_line(event: Event, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Return an event with the words of each document that tells it."""
    told = [claims[id] for id in event.claims if id in claims]
    told.sort(key=lambda c: (c.document, c.sentence.start, c.trigger.start))
    return {
        "id": event.id,
        "type": event.type,
        "place": event.place.name if event.place else None,
        **days_of(event.window),
        "actors": list(event.actors),
        "targets": list(event.targets),
        "status": event.status,
        "origins": [list(group) for group in event.origins],
        "reason": event.reason,
        "docs": [
            {
                "doc": c.document,
                "quote": c.sentence.words,
                "start": extent_of(c, event.place.id if event.place else None)[0],
                "end": extent_of(c, event.place.id if event.place else None)[1],
                "status": c.status,
                "claim": c.id,
            }
            for c in told
        ],
    }


def figure_line(figure: Figure) -> dict[str, Any]:
    """Return a figure with its words."""
    return {
        "measure": figure.measure,
        "subject": figure.subject,
        "scope": figure.scope,
        "definition": figure.definition,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "as_of": days_of(figure.as_of)["to"],
        "doc": figure.document,
        "quote": figure.quote,
        "start": figure.start,
        "end": figure.end,
        "claim": figure.claim,
        "id": figure.id,
        "base": figure.base or None,
    }


def dispute_line(dispute: Dispute) -> dict[str, Any]:
    """Return a dispute with the words of each side."""
    return {
        "id": dispute.id,
        "kind": dispute.kind,
        "docs": list(dispute.documents),
        "quotes": list(dispute.quotes),
        "what": dispute.what,
        "settles": dispute.settles,
        "weight": dispute.weight,
        "claims": list(dispute.claims),
    }


def origin_lines(origins: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the groups of documents that have one origin; a document alone is its own group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for document, origin in origins:
        groups[origin].append(document)
    return [{"origin": origin, "docs": sorted(found)} for origin, found in sorted(groups.items())]


def holding_line(holding: Holding) -> dict[str, Any]:
    """Return a holding in the form of the measuring interface."""
    start = holding.start.earliest or holding.start.latest
    place = holding.place
    return {
        "place": {"name": place.name, "lat": place.lat, "lon": place.lon, "geonameid": place.geonameid, "id": place.id},
        "status": holding.status,
        "holder": holding.holder,
        "rivals": list(holding.rivals),
        "from": start.isoformat() if start else None,
        "to": holding.end.latest.isoformat() if holding.end and holding.end.latest else None,
        "probability": holding.probability,
        "kind": holding.kind,
        "last_confirmed": holding.last_confirmed.isoformat() if holding.last_confirmed else None,
        "claims": list(holding.claims_for),
        "against": list(holding.claims_against),
    }
