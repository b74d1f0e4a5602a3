"""`whoholds serve`: the pages on this machine."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import click

from whoholds.cli.common import DAY, db_option, open_db


@click.command("serve")
@click.option("--port", type=int, default=8642, help="Port on 127.0.0.1.")
@click.option("--on", type=DAY, help="The day shown; default: the last day that anything was published.")
@db_option
def command(port: int, on: date | None, db: str | None) -> None:
    """Show the store's pages on this machine alone, until Ctrl-C or a kill."""
    from whoholds.report.knowledge import knowledge_of
    from whoholds.serve.pages import pages_of
    from whoholds.serve.site import publish, serve

    with _told_to_end(), tempfile.TemporaryDirectory() as folder:
        with open_db(db) as store:
            publish(pages_of(knowledge_of(store), on), Path(folder))
        serve(
            Path(folder),
            port,
            lambda open_port: click.echo(f"open http://127.0.0.1:{open_port}/index.html (Ctrl-C stops)"),
        )


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Make a kill or a closed terminal an orderly end, so that the temporary folder goes."""

    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
