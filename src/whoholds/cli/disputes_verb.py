"""`whoholds disputes`: what does not agree."""

from __future__ import annotations

import click

from whoholds.cli.common import db_option, json_option, open_db, print_json, print_table
from whoholds.forms.lines import dispute_line
from whoholds.records.json_lines import to_plain
from whoholds.store.base import Store


@click.command("disputes")
@click.option("--kind", help="Only this kind: holder, figure, casualty, denial, gazetteer, distance, time ...")
@click.option("--checked", is_flag=True, help="Instead, list what texts say of where places lie, checked by coordinates.")
@json_option
@db_option
def command(kind: str | None, checked: bool, as_json: bool, db: str | None) -> None:
    """List contradictions between sources and statements that cannot be right, the weightiest first."""
    with open_db(db) as store:
        if checked:
            _checked(store, as_json)
            return
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


def _checked(store: Store, as_json: bool) -> None:
    """List the statements about places with what the gazetteer makes of them."""
    found = sorted(store.statements(), key=lambda s: (s.verdict, s.reason, s.id))
    if as_json:
        print_json(to_plain(statement) for statement in found)
        return
    rows = [(s.verdict, s.kind, s.reason, " ".join(s.sentence.words.split())) for s in found]
    print_table("Where places are said to lie", ("verdict", "kind", "what", "words"), rows, "no statement to check")
