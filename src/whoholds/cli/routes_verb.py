"""`whoholds routes`: roads and supply lines, open or cut."""

from __future__ import annotations

import click

from whoholds.cli.common import days, db_option, json_option, open_db, print_json, print_table


@click.command("routes")
@click.option("--place", help="Only routes that begin, end or lead through a place of this name.")
@json_option
@db_option
def command(place: str | None, as_json: bool, db: str | None) -> None:
    """List the supply routes that articles tell of: from, to, what, for whom, open, cut or contested, and towns on them that changed hands."""
    from whoholds.geo.spelling import fold
    from whoholds.infer.routes import routes_of
    from whoholds.report.knowledge import knowledge_of
    from whoholds.report.routes import route_lines, towns_on

    with open_db(db) as store:
        known = knowledge_of(store)
    routes = [
        (route, towns)
        for route in routes_of(known.claims)
        for towns in [towns_on(route, known.holdings)]
        if place is None or fold(place) in {fold(n) for n in (*(e.name for e in (route.start, route.end) if e), *(t.name for t in towns))}
    ]
    if as_json:
        print_json(route_lines((route for route, _ in routes), known.holdings))
        return
    rows = [
        (
            route.start.name if route.start else None,
            route.end.name if route.end else None,
            route.road,
            ", ".join(route.goods),
            ", ".join(route.users),
            stretch.status,
            f"{days(stretch.start.earliest, stretch.start.latest)}{f' until {stretch.end}' if stretch.end else ''}",
            ", ".join(stretch.sides),
            ", ".join(town.name for town in towns),
            " ".join(claim[:8] for claim in stretch.claims),
        )
        for route, towns in routes
        for stretch in route.stretches
    ]
    columns = ("from", "to", "road", "what", "for whom", "status", "when", "by", "towns that changed hands", "claims")
    print_table("Routes", columns, rows, "no article tells of a route")
