"""The filter: chances of every state on every stretch of days, from evidence before and after (forward-backward)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from whoholds.infer.evidence import CONTESTED, Change, Evidence, Say
from whoholds.infer.weights import Weights

UNKNOWN = "unknown"
LONGEST = 60
"""Longest stretch in days; longer silences are cut, so that a state may change inside them."""
LEAST_WEIGHT = -12.0
SILENCE = (30, 60, 120, 240, 480, 960, 1920)
"""Days after the last evidence at which a new stretch begins: what nobody speaks of any more is known less and less."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Chances of the states over the days `first` to `last`; the last stretch of a place has no end."""

    first: date
    last: date | None
    chances: dict[str, float]


def believe(say: Say, weights: Weights) -> tuple[Belief, ...]:
    """Return the chances of each camp, of `contested` and of `unknown`, over stretches without a gap."""
    if not say.evidence:
        return ()
    states = [*sorted({e.state for e in say.evidence} - {CONTESTED}), CONTESTED, UNKNOWN]
    starts = _stretches(say, weights)
    emissions = _emissions(say.evidence, starts, states)
    steps = _steps(starts, states, say.changes, weights)
    ahead = _forward(emissions, steps, states)
    behind = _backward(emissions, steps)
    out = []
    for i, start in enumerate(starts):
        last = starts[i + 1] - timedelta(days=1) if i + 1 < len(starts) else None
        joint = [a * b for a, b in zip(ahead[i], behind[i], strict=True)]
        total = sum(joint) or 1.0
        out.append(Belief(start, last, {s: c / total for s, c in zip(states, joint, strict=True)}))
    return tuple(out)


def _stretches(say: Say, weights: Weights) -> list[date]:
    one_day = timedelta(days=1)
    marks = {e.first for e in say.evidence} | {e.last + one_day for e in say.evidence}
    earliest = min(marks)
    marks.add(earliest - timedelta(days=weights.lead_days))
    ordered = sorted(marks)
    out: list[date] = []
    for one, other in pairwise(ordered):
        out.append(one)
        while (other - out[-1]).days > LONGEST:
            out.append(out[-1] + timedelta(days=LONGEST))
    return [*out, ordered[-1], *(ordered[-1] + timedelta(days=days) for days in SILENCE)]


def _emissions(evidence: Sequence[Evidence], starts: list[date], states: list[str]) -> list[list[float]]:
    """Sum the evidence of every stretch by adding at its start and taking away after its end."""
    at = {start: i for i, start in enumerate(starts)}
    column = {state: i for i, state in enumerate(states)}
    change = [[0.0] * len(states) for _ in range(len(starts) + 1)]
    for item in evidence:
        change[at[item.first]][column[item.state]] += item.weight
        change[at[item.last + timedelta(days=1)]][column[item.state]] -= item.weight
    out: list[list[float]] = []
    running = [0.0] * len(states)
    for row in change[:-1]:
        running = [a + b for a, b in zip(running, row, strict=True)]
        top = max(running)
        out.append([math.exp(max(LEAST_WEIGHT, value - top)) for value in running])
    return out


def _steps(
    starts: list[date], states: list[str], changes: Sequence[Change], weights: Weights
) -> list[tuple[list[float], list[float]]]:
    """Return each step from one stretch to the next; a reported change is spread over the steps that its days cover."""
    covered: list[list[tuple[Change, float]]] = [[] for _ in starts]
    for change in changes:
        at = range(bisect_left(starts, change.first), bisect_right(starts, change.last))
        for i in at:
            covered[i].append((change, 1 - (1 - weights.reported_change) ** (1 / len(at))))
    return [
        _step((other - one).days, covered[i + 1], states, weights) for i, (one, other) in enumerate(pairwise(starts))
    ]


def _step(
    days: int, reported: list[tuple[Change, float]], states: list[str], weights: Weights
) -> tuple[list[float], list[float]]:
    """Return the chance to stay in each state, and where the rest goes."""
    share = {state: 0.1 / len(states) for state in states}
    moving = 1 - math.exp(-weights.hazard * days)
    if reported:
        moving = max(moving, *(chance for _, chance in reported))
        gainers = sorted({gainer for change, _ in reported for gainer in change.gainers}) or [
            s for s in states if s != CONTESTED
        ]
        for gainer in gainers:
            share[gainer] = share.get(gainer, 0.0) + 0.7 / len(gainers)
        share[CONTESTED] += 0.2 if any(change.gainers for change, _ in reported) else 0.0
    else:
        for state in states:
            share[state] += 0.9 / len(states)
        fading = 1 - math.exp(-weights.fading * days)
        moving, share[UNKNOWN] = moving + fading, share[UNKNOWN] + fading / (moving + fading)
    total = sum(share[state] for state in states)
    stay = [1 - min(moving, 0.95)] * len(states)
    if not reported:
        stay[states.index(UNKNOWN)] = math.exp(-weights.finding * days)
    return stay, [share[state] / total for state in states]


def _forward(
    emissions: list[list[float]], steps: list[tuple[list[float], list[float]]], states: list[str]
) -> list[list[float]]:
    start = [0.02 / len(states)] * len(states)
    start[states.index(UNKNOWN)] = 0.98
    out = [_norm([a * b for a, b in zip(start, emissions[0], strict=True)])]
    for (stay, share), seen in zip(steps, emissions[1:], strict=True):
        now = out[-1]
        moved = sum(p * (1 - s) for p, s in zip(now, stay, strict=True))
        out.append(_norm([(p * s + moved * q) * e for p, s, q, e in zip(now, stay, share, seen, strict=True)]))
    return out


def _backward(emissions: list[list[float]], steps: list[tuple[list[float], list[float]]]) -> list[list[float]]:
    size = len(emissions[0])
    out = [[1.0] * size]
    for (stay, share), seen in zip(reversed(steps), reversed(emissions[1:]), strict=True):
        after = [b * e for b, e in zip(out[-1], seen, strict=True)]
        elsewhere = sum(a * q for a, q in zip(after, share, strict=True))
        out.append(_norm([a * s + (1 - s) * elsewhere for a, s in zip(after, stay, strict=True)]))
    return out[::-1]


def _norm(row: list[float]) -> list[float]:
    total = sum(row)
    return [value / total for value in row] if total > 0 else [1 / len(row)] * len(row)
