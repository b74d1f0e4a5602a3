"""`whoholds db`: the store as a thing to copy, back up, restore and check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import db_option, open_db

if TYPE_CHECKING:
    from whoholds.store.base import Store
    from whoholds.store.copy import Tally

replace_option = click.option("--replace", is_flag=True, help="Empty the store first, where it is not empty.")


@click.group("db")
def command() -> None:
    """Copy a store between SQLite and PostgreSQL, back it up, restore it, or check that it is whole."""


@command.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@replace_option
def copy(source: str, target: str, replace: bool) -> None:
    """Copy the store FROM into the store TO: paths for SQLite, postgresql:// addresses for PostgreSQL, either way.

    One transaction: counts and digests of both are compared before it ends, and TO is as it was where they differ. FROM may
    be in use. A TO that is not empty is refused without --replace.
    Use it as: whoholds db copy whoholds.db postgresql://editor@db.example/whoholds
    """
    from whoholds.store.base import open_store
    from whoholds.store.copy import copy_store

    with open_store(source, create=False) as one, open_store(target) as other:
        told = copy_store(one, other, replace)
        _work_out_where_stale(other)
    click.echo(f"copied {_words(told)}")


@command.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in place of an earlier backup of that name.")
@db_option
def backup(file: Path, replace: bool, db: str | None) -> None:
    """Write the store into FILE, whole or not at all; the store may be in use.

    An earlier backup of that name stays without --replace. A store that is in use, this one too, and a file that is no backup
    are never written over.

    A FILE that ends in .jsonl or .jsonl.gz is an archive of articles, publishers, judgements and claims that restores into SQLite
    and PostgreSQL. By any other name it is a copy of SQLite's file.
    Use it as: whoholds db backup 2026-03-01.jsonl.gz
    """
    from whoholds.store.copy import back_up

    with open_db(db) as store:
        told = back_up(store, file, replace)
    click.echo(f"{file}: {_words(told)}")


@command.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@replace_option
@db_option
def restore(file: Path, replace: bool, db: str | None) -> None:
    """Put the backup FILE into the store, in one transaction, and work out anew who holds what.

    A store that is not empty is refused without --replace.
    Use it as: whoholds db restore 2026-03-01.jsonl.gz --db new.db
    """
    from whoholds.store.copy import restore

    with open_db(db, create=True) as store:
        told = restore(file, store, replace)
        _work_out_where_stale(store)
        click.echo(f"{store.name}: restored {_words(told)}")


@command.command("check")
@db_option
def check(db: str | None) -> None:
    """Check that the store is whole: the engine's own checks, orphans, digests of texts, quotes, what is worked out.

    Prints a line for each fault; the exit status is then 1.
    """
    from whoholds.store.check import check_store
    from whoholds.store.copy import tally_of
    from whoholds.store.migrations import STEPS

    with open_db(db) as store:
        faults = check_store(store)
        for fault in faults:
            click.echo(f"FAULT {fault}")
        if faults:
            sys.exit(1)
        told = tally_of(store.entries())
        stale = "; not worked out yet, run read again" if store.counts().stale else ""
        click.echo(f"ok    {store.name}: version {len(STEPS)}, {_words(told)}{stale}")


def _words(told: Tally) -> str:
    return (
        f"{told.articles} articles, {told.claims} claims, {told.sources} publishers, {told.judgements} judgements, "
        f"{told.failures} that could not be read; digest {told.digest[:16]}"
    )


def _work_out_where_stale(store: Store) -> None:
    from whoholds.intake.reading import work_out_store

    if store.counts().stale:
        work_out_store(store)
