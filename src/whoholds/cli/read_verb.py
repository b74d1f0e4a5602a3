"""`whoholds read`: the main job."""

from __future__ import annotations

import sys
from functools import partial

import click

from whoholds.cli.common import db_option, open_db, open_places, open_tools, progress, tell_cost
from whoholds.errors import ExtractorError
from whoholds.intake.maker import maker_name
from whoholds.intake.reading import Reading, Tally, read_into, work_out_store
from whoholds.read.days import parse_days
from whoholds.read.options import ReadOptions
from whoholds.settings import read_settings
from whoholds.store.base import Store


@click.command("read")
@click.argument("paths", nargs=-1, required=True)
@click.option("--date", "day", help="Publication day of all articles read now: YYYY-MM-DD or YYYY-MM.")
@click.option("--source", help="Publisher of all articles read now.")
@click.option("--again", is_flag=True, help="Read known articles again, too.")
@click.option("--workers", type=click.IntRange(min=0), default=None, help="Worker processes; default: one a core.")
@db_option
def command(
    paths: tuple[str, ...], day: str | None, source: str | None, again: bool, workers: int | None, db: str | None
) -> None:
    """Read articles into the store and work out who holds what.

    PATHS are files, folders, globs, or - for standard input: plain text, Markdown, HTML, JSON lines, JSON, CSV, TSV.
    Reading the same article again changes nothing. A file that cannot be read is told and passed over; the exit status is
    then 1. A publication day that nothing tells stays unknown.
    """
    published = parse_days(day) if day else None
    if day and published is None:
        raise click.BadParameter(f"{day!r} is no day; write 2015-06-25 or 2015-06", param_hint="--date")
    with open_db(db, create=True) as store:
        show = partial(progress, "reading articles")
        reading = Reading(store, read_settings(), maker_name(), open_tools, workers or 0, again, show, open_places)
        try:
            tally = read_into(reading, paths, ReadOptions(source, published))
        except ExtractorError:  # what was read before it is worked out all the same
            if store.counts().stale:
                work_out_store(store)
            raise
        finally:
            tell_cost()
        for fault in (*tally.faults, *tally.clashes):
            click.echo(f"{fault.path}: {fault.reason}", err=True)
        if store.counts().stale or tally.new or tally.again:
            work_out_store(store)
        _summary(store, tally)
    if tally.faults or tally.clashes:
        sys.exit(1)


def _summary(store: Store, tally: Tally) -> None:
    from whoholds.report.words import counted

    counts = store.counts()
    unknown = sum(document.published is None for document in store.documents())
    anew = f" and {tally.again} again" if tally.again else ""
    known = "" if tally.again and not tally.known else f"{tally.known} known already; "
    click.echo(
        f"read {counted(tally.new, 'new article', 'new articles')}{anew} ({counted(tally.claims, 'claim', 'claims')}); {known}"
        f"{tally.foreign} not in English, kept but not read for claims; {len(tally.faults)} could not be read"
        + (f"; {len(tally.clashes)} had the id of another one and are kept under ids of their own" if tally.clashes else "")
    )
    click.echo(
        f"the store holds {counts.documents} articles, {counts.claims} claims, {counts.events} events, {counts.holdings} holdings, "
        f"{counts.figures} figures, {counts.disputes} disputes"
    )
    if unknown:
        click.echo(f"{counted(unknown, 'article has', 'articles have')} no known publication day; give one with --date where you know it")
