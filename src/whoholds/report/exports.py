"""All files that can be exported, by name: what `whoholds export` writes, pages offer and published folders hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from whoholds.forms.acled import COLUMNS as ACLED
from whoholds.forms.acled import acled_rows
from whoholds.forms.annotations import annotation_lines
from whoholds.forms.control import control_columns, control_days, control_rows
from whoholds.forms.ged import COLUMNS as GED
from whoholds.forms.ged import ged_rows
from whoholds.forms.geojson import geojson_text
from whoholds.forms.geoparquet import geoparquet_bytes
from whoholds.forms.material import Material, Selection, narrowing_of, selected
from whoholds.forms.plover_events import plover_lines
from whoholds.forms.safe_csv import csv_lines
from whoholds.forms.tables import (
    CLAIMS,
    DISPUTES,
    EVENTS,
    FIGURES,
    HOLDINGS,
    PUBLISHERS,
    claim_rows,
    dispute_rows,
    event_rows,
    figure_rows,
    holding_rows,
    publisher_rows,
)
from whoholds.report.change_rows import CHANGES, change_rows, changes_told
from whoholds.report.difference_rows import DIFFERENCES, difference_rows
from whoholds.report.feed import Where, atom_text, entries_of, json_feed_text
from whoholds.report.knowledge import Knowledge
from whoholds.report.route_rows import ROUTES, route_rows
from whoholds.store.base import Store

Pieces = Iterable[str | bytes]
Write = Callable[[Material, Selection], Pieces]
Rows = Callable[[Material, Selection], Iterator[Mapping[str, Any]]]
CSV, JSON, GEOJSON, PARQUET = "text/csv; charset=utf-8", "application/json", "application/geo+json", "application/vnd.apache.parquet"
ATOM, JSON_FEED, LINES = "application/atom+xml", "application/feed+json", "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Export:
    """A file that can be exported."""

    name: str
    """What it is called, and how its address ends."""
    format: str
    """The word of `whoholds export`."""
    media: str
    write: Write
    """Writes it piece by piece."""


def _of(rows: Callable[[Material], Iterator[Mapping[str, Any]]]) -> Rows:
    return lambda material, asked: rows(selected(material, asked))


TABLES: Mapping[str, tuple[Sequence[str], Rows]] = {
    "holdings": (HOLDINGS, _of(holding_rows)),
    "events": (EVENTS, _of(event_rows)),
    "claims": (CLAIMS, _of(claim_rows)),
    "changes": (CHANGES, change_rows),
    "differences": (DIFFERENCES, difference_rows),
    "figures": (FIGURES, _of(figure_rows)),
    "disagreements": (DISPUTES, _of(dispute_rows)),
    "routes": (ROUTES, route_rows),
    "sources": (PUBLISHERS, _of(publisher_rows)),
}
"""Tables with their columns."""
WITH_PLACES = ("holdings", "events", "claims", "changes", "differences")
"""Tables whose rows lie on a map."""


def _table(name: str) -> Export:
    columns, rows = TABLES[name]
    return Export(f"{name}.csv", "csv", CSV, lambda material, asked: csv_lines(columns, rows(material, asked)))


def _geojson(name: str) -> Export:
    def write(material: Material, asked: Selection) -> Pieces:
        on, known = (str(day) if day else None for day in (asked.on or material.on, material.known_by))
        return geojson_text(TABLES[name][1](material, asked), on, known)

    return Export(f"{name}.geojson", "geojson", GEOJSON, write)


def _parquet(name: str) -> Export:
    columns, rows = TABLES[name]
    return Export(f"{name}.parquet", "geoparquet", PARQUET, lambda material, asked: [geoparquet_bytes(columns, rows(material, asked))])


def _control(material: Material, asked: Selection) -> Pieces:
    days = control_days(material, asked.since, asked.until or asked.on)
    there = selected(material, Selection(place=asked.place))
    return csv_lines(control_columns(days), control_rows(there, days, narrowing_of(material, asked).sides), bom=False)


def _feed(write: Callable[..., str], name: str) -> Write:
    def made(material: Material, asked: Selection) -> Pieces:
        where = Where(feed_title(asked), name, "index.html", lambda id: "")
        return [write(entries_of(material, changes_told(material, asked), where), where)]

    return made


def feed_title(asked: Selection, name: str = "") -> str:
    """Return the title of a feed."""
    about = name or asked.place or asked.side
    return f"{about}: changes of hands" if about else "Changes of hands"


EXPORTS: Mapping[str, Export] = {
    export.name: export
    for export in (
        *(_table(name) for name in TABLES),
        *(_geojson(name) for name in WITH_PLACES),
        *(_parquet(name) for name in WITH_PLACES),
        Export("claims.jsonld", "annotations", "application/ld+json", lambda m, a: annotation_lines(selected(m, a).claims(), m.document)),
        Export("events.ged.csv", "ged", CSV, lambda m, a: csv_lines(GED, ged_rows(selected(m, a)), bom=False)),
        Export("events.acled.csv", "acled", CSV, lambda m, a: csv_lines(ACLED, acled_rows(selected(m, a)), bom=False)),
        Export("events.plover.jsonl", "plover", LINES, lambda m, a: plover_lines(selected(m, a))),
        Export("control.csv", "control", CSV, _control),
        Export("changes.atom", "atom", ATOM, _feed(atom_text, "changes.atom")),
        Export("changes.feed.json", "jsonfeed", JSON_FEED, _feed(json_feed_text, "changes.feed.json")),
    )
}
"""Files made of records, by name; briefs and the bundle are made elsewhere (`report.brief_files`, `forms.bundle`)."""


def as_bytes(pieces: Pieces) -> Iterator[bytes]:
    """Encode pieces; letters that no text may hold are replaced."""
    return (piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace") for piece in pieces)


def material_of(store: Store, knowledge: Knowledge, known_by: date | None = None) -> Material:
    """Return what a store holds as material for exports, all in memory."""
    claims = {claim.id: claim for claim in knowledge.claims}
    documents = {document.id: document for document in knowledge.documents}
    days = [d.published.latest for d in knowledge.documents if d.published and d.published.latest]
    return Material(
        knowledge.holdings,
        knowledge.events,
        knowledge.figures,
        knowledge.disputes,
        lambda: knowledge.claims,
        lambda ids: {id: claims[id] for id in sorted(ids) if id in claims},
        documents.get,
        lambda: publishers_of(store, known_by),
        known_by or max(days, default=None),
        known_by,
    )


def publishers_of(store: Store, known_by: date | None) -> list[dict[str, Any]]:
    """Return the publishers of a store with their grades and what each brought up to a day."""
    graded = {source.name: source for source in store.sources()}
    rows = []
    for told in store.tallies(known_by).publishers:
        source = graded.get(told.name or "")
        grade = {"kind": source.kind, "language": source.language, "grade": source.grade, "reason": source.reason} if source else {}
        days = {"first": str(told.first) if told.first else None, "last": str(told.last) if told.last else None}
        rows.append({"name": told.name, **grade, "articles": told.articles, "claims": told.claims, **days})
    return rows
