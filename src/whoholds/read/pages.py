"""Pages as hosts gave them, out of an archive or fresh: bytes with a content type, read as one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from whoholds.read.files import decode
from whoholds.read.formats import read_html, read_plain
from whoholds.read.make import Found
from whoholds.read.options import Fault

LARGEST_PAGE = 5_000_000
"""Bytes of one page that is still read."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)


def read_page(body: bytes, said: str, address: str, label: str, announced: str | None = None) -> Iterator[Found | Fault]:
    """Read a page: `said` is its content type, `announced` the day on which a feed says that it was published."""
    if len(body) > LARGEST_PAGE:
        yield Fault(label, f"a page above {LARGEST_PAGE:,} bytes; no article is so long")
        return
    text = _text(body, said)
    if text is None or not text.strip():
        yield Fault(label, "empty, or not text; nothing was read")
        return
    plain = said.startswith("text/plain")
    for found in read_plain(text, label) if plain else read_html(text, label, guess=not announced):
        if isinstance(found, Found):
            source = found.source or _host(address)
            found = replace(found, url=found.url or address, source=source, announced=announced)
        yield found


def _host(address: str) -> str | None:
    """Name the host of a page; an address that is none ("http://[") has no host."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _text(body: bytes, said: str) -> str | None:
    """Turn a page into text: by the charset that its head or its first lines name, else as files are."""
    named = _CHARSET.search(said.encode("utf-8", "replace")) or _CHARSET.search(body[:2048])
    if named and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return body.decode(named[1].decode("ascii")).replace("\0", "")
        except (LookupError, UnicodeDecodeError):
            return decode(body)
    return decode(body)
