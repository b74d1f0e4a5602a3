"""`whoholds origins`: which articles tell one story."""

from __future__ import annotations

import click

from whoholds.cli.common import db_option, json_option, open_db, print_json
from whoholds.forms.lines import origin_lines


@click.command("origins")
@json_option
@db_option
def command(as_json: bool, db: str | None) -> None:
    """List groups of articles that go back to one origin; an article alone is its own."""
    with open_db(db) as store:
        groups = origin_lines(store.worked_out().origins)
        titles = {d.id: f"{d.source or 'publisher not known'}: {d.title or d.id}" for d in store.documents()}
    if as_json:
        print_json(groups)
        return
    shared = [group for group in groups if len(group["docs"]) > 1]
    if not shared:
        click.echo("every article stands alone; no copies found")
    for group in shared:
        click.echo(f"one origin, {len(group['docs'])} articles:")
        for doc in group["docs"]:
            click.echo(f"    {titles.get(doc, doc)}")
