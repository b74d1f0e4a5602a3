"""`whoholds read`: the main job."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

import click

from whoholds.cli.common import db_option, open_db, open_places, open_tools, progress
from whoholds.cli.maker import maker_name
from whoholds.pipeline import work_out
from whoholds.read.days import parse_days
from whoholds.read.files import read_paths
from whoholds.read.options import Fault, ReadOptions
from whoholds.records import Document
from whoholds.run.engines import Outcome, run_processes, run_serial
from whoholds.settings import read_settings
from whoholds.store.base import Store

FEW = 24
"""Up to so many new articles one process is quicker than opening several."""


@dataclass
class _Tally:
    new: int = 0
    known: int = 0
    foreign: int = 0
    coming: int = 0
    """Articles handed out to be read so far."""
    claims: int = 0
    faults: list[Fault] = field(default_factory=list)


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
    tally = _Tally()
    with open_db(db, create=True) as store:
        maker = maker_name()
        fresh = _fresh(store, paths, ReadOptions(source, published), maker, again, tally)
        _read_all(store, fresh, workers, maker, tally)
        for fault in tally.faults:
            click.echo(f"{fault.path}: {fault.reason}", err=True)
        if store.counts().stale or tally.new:
            work_out_store(store)
        _summary(store, tally)
    if tally.faults:
        sys.exit(1)


def _fresh(
    store: Store, paths: tuple[str, ...], options: ReadOptions, maker: str, again: bool, tally: _Tally
) -> Iterator[Document]:
    """Walk the documents that are to be read now; foreign ones are kept at once, without claims."""
    for item in read_paths(paths, options):
        if isinstance(item, Fault):
            tally.faults.append(item)
            store.save_failure(item.path, item.reason)
        elif not again and store.has(item.id, maker):
            tally.known += 1
            store.forget_failure(item)
        elif item.language not in (None, "en"):
            store.save(item, None, maker)
            tally.foreign += 1
        else:
            tally.coming += 1
            yield item


def _read_all(store: Store, fresh: Iterator[Document], workers: int | None, maker: str, tally: _Tally) -> None:
    """Read documents as they come: however many there are, only a few are in memory."""
    count = workers or read_settings().workers or os.cpu_count() or 1
    first = list(islice(fresh, FEW + 1))
    if not first:
        return
    coming = chain(first, fresh)
    if len(first) <= FEW or count == 1:
        outcomes = run_serial(coming, open_tools(threads=count if len(first) <= FEW else 1))
    else:
        open_places()  # before the workers, so that an index that is missing is built once
        outcomes = run_processes(coming, read_settings().spec(), count)
    with progress("reading articles") as tell:
        for number, outcome in enumerate(outcomes, 1):
            _keep(store, outcome, maker, tally)
            if tell:
                tell(number, tally.coming)


def _keep(store: Store, outcome: Outcome, maker: str, tally: _Tally) -> None:
    if outcome.made is None:
        fault = Fault(outcome.document.path or outcome.document.id, outcome.failed)
        tally.faults.append(fault)
        store.save_failure(fault.path, fault.reason)
        return
    store.save(outcome.document, outcome.made, maker)
    tally.new += 1
    tally.claims += len(outcome.made.claims)


def work_out_store(store: Store) -> None:
    """Fold everything in the store anew and put it on the third shelf."""
    with store.one_moment() as moment:
        documents, claims = list(store.documents()), list(store.claims())
        judgements, statements = list(store.judgements()), list(store.statements())
    store.replace_worked_out(work_out(documents, claims, judgements, statements), moment)


def _summary(store: Store, tally: _Tally) -> None:
    counts = store.counts()
    unknown = sum(document.published is None for document in store.documents())
    click.echo(
        f"read {tally.new} new articles ({tally.claims} claims); {tally.known} known already; "
        f"{tally.foreign} not in English, kept but not read for claims; {len(tally.faults)} could not be read"
    )
    click.echo(
        f"the store holds {counts.documents} articles, {counts.claims} claims, {counts.events} events, {counts.holdings} holdings, "
        f"{counts.figures} figures, {counts.disputes} disputes"
    )
    if unknown:
        click.echo(f"{unknown} articles have no known publication day; give one with --date where you know it")
