"""The fold judged where the truth is known: made-up wars, reported with named levels of noise, folded as articles' claims are."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from whoholds.evaluate.measured import Measured, Table
from whoholds.evaluate.simulate_claims import Press, Side, place_link, sides_of
from whoholds.evaluate.simulate_noise import NOISES
from whoholds.evaluate.simulate_rivals import RULES, Report, reports_by_place, votes_of
from whoholds.evaluate.simulate_score import Answers, Guess, Tally, guess_from_votes, guess_of
from whoholds.evaluate.simulate_war import Shape, Truth, make_war
from whoholds.pipeline import holdings_of
from whoholds.records import Claim, Holding

FILTER = "Whoholds"
USUAL = Shape()
Folding = Callable[[Iterable[Claim], Mapping[str, str], date | None], Iterable[Holding]]
"""How claims become holdings: claims, origins, and the day up to which they are known."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated. The seeds from 100 on were tuned on; no other seed was."""

    noises: tuple[str, ...] = tuple(NOISES)
    seeds: tuple[int, ...] = (1, 2)
    shape: Shape = USUAL
    live_days: int = 50
    """Every so many days the answer for that day is asked for as known on it."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One war with all that was told of it."""

    truth: Truth
    claims: tuple[Claim, ...]
    origins: Mapping[str, str]
    numbers: Mapping[str, int]
    """Names and ids of the sides, and their numbers."""

    @property
    def grid(self) -> tuple[int, int]:
        """Return how many days and sides there are."""
        return self.truth.shape.days, self.truth.shape.sides

    def days_told(self, reports: Sequence[Report]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Mark the days from the first report of a place on: before it every rule is silent, and none is scored."""
        return np.arange(self.truth.shape.days) >= reports[0].day

    def truth_of(self, place: int) -> Answers:
        """Return who had a place on each day."""
        return np.frombuffer(self.truth.states[place], dtype=np.uint8).astype(np.int64)


def report_war(noise: str, seed: int, shape: Shape) -> Reported:
    """Make a war and its press; the same for the same three."""
    truth = make_war(shape, seed)
    told = tuple(Press(truth, NOISES[noise], seed).told())
    origins = {one.claim.document: one.origin for one in told}
    return Reported(truth, tuple(one.claim for one in told), origins, numbers_of(sides_of(shape.sides)))


def numbers_of(sides: Sequence[Side]) -> dict[str, int]:
    """Return the number of each side by every name and id that it goes by."""
    return {key: i for i, side in enumerate(sides) for key in (*side.names, side.link.id, side.inner.id)}


@dataclass(slots=True)
class _Level:
    """What one level of noise brought."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    live: dict[str, Tally] = field(default_factory=dict)
    hindsight: dict[str, Tally] = field(default_factory=dict)
    claims: int = 0
    seconds: float = 0.0


def measure(plan: Plan = Plan(), folding: Folding = holdings_of) -> Measured:
    """Simulate, fold and score; the same scores every time, but for the speed."""
    levels = {noise: _Level() for noise in plan.noises}
    for noise, level in levels.items():
        for seed in plan.seeds:
            _add_war(level, report_war(noise, seed, plan.shape), plan, folding)
    scores: dict[str, float] = {}
    for noise, level in levels.items():
        scores |= _scores(noise, level)
    tables = (_rule_table(levels), _live_table(levels), *(_reliability(noise, level) for noise, level in levels.items()))
    return Measured(scores, tables=tables)


def parameters_digest(plan: Plan = Plan()) -> str:
    """Return 12 digits that name what was simulated: another war or noise is another set of data."""
    return hashlib.sha256(repr((plan, NOISES)).encode()).hexdigest()[:12]


def _add_war(level: _Level, war: Reported, plan: Plan, folding: Folding) -> None:
    start = time.process_time()
    holdings = _by_place(folding(war.claims, war.origins, None))
    level.seconds += time.process_time() - start
    level.claims += len(war.claims)
    reports = reports_by_place(war.claims, war.numbers, war.truth.shape.first)
    _add_rules(level.tallies, war, reports, None)
    for spot in war.truth.spots:
        told = reports.get(place_link(spot).id)
        if told:
            guess = _guess(holdings, spot.number, war)
            _tally(level.tallies, FILTER).add(guess, war.truth_of(spot.number), war.days_told(told))
    for day in range(plan.live_days, war.truth.shape.days, plan.live_days):
        _add_live(level, war, holdings, day, folding)


def _add_live(level: _Level, war: Reported, hindsight: Mapping[str, list[Holding]], day: int, folding: Folding) -> None:
    """Score the answers for one day, by what was printed up to it and by all that was ever printed."""
    known = _by_place(folding(war.claims, war.origins, war.truth.date_of(day)))
    told = {
        place: [r for r in some if r.told <= day]
        for place, some in reports_by_place(war.claims, war.numbers, war.truth.shape.first).items()
    }
    told = {place: some for place, some in told.items() if some and some[0].day <= day}
    only = np.arange(war.truth.shape.days) == day
    for spot in war.truth.spots:
        if place_link(spot).id in told:
            truth = war.truth_of(spot.number)
            _tally(level.live, FILTER).add(_guess(known, spot.number, war), truth, only)
            _tally(level.hindsight, FILTER).add(_guess(hindsight, spot.number, war), truth, only)
    _add_rules(level.live, war, told, day)


def _add_rules(tallies: dict[str, Tally], war: Reported, reports: Mapping[str, Sequence[Report]], day: int | None) -> None:
    """Score the plain rules, each with the better of two kinds of chances: shares of votes, or how often it is right in this war."""
    for rule in RULES:
        votes = {
            spot.number: votes_of(rule, told, *war.grid)
            for spot in war.truth.spots if (told := reports.get(place_link(spot).id))
        }  # fmt: skip
        shares, sure = Tally(), Tally()
        for tally in (shares, sure):
            for place, table in votes.items():
                told = reports[place_link(war.truth.spots[place]).id]
                kept = war.days_told(told) if day is None else np.arange(war.truth.shape.days) == day
                guess = guess_from_votes(table, None if tally is shares else shares.accuracy)
                tally.add(guess, war.truth_of(place), kept)
        _tally(tallies, rule).join(min(shares, sure, key=lambda tally: tally.brier))


def _tally(tallies: dict[str, Tally], name: str) -> Tally:
    return tallies.setdefault(name, Tally())


def _guess(holdings: Mapping[str, list[Holding]], place: int, war: Reported) -> Guess:
    found = holdings.get(place_link(war.truth.spots[place]).id, [])
    return guess_of(found, war.numbers, war.truth.shape.first, war.grid)


def _by_place(holdings: Iterable[Holding]) -> dict[str, list[Holding]]:
    out: dict[str, list[Holding]] = {}
    for holding in holdings:
        out.setdefault(holding.place.id, []).append(holding)
    return out


def _scores(noise: str, level: _Level) -> dict[str, float]:
    """Return what can be a floor: greater is better."""
    own, rules = level.tallies[FILTER], [level.tallies[rule] for rule in RULES]
    return {
        f"{noise}: accuracy": round(own.accuracy, 4),
        f"{noise}: accuracy above the best plain rule": round(own.accuracy - max(r.accuracy for r in rules), 4),
        f"{noise}: Brier skill over the best plain rule": round(1 - own.brier / min(r.brier for r in rules), 4),
        f"{noise}: 1 - calibration error": round(1 - own.calibration_error, 4),
        f"{noise}: accuracy as known on the day": round(level.live[FILTER].accuracy, 4),
    }


def _rule_table(levels: Mapping[str, _Level]) -> Table:
    rows: list[tuple[str | float, ...]] = []
    for noise, level in levels.items():
        for rule in (FILTER, *RULES):
            tally = level.tallies[rule]
            silent = tally.silent / tally.days if tally.days else 0.0
            speed = round(level.claims / level.seconds) if rule == FILTER else ""
            rows.append((noise, rule, tally.accuracy, tally.brier, tally.calibration_error, silent, speed))
    columns = ("noise", "rule", "accuracy", "Brier", "calibration error", "no answer", "claims a second")
    return Table("Who had which place, in hindsight", columns, tuple(rows), on_page=True)


def _live_table(levels: Mapping[str, _Level]) -> Table:
    rows: list[tuple[str | float, ...]] = []
    for noise, level in levels.items():
        own = level.live[FILTER]
        best = max(RULES, key=lambda rule: level.live[rule].accuracy)
        rows.append((noise, own.accuracy, level.hindsight[FILTER].accuracy, own.brier, level.live[best].accuracy, best))
    columns = ("noise", "accuracy as known on the day", "the same days in hindsight", "Brier as known on the day",
               "best plain rule as known on the day", "which")  # fmt: skip
    return Table("As known on the day, and in hindsight", columns, tuple(rows), on_page=True)


def _reliability(noise: str, level: _Level) -> Table:
    rows = tuple(level.tallies[FILTER].reliability())
    columns = ("chance", "place-days", "mean chance", "share right")
    return Table(f"{noise}: chances given, and how often they are right", columns, rows, on_page=True)
