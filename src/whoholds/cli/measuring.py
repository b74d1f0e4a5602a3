"""What `whoholds evaluate` measures of cost: the server under load, the store, growth, a day of a crawl, spaCy beside."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from whoholds.cli.common import Command, open_places, open_tools, print_json, print_table

COSTS = ("load", "store", "soak", "crawl", "spacy")
MOST_P99 = 500.0
"""Milliseconds within which 99 of 100 answers must come while articles are read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured, and how much of it; None: as much as is usual."""

    what: str
    documents: int | None = None
    sentences: int | None = None
    claims: int | None = None
    readers: int = 50
    seconds: float = 30.0
    pause: float = 1.0
    spacy: str | None = None
    db: str | None = None
    page: Path | None = None
    as_json: bool = False


def amount_options(command: Command) -> Command:
    """Add the options that say how much is measured."""
    options = (
        click.option("--documents", type=click.IntRange(min=1), help="With engines: how many are read with each (600); with soak: in all (1,000)."),
        click.option("--sentences", type=click.IntRange(min=1), help="With engines (24) or soak (3): sentences of each made-up document."),
        click.option("--claims", type=click.IntRange(min=100), help="With store or load: how many are made up; simulate --scale: at most (1,000,000)."),
        click.option("--readers", type=click.IntRange(min=1), default=50, show_default=True, help="With load: who ask at the same time."),
        click.option("--seconds", type=click.FloatRange(min=1), default=30, show_default=True, help="With load: how long they ask."),
        click.option("--pause", type=click.FloatRange(min=0), default=1, show_default=True, help="With load: seconds from an answer to the next question."),
        click.option("--spacy", metavar="DIR", help="With spacy: folder or name of a trained pipeline."),
        click.option("--db", metavar="URL", help="With store: an empty store of your own, PostgreSQL say; with pages: a store file to open in a browser too."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def measure_cost(asked: Asked) -> None:
    """Measure and print; the status is 1 where the server under load gives errors or is too slow."""
    {"load": _load, "store": _store, "soak": _soak, "crawl": _crawl, "spacy": _spacy}[asked.what](asked)


def _tell(words: str) -> None:
    click.echo(words, err=True)


def _print(title: str, found: Mapping[str, object], as_json: bool) -> None:
    from whoholds.evaluate.speed import machine

    if as_json:
        print_json([{"machine": machine(), **found}])
    else:
        print_table(f"{title}: {machine()}", ("what", "value"), list(found.items()), "nothing measured")


def _load(asked: Asked) -> None:
    from whoholds.serve.bench_load import Crowd, scores

    open_places()
    found = scores(Crowd(asked.readers, asked.seconds, asked.pause, asked.claims or 20_000), _tell)
    _print("The server under load", found, asked.as_json)
    if found["while reading: errors"] or found["while reading: p99, ms"] > MOST_P99:
        sys.exit(1)


def _store(asked: Asked) -> None:
    from whoholds.serve.bench_store import scores

    _print("The store", scores(asked.claims or 20_000, asked.db, _tell), asked.as_json)


def _soak(asked: Asked) -> None:
    from whoholds.evaluate.soak import soak_scores, soak_table, steps

    with TemporaryDirectory() as folder:
        found = list(steps(asked.documents or 1000, asked.sentences or 3, open_tools(), Path(folder), _tell))
    table = soak_table(found)
    if not asked.as_json:
        print_table(table.title, table.columns, table.rows, "nothing measured")
    _print("Soak", soak_scores(found) | ({"steps": table.as_plain()} if asked.as_json else {}), asked.as_json)


def _crawl(asked: Asked) -> None:
    from whoholds.evaluate.crawl_day import page, scores
    from whoholds.evaluate.speed import machine

    found = scores(open_tools())
    if asked.page:
        asked.page.write_text(page(found, machine()), encoding="utf-8")
        click.echo(str(asked.page))
    else:
        _print("A day of Common Crawl News", found, asked.as_json)


def _spacy(asked: Asked) -> None:
    from whoholds.evaluate.beside_spacy import scores

    if asked.spacy is None:
        raise click.UsageError("spacy needs --spacy, the folder or name of a trained pipeline; nothing is measured without one")
    _print("Beside spaCy", scores(open_tools(), asked.spacy), asked.as_json)
