"""The fold judged where the truth is known: made-up wars, reported with named levels of noise, folded as articles' claims are."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from whoholds.evaluate.measured import Measured
from whoholds.evaluate.simulate_claims import Press, Side, place_link, sides_of
from whoholds.evaluate.simulate_laws import share_the_same
from whoholds.evaluate.simulate_noise import NOISES, Noise
from whoholds.evaluate.simulate_rivals import RULES, Report, reports_by_place, votes_of
from whoholds.evaluate.simulate_score import Answers, Guess, Tally, guess_from_votes, guess_of
from whoholds.evaluate.simulate_tables import (
    FILTER,
    War,
    intervals_of,
    live_table,
    reliability_table,
    rule_table,
    scores_of,
)
from whoholds.evaluate.simulate_war import Shape, Truth, make_war
from whoholds.pipeline import holdings_of
from whoholds.records import Claim, Holding
from whoholds.run.folding import CHUNK

USUAL = Shape()
MIDDLING = replace(USUAL, places=60)
SHAPES = {
    "slow war": replace(USUAL, attack=1 / 600, contest_days=20.0),
    "fast war": replace(USUAL, attack=1 / 60, contest_days=5.0, success=0.65),
    "two sides": replace(USUAL, sides=2),
    "five sides": replace(USUAL, sides=5),
}
"""Wars that go otherwise than the one that the filter was set on, told with the usual noise."""
SAME = "same answer shuffled, and by 1, 2 and 4 workers"
Folding = Callable[[Iterable[Claim], Mapping[str, str], date | None], Iterable[Holding]]
"""How claims become holdings: claims, origins, and the day up to which they are known."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated. The seeds from 100 on were tuned on; no other seed was."""

    settings: tuple[str, ...] = (*NOISES, *SHAPES)
    """Names of levels of noise (of the usual war), and of wars (with the usual noise)."""
    seeds: tuple[int, ...] = tuple(range(1, 11))
    shape: Shape = MIDDLING
    """Places and days of every war; the rest of a named war is its own."""
    live_days: int = 100
    """Every so many days the answer for that day is asked for as known on it."""
    workers: tuple[int, ...] = (1, 2, 4)
    """Numbers of processes that must give the same answer; none: not tried."""


GATE = Plan(seeds=(1, 2), shape=replace(USUAL, places=24, days=250))
"""Small enough for every change: seconds."""


def setting_of(name: str, plan: Plan) -> tuple[Noise, Shape]:
    """Return the noise and the war that a setting names. Raises KeyError for a name that is none."""
    if name in NOISES:
        return NOISES[name], plan.shape
    return NOISES["usual"], replace(SHAPES[name], places=plan.shape.places, days=plan.shape.days, first=plan.shape.first)


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


def report_war(noise: Noise, seed: int, shape: Shape) -> Reported:
    """Make a war and its press; the same for the same three."""
    truth = make_war(shape, seed)
    told = tuple(Press(truth, noise, seed).told())
    origins = {one.claim.document: one.origin for one in told}
    return Reported(truth, tuple(one.claim for one in told), origins, numbers_of(sides_of(shape.sides)))


def numbers_of(sides: Sequence[Side]) -> dict[str, int]:
    """Return the number of each side by every name and id that it goes by."""
    return {key: i for i, side in enumerate(sides) for key in (*side.names, side.link.id, side.inner.id)}


def measure(plan: Plan = Plan(), folding: Folding = holdings_of, tell: Callable[[str], None] = lambda words: None) -> Measured:
    """Simulate, fold and score; the same scores every time, but for the speed. `tell` hears which setting is under way."""
    levels: dict[str, list[War]] = {}
    for name in plan.settings:
        tell(f"{name}: {len(plan.seeds)} wars")
        levels[name] = [_war(report_war(noise, seed, shape), plan, folding) for seed in plan.seeds for noise, shape in [setting_of(name, plan)]]
    scores: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    for name, wars in levels.items():
        scores |= scores_of(name, wars)
        intervals |= intervals_of(name, wars)
    if plan.workers:
        tell("the same claims shuffled, and in several processes")
        scores[SAME] = _same(plan)
    tables = (rule_table(levels), live_table(levels), reliability_table(levels))
    return Measured(scores, intervals, tables)


def parameters_digest(plan: Plan = Plan()) -> str:
    """Return 12 digits that name what was simulated: another war or noise is another set of data."""
    return hashlib.sha256(repr((plan, NOISES, SHAPES)).encode()).hexdigest()[:12]


def _same(plan: Plan) -> float:
    """Try one war, of so many places that every process gets some, in several orders and numbers of processes; 1: all the same."""
    war = report_war(NOISES["usual"], plan.seeds[0], replace(plan.shape, places=3 * CHUNK, days=60))
    return share_the_same(war.claims, war.origins, plan.workers)


def _war(war: Reported, plan: Plan, folding: Folding) -> War:
    level = War()
    _add_war(level, war, plan, folding)
    return level


def _add_war(level: War, war: Reported, plan: Plan, folding: Folding) -> None:
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


def _add_live(level: War, war: Reported, hindsight: Mapping[str, list[Holding]], day: int, folding: Folding) -> None:
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
