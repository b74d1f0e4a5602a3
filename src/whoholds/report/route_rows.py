"""States of supply routes as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoholds.forms.citing import cited
from whoholds.forms.material import Material, Selection, narrowing_of
from whoholds.forms.narrowing import Narrowing
from whoholds.forms.rights import RIGHTS
from whoholds.forms.tables import CITED
from whoholds.infer.routes import Route, routes_of

ROUTES = ("id", "from", "to", "road", "goods", "users", "status", "start_earliest", "start_latest", "until", "sides", "claims_against", *CITED)


def route_rows(material: Material, asked: Selection) -> Iterator[dict[str, Any]]:
    """Walk the states of routes at a place or of a side, oldest first in each. The material must hold all claims: a route is told by many."""
    by = narrowing_of(material, asked)
    claims = {claim.id: claim for claim in material.claims() if claim.type == "supply"}
    for route in (one for one in routes_of(claims.values()) if route_passes(one, by)):
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


def route_passes(route: Route, by: Narrowing) -> bool:
    """Tell whether a route is one of a place and of a side: by its ends, by whom it serves and who cut or opened it."""
    there = by.place is None or any(by.at(end) for end in (route.start, route.end) if end is not None)
    return there and by.of((*route.users, *(side for state in route.stretches for side in state.sides)))
