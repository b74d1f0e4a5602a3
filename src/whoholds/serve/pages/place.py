"""Place: who held it when, and every claim behind each stretch; the card of the map, in short."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from whoholds.infer.holdings import holding_on
from whoholds.records import Claim, Holding, Link
from whoholds.report.charts import Moments, Stretch, draw_stretches
from whoholds.report.marks import Look, is_assessed
from whoholds.serve.page import NotFound, Page, Part
from whoholds.serve.pages.situation import place_rows
from whoholds.serve.rows import claim_row, dispute_row, event_row, holding_row, place_row, told_of
from whoholds.serve.view import View
from whoholds.store.lists import Wanted

MOST_STRETCHES = 12
"""Stretches told in full, newest first; the chart shows all."""
MOST_QUOTES = 5
"""Claims quoted for a stretch, the weightiest first."""
MOST_EVENTS, MOST_CLAIMS, MOST_DISPUTES, MOST_PLACES = 25, 25, 10, 200
ON_CARD = 3


def place_page(view: View, id: str) -> Page:
    """Return a place's history. Raises NotFound for a place of which nothing is told."""
    place = find_place(view, id)
    rows = view.shelf.holdings_at.get(id, ())
    shown = rows[::-1][:MOST_STRETCHES]
    quoted = {claim for holding in shown for claim in (*weightiest(holding), *holding.claims_against[:MOST_QUOTES])}
    disputes = _disputes(view, rows)[:MOST_DISPUTES]
    claims = view.claims({*quoted, *told_of(disputes)})
    told, total = view.listed(Wanted(keys=(f"at:{id}",), most=MOST_CLAIMS, start=view.ask.start))
    events = view.shelf.events_at.get(id, ())
    now = holding_on(rows, view.day)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "place": place_row(place),
        "now": holding_row(now, view.day) if now else None,
        "stretches": [_stretch(holding, claims, view.day) for holding in shown],
        "stretches_total": len(rows),
        "disputes": [dispute_row(dispute, claims) for dispute in disputes],
        "events": [event_row(event) for event in events[:MOST_EVENTS]],
        "events_total": len(events),
        "claims": [claim_row(claim) for claim in told],
        "part": Part(view.ask.start, MOST_CLAIMS, total).plain(),
    }
    return Page("place.html", place.name, data, {"timeline": _timeline(view, rows, list(claims.values()), place)})


def place_card(view: View, id: str) -> Page:
    """Return the card that opens on the map: who holds it, since when, and the sentences that say so."""
    place = find_place(view, id)
    rows = view.shelf.holdings_at.get(id, ())
    now = holding_on(rows, view.day)
    wanted = [*weightiest(now)[:ON_CARD], *now.claims_against[:1]] if now else []
    claims = view.claims(wanted)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "place": place_row(place),
        "now": holding_row(now, view.day) if now else None,
        "claims": [claim_row(claims[one]) for one in wanted if one in claims],
        "claims_total": len(now.claims_for) if now else 0,
        "disputes": view.shelf.doubted_places.get(id, 0),
    }
    return Page("card.html", place.name, data)


def places_page(view: View) -> Page:
    """Return the map as a table: all places of which something is known on the day, filtered."""
    rows, part = place_rows(view, MOST_PLACES)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "places": rows,
        "part": part.plain(),
        "sides": [side.name for side in view.shelf.sides],
        "unfit": view.unfit,
    }
    return Page("places.html", "places.title", data)


def find_place(view: View, id: str) -> Link:
    """Return a place by its id. Raises NotFound."""
    place = view.shelf.places.get(id)
    if place is not None:
        return place
    told, _ = view.listed(Wanted(keys=(f"at:{id}",), most=1))
    found = next((f.link for claim in told for f in claim.places if f.link and f.link.id == id), None)
    if found is None:
        raise NotFound("wrong.no_place", id=id)
    return found


def weightiest(holding: Holding) -> list[str]:
    """Return the claims for a stretch that weigh most."""
    weights = dict(holding.weights)
    return sorted(holding.claims_for, key=lambda id: (-weights.get(id, 0.0), id))[:MOST_QUOTES]


def _stretch(holding: Holding, claims: dict[str, Claim], day: date) -> dict[str, Any]:
    return {
        **holding_row(holding, day),
        "probability": holding.probability,
        "assessed": holding.status == "held" and is_assessed(len(holding.claims_for), holding.probability),
        "told_by": [claim_row(claims[id]) for id in weightiest(holding) if id in claims],
        "told_against": [claim_row(claims[id]) for id in holding.claims_against[:MOST_QUOTES] if id in claims],
    }


def _disputes(view: View, rows: Sequence[Holding]) -> list[Any]:
    ids = {id for holding in rows for id in (*holding.claims_for, *holding.claims_against)}
    found = {d.id: d for id in ids for d in view.shelf.disputes_of_claim.get(id, ())}
    return sorted(found.values(), key=lambda d: (-d.weight, d.id))


def _timeline(view: View, rows: Sequence[Holding], claims: Sequence[Claim], place: Link) -> str:
    begun = [(h, h.start.latest) for h in rows if h.start.latest is not None]
    ends = [start for _, start in begun[1:]]
    stretches = [
        Stretch(h.start.earliest, start, end, look(h), _said(view, h, start), f"#h-{h.id}")
        for (h, start), end in zip(begun, [*ends, None], strict=False)
    ]
    told = [c.published.latest for c in claims if c.published and c.published.latest]
    doubted = [
        c.published.latest for c in claims if c.id in view.shelf.disputes_of_claim and c.published and c.published.latest
    ]
    return draw_stretches(stretches, view.shelf.sides, Moments(told, doubted, view.day), place.name, view.words.of_charts)


def _said(view: View, holding: Holding, start: date) -> str:
    return view.words.plain("drawn.stretch", who=holding.holder or view.words.name(f"status.{holding.status}"), day=start)


def look(holding: Holding) -> Look:
    """Return how a stretch is drawn."""
    if holding.status == "contested":
        return Look("hatched", tuple(sorted(holding.rivals[:2])))
    if holding.status != "held" or holding.holder is None:
        return Look("unknown")
    return Look("filled" if is_assessed(len(holding.claims_for), holding.probability) else "ring", (holding.holder,))
