"""Who held a place on a day, as known on another, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.tables import country_code
from whoholds.infer.holdings import holding_on
from whoholds.pipeline import CONTROL, state_of
from whoholds.records import Claim, Document, Holding, Link
from whoholds.report.places import places_named


@dataclass(frozen=True, slots=True)
class Question:
    """Who held this place at the end of the day `on`, by what was published up to `known_by`?"""

    place: str
    country: str | None = None
    on: date | None = None
    known_by: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer with its evidence; `holding` is None where nothing was reported."""

    question: Question
    place: Link | None
    on: date | None
    holding: Holding | None
    sources: tuple[tuple[str, str | None, str], ...]
    """Document id, publisher and quote, for the holding's claims."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What answers are worked out from."""

    claims: Sequence[Claim]
    documents: Mapping[str, Document]
    origins: Mapping[str, str]
    gazetteer: Gazetteer


def who_held(question: Question, shelf: Shelf) -> Answer:
    """Answer a question; without a day, the last day that any document was published."""
    on = question.on or last_day(shelf)
    told = [claim for claim in shelf.claims if claim.type in CONTROL]
    for place in places_named(question.place, country_code(question.country), told, shelf.gazetteer)[:3]:
        holdings = holdings_at(place, told, shelf, question.known_by)
        holding = holding_on(holdings, on) if on else None
        if holding is not None:
            return Answer(question, place, on, holding, quotes_of(holding.claims_for, shelf))
    return Answer(question, None, on, None, ())


def holdings_at(
    place: Link, claims: Sequence[Claim], shelf: Shelf, known_by: date | None = None
) -> tuple[Holding, ...]:
    """Fold the claims about a place, about what lies in it and about what it lies in."""
    return state_of(place.id, near_claims(place, claims), shelf.origins, known_by).holdings


def near_claims(place: Link, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that are heard at a place: about it, about what lies in it and about what it lies in."""
    wider = {place.id, *place.within}
    return [
        claim
        for claim in claims
        if any(link.id in wider or place.id in link.within for f in claim.places for link in f.links[:1])
    ]


def last_day(shelf: Shelf) -> date | None:
    """Return the last day that any document was published."""
    days = [d.published.latest for d in shelf.documents.values() if d.published and d.published.latest]
    return max(days, default=None)


def quotes_of(ids: Sequence[str], shelf: Shelf) -> tuple[tuple[str, str | None, str], ...]:
    """Return document, publisher and sentence of each claim, without repeats."""
    wanted = set(ids)
    found = [c for c in shelf.claims if c.id in wanted]
    rows = [(c.document, c.publisher, c.sentence.words) for c in sorted(found, key=lambda c: ids.index(c.id))]
    return tuple(dict.fromkeys(rows))


def answer_line(answer: Answer) -> dict[str, Any]:
    """Return an answer in the form of the measuring interface."""
    question, holding = answer.question, answer.holding
    return {
        "place": question.place,
        "country": question.country,
        "on": answer.on.isoformat() if answer.on else None,
        "known_by": question.known_by.isoformat() if question.known_by else None,
        "status": holding.status if holding else "unknown",
        "holders": _holders(holding, answer.on) if holding else [],
        "sources": [{"doc": doc, "source": source, "quote": quote} for doc, source, quote in answer.sources],
    }


def _holders(holding: Holding, on: date | None) -> list[dict[str, Any]]:
    start = holding.start.earliest or holding.start.latest
    shared = {
        "kind": holding.kind,
        "from": start.isoformat() if start else None,
        "to": holding.end.latest.isoformat() if holding.end and holding.end.latest else None,
        "claims": list(holding.claims_for),
    }
    if holding.status == "held" and holding.holder:
        chance = holding.chance_on(on) if on else holding.probability
        return [{"name": holding.holder, "probability": chance, **shared}]
    share = round(1 / len(holding.rivals), 4) if holding.rivals else 0.0
    return [{"name": name, "probability": share, **shared} for name in holding.rivals]
