"""Routes: ways by which goods, arms and people are said to go, open or cut over time, and the towns on them that changed hands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whoholds.infer.routes import Route, routes_of
from whoholds.records import Claim
from whoholds.report.route_rows import route_passes
from whoholds.report.routes import route_lines
from whoholds.serve.page import Page, Part
from whoholds.serve.rows import claim_row
from whoholds.serve.view import View
from whoholds.store.lists import Wanted

MOST_READ, MOST, MOST_QUOTES = 2000, 30, 6
"""Claims of routes that are read, the newest; routes on a page; claims quoted for one."""


def routes_page(view: View) -> Page:
    """Return routes, the last told first, filtered by place and side."""
    told, total = view.listed(Wanted(type="supply", most=MOST_READ))
    claims = {claim.id: claim for claim in told}
    every = [route for route in routes_of(told) if route_passes(route, view.by)]
    every.sort(key=lambda route: (_last(route, claims), route.id), reverse=True)
    part = Part(view.ask.start, MOST, len(every))
    shown = every[part.start : part.start + part.most]
    lines = route_lines(shown, view.shelf.state.holdings)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "routes": [_row(route, line, claims) for route, line in zip(shown, lines, strict=True)],
        "claims_read": len(told),
        "claims_total": total,
        "part": part.plain(),
        "unfit": [] if every else view.unfit,
    }
    return Page("routes.html", "routes.title", data)


def _row(route: Route, line: dict[str, Any], claims: Mapping[str, Claim]) -> dict[str, Any]:
    ends = [{"id": end.id, "name": end.name} for end in (route.start, route.end) if end is not None]
    newest = sorted((claims[id] for id in route.claims if id in claims), key=lambda c: (_day(c), c.id), reverse=True)
    quoted = [claim_row(claim) for claim in newest[:MOST_QUOTES]]
    return {**line, "ends": ends, "quotes": quoted, "claims_total": len(newest)}


def _last(route: Route, claims: Mapping[str, Claim]) -> str:
    return max((_day(claims[id]) for id in route.claims if id in claims), default="")


def _day(claim: Claim) -> str:
    window = claim.window or claim.published
    return str(window.latest or window.earliest or "") if window else ""
