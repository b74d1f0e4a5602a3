"""Numbers that count a part of those told before: "41 civilians, 27 of them children"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whoholds.extract.scene import Scene
from whoholds.records import Claim, Filler, Quantity, When

KINDS = frozenset({"casualties", "displace"})
"""Types whose parts annotators count: of 649 parts of a number of dead or hurt told so in our own annotated texts 521 are marked,
of 165 parts of the displaced 111; of other types, and of shares ("a third of them"), fewer than half."""
_BEHIND = re.compile(r"\s+of (?:them|whom)\b|\s+(?:\w+\s+){1,3}?among (?:them|whom)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:of whom|of them|among them|among whom|including)(?: (?:were|are|was))?\s+$", re.IGNORECASE)
_WHO = re.compile(r"(?: of (?:them|whom))?(?: (?:were|are|was))?\s+", re.IGNORECASE)
_ENDED = re.compile(r"[;:]|\b(?:but|while|whereas|and another)\b", re.IGNORECASE)


def with_shares(scene: Scene, kind: str, found: tuple[Quantity, ...], others: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Add to the numbers of a claim those that count a part of the last of them; each is a claim of its own later."""
    taken = list(found)
    for number in others if kind in KINDS else ():
        if number not in taken and number.unit != "percent" and _is_part(scene, number, taken, others):
            taken.append(number)
    return tuple(sorted(taken, key=lambda number: number.start))


def _is_part(scene: Scene, number: Quantity, taken: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    text = scene.annotated.document.text
    before = [other for other in others if other.end <= number.start]
    if not before or before[-1] not in taken or before[-1].unit == "percent" or _ENDED.search(text, before[-1].end, number.start):
        return False
    return _told_as_part(scene, number)


def of_its_part(scene: Scene, claim: Claim) -> Claim:
    """Give a claim that counts a part of the dead those whom it counts, where no victim is told behind its number."""
    number = claim.quantities[0] if len(claim.quantities) == 1 else None
    if claim.type != "casualties" or number is None or any(one.start >= number.end for one in claim.targets):
        return claim
    who = _counted(scene, number) if _told_as_part(scene, number) else None
    return replace(claim, targets=(who,)) if who else claim


def days_of_parts(scene: Scene, amounts: Sequence[Quantity], days: Sequence[When | None]) -> list[When | None]:
    """Give a part without a day of its own that of the number before it: "over 1,000 of them" died when the 1,600 did."""
    given: list[When | None] = []
    for amount, day in zip(amounts, days, strict=True):
        given.append(given[-1] if day is None and given and _told_as_part(scene, amount) else day)
    return given


def _told_as_part(scene: Scene, number: Quantity) -> bool:
    text, sentence = scene.annotated.document.text, scene.tree.sentence
    return bool(_BEHIND.match(text, number.end, sentence.end) or _BEFORE.search(text[sentence.start : number.start]))


def _counted(scene: Scene, number: Quantity) -> Filler | None:
    """Word whom a part counts: "children" of "27 of them children"; none where the words do not say it at once."""
    text, tokens = scene.annotated.document.text, scene.tree.tokens
    spot = _WHO.match(text, number.end)
    first = next((t for t in tokens if spot and t.start == spot.end() and t.upos in ("NOUN", "PROPN", "ADJ")), None)
    last = first
    while last is not None and last.index + 1 < len(tokens) and tokens[last.index + 1].upos in ("NOUN", "PROPN"):
        last = tokens[last.index + 1]
    if first is None or last is None or last.upos not in ("NOUN", "PROPN"):
        return None
    return Filler(first.start, last.end, text[first.start : last.end], "phrase")
