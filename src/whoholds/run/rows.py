"""What a dataset holds: a row for each claim, and a row for each document with what became of it. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from whoholds.pipeline import Made
from whoholds.read.options import Fault
from whoholds.records import Claim, Document, Filler, Window
from whoholds.records.json_lines import to_line

UNKNOWN = "unknown"
"""The day of what has none."""
ORDER = ("input", "group", "begin", "record", "item")
"""Where a document stands in the input; the first of several with one id is kept."""
OUTCOMES = ("read", "foreign", "failed", "unreadable")
"""Read for claims; not in English; broke the reader; no article could be made of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the input."""

    input: str
    group: int
    begin: int
    record: int
    item: int

    def row(self) -> dict[str, Any]:
        """Return the columns of `ORDER`."""
        return {name: getattr(self, name) for name in ORDER}


def day_of(document: Document | None) -> str:
    """Return the partition of a document: the last day on which it may have been published."""
    latest = document.published.latest if document and document.published else None
    return latest.isoformat() if latest else UNKNOWN


def document_row(place: Place, document: Document, made: Made | None, failed: str) -> dict[str, Any]:
    """Return the row of a document that was read, was foreign, or failed."""
    outcome = "failed" if failed else "foreign" if made is None else "read"
    return {
        **place.row(), "day": day_of(document), "document": document.id, "path": document.path, "source": document.source,
        "url": document.url, "title": document.title, **_days("published", document.published), "language": document.language,
        "digest": document.digest, "outcome": outcome, "reason": failed, "claims": len(made.claims) if made else 0,
        "statements": to_line(made.statements if made else ()),
    }  # fmt: skip


def fault_row(place: Place, fault: Fault) -> dict[str, Any]:
    """Return the row of something that no article could be made of."""
    return {
        **place.row(), "day": UNKNOWN, "document": "", "path": fault.path, "outcome": "unreadable", "reason": fault.reason,
        "claims": 0, "statements": "[]",
    }  # fmt: skip


def claim_rows(place: Place, document: Document, claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Return the rows of a document's claims; `record` of a claim holds all of it as JSON."""
    return [
        {
            **place.row(), "number": number, "day": day_of(document), "id": claim.id, "document": claim.document,
            "source": claim.publisher, **_days("published", claim.published), "type": claim.type, "status": claim.status,
            "trigger": claim.trigger.words, "quote": claim.sentence.words, "start": claim.sentence.start,
            "end": claim.sentence.end, **_named("actor", claim.actors), **_named("target", claim.targets),
            **_named("place", claim.places), **_point(claim.places), **_days("window", claim.window),
            "said_by": [one.words for one in claim.sources], "found_by": claim.found_by, "score": claim.score,
            "claim": to_line(claim),
        }
        for number, claim in enumerate(claims)
    ]  # fmt: skip


def _days(what: str, window: Window | None) -> dict[str, Any]:
    return {f"{what}_from": window.earliest if window else None, f"{what}_to": window.latest if window else None}


def _named(what: str, fillers: Iterable[Filler]) -> dict[str, Any]:
    all = tuple(fillers)
    return {f"{what}s": [one.name for one in all], f"{what}_ids": [one.link.id if one.link else "" for one in all]}


def _point(places: tuple[Filler, ...]) -> dict[str, Any]:
    link = places[0].link if places else None
    return {"lat": link.lat if link else None, "lon": link.lon if link else None}


@cache
def schemas() -> dict[str, Any]:
    """Return the columns of both tables, with those of `ORDER` and the day, which final files do without."""
    import pyarrow as pa

    text, whole, day, real = pa.string(), pa.int64(), pa.date32(), pa.float64()
    order = [("input", text), *((name, whole) for name in ORDER[1:]), ("day", text)]
    documents = [
        *order, ("document", text), ("path", text), ("source", text), ("url", text), ("title", text), ("published_from", day),
        ("published_to", day), ("language", text), ("digest", text), ("outcome", text), ("reason", text), ("claims", whole),
        ("statements", text),
    ]  # fmt: skip
    several = [(f"{what}{end}", pa.list_(text)) for what in ("actor", "target", "place") for end in ("s", "_ids")]
    claims = [
        *order, ("number", whole), ("id", text), ("document", text), ("source", text), ("published_from", day),
        ("published_to", day), ("type", text), ("status", text), ("trigger", text), ("quote", text), ("start", whole),
        ("end", whole), *several, ("lat", real), ("lon", real), ("window_from", day), ("window_to", day),
        ("said_by", pa.list_(text)), ("found_by", text), ("score", real), ("claim", text),
    ]  # fmt: skip
    return {"documents": pa.schema(documents), "claims": pa.schema(claims)}


def table(name: str, rows: list[dict[str, Any]]) -> Any:
    """Make a table of rows; halves of surrogate pairs, which Parquet cannot keep, become marks."""
    import pyarrow as pa

    return pa.Table.from_pylist(
        [{key: _fit(value) for key, value in row.items()} for row in rows], schema=schemas()[name]
    )


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    return [_fit(one) for one in value] if isinstance(value, list) else value


def to_bytes(rows: Any) -> bytes:
    """Write a table as Parquet: the same rows are the same bytes with the same version of pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = pa.BufferOutputStream()
    pq.write_table(rows, out, compression="zstd", use_dictionary=True, store_schema=False)
    return bytes(out.getvalue().to_pybytes())
