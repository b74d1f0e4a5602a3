"""`whoholds serve`: the pages on this machine."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from whoholds.cli.common import DAY, db_option, open_db


@click.command("serve")
@click.option("--port", type=int, default=8642, help="Port on 127.0.0.1.")
@click.option("--on", type=DAY, help="The day shown; default: the last day that anything was published.")
@db_option
def command(port: int, on: date | None, db: str | None) -> None:
    """Show the store's pages on this machine alone, until Ctrl-C."""
    from whoholds.report.knowledge import knowledge_of
    from whoholds.serve.pages import pages_of
    from whoholds.serve.site import publish, serve

    with tempfile.TemporaryDirectory() as folder:
        with open_db(db) as store:
            publish(pages_of(knowledge_of(store), on), Path(folder))
        serve(
            Path(folder),
            port,
            lambda open_port: click.echo(f"open http://127.0.0.1:{open_port}/index.html (Ctrl-C stops)"),
        )
