"""An office told in full is one filler: "the Minister for Foreign Affairs, Julie Bishop", "the Special Envoy of the Secretary-General for Syria"."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.fillers import phrase_range
from whoholds.extract.scene import Scene
from whoholds.records import Filler, Token

OFFICES = frozenset(
    "minister secretary representative envoy ambassador president premier chancellor commissioner coordinator director chairman "
    "speaker governor spokesman spokeswoman spokesperson undersecretary rapporteur adviser advisor".split()
)
LEADERS = frozenset({"head", "chief", "leader", "commander", "chief-of-staff", "founder"})
"""Offices only where the holder's name follows: "the head of the UN mission in Libya, Ghassan Salame"."""
LINKS = frozenset({"of", "for", "to", "on"})
PORTFOLIO = frozenset("defence defense interior foreign affairs state security health information trade justice finance".split())
"""Fields of ministers, capital or small."""
BEFORE_NAME = frozenset("the rt right honourable honorable hon mr mrs ms dr sir dame lord lady baroness senator professor general".split())
FAR = 12
"""Words between a leader and his name."""


@dataclass(frozen=True)
class Office:
    """An office with what it is of, and the name set beside it: token numbers, all inside the phrase."""

    first: int
    head: int
    last: int
    named: bool
    """Whether the holder's name stands beside it."""
    name: int = -1
    """Where the name of a leader begins."""


def offices_in(scene: Scene) -> list[Office]:
    """Find the offices of a sentence that are told with a field, a body or a country."""
    found: list[Office] = []
    if not any(token.lemma.lower() in OFFICES | LEADERS for token in scene.tree.tokens):
        return found
    people = _people(scene)
    for token in scene.tree.tokens:
        inside = bool(found) and token.index <= found[-1].last
        noun = token.lemma.lower() if not inside and token.upos in ("NOUN", "PROPN") else ""
        last = _end_of_field(scene, token.index, people) if noun in OFFICES else _end_before_name(scene, token.index, people, noun)
        named = _end_of_name(scene, last, people) if last > token.index else -1
        if last > token.index and (named > 0 or noun in OFFICES):
            name = next((i for i in range(last + 1, named + 1) if i in people), -1) if noun in LEADERS else -1
            found.append(Office(_start(scene, token.index), token.index, max(last, named), named > 0, name))
    return found


def _people(scene: Scene) -> frozenset[int]:
    """Return the tokens of persons' names; the defence layer calls a whole office a person."""
    names = [e for e in scene.tree.sentence.entities if e.kind == "PER"]
    covered = [[t for t in scene.tree.tokens if e.start <= t.start < e.end] for e in names]
    return frozenset(t.index for tokens in covered if not any(t.lemma.lower() in LINKS for t in tokens) for t in tokens)


def in_one(scene: Scene, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Put the whole office in the place of its parts; "fighters of the President of X" and the like stay as they are."""
    for office in offices_in(scene) if fillers else ():
        start, end = scene.tree.tokens[office.first].start, scene.tree.tokens[office.last].end
        parts = [f for f in fillers if start <= f.start and f.end <= end]
        if not parts or not _is_meant(scene, office, parts):
            continue
        if office.name > 0:  # "the leader of Hezbollah, Hassan Nasrallah" is he, and not the side that he leads
            start = scene.tree.tokens[office.name].start
        whole = Filler(start, end, scene.annotated.document.text[start:end], "description")
        fillers = tuple(sorted([*(f for f in fillers if f not in parts), whole], key=lambda f: (f.start, f.end)))
    return fillers


def _is_meant(scene: Scene, office: Office, parts: list[Filler]) -> bool:
    """Tell whether the office itself is meant: its name or noun was found, or a mere field of it."""
    head = scene.tree.tokens[office.head]
    sides = [f for f in parts if any(t.index in scene.sides or t.index in scene.places for t in _tokens(scene, f))]
    return office.named or any(f.start <= head.start < f.end for f in parts) or len(sides) < len(parts)


def _tokens(scene: Scene, filler: Filler) -> list[Token]:
    return [t for t in scene.tree.tokens if filler.start <= t.start < filler.end]


def _start(scene: Scene, head: int) -> int:
    """Return where the phrase begins, its article left out: "UN Special Envoy"."""
    first = phrase_range(scene, head)[0]
    while first < head and scene.tree.tokens[first].upos in ("DET", "PUNCT", "ADP"):
        first += 1
    if first == head and first > 0 and first - 1 in scene.sides and scene.tree.tokens[first - 1].words[:1].isupper():
        first -= 1  # "UN Secretary-General", which the tree tears apart
    return first


def _end_of_field(scene: Scene, head: int, people: frozenset[int]) -> int:
    """Return the last word of what an office is of; the office itself where it is told of nothing."""
    tokens, last, at = scene.tree.tokens, head, head + 1
    while at < len(tokens):
        low = tokens[at].words.casefold()
        linked = low in LINKS or low in ("the", "-", "'s", "’s") or (low == "and" and _joins_fields(scene, at, people))
        if not linked and (last == head == at - 1 or not _is_name(scene, at, people)):
            break
        last = last if linked else at
        at += 1
    return last


def _end_before_name(scene: Scene, head: int, people: frozenset[int], noun: str) -> int:
    """Return the last word of what a leader leads, where a comma and his name follow; the head itself otherwise."""
    tokens = scene.tree.tokens
    if noun not in LEADERS:
        return head
    for at in range(head + 1, min(len(tokens) - 1, head + FAR)):
        if tokens[at].words == ",":
            told = any(t.words[:1].isupper() or t.index in scene.sides for t in tokens[head + 1 : at])  # not "the head of the family"
            return at - 1 if told and (at + 1 in people or tokens[at + 1].words.casefold() in BEFORE_NAME) else head
        if at in people or tokens[at].upos not in ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "CCONJ"):
            return head
    return head


def _is_name(scene: Scene, index: int, people: frozenset[int]) -> bool:
    token = scene.tree.tokens[index]
    return index not in people and (token.words[:1].isupper() or token.words.casefold() in PORTFOLIO)


def _joins_fields(scene: Scene, index: int, people: frozenset[int]) -> bool:
    """Tell the "and" of "Foreign Affairs and Security Policy" from that of "the President of France and Angela Merkel"."""
    beside = scene.tree.tokens[index - 1 : index + 2 : 2]
    return len(beside) == 2 and not any(
        t.index in scene.places or t.lemma.lower() in OFFICES or not _is_name(scene, t.index, people) for t in beside
    )


def _end_of_name(scene: Scene, last: int, people: frozenset[int]) -> int:
    """Return the last word of the holder's name right after the office, with or without a comma; -1 where none stands there."""
    tokens, at = scene.tree.tokens, last + 1
    at += at < len(tokens) and tokens[at].words == ","
    while at < len(tokens) and at not in people and tokens[at].words.casefold().rstrip(".") in BEFORE_NAME:
        at += 1 + (at + 1 < len(tokens) and tokens[at + 1].words == ".")
    if at not in people:
        return -1
    while at + 1 in people:
        at += 1
    return at
