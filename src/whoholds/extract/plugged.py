"""Claims of an extractor that a plug-in brings: taken only where they keep the laws of docs/extractors.md."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Any

from whoholds.errors import PluginError, WhoholdsError
from whoholds.extract.amounts import settled_unit
from whoholds.plugins.extractor import Extractor
from whoholds.records import Annotated, Claim, Mention, Quantity, claim_id
from whoholds.records.claim import FOLD, STATUSES, TYPES
from whoholds.records.link import Filler

PARTS = 64
"""Claims of one type on one trigger."""


def extract_with(extractor: Extractor, annotated: Annotated) -> tuple[Claim, ...]:
    """Let an extractor read a document: claims in text order, units settled by type as those of the shipped one are.

    Raises PluginError where it fails or a claim breaks a law, and whatever WhoholdsError it raises itself.
    """
    try:
        found = tuple(extractor.extract(annotated))
    except WhoholdsError:
        raise
    except Exception as fault:  # foreign code: anything may come
        raise PluginError(f"extractor {extractor.name}: {type(fault).__name__}: {fault}; tell its makers") from fault
    told = next(_faults(found, annotated), "")
    if told:
        raise PluginError(
            f"extractor {extractor.name}: {told}; see the laws in docs/extractors.md, and tell its makers"
        )
    settled = (
        replace(claim, quantities=tuple(settled_unit(one, claim.type) for one in claim.quantities)) for claim in found
    )
    return tuple(sorted(settled, key=attrgetter("spot")))


def _faults(claims: tuple[Any, ...], annotated: Annotated) -> Iterator[str]:
    """Walk the laws that are broken."""
    ids: set[str] = set()
    for claim in claims:
        if not isinstance(claim, Claim):
            yield f"a {type(claim).__name__} among the claims"
            return
        yield from (f"claim at {claim.trigger!r}: {fault}" for fault in _faults_of(claim, annotated))
        if claim.id in ids:
            yield f"two claims have the id {claim.id}"
        ids.add(claim.id)


def _faults_of(claim: Claim, annotated: Annotated) -> Iterator[str]:
    document = annotated.document
    if claim.type not in TYPES:
        yield f"unknown type {claim.type!r}"
    if claim.status not in STATUSES:
        yield f"unknown status {claim.status!r}"
    for span in _spans(claim):
        if not _stands(span, document.text):
            yield f"the text does not read {span.words!r} from {span.start} to {span.end}"
    if not claim.sentence.start <= claim.trigger.start <= claim.trigger.end <= claim.sentence.end:
        yield "its trigger is outside its sentence"
    made = (claim_id(document.id, claim.type, claim.trigger.start, claim.trigger.end, part) for part in range(PARTS))
    if claim.id not in made:
        yield f"its id {claim.id!r} is not what claim_id gives"
    if claim.document != document.id or claim.publisher != document.source or claim.published != document.published:
        yield "document, publisher and published must be those of the document"
    if not claim.found_by or claim.found_by.startswith(FOLD):
        yield f"found_by {claim.found_by!r} must name the extractor and its version"
    if not (isinstance(claim.score, float | int) and math.isfinite(claim.score) and 0 <= claim.score <= 1):
        yield f"its score {claim.score!r} is not from 0 to 1"
    if claim.window is not None or any(filler.links for filler in _fillers(claim)):
        yield "links and window are worked out by Whoholds and must be left empty"


def _fillers(claim: Claim) -> tuple[Filler, ...]:
    return (*claim.actors, *claim.targets, *claim.places, *claim.sources)


def _spans(claim: Claim) -> tuple[Mention | Filler | Quantity, ...]:
    time = (claim.time.mention,) if claim.time is not None else ()
    return (claim.trigger, claim.sentence, *_fillers(claim), *claim.quantities, *time)


def _stands(span: Mention | Filler | Quantity, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.words
