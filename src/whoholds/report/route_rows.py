"""States of supply routes as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoholds.forms.citing import cited
from whoholds.forms.material import Material, Selection, at_place
from whoholds.forms.rights import RIGHTS
from whoholds.forms.tables import CITED
from whoholds.infer.routes import Route, routes_of

ROUTES = ("id", "from", "to", "road", "goods", "users", "status", "start_earliest", "start_latest", "until", "sides", "claims_against", *CITED)


def route_rows(material: Material, asked: Selection) -> Iterator[dict[str, Any]]:
    """Walk the states of routes at a place or of a side, oldest first in each. The material must hold all claims: a route is told by many."""
    claims = {claim.id: claim for claim in material.claims() if claim.type == "supply"}
    for route in (one for one in routes_of(claims.values()) if _is_asked(one, asked)):
        for state in route.stretches:
            yield {
                "id": route.id,
                "from": route.start.name if route.start else None,
                "to": route.end.name if route.end else None,
                "road": route.road or None,
                "goods": "; ".join(route.goods),
                "users": "; ".join(route.users),
                "status": state.status,
                "start_earliest": str(state.start.earliest) if state.start.earliest else None,
                "start_latest": str(state.start.latest) if state.start.latest else None,
                "until": str(state.end) if state.end else None,
                "sides": "; ".join(state.sides),
                "claims_against": " ".join(state.against),
                **cited(state.claims, claims, material.document).cells(),
                "rights": RIGHTS,
            }


def _is_asked(route: Route, asked: Selection) -> bool:
    there = not asked.place or any(end is not None and at_place(end, asked.place) for end in (route.start, route.end))
    return there and (not asked.side or asked.side in route.users or any(asked.side in state.sides for state in route.stretches))
