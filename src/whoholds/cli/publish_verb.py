"""`whoholds publish`: static pages with a map."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from whoholds.cli.common import DAY, db_option, open_db


@click.command("publish")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--on", type=DAY, help="The day shown; default: the last day that anything was published.")
@db_option
def command(folder: Path, on: date | None, db: str | None) -> None:
    """Write the store as static pages into FOLDER: map, places, claims, disagreements, figures, sources, each with a JSON twin."""
    from whoholds.report.knowledge import knowledge_of
    from whoholds.serve.pages import pages_of
    from whoholds.serve.site import publish

    with open_db(db) as store:
        count = publish(pages_of(knowledge_of(store), on), folder)
    click.echo(f"{count} pages; open {folder / 'index.html'}")
