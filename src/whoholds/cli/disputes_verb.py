"""`whoholds disputes`: what does not agree."""

from __future__ import annotations

import click

from whoholds.cli.common import db_option, json_option, open_db, print_json
from whoholds.forms.lines import dispute_line


@click.command("disputes")
@click.option("--kind", help="Only this kind: holder, figure, casualty, denial, gazetteer, distance, time ...")
@json_option
@db_option
def command(kind: str | None, as_json: bool, db: str | None) -> None:
    """List contradictions between sources and statements that cannot be right, the weightiest first."""
    with open_db(db) as store:
        found = [d for d in store.worked_out().disputes if not kind or d.kind == kind]
        publishers = {document.id: document.source for document in store.documents()}
    if as_json:
        print_json(dispute_line(dispute) for dispute in found)
        return
    if not found:
        click.echo("no disputes found")
    for dispute in found:
        click.echo(f"{dispute.kind}: {dispute.what} [{dispute.id[:8]}]")
        for doc, quote in zip(dispute.documents, dispute.quotes, strict=True):
            click.echo(f"    {publishers.get(doc) or 'publisher not known'}: “{' '.join(quote.split())}”")
        click.echo(f"    would settle it: {dispute.settles}")
