"""`whoholds search`: articles by their words."""

from __future__ import annotations

import click

from whoholds.cli.common import db_option, json_option, open_db, print_json


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@json_option
@db_option
def command(words: tuple[str, ...], as_json: bool, db: str | None) -> None:
    """Find articles that hold all the words, best first."""
    with open_db(db) as store:
        found = store.search(" ".join(words))
        documents = {id: store.document(id) for id, _ in found}
    rows: list[dict[str, str | None]] = [
        {"doc": id, "title": d.title, "source": d.source, "snippet": text} for id, text in found if (d := documents[id])
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(
            f"{row['source'] or 'publisher not known'}: {row['title'] or row['doc']}\n    {' '.join(str(row['snippet']).split())}"
        )
    if not rows:
        click.echo("no article holds all these words")
