"""The corridor: rooms composed into the two pure halves. It holds no policy of its own.

`claims_of` is the map side (one document), `state_of` the fold side (one key). Both take everything as arguments, read no
clock, network or environment, and give the same bytes in any process and any order of input. The one way out is a toolkit that
was opened with another extractor: `claims_of` is then as pure as that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whoholds.annotate.casing import as_written, in_usual_case
from whoholds.annotate.document import annotate_sentences
from whoholds.check.disputes import Beside, find_disputes
from whoholds.check.places import place_statements
from whoholds.extract.document import extract
from whoholds.extract.plugged import extract_with
from whoholds.infer.figures import figures_of
from whoholds.infer.holdings import infer_holdings
from whoholds.link.answers import with_answers
from whoholds.link.context import with_context
from whoholds.link.events import link_events
from whoholds.link.origins import find_origins
from whoholds.link.told_numbers import with_told_numbers
from whoholds.records import (
    Annotated,
    Claim,
    Dispute,
    Document,
    Event,
    Figure,
    Filler,
    Holding,
    Judgement,
    Mention,
    PlaceStatement,
    Sentence,
)
from whoholds.resolve.document import resolve, resolve_toponyms
from whoholds.resolve.places import resolve_places
from whoholds.review.apply import apply_judgements
from whoholds.toolkit import Toolkit

CONTROL = frozenset(
    {"capture", "hold", "advance", "withdraw", "siege", "clash", "strike", "attack", "territory", "deploy", "statement"}
)
"""Claim types that say something of who holds a place."""

WIDE = ("country:", "water:")
"""Places too wide to be held as one."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the map side makes of one document."""

    annotated: Annotated
    claims: tuple[Claim, ...]
    statements: tuple[PlaceStatement, ...] = ()
    """Where the text says that places lie; `check` compares them with the gazetteer."""

    @property
    def read(self) -> Made:
        """Return the same without claims made for the fold only: what was read, for measuring the reader."""
        return replace(self, claims=tuple(claim for claim in self.claims if claim.was_read))


@dataclass(frozen=True, slots=True)
class State:
    """What the fold side makes of the claims of one key, or of all."""

    origins: tuple[tuple[str, str], ...] = ()
    """Document id and the id of its origin."""
    events: tuple[Event, ...] = ()
    holdings: tuple[Holding, ...] = ()
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()


def claims_of(document: Document, toolkit: Toolkit) -> Made:
    """Read, extract and resolve the claims of one document; one in capitals is read in usual case, see `annotate.casing`."""
    plain = in_usual_case(document, toolkit)
    made = claims_of_sentences(plain, toolkit.reader.read(plain.text), toolkit)
    return made if plain is document else as_written(made, document)


def claims_of_sentences(document: Document, sentences: tuple[Sentence, ...], toolkit: Toolkit) -> Made:
    """Do the same with sentences that the reader made before."""
    annotated = annotate_sentences(document, sentences, toolkit)
    other = toolkit.extractor
    found = extract(annotated, toolkit) if other is None else extract_with(other, annotated)
    resolved, claims = resolve(annotated, found, toolkit)
    return Made(resolved, with_context(with_answers(resolved, with_told_numbers(resolved, claims))), place_statements(resolved))


def keys_of(claim: Claim) -> tuple[str, ...]:
    """Return the keys under which a claim is evidence: its places, and what they lie in (area claims reach inside)."""
    if claim.type not in CONTROL:
        return ()
    links = [link for filler in claim.places for link in filler.links[:1]]
    return tuple(sorted({link.id for link in links} | {outer for link in links for outer in link.within}))


def mapped(annotated: Annotated, toolkit: Toolkit) -> Annotated:
    """Return a document whose names for a map have their places."""
    return resolve_toponyms(annotated, toolkit)


def places_of(document: Document, spans: Sequence[tuple[int, int]], toolkit: Toolkit) -> tuple[Filler, ...]:
    """Resolve the places that stand at the given offsets, in their order: resolution apart from recognition."""
    mentions = tuple(Filler(start, end, document.text[start:end], "toponym") for start, end in spans)
    return resolve_places(mentions, document, toolkit.reader.read(document.text), toolkit.gazetteer)


def state_of(key: str, claims: Sequence[Claim], origins: Mapping[str, str], known_by: date | None = None) -> State:
    """Fold the claims of one place into its holdings; with `known_by`, only those published up to and on that day."""
    return State(holdings=infer_holdings(key, claims, origins, known_by=known_by))


def foldable(key: str) -> bool:
    """Tell whether a place is narrow enough to be held as one."""
    return not key.startswith(WIDE)


def near_keys(outer: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return, for each place, the places whose claims are heard there too: what lies in it, then what it lies in.

    `outer` gives, for each place that claims name, what it lies in.
    """
    inner: dict[str, set[str]] = defaultdict(set)
    for key, wider in outer.items():
        for one in wider:
            inner[one].add(key)
    return {key: (*sorted(inner.get(key, ())), *sorted(wider)) for key, wider in outer.items()}


def holdings_of(
    claims: Iterable[Claim], origins: Mapping[str, str], known_by: date | None = None
) -> tuple[Holding, ...]:
    """Fold all claims, place by place; claims about a wider area are heard for every place inside it."""
    by_place: dict[str, list[Claim]] = defaultdict(list)
    outer: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.type in CONTROL:
            for link in {filler.link for filler in claim.places if filler.link is not None}:
                by_place[link.id].append(claim)
                outer[link.id].update(link.within)
    near = near_keys(outer)
    found: list[Holding] = []
    for key in sorted(by_place):
        if foldable(key):
            heard = {claim.id: claim for other in (*near[key], key) for claim in by_place.get(other, ())}
            found += state_of(key, [heard[id] for id in sorted(heard)], origins, known_by).holdings
    return tuple(found)


def work_out(
    documents: Sequence[Document],
    claims: Iterable[Claim],
    judgements: Iterable[Judgement] = (),
    statements: Iterable[PlaceStatement] = (),
    known_by: date | None = None,
) -> State:
    """Fold everything: judgements applied, copies joined to origins, events, holdings, figures, disputes."""
    kept = apply_judgements(claims, judgements)
    if known_by is not None:
        kept = tuple(c for c in kept if c.published and c.published.latest and c.published.latest <= known_by)
    origins = find_origins(documents)
    events, holdings, figures = link_events(kept, origins), holdings_of(kept, origins), figures_of(kept)
    disputes = find_disputes(events, holdings, figures, kept, Beside(documents, origins, tuple(statements)))
    return State(tuple(sorted(origins.items())), events, holdings, figures, disputes)


def state_of_claims(claims: Sequence[Claim], known_by: date | None = None) -> State:
    """Fold claims alone, without their documents: documents that share a sentence count as one origin."""
    texts: dict[str, dict[Mention, str]] = defaultdict(dict)
    about: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        texts[claim.document][claim.sentence] = claim.sentence.words
        about[claim.document] = claim
    documents = [
        Document(
            id, "\n".join(texts[id][m] for m in sorted(texts[id])), about[id].publisher, published=about[id].published
        )
        for id in sorted(texts)
    ]
    return work_out(documents, claims, known_by=known_by)
