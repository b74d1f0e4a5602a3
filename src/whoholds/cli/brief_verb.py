"""`whoholds brief`: a cited brief."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from whoholds.cli.common import DAY, db_option, open_db
from whoholds.errors import InputError


@click.command("brief")
@click.option("--on", type=DAY, help="The day it is written for; default: the last day that anything was published.")
@click.option("--known-by", type=DAY, help="Use only what was published up to and on this day; default: everything.")
@click.option("-o", "--out", default="brief", help="Path without ending; .md, .svg and .html are written. - prints Markdown.")
@db_option
def command(on: date | None, known_by: date | None, out: str, db: str | None) -> None:
    """Write a brief: gains and losses, assessed, reported, disputed, not known, figures; every sentence with its numbered sources."""
    from whoholds.report.brief import brief_html, brief_markdown, write_brief
    from whoholds.report.knowledge import knowledge_of

    with open_db(db) as store:
        brief = write_brief(knowledge_of(store, known_by), on, known_by)
    if out == "-":
        click.echo(brief_markdown(brief))
        return
    shown = Path(f"{out}.svg").name
    for ending, text in ((".md", brief_markdown(brief, shown)), (".svg", brief.map), (".html", brief_html(brief))):
        path = Path(out + ending)
        if not text:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as fault:
            raise InputError(f"{path}: cannot be written ({fault.strerror}); name another path with --out") from None
        click.echo(str(path))
