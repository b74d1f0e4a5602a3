"""Web archives (WARC), as crawls of news are kept: each page of an answer is one article. Needs warcio."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO, Any
from urllib.parse import urlsplit

from whoholds.read.files import decode
from whoholds.read.formats import read_html, read_plain
from whoholds.read.make import Found
from whoholds.read.options import Fault

LARGEST_PAGE = 5_000_000
"""Bytes of one page that is still read."""
BLANK = 4
"""Bytes of the blank lines behind a record that is not packed."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_KINDS = {"response": ("text/html", "application/xhtml"), "conversion": ("text/plain",)}
"""Records that hold articles: pages, and the plain texts that somebody made of pages."""


@dataclass(frozen=True, slots=True)
class Record:
    """Something that may hold articles; `read` does the work, so that passing one over costs little."""

    label: str
    read: Callable[[], Iterator[Found | Fault]]


def warc_records(stream: IO[bytes], path: str) -> Iterator[Record]:
    """Walk the pages of an archive; one that is cut or damaged gives what stands before that, then a fault."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        records = ArchiveIterator(stream)
        for number, record in enumerate(records, 1):
            page = _page(record, f"{path}:{number}")
            if page is not None:
                yield page
        if _cut(stream, records):
            raise EOFError("the last record is not whole")
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, zlib.error) as fault:
        # AttributeError: what warcio says where an archive ends inside the head of a record
        reason = f"cut or damaged after record {number} ({' '.join(str(fault).split())[:80]}); fetch it again"
        yield Record(path, lambda: iter([Fault(path, reason)]))


def _cut(stream: IO[bytes], records: Any) -> bool:
    """Tell whether bytes stand behind the last record that was read."""
    if not stream.seekable() or not records.member_info:
        return False
    offset, length = records.member_info
    stream.seek(0, 2)
    return bool(stream.tell() > offset + length + BLANK)


def _page(record: Any, label: str) -> Record | None:
    headers, kinds = record.http_headers or record.rec_headers, _KINDS.get(record.rec_type, ())
    said = str(headers.get_header("Content-Type") or "").lower()
    if not said.startswith(kinds) or not kinds or (record.http_headers and headers.get_statuscode() != "200"):
        return None
    body = record.content_stream().read(LARGEST_PAGE + 1)
    if record.raw_stream.limit > 0 and len(body) <= LARGEST_PAGE:
        raise EOFError("a page is not whole")
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    return Record(label, lambda: _articles(body, said, address, label))


def _articles(body: bytes, said: str, address: str, label: str) -> Iterator[Found | Fault]:
    if len(body) > LARGEST_PAGE:
        yield Fault(label, f"a page above {LARGEST_PAGE:,} bytes; no article is so long")
        return
    text = _text(body, said)
    if text is None or not text.strip():
        yield Fault(label, "empty, or not text; nothing was read")
        return
    for found in read_plain(text, label) if said.startswith("text/plain") else read_html(text, label):
        if isinstance(found, Found):
            found = replace(found, url=found.url or address, source=found.source or urlsplit(address).hostname)
        yield found


def _text(body: bytes, said: str) -> str | None:
    """Turn a page into text: by the charset that its head or its first lines name, else as files are."""
    named = _CHARSET.search(said.encode()) or _CHARSET.search(body[:2048])
    if named and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return body.decode(named[1].decode("ascii")).replace("\0", "")
        except (LookupError, UnicodeDecodeError):
            return decode(body)
    return decode(body)
