"""What verbs share: options, days, tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from whoholds.geo.gazetteer import Gazetteer
    from whoholds.report.who import Shelf
    from whoholds.store.base import Store
    from whoholds.toolkit import Toolkit

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say how one is written."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2015-06-25", param, ctx)


DAY = Day()


def db_option(command: Command) -> Command:
    """Add `--db`."""
    return click.option(
        "--db", default=None, help="The store: a path, or postgresql://... Default: ./whoholds.db, or `db` of whoholds.toml."
    )(command)


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")(command)


def open_db(db: str | None, create: bool = False) -> Store:
    """Open the store that the user means."""
    from whoholds.settings import read_settings
    from whoholds.store.base import open_store

    return open_store(db or read_settings().db, create)


def open_tools(threads: int = 1, extractor: str | None = None) -> Toolkit:
    """Open the toolkit by the settings, or with another extractor; a progress bar where the gazetteer's index is built for the first time."""
    from whoholds.settings import read_settings
    from whoholds.toolkit import open_toolkit

    with progress("building the place index (once)") as tell:
        return open_toolkit(read_settings().spec(threads, extractor), tell)


def tell_cost(extractor: str | None = None) -> None:
    """Tell on stderr what the extractor of the settings, or another one, has cost in this run; nothing where it costs nothing."""
    from whoholds.plugins.extractor import TellsCost
    from whoholds.settings import read_settings
    from whoholds.toolkit import extractor_of

    used = extractor_of(read_settings().spec(extractor=extractor))
    told = used.cost() if isinstance(used, TellsCost) else ""
    if told:
        click.echo(told, err=True)


def open_places() -> Gazetteer:
    """Open the gazetteer of the settings, with a progress bar where its index is built for the first time."""
    from whoholds.geo.gazetteer import open_gazetteer
    from whoholds.settings import read_settings

    own = read_settings().gazetteer
    with progress("building the place index (once)") as tell:
        return open_gazetteer(Path(own) if own else None, tell)


def open_shelf(store: Store) -> Shelf:
    """Take what answers need out of a store."""
    from whoholds.report.who import Shelf
    from whoholds.review.apply import apply_judgements

    claims = apply_judgements(store.claims(), store.judgements())
    documents = {document.id: document for document in store.documents()}
    return Shelf(claims, documents, dict(store.worked_out().origins), open_places())


def print_json(rows: Iterable[Any]) -> None:
    """Print an object a line."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> None:
    """Print a table: drawn in a terminal, tab-separated in a pipe."""
    if not rows:
        click.echo(empty)
        return
    if not sys.stdout.isatty():
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(cell(value).replace("\t", " ").replace("\n", " ") for value in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    Console().print(table)


def cell(value: object) -> str:
    """Write a value as people read it; nothing known is a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def days(earliest: date | None, latest: date | None) -> str:
    """Write a window as people read it."""
    if earliest and latest:
        return earliest.isoformat() if earliest == latest else f"{earliest} to {latest}"
    if earliest or latest:
        return f"from {earliest}" if earliest else f"by {latest}"
    return "not known"


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar with counts and rate on the terminal; nothing in a pipe. Yields what to call with (done, total)."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parts = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, rate="", visible=False)

        def tell(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, visible=True, rate=f"{speed:.1f}/s" if speed else "")

        yield tell


def read_json_lines(path: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Read objects from a file or `-`; a bad line is told on stderr with its number and comes as None."""
    stream = sys.stdin.buffer if path == "-" else _opened(path)
    with stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            yield number, _object(line, number)


def _opened(path: str) -> Any:
    try:
        return Path(path).open("rb")
    except OSError as fault:
        raise click.ClickException(f"{path}: cannot be opened ({fault.strerror}); check the path") from None


def _object(line: bytes, number: int) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as fault:
        bad_line(number, f"not valid JSON ({fault})")
        return None
    if not isinstance(data, dict):
        bad_line(number, "not a JSON object")
        return None
    return data


def bad_line(number: int, reason: str) -> None:
    """Tell a line that is passed over."""
    click.echo(f"line {number}: {reason}; skipped", err=True)
