"""`whoholds extract`: documents as JSON lines in, claims out; the map side as a filter."""

from __future__ import annotations

import sys
from typing import TextIO

import click

from whoholds.cli.annotate_verb import document_of
from whoholds.cli.common import open_tools, read_json_lines
from whoholds.pipeline import claims_of, keys_of
from whoholds.records.json_lines import to_plain


@click.command("extract")
@click.argument("documents", default="-")
@click.option(
    "-o", "--out", type=click.File("w", encoding="utf-8"), default="-", help="Where to write; default: standard output."
)
def command(documents: str, out: TextIO) -> None:
    """Print the claims of each document, one a line, their keys first, so that `sort` brings a place's claims together.

    Use it as: whoholds extract articles.jsonl | sort | whoholds state -
    """
    import json

    tools = open_tools(threads=2)
    bad = False
    for number, data in read_json_lines(documents):
        document = document_of(number, data) if data is not None else None
        if document is None:
            bad = True
            continue
        for claim in claims_of(document, tools).claims:
            line = {"keys": list(keys_of(claim)), **to_plain(claim)}
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    if bad:
        sys.exit(1)
