"""`whoholds events`: happenings, merged across articles."""

from __future__ import annotations

import click

from whoholds.cli.common import days, db_option, json_option, open_db, print_json, print_table
from whoholds.forms.lines import event_line


@click.command("events")
@click.option("--type", "kind", help="Only this claim type.")
@json_option
@db_option
def command(kind: str | None, as_json: bool, db: str | None) -> None:
    """List events with the words of every article that tells them."""
    with open_db(db) as store:
        found = [event for event in store.worked_out().events if not kind or event.type == kind]
        claims = {claim.id: claim for claim in store.claims()}
    if as_json:
        print_json(event_line(event, claims) for event in found)
        return
    rows = [
        (
            days(e.window.earliest, e.window.latest) if e.window else "not known",
            e.type,
            e.place.name if e.place else None,
            ", ".join(e.actors),
            ", ".join(e.targets),
            e.status,
            f"{len(e.claims)} claims, {len(e.origins)} origins",
        )
        for e in found
    ]
    print_table("Events", ("when", "type", "place", "actors", "targets", "status", "told by"), rows, "no events")
