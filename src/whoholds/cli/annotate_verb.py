"""`whoholds annotate`: documents as JSON lines in, everything seen in them out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from whoholds.cli.common import bad_line, open_tools, progress, read_json_lines, tell_cost
from whoholds.errors import AnswerError, PluginError
from whoholds.forms.interchange import annotated_line
from whoholds.pipeline import claims_of, mapped, places_of
from whoholds.read.days import parse_days
from whoholds.records import Document
from whoholds.toolkit import Toolkit


@click.command("annotate")
@click.argument("documents")
@click.option(
    "-o", "--out", type=click.File("w", encoding="utf-8"), default="-", help="Where to write; default: standard output."
)
def command(documents: str, out: TextIO) -> None:
    """Print sentences, places, times, actors and claims of each document, one JSON object a line.

    DOCUMENTS is a file of JSON lines or -: `doc` and `text`, and optionally `title`, `date`, `source`, `url`. With
    `toponyms` [{start, end}] the places answer for exactly these. Offsets are code points of the text as given.
    """
    tools = open_tools(threads=2)
    try:
        bad = _annotate(documents, out, tools)
    finally:
        tell_cost()
    if bad:
        sys.exit(1)


def _annotate(documents: str, out: TextIO, tools: Toolkit) -> bool:
    """Write a line for each document; tell whether any could not be read."""
    bad = False
    with progress("annotating") as tell:
        for count, row in enumerate(_rows(documents, tools), 1):
            bad = bad or row is None
            if row is not None:
                out.write(json_of(row) + "\n")
            if tell:
                tell(count, count)
    return bad


def json_of(row: dict[str, Any]) -> str:
    """Write an object as one line."""
    import json

    return json.dumps(row, ensure_ascii=True)


def _rows(path: str, tools: Toolkit) -> Iterator[dict[str, Any] | None]:
    for number, data in read_json_lines(path):
        document = document_of(number, data) if data is not None else None
        yield _row(number, document, data or {}, tools) if document is not None else None


def document_of(number: int, data: dict[str, Any]) -> Document | None:
    """Make a document of one line of the interface; its text is kept to the letter."""
    text, day = data.get("text"), data.get("date")
    if not isinstance(text, str) or "doc" not in data:
        bad_line(number, "needs 'doc' and a 'text' that is a string")
        return None
    if isinstance(data["doc"], bool) or not isinstance(data["doc"], str | int):
        bad_line(number, "'doc' must be a string or a whole number")
        return None
    odd = next((name for name in ("title", "source", "url") if not isinstance(data.get(name), str | None)), None)
    if odd is not None:
        bad_line(number, f"{odd!r} must be a string or null")
        return None
    published = parse_days(str(day)) if day else None
    if day and published is None:
        bad_line(number, f"'date' {day!r} is no day; write 2015-06-25 or 2015-06, or null")
        return None
    return Document(str(data["doc"]), text, data.get("source"), data.get("url"), data.get("title"), published, "given")


def _row(number: int, document: Document, data: dict[str, Any], tools: Toolkit) -> dict[str, Any] | None:
    spans = data.get("toponyms")
    try:
        asked = [(int(span["start"]), int(span["end"])) for span in spans] if spans is not None else None
    except (TypeError, KeyError, ValueError):
        bad_line(number, "'toponyms' must be a list of objects with 'start' and 'end'")
        return None
    try:
        made = claims_of(document, tools)
    except (AnswerError, PluginError) as fault:  # of another extractor: this document's alone
        bad_line(number, str(fault))
        return None
    toponyms = places_of(document, asked, tools) if asked is not None else None
    row = annotated_line(made.annotated if asked is not None else mapped(made.annotated, tools), made.claims, toponyms)
    return row | {"doc": data["doc"]}
