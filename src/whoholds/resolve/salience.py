"""Choose the likeliest antecedent among what was heard: near, subject, often named, of the fitting number and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from whoholds.records import Link
from whoholds.resolve.scene import NEAR, Heard, Scene

SUBJECT = 0.3
"""What being a subject adds; set by hand on the training claims, not swept."""
SAME = 0.1
"""What being a subject of the very sentence adds."""
OFTEN = 0.06
"""What each further mention adds, up to five."""
LEAST = 0.2
"""Antecedents below this weight are too far away to be meant."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A candidate with its weight."""

    heard: Heard
    weight: float


def rank(scene: Scene, heard: Iterable[Heard], spot: int, fits: Callable[[Heard], float | None]) -> list[Antecedent]:
    """Rank what was heard before a position by nearness and by `fits`, which returns a bonus or None for no fit."""
    here = scene.sentence_of(spot)
    best: dict[str, Antecedent] = {}
    times: dict[str, int] = {}
    for each in heard:
        if each.end > spot:
            continue
        bonus = fits(each)
        if bonus is None:
            continue
        times[each.link.id] = times.get(each.link.id, 0) + 1
        weight = NEAR ** (here - each.sentence) + (SUBJECT if each.subject else 0.0) + bonus
        weight += SAME if each.subject and each.sentence == here else 0.0
        weight += 0.05 * each.start / max(1, len(scene.text))
        if each.link.id not in best or weight >= best[each.link.id].weight:
            best[each.link.id] = Antecedent(each, weight)
    ranked = [Antecedent(a.heard, a.weight + OFTEN * min(5, times[a.heard.link.id])) for a in best.values()]
    return sorted(ranked, key=lambda a: (-a.weight, -a.heard.start, a.heard.link.id))


def link_to(scene: Scene, antecedents: list[Antecedent], reason: str, most: int = 3) -> tuple[Link, ...]:
    """Turn ranked antecedents into links, the score of each its share of the weight."""
    kept = [a for a in antecedents[:most] if a.weight >= LEAST]
    total = sum(a.weight for a in kept) or 1.0
    return tuple(
        replace(
            a.heard.link,
            score=round(0.9 * a.weight / total, 3) if len(kept) > 1 else 0.8,
            reason=f'{reason}: "{a.heard.words}"',
        )
        for a in kept
    )
