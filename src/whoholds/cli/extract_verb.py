"""`whoholds extract`: documents as JSON lines in, claims out; the map side as a filter."""

from __future__ import annotations

import sys
from typing import TextIO

import click

from whoholds.cli.annotate_verb import document_of
from whoholds.cli.common import bad_line, open_tools, read_json_lines, tell_cost
from whoholds.pipeline import keys_of
from whoholds.records.json_lines import to_plain
from whoholds.run.engines import read_one
from whoholds.toolkit import Toolkit


@click.command("extract")
@click.argument("documents", default="-")
@click.option(
    "-o", "--out", type=click.File("w", encoding="utf-8"), default="-", help="Where to write; default: standard output."
)
def command(documents: str, out: TextIO) -> None:
    """Print the claims of each document, one a line, their keys first, so that `sort` brings a place's claims together.

    Use it as: whoholds extract articles.jsonl | sort | whoholds state -
    """
    tools = open_tools(threads=2)
    try:
        bad = _extract(documents, out, tools)
    finally:
        tell_cost()
    if bad:
        sys.exit(1)


def _extract(documents: str, out: TextIO, tools: Toolkit) -> bool:
    """Write the claims of all documents; tell whether any could not be read."""
    import json

    bad = False
    for number, data in read_json_lines(documents):
        document = document_of(number, data) if data is not None else None
        outcome = read_one(document, tools) if document is not None else None
        if outcome is not None and outcome.failed:
            bad_line(number, outcome.failed)
        if outcome is None or outcome.made is None:
            bad = True
            continue
        for claim in outcome.made.claims:
            line = {"keys": list(keys_of(claim)), **to_plain(claim)}
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    return bad
