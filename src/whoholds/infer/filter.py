"""The filter: chances of every state on every stretch of days, from evidence before and after (forward-backward)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise

from whoholds.infer.evidence import CONTESTED, Change, Say
from whoholds.infer.steps import Drift, Pace, Row, Turn, drift, turn
from whoholds.infer.voices import Evidence
from whoholds.infer.weights import Weights

UNKNOWN = "unknown"
LONGEST = 60
"""Longest stretch in days; longer silences are cut, so that a state may change inside them."""
SILENCE = (30, 60, 120, 240, 480, 960, 1920)
"""Days after the last evidence at which a new stretch begins: what nobody speaks of any more is known less and less."""
ONE_DAY = timedelta(days=1)
Step = tuple[Drift, Turn | None]


@dataclass(frozen=True, slots=True)
class Belief:
    """Chances of the states over the days `first` to `last`; the last stretch of a place has no end."""

    first: date
    last: date | None
    chances: dict[str, float]


def believe(say: Say, weights: Weights, frame: Say | None = None) -> tuple[Belief, ...]:
    """Return the chances of each camp, of `contested` and of `unknown`, over stretches without a gap.

    With `frame`, states and stretches are those of that larger saying, so that what a part of it says can be compared.
    """
    frame = frame or say
    if not frame.evidence:
        return ()
    states = [*sorted({e.state for e in frame.evidence} - {CONTESTED}), CONTESTED, UNKNOWN]
    starts = _stretches(frame, weights)
    emissions = _emissions(say.evidence, starts, states, weights.most)
    steps = _steps(starts, states, say, frame, weights)
    ahead = _forward(emissions, steps)
    behind = _backward(emissions, steps)
    out = []
    for i, start in enumerate(starts):
        last = starts[i + 1] - ONE_DAY if i + 1 < len(starts) else None
        joint = [a * b for a, b in zip(ahead[i], behind[i], strict=True)]
        total = sum(joint) or 1.0
        out.append(Belief(start, last, {s: c / total for s, c in zip(states, joint, strict=True)}))
    return tuple(out)


def _stretches(say: Say, weights: Weights) -> list[date]:
    marks = {e.first for e in say.evidence} | {e.last for e in say.evidence} | {e.last + ONE_DAY for e in say.evidence}
    earliest = min(marks)
    marks.add(earliest - timedelta(days=weights.lead_days))
    ordered = sorted(marks)
    out: list[date] = []
    for one, other in pairwise(ordered):
        out.append(one)
        while (other - out[-1]).days > LONGEST:
            out.append(out[-1] + timedelta(days=LONGEST))
    return [*out, ordered[-1], *(ordered[-1] + timedelta(days=days) for days in SILENCE)]


def _emissions(evidence: Sequence[Evidence], starts: list[date], states: list[str], most: float) -> list[Row]:
    """Sum the evidence of every stretch: what is said of a last day counts on it in full; what is said of the days before it
    counts once more, spread over them, however many stretches they fall into."""
    at = {start: i for i, start in enumerate(starts)}
    column = {state: i for i, state in enumerate(states)}
    on_day = [[0.0] * len(states) for _ in starts]
    a_day = [[0.0] * len(states) for _ in starts]
    for item in evidence:
        spot = column[item.state]
        on_day[at[item.last]][spot] += item.weight
        days = (item.last - item.first).days
        if days:
            a_day[at[item.first]][spot] += item.weight / days
            a_day[at[item.last]][spot] -= item.weight / days
    running, least = [0.0] * len(states), math.exp(-most)
    out: list[Row] = []
    for i, (point, change) in enumerate(zip(on_day, a_day, strict=True)):
        running = [a + b for a, b in zip(running, change, strict=True)]
        length = (starts[i + 1] - starts[i]).days if i + 1 < len(starts) else 1
        row = [a + b * length for a, b in zip(point, running, strict=True)]
        top = max(row)
        out.append([math.exp(value - top) + least for value in row])
    return out


def _steps(starts: list[date], states: list[str], say: Say, frame: Say, weights: Weights) -> list[Step]:
    """Return each step from one stretch to the next; a reported change is spread over the steps that its days cover."""
    covered: list[list[tuple[Change, float]]] = [[] for _ in starts]
    for change in say.changes:
        at = range(bisect_left(starts, change.first), bisect_right(starts, change.last))
        for i in at:
            covered[i].append((change, 1 - (1 - weights.reported_change) ** (1 / len(at))))
    stirred = _stirred(starts, frame.stirs)
    told = min(e.first for e in frame.evidence)
    out: list[Step] = []
    for i, (one, other) in enumerate(pairwise(starts)):
        pace = Pace(stirred[i], other <= told)
        moves = drift((other - one).days, len(states) - 2, pace, weights)
        out.append((moves, _turn(covered[i + 1], states)))
    return out


def _turn(reported: list[tuple[Change, float]], states: list[str]) -> Turn | None:
    if not reported:
        return None
    gainers = sorted({gainer for change, _ in reported for gainer in change.gainers} & set(states))
    return turn(min(0.95, max(chance for _, chance in reported)), gainers, states)


def _stirred(starts: list[date], stirs: Sequence[tuple[date, date]]) -> list[bool]:
    """Tell of each stretch whether it begins in days that fighting stirs."""
    change = [0] * (len(starts) + 1)
    for first, last in stirs:
        change[max(0, bisect_right(starts, first) - 1)] += 1
        change[bisect_right(starts, last)] -= 1
    return [count > 0 for count in accumulate(change)][: len(starts)]


def _forward(emissions: list[Row], steps: list[Step]) -> list[Row]:
    size = len(emissions[0])
    start = [0.02 / size] * size
    start[-1] += 0.98
    out = [_norm([a * b for a, b in zip(start, emissions[0], strict=True)])]
    for (moves, told), seen in zip(steps, emissions[1:], strict=True):
        row = moves.ahead(out[-1])
        row = told.ahead(row) if told else row
        out.append(_norm([p * e for p, e in zip(row, seen, strict=True)]))
    return out


def _backward(emissions: list[Row], steps: list[Step]) -> list[Row]:
    out = [[1.0] * len(emissions[0])]
    for (moves, told), seen in zip(reversed(steps), reversed(emissions[1:]), strict=True):
        row = [b * e for b, e in zip(out[-1], seen, strict=True)]
        out.append(_norm(moves.back(told.back(row) if told else row)))
    return out[::-1]


def _norm(row: Row) -> Row:
    total = sum(row)
    return [value / total for value in row] if total > 0 else [1 / len(row)] * len(row)
