"""Independence: what one origin tells twice, what one side's spokesman tells many papers, and what may be a hidden copy counts less."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whoholds.infer.weights import Weights

PART = "of a part"
"""The factor of what is told of a part of the place."""
AREA = "area"
"""The voice of all that is told of a wider area: whoever tells it, it says the same of a place inside, and is wrong of it together."""
Factors = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim's say on one state (a camp or `contested`) over some days; a negative weight speaks against it."""

    claim: str
    origin: str
    state: str
    first: date
    last: date
    weight: float
    factors: Factors = ()
    """What the weight is the product of, each with its name: the kind of report first."""
    voice: str = ""
    """The camp whose interest the words serve or hurt, where it is a side's own word; `AREA` for a wider area; empty else."""


def independent(evidence: Iterable[Evidence], weights: Weights) -> tuple[Evidence, ...]:
    """Return the evidence, the strongest of what depends on each other in full and the rest with less; in a fixed order."""
    ranked = sorted(evidence, key=lambda e: (-abs(e.weight), e.claim, e.state, e.first, e.last))
    kept: list[Evidence] = []
    origins: set[tuple[str, str, bool, date]] = set()
    told: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for item in ranked:
        key = (item.origin, item.state, item.weight > 0, item.last)
        if key in origins:
            kept.append(_less(item, "told by this origin already", weights.repeat))
            continue
        origins.add(key)
        days, share, why = _reach(item, weights)
        before, day = told[item.voice, item.state, item.weight > 0], item.last.toordinal()
        again = bisect_right(before, day + days) - bisect_left(before, day - days)
        insort(before, day)
        kept.append(_less(item, why, share**again))
    return tuple(sorted(kept, key=lambda e: (e.first, e.last, e.claim, e.state, e.weight)))


def _reach(item: Evidence, weights: Weights) -> tuple[int, float, str]:
    """Return within how many days another report of the same depends on this one, what it keeps, and why."""
    if item.voice == AREA:
        return weights.area_days, weights.voice, "told of that area before"
    if item.voice:
        return weights.voice_days, weights.voice, "the same side's word again"
    return weights.echo_days, weights.echo, "told by others in these days"


def _less(item: Evidence, why: str, share: float) -> Evidence:
    if share == 1.0:
        return item
    return replace(item, weight=item.weight * share, factors=(*item.factors, (why, share)))


class Spoken:
    """Evidence to be asked for by days."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        """Take evidence in the order of its first days."""
        self._evidence = tuple(evidence)
        self._long = [i for i, item in enumerate(self._evidence) if item.first != item.last]
        self._firsts = [item.first for item in self._evidence]
        self._asked: dict[tuple[date, date], tuple[Evidence, ...]] = {}

    def between(self, first: date, last: date) -> tuple[Evidence, ...]:
        """Return what speaks of any of these days, in its order."""
        known = self._asked.get((first, last))
        if known is None:
            at, end = bisect_left(self._firsts, first), bisect_right(self._firsts, last)
            earlier = (self._evidence[i] for i in self._long if i < at and self._evidence[i].last >= first)
            known = self._asked[first, last] = (*earlier, *self._evidence[at:end])
        return known
