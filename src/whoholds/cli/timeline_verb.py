"""`whoholds timeline`: the history of a place or a side."""

from __future__ import annotations

import click

from whoholds.cli.common import days, db_option, json_option, open_db, print_json, print_table
from whoholds.records.json_lines import to_plain
from whoholds.report.changes import timeline_of


@click.command("timeline")
@click.argument("name")
@json_option
@db_option
def command(name: str, as_json: bool, db: str | None) -> None:
    """Tell what happened at a place, or what a side did and suffered, oldest first."""
    with open_db(db) as store:
        entries = timeline_of(name, store.worked_out().events, list(store.claims()))
    if as_json:
        print_json(to_plain(entry) for entry in entries)
        return
    rows = [
        (days(e.earliest, e.latest), e.what, f"{e.origins} independent", " ".join(id[:8] for id in e.claims[:4]))
        for e in entries
    ]
    print_table(
        f"Timeline of {name}",
        ("when", "what", "origins", "claims"),
        rows,
        f"no article read tells anything of {name!r}",
    )
