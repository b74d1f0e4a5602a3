"""`whoholds serve`: the pages, on this machine or for a team."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from whoholds.cli.common import db_option


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, help="Port; 0 is any that is free.")
@click.option("--host", default="127.0.0.1", help="Address to listen on. Any but this machine's own needs --access.")
@click.option("--name", "names", multiple=True, help="Name, with its port unless that is 80 or 443, that the server answers to.")
@click.option("--access", type=click.Path(path_type=Path), help="File of tokens and users: see docs/serving.md.")
@click.option("--user-header", default="", help="Header in which a reverse proxy names the user; believed from --proxy alone.")
@click.option("--proxy", "proxies", multiple=True, help="Address of the reverse proxy; default: this machine.")
@click.option("--root", default="", help="Path below which a proxy puts the pages, such as /whoholds.")
@click.option("--messages", type=click.Path(), help="A catalogue of messages, for another language.")
@click.option("--base", type=click.Path(path_type=Path), help="Folder of your own map layers, .geojson and .pmtiles: see docs/serving.md.")
@click.option("--new-token", metavar="ROLE:NAME", help="Add a token to --access, print it once, and end. Roles: read, review, admin.")
@db_option
def command(
    port: int, host: str, names: tuple[str, ...], access: Path | None, user_header: str, proxies: tuple[str, ...],
    root: str, messages: str | None, base: Path | None, new_token: str | None, db: str | None,
) -> None:  # fmt: skip
    """Open the pages of the store: map, places, sides, claims, disagreements, figures, review; until Ctrl-C or a kill.

    On this machine alone nobody is asked who they are. On any other address everybody needs a token or a name that a reverse
    proxy vouches for, and may read, review or do everything by their role.
    """
    from whoholds.serve.run import Listening, add_token, serve

    if new_token:
        click.echo(add_token(access, new_token))
        return
    from whoholds.settings import read_settings

    settings = read_settings()
    listening = Listening(host, port, names, access, user_header, proxies, root, messages, base)
    with _told_to_end():
        serve(db or settings.db, settings, listening, lambda address: click.echo(f"open {address} (Ctrl-C stops)"))


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
