"""`whoholds import`: what another store exported, taken into this one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from whoholds.cli.common import db_option, open_db

MOST_TOLD = 20


@click.command("import")
@click.argument("format", type=click.Choice(["bundle"]))
@click.argument("path", type=click.Path(path_type=Path))
@db_option
def command(format: str, path: Path, db: str | None) -> None:
    """Take the bundle at PATH (a folder, a .zip, or its lines) into the store: articles with their claims, publishers, judgements.

    What is there already stays as it is, so that a second time takes nothing. All is taken in one transaction. Lines that are wrong are told
    and passed over; the exit status is then 1. Who holds what is worked out anew.
    Use it as: whoholds import bundle desk.zip --db own.db
    """
    from whoholds.forms.taking_in import take_in
    from whoholds.intake.reading import work_out_store

    with open_db(db, create=True) as store:
        told = take_in(store, path)
        if store.counts().stale:
            work_out_store(store)
        for fault in told.faults[:MOST_TOLD]:
            click.echo(fault, err=True)
        if len(told.faults) > MOST_TOLD:
            click.echo(f"and {len(told.faults) - MOST_TOLD} more", err=True)
        new = f"took {told.articles} articles ({told.claims} claims), {told.judgements} judgements, {told.sources} publishers"
        click.echo(f"{store.name}: {new}; {told.known} were there already; {len(told.faults)} passed over")
    if told.faults:
        sys.exit(1)
