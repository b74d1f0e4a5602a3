"""Routes: ways by which goods, arms and people are said to go, open or cut, and who says so."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import Any

from whoholds.records import Claim
from whoholds.serve.page import Page, Part
from whoholds.serve.rows import claim_row, link_row
from whoholds.serve.view import View
from whoholds.store.lists import Wanted

MOST_READ, MOST, MOST_QUOTES = 2000, 50, 5
CUT = re.compile(r"\b(cut|sever|clos|block|disrupt|interrupt|seal|sever|halt|stop|hit|target)", re.IGNORECASE)
"""Words of a claim by which a route is said to be cut, closed or struck."""
OPENED = re.compile(r"\b(open|reopen|resum|restor|secur|reach|pass|flow|smuggl|suppl|us(?:e|ed|ing)\b)", re.IGNORECASE)


def routes_page(view: View) -> Page:
    """Return routes by the places that they join, the last told first."""
    told, total = view.listed(Wanted(type="supply", most=MOST_READ))
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in told:
        groups[tuple(sorted({filler.link.id for filler in claim.places if filler.link}))].append(claim)
    rows = [_route(claims) for places, claims in sorted(groups.items()) if places and _matches(view, places, claims)]
    rows.sort(key=lambda row: (row["last_told"] or "", row["name"]), reverse=True)
    part = Part(view.ask.start, MOST, len(rows))
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "routes": rows[part.start : part.start + part.most],
        "placeless": len(groups.get((), ())),
        "claims_read": len(told),
        "claims_total": total,
        "part": part.plain(),
    }
    return Page("routes.html", "routes.title", data)


def _matches(view: View, places: tuple[str, ...], claims: list[Claim]) -> bool:
    ask = view.ask
    if ask.place and ask.place not in places and not any(f.name == ask.place for c in claims for f in c.places):
        return False
    return not ask.side or any(ask.side == f.name for c in claims for f in (*c.actors, *c.targets))


def _route(claims: list[Claim]) -> dict[str, Any]:
    newest = sorted(claims, key=lambda c: (_day(c), c.id), reverse=True)
    places = {f.link.id: link_row(f) for f in newest[0].places if f.link}
    return {
        "name": " – ".join(sorted(str(place["name"]) for place in places.values())),
        "places": list(places.values()),
        "sides": sorted({f.name for c in claims for f in (*c.actors, *c.targets)}),
        "last_said": said_of(newest[0]),
        "last_told": _day(newest[0]).isoformat() if _day(newest[0]) != date.min else None,
        "claims": [claim_row(claim) for claim in newest[:MOST_QUOTES]],
        "claims_total": len(claims),
    }


def said_of(claim: Claim) -> str:
    """Tell what a claim says of a route: cut, open, or only spoken of; what is no fact is `unsure`."""
    if claim.status != "fact":
        return "unsure"
    if CUT.search(claim.trigger.words):
        return "cut"
    return "open" if OPENED.search(claim.trigger.words) else "spoken of"


def _day(claim: Claim) -> date:
    window = claim.window or claim.published
    return (window.latest or window.earliest or date.min) if window else date.min
