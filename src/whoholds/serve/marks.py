"""Sentences cut for the page: which words play which part. Cut here by code points, since browsers count otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from whoholds.records import Claim

Part = tuple[int, int, str]


def segments_of(claim: Claim, every: bool = False) -> list[dict[str, Any]]:
    """Cut a claim's sentence into pieces: `words`, and the `parts` that they play (trigger; with `every`, all roles).

    The pieces joined are the sentence, to the letter.
    """
    parts: list[Part] = [(claim.trigger.start, claim.trigger.end, "trigger")]
    if every:
        parts += _roles(claim)
    return cut(claim.sentence.words, claim.sentence.start, parts)


def _roles(claim: Claim) -> Iterable[Part]:
    for role, fillers in (("actor", claim.actors), ("target", claim.targets), ("place", claim.places), ("source", claim.sources)):
        yield from ((filler.start, filler.end, role) for filler in fillers if filler.kind != "reviewed")
    yield from ((quantity.start, quantity.end, "number") for quantity in claim.quantities)
    if claim.time is not None:
        yield (claim.time.mention.start, claim.time.mention.end, "time")


def cut(words: str, start: int, parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Cut words that begin at `start` of a text wherever a part begins or ends; what lies outside the words is left out."""
    end = start + len(words)
    inside = sorted({(max(low, start), min(high, end), name) for low, high, name in parts if low < end and high > start and low < high})
    edges = sorted({start, end, *(low for low, _, _ in inside), *(high for _, high, _ in inside)})
    found = []
    for low, high in pairwise(edges):
        playing = sorted({name for first, last, name in inside if first <= low and high <= last})
        found.append({"words": words[low - start : high - start], "parts": playing})
    return found
