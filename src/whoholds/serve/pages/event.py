"""Event: one happening, who tells it, and how many tell it independently; and the list of events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoholds.forms.narrowing import lies_in
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
        "unfit": view.unfit,
    }
    return Page("events.html", "events.title", data)


def _told(view: View) -> Sequence[Event]:
    """Return the events to filter, by the narrowest index there is."""
    by, shelf = view.by, view.shelf
    if by.place is not None and len(by.place.ids) == 1:
        return shelf.events_at.get(next(iter(by.place.ids)), ())
    return shelf.events_of.get(next(iter(by.sides)), ()) if len(by.sides) == 1 else shelf.events_newest


def _narrowed(view: View) -> bool:
    ask = view.ask
    return bool(ask.type or ask.side or ask.place or ask.since or ask.until)


def _matches(view: View, event: Event) -> bool:
    ask = view.ask
    return ask.type in ("", event.type) and lies_in(event.window, ask.since, ask.until) and view.by.event(event)
