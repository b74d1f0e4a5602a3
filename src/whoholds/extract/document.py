"""Read the claims of an annotated document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Protocol

from whoholds.dates.attach import time_for, time_from_before
from whoholds.extract.amounts import BY_SUBJECT, amounts_for, counted_heads, separate, settled_unit
from whoholds.extract.choose import Chosen, choose
from whoholds.extract.confirm import confirmed_numbers, confirmed_time, leads_at
from whoholds.extract.judge import Judge, open_judge
from whoholds.extract.learned import LEARNED
from whoholds.extract.match import Match, index_rules
from whoholds.extract.parts import Part, days_of, own_fillers, parts_of, said_once
from whoholds.extract.scene import Scene, open_scenes
from whoholds.extract.shares import days_of_parts, of_its_part, with_shares
from whoholds.extract.sources import source_chain
from whoholds.extract.weighed_source import weighed_sources
from whoholds.extract.weighed_status import weighed_status
from whoholds.records import Annotated, Claim, Filler, Mention, Quantity, When, claim_id
from whoholds.rules.schema import Rule, RuleBook

VERSION = "2"
"""Version of the extractor, part of every claim's `found_by`."""


class HasRules(Protocol):
    """What extraction needs of a toolkit."""

    @property
    def rules(self) -> RuleBook:
        """The rules in force."""


@dataclass(frozen=True, slots=True)
class _Reading:
    annotated: Annotated
    scene: Scene
    chosen: Chosen


def extract(annotated: Annotated, toolkit: HasRules, judge: Judge | None = None) -> tuple[Claim, ...]:
    """Read every claim of a document, unresolved, in text order. `judge` is the shipped one unless given."""
    rules = index_rules(toolkit.rules)
    judge = judge or judge_for(annotated)
    found: list[Claim] = []
    for scene in open_scenes(annotated, toolkit.rules):
        for chosen in said_once(scene, choose(scene, rules, judge)):
            found += _claims(_Reading(annotated, scene, chosen))
    return tuple(sorted(found, key=attrgetter("spot")))


def judge_for(annotated: Annotated) -> Judge:
    """Open the shipped judge that fits: another language reader gives no leads."""
    return open_judge(bare=not any(sentence.leads for sentence in annotated.sentences))


def _claims(reading: _Reading) -> list[Claim]:
    """Make the claims of one match; more than one where the rule splits by number."""
    kind = reading.chosen.match.rule.type
    if kind == "hold" and _is_geography(reading):
        return []
    amounts = tuple(settled_unit(amount, kind) for amount in _amounts(reading))
    several = parts_of(reading.scene, reading.chosen.fillers["place"], _times(reading), reading.chosen.match.words)
    if several:
        return [_part(_claim(reading, amounts, number), part, several) for number, part in enumerate(several)]
    split = reading.chosen.match.rule.split and len(amounts) > 1
    shares = [(amount,) for amount in amounts] if split else separate(amounts, kind)
    made = [_claim(reading, share, part) for part, share in enumerate(shares)]
    if len(made) < 2:
        return made
    days = days_of_parts(reading.scene, amounts, days_of(reading.scene, amounts, _times(reading), made[0].time))
    own = [of_its_part(reading.scene, claim) for claim in own_fillers(made, amounts)]
    return [replace(claim, time=day) for claim, day in zip(own, days, strict=True)]


def _is_geography(reading: _Reading) -> bool:
    """Tell "Wad Madani, the capital of Gezira state" and a capital of nobody told, which say where it lies and not who holds it."""
    holders, trigger = reading.chosen.fillers["actor"], reading.scene.tree.lemma(reading.chosen.match.index)
    towns = [place for place in reading.annotated.places if place.kind != "demonym"]
    named = [any(place.start <= one.start and one.end <= place.end for place in towns) for one in holders]
    return trigger in ("capital", "seat") and all(named)


def _part(claim: Claim, part: Part, parts: list[Part]) -> Claim:
    """Keep of a claim what is said of one of its places, or of all: its day, its fillers and numbers."""
    away = [other for other in parts if other is not part]

    def ours(spot: int) -> bool:
        return not any(other.start <= spot < other.end for other in away)

    return replace(
        claim,
        actors=tuple(one for one in claim.actors if ours(one.start)),
        targets=tuple(one for one in claim.targets if ours(one.start)),
        places=tuple(one for one in claim.places if ours(one.start)),
        quantities=tuple(one for one in claim.quantities if ours(one.start)),
        time=part.when,
    )


def _amounts(reading: _Reading) -> tuple[Quantity, ...]:
    match = reading.chosen.match
    own = [n for n in reading.annotated.numbers if n.start < match.end and match.start < n.end]
    if own and reading.scene.tree.tokens[match.index].upos == "NUM":
        return tuple(own[:1])
    tokens = reading.scene.tree.tokens
    if match.rule.split:
        counted = [tokens[i] for i in match.slots.get("number", ()) if not _counts_an_origin(reading.scene, match, i)]
        near = tuple(n for n in reading.annotated.numbers if any(n.start <= t.start < n.end for t in counted))
        if near:
            return near
    heads = [i for name in ("object", "subject", "poss", "of", "number") for i in match.slots.get(name, ())]
    fillers = reading.chosen.fillers
    told = fillers["target"] + (fillers["actor"] if match.rule.type in BY_SUBJECT else ())
    heads += [i for filler in told for i in counted_heads(reading.scene.tree, filler)]
    tree, sentence = reading.scene.tree, reading.scene.tree.sentence
    found = amounts_for(reading.annotated, sentence.index, match.index, tuple(heads), match.rule.type, tree)
    others = [n for n in reading.annotated.numbers if sentence.start <= n.start < sentence.end]
    found = confirmed_numbers(reading.scene, match, found, others)
    found = with_shares(reading.scene, match.rule.type, found, others)
    listed = [t for t in tokens if match.rule.type == "strength" and _counts_an_origin(reading.scene, match, t.index)]
    return tuple(n for n in found if not any(n.start <= t.start < n.end for t in listed))


def _counts_an_origin(scene: Scene, match: Match, index: int) -> bool:
    """Tell whether a number behind the trigger starts a part of a list ("2,300 from France"), which is a claim of its own."""
    after = scene.tree.tokens[index + 1 : index + 2]
    numeral = scene.tree.tokens[index].upos == "NUM"
    return numeral and index > match.index and bool(after) and after[0].words.lower() == "from"


def _claim(reading: _Reading, amounts: tuple[Quantity, ...], part: int) -> Claim:
    annotated, chosen, tree, sentence = reading.annotated, reading.chosen, reading.scene.tree, reading.scene.tree.sentence
    text, document, match, fillers = annotated.document.text, annotated.document, chosen.match, chosen.fillers
    return Claim(
        id=claim_id(document.id, match.rule.type, match.start, match.end, part),
        document=document.id,
        type=match.rule.type,
        trigger=Mention(match.start, match.end, text[match.start : match.end]),
        sentence=Mention(sentence.start, sentence.end, text[sentence.start : sentence.end]),
        actors=fillers["actor"],
        targets=tuple(f for f in fillers["target"] if f not in fillers["actor"]),
        places=tuple(
            place for place in fillers["place"] if not _names_holder(match.rule.type, place, fillers["actor"])
        ),
        quantities=amounts,
        time=_time(reading),
        status=match.rule.status
        or weighed_status(annotated, sentence.index, _head(reading), match.rule.type, leads_at(reading.scene, match), tree),
        sources=weighed_sources(reading.scene, match, source_chain(annotated, sentence.index, match.index, tree)),
        found_by=f"{_finder(match.rule)} {VERSION}",
        score=round(chosen.score, 4),
        publisher=document.source,
        published=document.published,
    )


def _names_holder(type: str, place: Filler, actors: tuple[Filler, ...]) -> bool:
    """Tell whether what looks like the place taken is a part of the taker's name: "Harbour United captured three points"."""
    return type in ("capture", "hold") and any(a.start <= place.start and place.end <= a.end for a in actors)


def _head(reading: _Reading) -> int:
    """Return the word that heads a trigger of several: "drops" of "air drops"."""
    tree, match = reading.scene.tree, reading.chosen.match
    if tree.is_verb(match.index) and tree.rel(match.index) not in ("compound", "amod"):
        return match.index
    return next((i for i in match.words if tree.head(i) not in match.words), match.index)


def _finder(rule: Rule) -> str:
    """Name what found a claim: the rule, or the learned reader alone."""
    return f"model:{rule.type}" if rule is LEARNED.get(rule.type) else f"rule:{rule.id}"


def _times(reading: _Reading) -> list[When]:
    sentence = reading.scene.tree.sentence
    return [w for w in reading.annotated.times if sentence.start <= w.mention.start < sentence.end]


def _time(reading: _Reading) -> When | None:
    """Return the time of a trigger: its own in the tree, else the date that a list stands under."""
    annotated, sentence = reading.annotated, reading.scene.tree.sentence
    times = _times(reading)
    own = time_for(sentence, reading.chosen.match.index, times)
    own = confirmed_time(reading.scene, reading.chosen.match, own, times)
    return own or time_from_before(annotated.sentences, sentence.index, annotated.times)
