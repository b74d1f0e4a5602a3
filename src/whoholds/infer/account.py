"""How a chance comes about: the sum, in log-odds, of what was believed before any claim and of what each claim adds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.infer.cases import Case, case_of
from whoholds.infer.evidence import CONTESTED, Say
from whoholds.infer.filter import UNKNOWN, Belief, believe
from whoholds.infer.voices import Evidence
from whoholds.infer.weights import DEFAULT, Weights
from whoholds.records import Claim, Holding

MOST = 60
"""Claims told one by one; those that say least of these days come first, together."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one claim adds, and the weights that it was given."""

    claim: str
    adds: float
    """By how much it moves the log-odds of the state on the day, the claims printed before it being known."""
    says: tuple[tuple[str, Evidence], ...]
    """Of which state, by name, and with which weight and factors."""


@dataclass(frozen=True, slots=True)
class Account:
    """The sum: `before` + `others` + what the entries add + `silence` = the log-odds of `chance`."""

    state: str
    """A side's name, `contested` or `unknown`."""
    confirmed: date
    """The day for which the claims are counted."""
    day: date
    """The day asked for."""
    before: float
    others: float
    other_claims: int
    entries: tuple[Entry, ...]
    silence: float
    """What the days from `confirmed` to `day` change, in which nobody confirmed it."""
    chance: float

    @property
    def total(self) -> float:
        """Return the log-odds of the chance."""
        return self.before + self.others + sum(entry.adds for entry in self.entries) + self.silence


def account_of(
    holding: Holding, claims: Iterable[Claim], origins: Mapping[str, str], day: date | None = None, weights: Weights = DEFAULT
) -> Account | None:
    """Take a holding's chance apart, on a day (its last confirmed one where none is given); None where the claims tell nothing.

    The claims are those that the holding was worked out from, in any order.
    """
    case = case_of(holding.place.id, claims, origins, None, weights)
    if case is None:
        return None
    state = _state_of(holding, case)
    confirmed = holding.last_confirmed or holding.start.latest or min(item.first for item in case.say.evidence)
    asked = day or confirmed
    confirmed = min(confirmed, asked)
    ranked = _in_order_of_print(case, confirmed)
    late = set(ranked[-MOST:]) if len(ranked) > MOST else set(ranked)
    told: set[str] = set()
    last = before = _log_odds(_on(_beliefs(case, told, weights), confirmed), state)
    entries: list[Entry] = []
    told |= set(ranked) - late
    others = 0.0
    if told:
        now = _log_odds(_on(_beliefs(case, told, weights), confirmed), state)
        others, last = now - last, now
    for claim in (id for id in _by_print(case) if id in late):
        told.add(claim)
        beliefs = _beliefs(case, told, weights)
        now = _log_odds(_on(beliefs, confirmed), state)
        entries.append(Entry(claim, now - last, _says(case, claim)))
        last = now
    whole = _beliefs(case, told, weights)
    chance = _on(whole, asked).chances[state]
    silence = _log_odds(_on(whole, asked), state) - last
    return Account(_name(case, state), confirmed, asked, before, others, len(ranked) - len(late), tuple(entries), silence, chance)


def _state_of(holding: Holding, case: Case) -> str:
    if holding.status == "held":
        return case.names.camp(holding.holder or "") or UNKNOWN
    return CONTESTED if holding.status == "contested" else UNKNOWN


def _name(case: Case, state: str) -> str:
    return case.names.of(state) or state


def _by_print(case: Case) -> list[str]:
    """Return the claims in the order in which they were printed."""
    days = {
        heard.claim.id: (heard.claim.published.latest if heard.claim.published else None) or date.max
        for heard in case.heard
    }  # fmt: skip
    speaking = {item.claim for item in case.say.evidence} | {change.claim for change in case.say.changes}
    return sorted(speaking, key=lambda id: (days.get(id, date.max), id))


def _in_order_of_print(case: Case, day: date) -> list[str]:
    """Return the claims, those first that say least of the days around a day."""
    near: dict[str, float] = dict.fromkeys(_by_print(case), 0.0)
    for item in case.say.evidence:
        away = max((item.first - day).days, (day - item.last).days, 0)
        near[item.claim] = max(near[item.claim], abs(item.weight) * math.exp(-away / 120))
    return sorted(near, key=lambda id: (near[id], id))


def _beliefs(case: Case, told: set[str], weights: Weights) -> Sequence[Belief]:
    some = Say(
        tuple(item for item in case.say.evidence if item.claim in told),
        tuple(change for change in case.say.changes if change.claim in told),
        case.say.stirs,
    )
    return believe(some, weights, case.say)


def _on(beliefs: Sequence[Belief], day: date) -> Belief:
    begun = [belief for belief in beliefs if belief.first <= day]
    return begun[-1] if begun else beliefs[0]


def _log_odds(belief: Belief, state: str) -> float:
    chance = min(max(belief.chances.get(state, 0.0), 1e-12), 1 - 1e-12)
    return math.log(chance / (1 - chance))


def _says(case: Case, claim: str) -> tuple[tuple[str, Evidence], ...]:
    return tuple((_name(case, item.state), item) for item in case.say.evidence if item.claim == claim)
