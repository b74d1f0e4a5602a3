"""Articles in files of each kind: plain text, Markdown, HTML, JSON lines, JSON, CSV and TSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from whoholds.read.make import Found
from whoholds.read.options import LARGEST_BYTES, Fault

FIELDS = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext"),
    "title": ("title", "headline", "head"),
    "date": ("date", "published", "publication_date", "pubdate", "date_publish", "published_at", "day"),
    "source": ("source", "publisher", "outlet", "site", "sitename", "newspaper", "source_domain"),
    "url": ("url", "link", "uri", "address"),
    "id": ("doc", "id", "doc_id", "document_id"),
}
"""What columns and keys are called in other people's files; the first that is there counts."""
DAYS: dict[str, Any] = {"original_date": True, "max_date": "2100-01-01"}
"""How a page's day is looked for; without a last day htmldate takes today's, and the clock would decide."""
_FRONT = re.compile(r"\A---\s*\n(?P<head>.*?)\n---\s*\n", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1")


def read_plain(text: str, path: str) -> Iterator[Found | Fault]:
    """Read a plain text as one article."""
    yield Found(text, path)


def read_markdown(text: str, path: str) -> Iterator[Found | Fault]:
    """Read Markdown: front matter for title, source and date; marks of emphasis, headings and links taken off."""
    front = _FRONT.match(text)
    facts: dict[str, str] = {}
    if front:
        pairs = (line.partition(":") for line in front["head"].splitlines())
        facts = {key.strip().casefold(): value.strip().strip("\"'") for key, mark, value in pairs if mark}
        text = text[front.end() :]
    lines = [re.sub(r"^\s{0,3}(#{1,6}|>)\s+", "", line) for line in text.splitlines()]
    plain = _MARK.sub(r"\2", _LINK.sub(r"\1", "\n".join(lines)))
    heading = next((line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("# ")), None)
    known = _known(facts)
    yield Found(
        plain, path, None, known.get("title") or heading, known.get("source"), known.get("url"), known.get("date")
    )


def read_html(text: str, path: str, guess: bool = True) -> Iterator[Found | Fault]:
    """Read a page: trafilatura takes the article out of its frame, htmldate finds the day. No network is used.

    Without `guess` only a day that the page states for itself counts, none that stands somewhere in it."""
    from htmldate import find_date
    from trafilatura import bare_extraction

    try:
        day = find_date(text, extensive_search=False, **DAYS)
        page: Any = bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=DAYS | {"extensive_search": guess and not day},
        )
    except (ValueError, RecursionError, AttributeError, TypeError) as fault:
        yield Fault(
            path, f"not readable as HTML ({type(fault).__name__}: {fault}); save the article's text as .txt instead"
        )
        return
    body = getattr(page, "text", None) if page is not None else None
    if page is None or not body:
        yield Fault(path, "no article found in this page; save the article's text as .txt instead")
        return
    source = page.sitename or page.hostname
    yield Found(body, path, None, page.title, source, page.url, day or (page.date if guess else None))


def read_json_lines(text: str, path: str) -> Iterator[Found | Fault]:
    """Read an article a line; a bad line is told with its number and passed over."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from_json_line(line, f"{path}:{number}")


def read_json(text: str, path: str) -> Iterator[Found | Fault]:
    """Read one article as a JSON object, or several as a list of objects."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as fault:
        yield Fault(path, f"not valid JSON ({fault}); for an object a line use the ending .jsonl")
        return
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        yield from_facts(item, f"{path}:{number}" if isinstance(data, list) else path)


def from_json_line(line: str, path: str) -> Found | Fault:
    """Read one article from a line of JSON; what cannot be read is told."""
    try:
        return from_facts(json.loads(line), path)
    except (ValueError, RecursionError) as fault:
        return Fault(path, f"not valid JSON ({fault}); each line must be one object with a text")


def from_facts(item: Any, path: str) -> Found | Fault:
    """Read one article from an object of named facts: see `FIELDS` for the names."""
    if not isinstance(item, dict):
        return Fault(path, f"a JSON {type(item).__name__}, not an object; an article is an object with a text")
    return _found({str(key).casefold(): value for key, value in item.items()}, path)


def read_table(text: str, path: str) -> Iterator[Found | Fault]:
    """Read an article a row; the first row names the columns."""
    sample = text[:4000]
    dialect = "excel-tab" if path.endswith(".tsv") or (sample.count("\t") > sample.count(",")) else "excel"
    csv.field_size_limit(LARGEST_BYTES)
    rows = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    try:
        names = [(name or "").strip().casefold() for name in rows.fieldnames or []]
        if not any(name in FIELDS["text"] for name in names):
            yield Fault(path, f"no column of text; columns here: {', '.join(names) or 'none'}; call one of them 'text'")
            return
        for row in rows:
            facts = {str(key).strip().casefold(): value for key, value in row.items() if key is not None}
            yield _found(facts, f"{path}:{rows.line_num}")
    except csv.Error as fault:
        yield Fault(f"{path}:{rows.line_num}", f"not valid as a table ({fault}); nothing after this line was read")


def _found(facts: dict[str, Any], path: str) -> Found | Fault:
    known = _known(facts)
    text = known.pop("text", None)
    if not text or not text.strip():
        return Fault(
            path,
            f"no text; fields here: {', '.join(sorted(facts)) or 'none'}; call the article's text 'text', one string",
        )
    return Found(text=text, path=path, **known)


def _known(facts: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, names in FIELDS.items():
        joint = "\n\n" if field == "text" else ", "
        value = next((words for name in names if (words := _words(facts.get(name), joint))), None)
        if value:
            found[field] = value
    return found


def _words(value: Any, joint: str) -> str:
    """Return a value as words: strings and numbers, and lists of them joined; anything else says nothing."""
    if isinstance(value, list):
        return joint.join(filter(None, (_words(item, joint) for item in value)))
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) and value else ""
