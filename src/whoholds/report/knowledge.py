"""Everything a report is written from, as plain sequences of records."""

from __future__ import annotations

from dataclasses import dataclass

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


def knowledge_of(store: Store) -> Knowledge:
    """Take everything out of a store, judgements applied."""
    made = store.worked_out()
    claims = apply_judgements(store.claims(), store.judgements())
    return Knowledge(tuple(store.documents()), claims, made.events, made.holdings, made.figures, made.disputes)
