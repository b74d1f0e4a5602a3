"""Everything a report is written from, as plain sequences of records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whoholds.pipeline import work_out
from whoholds.records import Claim, Dispute, Document, Event, Figure, Holding
from whoholds.review.apply import apply_judgements
from whoholds.store.base import Store


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Documents and claims, and what was worked out from them."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    figures: tuple[Figure, ...]
    disputes: tuple[Dispute, ...]


def knowledge_of(store: Store, known_by: date | None = None) -> Knowledge:
    """Take everything out of a store, judgements applied; with a day, all worked out anew from what was published up to and on it."""
    if known_by is not None:
        return _known_by(store, known_by)
    made = store.worked_out()
    claims = apply_judgements(store.claims(), store.judgements())
    return Knowledge(tuple(store.documents()), claims, made.events, made.holdings, made.figures, made.disputes)


def documents_by(store: Store, day: date | None) -> list[Document]:
    """Return the documents that were published up to and on a day; without one, all."""
    return [d for d in store.documents() if day is None or (d.published and d.published.latest and d.published.latest <= day)]


def _known_by(store: Store, day: date) -> Knowledge:
    documents = documents_by(store, day)
    kept = {d.id for d in documents}
    claims = [c for c in apply_judgements(store.claims(), store.judgements()) if c.document in kept]
    made = work_out(documents, claims, (), [s for s in store.statements() if s.document in kept])
    return Knowledge(tuple(documents), tuple(claims), made.events, made.holdings, made.figures, made.disputes)
