"""Brief: sentences with numbered notes, each note a claim; bounded, so that a large store has a brief that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from whoholds.records import Dispute, Event, Figure, Holding
from whoholds.report.brief import FIGHTING, MOST_EVENTS, MOST_NOTES, RECENT_DAYS, Brief, write_brief
from whoholds.report.knowledge import Knowledge
from whoholds.report.map import MapOptions
from whoholds.serve.page import Page
from whoholds.serve.view import View

MOST_PLACES, MOST_FIGURES, MOST_DISPUTES = 100, 40, 25


def brief_page(view: View) -> Page:
    """Return the brief of a day, for all places or for those that the address names."""
    brief, left = brief_of(view)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "articles": sum(publisher.articles for publisher in view.shelf.tallies.publishers),
        "places_left_out": left,
        "sections": [
            {"title": s.title, "empty": s.empty, "lines": [{"text": line.text, "notes": list(line.notes), "under": line.under} for line in s.lines]}
            for s in brief.sections
        ],
        "notes": [
            {"number": number, "claim": claim, "text": text}
            for number, (claim, text) in enumerate(zip(brief.cited, brief.notes, strict=True), 1)
        ],
        "sources": list(brief.sources),
        "unfit": view.unfit,
    }
    return Page("brief.html", "brief.title", data, {"map": brief.map})


def brief_of(view: View) -> tuple[Brief, int]:
    """Write the brief of what the address names; also return how many places were left out of it."""
    every: list[str] = view.memo(f"brief {view.day} {view.ask.place} {view.ask.side}", lambda: _places(view))
    places = every[:MOST_PLACES]
    shown = set(places)
    holdings = [h for id in places for h in view.shelf.holdings_at[id]]
    events = _events(view, shown, len(every) > MOST_PLACES)
    figures, disputes = _figures(view), _disputes(view, shown)
    claims = view.claims(_cited([h for h in holdings if _is_told(view, h)], events, figures, disputes))
    events += _telling(view, claims, events)
    documents = [d for id in sorted({c.document for c in claims.values()}) if (d := view.store.document(id)) is not None]
    known = Knowledge(
        tuple(documents), tuple(claims.values()), tuple(events), tuple(holdings), tuple(figures), tuple(disputes)
    )
    options = MapOptions(None, view.shelf.sides, (), view.words.of_maps)
    return write_brief(known, None if view.is_empty else view.day, view.last, options), len(every) - len(places)


def _places(view: View) -> list[str]:
    """Return the ids of the places to tell of: those that changed hands of late first, then those most is told of."""
    by = view.by
    edge = view.day - timedelta(days=min(RECENT_DAYS, view.day.toordinal() - 1))
    ranked = []
    for id, rows in view.shelf.holdings_at.items():
        place = rows[0].place
        if by.at(place) and any(by.of((h.holder, *h.rivals)) for h in rows):
            moved = any(h.start.latest is not None and edge <= h.start.latest <= view.day for h in rows)
            ranked.append((not moved, -sum(len(h.claims_for) for h in rows), place.name, id))
    return [id for *_, id in sorted(ranked)]


def _events(view: View, shown: set[str], only_there: bool) -> list[Event]:
    edge = view.day - timedelta(days=min(RECENT_DAYS, view.day.toordinal() - 1))
    kept: list[Event] = []
    for event in view.shelf.events_newest:
        latest = event.window.latest if event.window else None
        if latest is None or latest < edge or len(kept) == MOST_EVENTS:
            break
        there = not (view.ask.place or only_there) or (event.place is not None and event.place.id in shown)
        if latest <= view.day and event.type in FIGHTING and there and view.by.of((*event.actors, *event.targets)):
            kept.append(event)
    return kept


def _telling(view: View, claims: Iterable[str], events: Sequence[Event]) -> list[Event]:
    """Return the events that the cited claims tell: they say which reports are independent."""
    had = {event.id for event in events}
    found = {event.id: event for id in claims if (event := view.shelf.event_of_claim.get(id)) is not None}
    return [event for id, event in sorted(found.items()) if id not in had]


def _is_told(view: View, holding: Holding) -> bool:
    """Tell whether the brief has a sentence on a stretch: one that is so on the day, or began not long before."""
    start = holding.start.latest
    if start is None or start > view.day:
        return False
    return (view.day - start).days <= RECENT_DAYS or view.held().get(holding.place.id) is holding


def _figures(view: View) -> list[Figure]:
    every = view.memo("figures newest", lambda: sorted(view.shelf.state.figures, key=_figure_day, reverse=True))
    kept = (
        f
        for f in every
        if view.by.figure(f.scope, f.subject) and f.as_of is not None and f.as_of.latest is not None and f.as_of.latest <= view.day
    )  # fmt: skip
    return list(islice(kept, MOST_FIGURES))


def _figure_day(figure: Figure) -> tuple[date, str]:
    return ((figure.as_of.latest if figure.as_of else None) or date.min, figure.id)


def _disputes(view: View, shown: set[str]) -> list[Dispute]:
    narrow = bool(view.ask.place or view.ask.side)
    kept = [
        d
        for d in view.shelf.state.disputes
        if not narrow or any(h.place.id in shown for c in d.claims for h in view.shelf.holdings_of_claim.get(c, ()))
    ]
    return kept[:MOST_DISPUTES]


def _cited(holdings: list[Holding], events: list[Event], figures: list[Figure], disputes: list[Dispute]) -> set[str]:
    """Return the claims that notes may cite."""
    groups: list[Any] = [h.claims_for[:MOST_NOTES] for h in holdings]
    groups += [h.claims_against[:1] for h in holdings]
    groups += [e.claims[:MOST_NOTES] for e in events]
    groups += [d.claims[:MOST_NOTES] for d in disputes]
    return {claim for group in groups for claim in group} | {figure.claim for figure in figures}
