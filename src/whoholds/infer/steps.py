"""How chances move when nothing is seen: unreported changes, fights that break out and end, silence, and reports of a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from whoholds.infer.weights import Weights

Row = list[float]
Three = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
"""Chances from one of three kinds of state (some camp, contested, unknown) to each of them."""


@dataclass(frozen=True, slots=True)
class Drift:
    """What some silent days do to the chances. Camps are alike, so six numbers say it all, however many they are."""

    same: float
    """A camp keeps the place."""
    other: float
    """One camp's place goes to one given other camp."""
    out: tuple[float, float]
    """A camp's place becomes contested, or unknown."""
    contest: tuple[float, float, float]
    """What is contested goes to one given camp, stays, becomes unknown."""
    unknown: tuple[float, float, float]
    """What is unknown goes to one given camp, becomes contested, stays."""

    def ahead(self, row: Row) -> Row:
        """Move chances forward; the last two of the row are contested and unknown."""
        *camps, contested, unknown = row
        to_camp = sum(camps) * self.other + contested * self.contest[0] + unknown * self.unknown[0]
        keep, held = self.same - self.other, sum(camps)
        return [
            *(p * keep + to_camp for p in camps),
            held * self.out[0] + contested * self.contest[1] + unknown * self.unknown[1],
            held * self.out[1] + contested * self.contest[2] + unknown * self.unknown[2],
        ]

    def back(self, row: Row) -> Row:
        """Move likelihoods backward."""
        *camps, contested, unknown = row
        total, keep = sum(camps), self.same - self.other
        away = total * self.other + contested * self.out[0] + unknown * self.out[1]
        return [
            *(b * keep + away for b in camps),
            total * self.contest[0] + contested * self.contest[1] + unknown * self.contest[2],
            total * self.unknown[0] + contested * self.unknown[1] + unknown * self.unknown[2],
        ]


@dataclass(frozen=True, slots=True)
class Turn:
    """A reported change: with the chance `moved` the place goes anew, to each state with its share."""

    moved: float
    shares: tuple[float, ...]

    def ahead(self, row: Row) -> Row:
        """Move chances forward."""
        stay = 1 - self.moved
        return [p * stay + self.moved * share for p, share in zip(row, self.shares, strict=True)]

    def back(self, row: Row) -> Row:
        """Move likelihoods backward."""
        anew = self.moved * sum(b * share for b, share in zip(row, self.shares, strict=True))
        return [b * (1 - self.moved) + anew for b in row]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast things change in some days."""

    stirred: bool = False
    """Fighting was told shortly before."""
    early: bool = False
    """Before the first report, when a holder may yet come to be known."""


@lru_cache(maxsize=4096)
def drift(days: int, camps: int, pace: Pace, weights: Weights) -> Drift:
    """Return what a number of silent days does, with a number of camps."""
    hazard = weights.stirred if pace.stirred else weights.hazard
    outbreak = weights.stirred_outbreak if pace.stirred else weights.outbreak
    leaving = hazard + outbreak + weights.fading
    finding = weights.finding if pace.early else weights.refinding
    lumped: Three = (
        (1 - outbreak - weights.fading, outbreak, weights.fading),
        (weights.settling, 1 - weights.settling - weights.fading, weights.fading),
        (finding * (1 - weights.open_contest), finding * weights.open_contest, 1 - finding),
    )
    (kk, kc, ku), (ck, cc, cu), (uk, uc, uu) = _power(lumped, days)
    keep = (1 - leaving) ** days
    other = (kk - keep) / camps if camps else 0.0
    share = 1 / camps if camps else 0.0
    return Drift(other + keep, other, (kc, ku), (ck * share, cc, cu), (uk * share, uc, uu))


def _power(matrix: Three, times: int) -> Three:
    out: Three = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    while times:
        if times & 1:
            out = _product(out, matrix)
        matrix, times = _product(matrix, matrix), times >> 1
    return out


def _product(one: Three, other: Three) -> Three:
    columns = list(zip(*other, strict=True))
    a, b, c = ([sum(x * y for x, y in zip(row, column, strict=True)) for column in columns] for row in one)
    return (a[0], a[1], a[2]), (b[0], b[1], b[2]), (c[0], c[1], c[2])


def turn(moved: float, gainers: Sequence[str], states: Sequence[str]) -> Turn:
    """Return what a reported change does. The last two states are contested and unknown; without gainers any may have it."""
    share = dict.fromkeys(states, 0.1 / len(states))
    heirs = gainers or [*states[:-2], states[-1]]
    for heir in heirs:
        share[heir] += 0.7 / len(heirs)
    share[states[-2]] += 0.2 if gainers else 0.0
    total = sum(share.values())
    return Turn(moved, tuple(share[state] / total for state in states))
