"""The corridor: rooms composed into the two pure halves. It holds no policy of its own.

`claims_of` is the map side (one document), `state_of` the fold side (one key). Both take everything as arguments, read no
clock, network or environment, and give the same bytes in any process and any order of input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.annotate.document import annotate_sentences
from whoholds.check.disputes import find_disputes
from whoholds.extract.document import extract
from whoholds.infer.figures import figures_of
from whoholds.infer.holdings import infer_holdings
from whoholds.link.events import link_events
from whoholds.records import Annotated, Claim, Dispute, Document, Event, Figure, Holding, Sentence
from whoholds.resolve.document import resolve
from whoholds.toolkit import Toolkit

CONTROL = frozenset({"capture", "hold", "advance", "withdraw", "siege", "clash", "strike", "attack", "territory", "deploy"})
"""Claim types that say something of who holds a place."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the map side makes of one document."""

    annotated: Annotated
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What the fold side makes of the claims of one key, or of all."""

    events: tuple[Event, ...] = ()
    holdings: tuple[Holding, ...] = ()
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()


def claims_of(document: Document, toolkit: Toolkit) -> Made:
    """Read, extract and resolve the claims of one document."""
    return claims_of_sentences(document, toolkit.reader.read(document.text), toolkit)


def claims_of_sentences(document: Document, sentences: tuple[Sentence, ...], toolkit: Toolkit) -> Made:
    """Do the same with sentences that the reader made before."""
    annotated = annotate_sentences(document, sentences, toolkit)
    resolved, claims = resolve(annotated, extract(annotated, toolkit), toolkit)
    return Made(resolved, claims)


def keys_of(claim: Claim) -> tuple[str, ...]:
    """Return the keys under which a claim is evidence: its places, and what they lie in (area claims reach inside)."""
    if claim.type not in CONTROL:
        return ()
    links = [link for filler in claim.places for link in filler.links[:1]]
    return tuple(sorted({link.id for link in links} | {outer for link in links for outer in link.within}))


def state_of(key: str, claims: Sequence[Claim], origins: Mapping[str, str], known_by: date | None = None) -> State:
    """Fold the claims of one place into its holdings; with `known_by`, only those published up to and on that day."""
    return State(holdings=infer_holdings(key, claims, origins, known_by=known_by))
