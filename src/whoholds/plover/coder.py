"""The PLOVER coder: one event for a sentence, of 16 classes or none, with its source and target actors.

The class is told by a multinomial regression over the sentence's main clause (lemmas and families of words along the tree, negation and
modality), the claims read from it, and the language reader's vectors; each actor by a regression over the phrases of the tree. The classes are
those of the PLOVER codebook (Open Event Data Alliance). It codes when asked (export, evaluation), never while articles are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from whoholds.extract.tree import open_tree
from whoholds.models.reader import GivesVectors, Reader
from whoholds.pipeline import Made
from whoholds.plover.actors import Candidate, Stage, actor_features, candidates
from whoholds.plover.clause import Clause, open_clause
from whoholds.plover.codes import MUTUAL
from whoholds.plover.features import Vector, features_of, vectors_of
from whoholds.plover.model import NONE, Role, Weights, open_weights
from whoholds.plover.words import Families, open_families
from whoholds.records import Claim, Filler, Mention, Sentence


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence as an event. No event: the sentence tells none of PLOVER's."""

    event: str | None = None
    sources: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()
    """Empty where parties act on each other: then all are sources, and `mutual` says so."""
    mutual: bool = False
    score: float = 0.0
    """0 to 1: how sure the coder is of the class."""
    sentence: Mention | None = None
    """The quote that it was read from."""
    claims: tuple[str, ...] = ()
    """Ids of the claims of the same sentence, which the coder saw."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the coder sees it."""

    clause: Clause
    claims: tuple[Claim, ...]
    features: tuple[str, ...]
    vector: Vector


def code_sentences(made: Made, reader: Reader, least: float = 0.0) -> tuple[Coded, ...]:
    """Code every sentence of a document, in text order; events less sure than `least` are none.

    Raises ModelError where the coder's files are missing.
    """
    weights, families = open_weights(), open_families()
    return tuple(
        code_seen(made, see(made, sentence, reader, families), weights, families, least)
        for sentence in made.annotated.sentences
    )


def code_text(made: Made, reader: Reader) -> Coded:
    """Code a text that tells one event: the event of its longest sentence that tells one, the first of equals."""
    coded = [one for one in code_sentences(made, reader) if one.event is not None]
    return max(coded, key=lambda one: len(one.sentence.words) if one.sentence else 0, default=Coded())


def see(made: Made, sentence: Sentence, reader: Reader, families: Families) -> Seen:
    """Open a sentence: its main clause, its claims, and what the models read of them."""
    clause = open_clause(open_tree(sentence), families)
    claims = tuple(claim for claim in made.claims if sentence.start <= claim.trigger.start < sentence.end)
    vectors = readings = np.zeros((len(sentence.tokens), 0), dtype=np.float32)
    if isinstance(reader, GivesVectors):
        vectors, readings = reader.vectors([token.words for token in sentence.tokens])
    return Seen(clause, claims, tuple(features_of(clause, claims, families)), vectors_of(clause, vectors, readings))


def code_seen(made: Made, seen: Seen, weights: Weights, families: Families, least: float = 0.0) -> Coded:
    """Code a sentence by these weights; an event less sure than `least` is none."""
    model = weights.events if len(seen.vector) else weights.bare
    likely = model.probabilities(seen.features, seen.vector)
    event = max(likely, key=lambda name: (likely[name], name))
    sentence = seen.clause.tree.sentence
    quote = Mention(sentence.start, sentence.end, made.annotated.document.text[sentence.start : sentence.end])
    if event == NONE or likely[event] < least:
        return Coded(score=likely[event], sentence=quote)
    stage = Stage(seen.clause, made.annotated, seen.claims, event, families)
    sources, targets = cast(stage, weights)
    mutual = event in MUTUAL and len(sources) > 1 and not targets
    ids = tuple(claim.id for claim in seen.claims)
    givers, takers = (tuple(_filler(stage, one) for one in role) for role in (sources, targets))
    return Coded(event, givers, takers, mutual, likely[event], quote, ids)


def cast(stage: Stage, weights: Weights) -> tuple[list[Candidate], list[Candidate]]:
    """Choose sources, then targets among the phrases that are left."""
    phrases = candidates(stage)
    features = [actor_features(stage, one) for one in phrases]
    sources = choose(phrases, features, weights.source)
    return sources, choose(phrases, features, weights.target, sources)


def choose(
    phrases: Sequence[Candidate], features: Sequence[Sequence[str]], role: Role, taken: Sequence[Candidate] = ()
) -> list[Candidate]:
    """Take the likeliest phrase, and others that are likely enough; none may overlap."""
    scored = [(role.score(names), one) for names, one in zip(features, phrases, strict=True)]
    found: list[Candidate] = []
    for score, one in sorted(scored, key=lambda item: (-item[0], item[1].first, item[1].last)):
        if score < (role.further if found else role.first):
            break
        if not any(one.first <= other.last and other.first <= one.last for other in (*found, *taken)):
            found.append(one)
    return sorted(found, key=lambda one: one.first)


def _filler(stage: Stage, one: Candidate) -> Filler:
    """Return a phrase as words of the document; what the program resolved them to stays with them."""
    tokens, text = stage.tree.tokens, stage.annotated.document.text
    start, end = tokens[one.first].start, tokens[one.last].end
    known = [
        other
        for other in (*stage.annotated.actors, *stage.annotated.places)
        if start <= other.start and other.end <= end
    ]
    best = max(known, key=lambda other: (other.end - other.start, bool(other.links)), default=None)
    return Filler(start, end, text[start:end], best.kind if best else "", best.links if best else ())
