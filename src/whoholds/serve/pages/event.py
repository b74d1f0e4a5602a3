"""Event: one happening, who tells it, and how many tell it independently; and the list of events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoholds.records import Event
from whoholds.serve.page import NotFound, Page, Part
from whoholds.serve.rows import claim_row, dispute_row, event_row, told_of
from whoholds.serve.view import View

MOST_CLAIMS, MOST_EVENTS, MOST_DISPUTES = 100, 50, 10


def event_page(view: View, id: str) -> Page:
    """Return an event with the words of every article that tells it, by independent origin. Raises NotFound."""
    event = view.shelf.events.get(id)
    if event is None:
        raise NotFound("wrong.no_event", id=id)
    every = {d.id: d for claim in event.claims for d in view.shelf.disputes_of_claim.get(claim, ())}
    disputes = dict(sorted(every.items(), key=lambda pair: (-pair[1].weight, pair[0]))[:MOST_DISPUTES])
    wanted = {*event.claims[:MOST_CLAIMS], *told_of(disputes.values())}
    claims = view.claims(wanted)
    told = [claims[id] for id in event.claims[:MOST_CLAIMS] if id in claims]
    origins = [
        {"documents": list(group), "claims": [claim_row(claim) for claim in told if claim.document in group]}
        for group in event.origins
    ]
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "event": {**event_row(event), "reason": event.reason},
        "origins": [origin for origin in origins if origin["claims"]],
        "disputes": [dispute_row(dispute, claims) for dispute in disputes.values()],
    }
    return Page("event.html", "event.title", data)


def events_page(view: View) -> Page:
    """Return events, newest first, filtered by place, side, type and days."""
    every = _told(view)
    found = [event for event in every if _matches(view, event)] if _narrowed(view) else every
    part = Part(view.ask.start, MOST_EVENTS, len(found))
    data: dict[str, Any] = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "events": [event_row(event) for event in found[part.start : part.start + part.most]],
        "part": part.plain(),
    }
    return Page("events.html", "events.title", data)


def _told(view: View) -> Sequence[Event]:
    """Return the events to filter, by the narrowest index there is."""
    ask, shelf = view.ask, view.shelf
    if ask.place in shelf.events_at:
        return shelf.events_at[ask.place]
    return shelf.events_of.get(ask.side, ()) if ask.side else shelf.events_newest


def _narrowed(view: View) -> bool:
    ask = view.ask
    return bool(ask.type or ask.side or ask.place or ask.since or ask.until)


def _matches(view: View, event: Event) -> bool:
    ask = view.ask
    if ask.type and event.type != ask.type:
        return False
    if ask.side and ask.side not in (*event.actors, *event.targets):
        return False
    if ask.place and (event.place is None or ask.place not in (event.place.id, event.place.name)):
        return False
    latest = event.window.latest if event.window else None
    if latest is None:
        return not (ask.since or ask.until)
    return (ask.since is None or latest >= ask.since) and (ask.until is None or latest <= ask.until)
