"""`whoholds publish`: static pages with a map."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from whoholds.cli.common import DAY, db_option, open_db


@click.command("publish")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--on", type=DAY, help="The day shown; default: the last day that anything was published.")
@click.option("--known-by", type=DAY, help="Only what was published up to this day; default: everything.")
@click.option("--messages", type=click.Path(), help="A catalogue of messages, for another language.")
@db_option
def command(folder: Path, on: date | None, known_by: date | None, messages: str | None, db: str | None) -> None:
    """Write the store as static pages into FOLDER: the pages of `whoholds serve` without forms, each with a JSON twin.

    They open from a memory stick, load nothing from elsewhere, and hold the quotes of claims but no whole articles. A folder
    that was published before is written anew; one that holds anything else is refused.
    """
    from whoholds.serve.asking import Ask
    from whoholds.serve.publish import publish

    with open_db(db) as store:
        count = publish(store, folder, Ask(on=on, known_by=known_by), messages)
    click.echo(f"{count} pages; open {folder / 'index.html'}")
