"""Records as rows of tables: one column a value, every row with its claims, sources, quotes and rights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from whoholds.forms.citing import cited, sources_of
from whoholds.forms.material import Material, in_parts
from whoholds.forms.rights import RIGHTS
from whoholds.records import Claim, Event, Figure, Filler, Holding, Link, Window

Row = dict[str, Any]
CITED = ("claims", "sources", "quotes", "rights")
PLACE = ("place_id", "place", "country", "latitude", "longitude", "geonameid", "precision")
HOLDINGS = (
    "id", *PLACE, "status", "holder", "rivals", "from_earliest", "from_latest", "to_earliest", "to_latest", "kind", "probability",
    "last_confirmed", "claims_against", *CITED,
)  # fmt: skip
EVENTS = ("id", "type", "status", *PLACE, "from", "to", "actors", "targets", "origins", *CITED)
CLAIMS = (
    "id", "type", "status", "actors", "targets", *PLACE, "from", "to", "numbers", "said_by", "publisher", "published_from", "published_to",
    "document", "start", "end", "score", "found_by", "claims", "sources", "quotes", "rights",
)  # fmt: skip
FIGURES = (
    "id",
    "measure",
    "subject",
    "scope",
    "definition",
    "low",
    "high",
    "unit",
    "as_of_from",
    "as_of_to",
    "said_by",
    *CITED,
)
DISPUTES = ("id", "kind", "what", "settles", "weight", *CITED)
PUBLISHERS = ("name", "kind", "language", "grade", "reason", "articles", "claims", "first", "last", "rights")
Claims = Mapping[str, Claim]


def holding_rows(material: Material) -> Iterator[Row]:
    """Walk who held what; with a day asked for, the probability is that of the day."""
    day = material.on

    def row(holding: Holding, claims: Claims) -> Row:
        start, end = _days(holding.start), _days(holding.end)
        return {
            "id": holding.id,
            **place_cells(holding.place),
            "status": holding.status,
            "holder": holding.holder,
            "rivals": "; ".join(holding.rivals),
            "from_earliest": start[0],
            "from_latest": start[1],
            "to_earliest": end[0],
            "to_latest": end[1],
            "kind": holding.kind,
            "probability": holding.chance_on(day) if day and holding.course else holding.probability,
            "last_confirmed": str(holding.last_confirmed) if holding.last_confirmed else None,
            "claims_against": " ".join(holding.claims_against),
            **cited(holding.claims_for, claims, material.document).cells(),
        }

    return _rows(material, material.holdings, lambda h: h.claims_for, row)


def event_rows(material: Material) -> Iterator[Row]:
    """Walk events; `origins` counts the independent reports."""

    def row(event: Event, claims: Claims) -> Row:
        first, last = _days(event.window)
        return {
            "id": event.id,
            "type": event.type,
            "status": event.status,
            **(place_cells(event.place) if event.place else {}),
            "from": first,
            "to": last,
            "actors": "; ".join(event.actors),
            "targets": "; ".join(event.targets),
            "origins": len(event.origins),
            **cited(event.claims, claims, material.document).cells(),
        }

    return _rows(material, material.events, lambda e: e.claims, row)


def claim_rows(material: Material) -> Iterator[Row]:
    """Walk claims; `start` and `end` are code points of the sentence in its article."""
    for claim in material.claims():
        first, last = _days(claim.window)
        told = _days(claim.published)
        place = next((f.link for f in claim.places if f.link), None)
        yield {
            "id": claim.id,
            "type": claim.type,
            "status": claim.status,
            "actors": _names(claim.actors),
            "targets": _names(claim.targets),
            **(place_cells(place) if place else {"place": _names(claim.places)}),
            "from": first,
            "to": last,
            "numbers": "; ".join(f"{q.words} {q.counts or q.unit}".strip() for q in claim.quantities),
            "said_by": " < ".join(f.name for f in reversed(claim.sources)),
            "publisher": claim.publisher,
            "published_from": told[0],
            "published_to": told[1],
            "document": claim.document,
            "start": claim.sentence.start,
            "end": claim.sentence.end,
            "score": claim.score,
            "found_by": claim.found_by,
            "claims": claim.id,
            "sources": " | ".join(sources_of([claim], material.document)),
            "quotes": claim.sentence.words,
            "rights": RIGHTS,
        }


def figure_rows(material: Material) -> Iterator[Row]:
    """Walk figures with their definitions."""

    def row(figure: Figure, claims: Claims) -> Row:
        first, last = _days(figure.as_of)
        own = claims.get(figure.claim)
        return {
            "id": figure.id,
            "measure": figure.measure,
            "subject": figure.subject,
            "scope": figure.scope,
            "definition": figure.definition,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "as_of_from": first,
            "as_of_to": last,
            "said_by": " < ".join(f.name for f in reversed(own.sources)) if own else None,
            **cited([figure.claim], claims, material.document).cells(),
            "quotes": figure.quote,
        }

    return _rows(material, material.figures, lambda f: (f.claim,), row)


def dispute_rows(material: Material) -> Iterator[Row]:
    """Walk disagreements; `quotes` are the words of each side."""

    def row(dispute: Any, claims: Claims) -> Row:
        plain = {
            "id": dispute.id,
            "kind": dispute.kind,
            "what": dispute.what,
            "settles": dispute.settles,
            "weight": dispute.weight,
        }
        return {
            **plain,
            **cited(dispute.claims, claims, material.document).cells(),
            "quotes": " | ".join(dispute.quotes),
        }

    return _rows(material, material.disputes, lambda d: d.claims, row)


def publisher_rows(material: Material) -> Iterator[Row]:
    """Walk publishers with their grade and what they brought."""
    return ({**row, "rights": RIGHTS} for row in material.publishers())


def place_cells(place: Link) -> Row:
    """Return a place as cells."""
    return {
        "place_id": place.id,
        "place": place.name,
        "country": place.country,
        "latitude": place.lat,
        "longitude": place.lon,
        "geonameid": place.geonameid,
        "precision": place.precision,
    }


def _rows(
    material: Material, items: Any, ids: Callable[[Any], Any], row: Callable[[Any, Claims], Row]
) -> Iterator[Row]:
    """Make a row of each item, the claims of many fetched together."""
    for part in in_parts(items):
        claims = material.claims_by({id for item in part for id in ids(item)})
        yield from ({**row(item, claims), "rights": RIGHTS} for item in part)


def _days(window: Window | None) -> tuple[str | None, str | None]:
    first, last = (window.earliest, window.latest) if window else (None, None)
    return str(first) if first else None, str(last) if last else None


def _names(fillers: tuple[Filler, ...]) -> str:
    return "; ".join(dict.fromkeys(filler.name for filler in fillers))
