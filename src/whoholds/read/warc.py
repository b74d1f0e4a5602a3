"""Web archives (WARC), as crawls of news are kept: each page of an answer is one article. Needs warcio."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from whoholds.read.make import Found
from whoholds.read.options import Fault
from whoholds.read.pages import LARGEST_PAGE, read_page

BLANK = 4
"""Bytes of the blank lines behind a record that is not packed."""
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
    return Record(label, lambda: read_page(body, said, address, label))
