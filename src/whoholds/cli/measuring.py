"""What `whoholds evaluate` measures of cost: reading, the engines, the server under load, the store, growth, a day of a crawl, spaCy beside."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import Command, open_places, open_tools, print_json, print_table

if TYPE_CHECKING:
    from whoholds.evaluate.measured import Table

COSTS = ("speed", "engines", "load", "store", "soak", "crawl", "spacy")
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
    real: bool = False
    shared: Path = Path()


def amount_options(command: Command) -> Command:
    """Add the options that say how much is measured."""
    options = (
        click.option("--documents", type=click.IntRange(min=1), help="With engines: how many are read with each (600); with soak: in all (1,000)."),
        click.option("--sentences", type=click.IntRange(min=1), help="With engines (24) or soak (3): sentences of each made-up document."),
        click.option("--real", is_flag=True, help="With soak: news articles of the shared data, each once, in place of made-up ones."),
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
    {"speed": _speed, "engines": _engines, "load": _load, "store": _store, "soak": _soak, "crawl": _crawl, "spacy": _spacy}[asked.what](asked)


def _tell(words: str) -> None:
    click.echo(words, err=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a measurement: its title on the page, what was done, the command that does it again."""

    title: str
    words: str
    command: str


def _print(told: Told, found: Mapping[str, object], asked: Asked, table: Table | None = None) -> None:
    """Print what was found, or put it into the page of costs."""
    from whoholds.evaluate.cost_page import Section, page_with
    from whoholds.evaluate.speed import machine

    if asked.page:
        more = table.as_markdown() if table else ""
        section = Section(told.title, f"whoholds evaluate {told.command}", told.words, found, f"{date.today().isoformat()}, {machine()}", more)
        before = asked.page.read_text(encoding="utf-8") if asked.page.exists() else ""
        asked.page.write_text(page_with(before, section), encoding="utf-8")
        click.echo(str(asked.page))
    elif asked.as_json:
        print_json([{"machine": machine(), **found, **({"steps": table.as_plain()} if table else {})}])
    else:
        if table:
            print_table(table.title, table.columns, table.rows, "nothing measured")
        print_table(f"{told.title}: {machine()}", ("what", "value"), list(found.items()), "nothing measured")


def _speed(asked: Asked) -> None:
    from whoholds.evaluate.speed import TOLD, scores

    _print(Told("Reading", TOLD, "speed"), scores(open_tools()), asked)


def _engines(asked: Asked) -> None:
    from whoholds.evaluate.engines import LENGTH, compare, ratios
    from whoholds.settings import read_settings

    open_places()
    documents, sentences = asked.documents or 600, asked.sentences or LENGTH
    timed = compare(documents, read_settings().spec(), sentences)
    found: dict[str, object] = {f"{one.engine}, documents/s": round(documents / one.seconds, 2) for one in timed}
    found |= ratios(timed)
    words = f"`run` over {documents:,} made-up documents of {sentences} sentences with each engine in turn, start and end of its workers included."
    _print(Told("Engines", words, f"engines --documents {documents} --sentences {sentences}"), found, asked)
    if found["same bytes from all"] == "NO":
        sys.exit(1)


def _load(asked: Asked) -> None:
    from whoholds.serve.bench_load import Crowd, scores

    open_places()
    crowd = Crowd(asked.readers, asked.seconds, asked.pause, asked.claims or 20_000)
    found = scores(crowd, _tell)
    words = (
        f"{crowd.readers} readers, each a browser of its own on one connection, ask page after page of a store of {crowd.claims:,} claims about "
        f"{crowd.places:,} places, {crowd.pause:g} s after each answer, for {crowd.seconds:g} s: with nothing else going on; while "
        "`whoholds read` reads; and while a reading ends, until everything was folded and loaded anew. One page in ten each: the situation, that of "
        "a day drawn by lot, a side, a search, the claims of a place, events, sources, the map's data; two in ten a place. Nobody asks twice for "
        "what did not change. Server, readers and reading share the machine."
    )
    command = f"load --readers {crowd.readers} --seconds {crowd.seconds:g} --pause {crowd.pause:g} --claims {crowd.claims}"
    _print(Told("The server under load", words, command), found, asked)
    if any(found[f"{what}: errors"] or found[f"{what}: p99, ms"] > MOST_P99 for what in ("while reading", "while a read ends")):
        sys.exit(1)


def _store(asked: Asked) -> None:
    from whoholds.serve.bench_store import scores

    claims = asked.claims or 20_000
    words = f"{claims:,} made-up claims written into an empty store, article by article, and read back."
    _print(Told("The store", words, f"store --claims {claims}"), scores(claims, asked.db, _tell), asked)


def _soak(asked: Asked) -> None:
    from whoholds.evaluate.soak import made_up, real, soak_scores, soak_table, steps

    documents, sentences = asked.documents or 1000, asked.sentences or 3
    rows, what, command = made_up(sentences), f"made-up documents of {sentences} sentences", f"--documents {documents} --sentences {sentences}"
    if asked.real:
        rows, there = real(asked.shared)
        documents = min(asked.documents or there, there)
        what, command = "real articles (LGL, GeoVirus and MUC-4, mixed)", f"--real --documents {documents}"
    with TemporaryDirectory() as folder:
        found = list(steps(documents, rows, open_tools(), Path(folder), _tell))
    title = "Growth over real articles" if asked.real else "Growth"
    told = Told(title, f"{documents:,} {what} read and kept by one process, one after the other.", f"soak {command}")
    _print(told, soak_scores(found), asked, soak_table(found))


def _crawl(asked: Asked) -> None:
    from whoholds.evaluate.crawl_day import page, scores
    from whoholds.evaluate.speed import machine

    found = scores(open_tools())
    if asked.page:
        asked.page.write_text(page(found, machine()), encoding="utf-8")
        click.echo(str(asked.page))
    else:
        _print(Told("A day of Common Crawl News", "", "crawl"), found, asked)


def _spacy(asked: Asked) -> None:
    from whoholds.evaluate.beside_spacy import scores

    if asked.spacy is None:
        raise click.UsageError("spacy needs --spacy, the folder or name of a trained pipeline; nothing is measured without one")
    words = (
        "Raw text to claims beside spaCy's reading of the same text, in one thread: its tokenizer, small convolutional tagger, parser and names, "
        "trained on the data of our own reader by `training/spacy_baseline.py`, for minutes only: its speed does not depend on that."
    )
    _print(Told("Beside spaCy", words, "spacy --spacy DIR"), scores(open_tools(), asked.spacy), asked)
