"""Read the claims of an annotated document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from whoholds.extract.amounts import amounts_for
from whoholds.extract.fillers import fillers_of
from whoholds.extract.match import Match, RuleIndex, best_matches, index_rules
from whoholds.extract.scene import Scene, open_scenes
from whoholds.extract.sources import source_chain
from whoholds.extract.status import status_of
from whoholds.records import Annotated, Claim, Filler, Mention, Quantity, When, claim_id
from whoholds.dates.attach import time_for
from whoholds.rules.schema import RuleBook

VERSION = "1"
"""Version of the rule extractor, part of every claim's `found_by`."""


class HasRules(Protocol):
    """What extraction needs of a toolkit."""

    @property
    def rules(self) -> RuleBook: ...


@dataclass(frozen=True, slots=True)
class _Reading:
    annotated: Annotated
    scene: Scene
    match: Match


def extract(annotated: Annotated, toolkit: HasRules) -> tuple[Claim, ...]:
    """Read every claim of a document by the rules, unresolved, in text order."""
    rules = index_rules(toolkit.rules)
    found: list[Claim] = []
    for scene in open_scenes(annotated, toolkit.rules):
        for match in best_matches(scene, rules):
            found += _claims(_Reading(annotated, scene, match))
    return tuple(sorted(found, key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.type, claim.id)))


def _claims(reading: _Reading) -> list[Claim]:
    """Make the claims of one match; more than one where the rule splits by number."""
    fillers = {role: fillers_of(reading.scene, reading.match, role) for role in ("actor", "target", "place")}
    amounts = _amounts(reading)
    if reading.match.rule.split and len(amounts) > 1:
        return [_claim(reading, fillers, (amount,), part) for part, amount in enumerate(amounts)]
    return [_claim(reading, fillers, amounts, 0)]


def _amounts(reading: _Reading) -> tuple[Quantity, ...]:
    slots = reading.match.slots
    heads = [i for name in ("object", "subject", "poss", "of", "number") for i in slots.get(name, ())]
    return amounts_for(reading.annotated, reading.scene.tree.sentence.index, reading.match.index, tuple(heads))


def _claim(
    reading: _Reading, fillers: dict[str, tuple[Filler, ...]], amounts: tuple[Quantity, ...], part: int
) -> Claim:
    annotated, match, sentence = reading.annotated, reading.match, reading.scene.tree.sentence
    text, document = annotated.document.text, annotated.document
    return Claim(
        id=claim_id(document.id, match.rule.type, match.start, match.end, part),
        document=document.id,
        type=match.rule.type,
        trigger=Mention(match.start, match.end, text[match.start : match.end]),
        sentence=Mention(sentence.start, sentence.end, text[sentence.start : sentence.end]),
        actors=fillers["actor"],
        targets=tuple(f for f in fillers["target"] if f not in fillers["actor"]),
        places=fillers["place"],
        quantities=amounts,
        time=_time(reading),
        status=match.rule.status or status_of(annotated, sentence.index, match.index),
        sources=source_chain(annotated, sentence.index, match.index),
        found_by=f"rule:{match.rule.id} {VERSION}",
        score=0.8,
        publisher=document.source,
        published=document.published,
    )


def _time(reading: _Reading) -> When | None:
    sentence = reading.scene.tree.sentence
    here = [w for w in reading.annotated.times if sentence.start <= w.mention.start < sentence.end]
    return time_for(sentence, reading.match.index, here)
