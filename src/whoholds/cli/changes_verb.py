"""`whoholds changes`: what changed hands."""

from __future__ import annotations

from datetime import date

import click

from whoholds.cli.common import DAY, days, db_option, json_option, open_db, print_json, print_table
from whoholds.report.changes import change_line, changes_between


@click.command("changes")
@click.option("--from", "start", type=DAY, help="First day.")
@click.option("--to", "end", type=DAY, help="Last day.")
@json_option
@db_option
def command(start: date | None, end: date | None, as_json: bool, db: str | None) -> None:
    """List the places that changed hands between two days, oldest first."""
    with open_db(db) as store:
        found = changes_between(store.worked_out().holdings, start, end)
    if as_json:
        print_json(change_line(change) for change in found)
        return
    rows = [
        (days(c.earliest, c.latest), c.place, c.before, c.after, c.status, c.probability, len(c.claims)) for c in found
    ]
    columns = ("when", "place", "before", "after", "status", "probability", "claims")
    print_table("What changed hands", columns, rows, "nothing changed hands in these days, as far as the articles tell")
