"""What simulated wars come to: scores with intervals over wars, and tables beside the plain rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from whoholds.evaluate.measured import Draws, Numbers, Table, interval_of, share, value_of
from whoholds.evaluate.simulate_rivals import RULES
from whoholds.evaluate.simulate_score import BINS, Tally

FILTER = "Whoholds"


@dataclass(slots=True)
class War:
    """What one war brought: a tally for each rule, in hindsight and as known on the day."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    live: dict[str, Tally] = field(default_factory=dict)
    hindsight: dict[str, Tally] = field(default_factory=dict)
    claims: int = 0
    seconds: float = 0.0


def scores_of(name: str, wars: Sequence[War]) -> dict[str, float]:
    """Return what can be a floor of one setting: greater is better."""
    return {key: value_of(numbers) for key, numbers in _numbers(name, wars).items()}


def intervals_of(name: str, wars: Sequence[War]) -> dict[str, tuple[float, float]]:
    """Return the 95% intervals of the same scores over bootstrap samples of wars; none where there is one war alone."""
    return {key: interval_of(numbers) for key, numbers in _numbers(name, wars).items()} if len(wars) > 1 else {}


def _numbers(name: str, wars: Sequence[War]) -> dict[str, Numbers]:
    drawn = Draws([_counts(war) for war in wars])
    rules = {rule: (_share(drawn, rule, "right"), _share(drawn, rule, "squared")) for rule in (FILTER, *RULES)}
    own_right, own_squared = rules[FILTER]
    best_right = np.max([rules[rule][0] for rule in RULES], axis=0)
    best_squared = np.min([rules[rule][1] for rule in RULES], axis=0)
    return {
        f"{name}: accuracy": own_right,
        f"{name}: accuracy above the best plain rule": own_right - best_right,
        f"{name}: Brier skill over the best plain rule": 1 - share(own_squared, best_squared),
        f"{name}: 1 - calibration error": 1 - _calibration_error(drawn),
        f"{name}: accuracy as known on the day": _share(drawn, f"live {FILTER}", "right"),
    }


def _counts(war: War) -> dict[tuple[str, ...], float]:
    out: dict[tuple[str, ...], float] = {}
    for rule, tally in war.tallies.items():
        out |= tally.counts(rule)
    if FILTER in war.live:
        out |= war.live[FILTER].counts(f"live {FILTER}")
    return out


def _share(drawn: Draws, rule: str, what: str) -> Numbers:
    return share(drawn.total((rule, what)), drawn.total((rule, "days")))


def _calibration_error(drawn: Draws) -> Numbers:
    off = np.abs([drawn.total((FILTER, "off", str(i))) for i in range(BINS)]).sum(axis=0)
    return share(off, drawn.total((FILTER, "told")))


def _joined(tallies: Sequence[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.join(tally)
    return total


def _all(wars: Sequence[War], rule: str) -> Tally:
    return _joined([war.tallies[rule] for war in wars if rule in war.tallies])


def _live(wars: Sequence[War], rule: str) -> Tally:
    return _joined([war.live[rule] for war in wars if rule in war.live])


def rule_table(levels: Mapping[str, Sequence[War]]) -> Table:
    """Return every rule of every setting."""
    rows: list[tuple[str | float, ...]] = []
    for name, wars in levels.items():
        speed = sum(war.claims for war in wars) / max(1e-9, sum(war.seconds for war in wars))
        for rule in (FILTER, *RULES):
            tally = _all(wars, rule)
            silent = tally.silent / tally.days if tally.days else 0.0
            row = (tally.accuracy, tally.clear_accuracy, tally.brier, tally.calibration_error, silent)
            rows.append((name, rule, *row, round(speed) if rule == FILTER else ""))
    columns = ("setting", "rule", "accuracy", "accuracy, days without a fight", "Brier", "calibration error", "no answer", "claims a second")
    return Table("Who had which place, in hindsight", columns, tuple(rows), on_page=True)


def live_table(levels: Mapping[str, Sequence[War]]) -> Table:
    """Return what was known on the day beside what is known in hindsight."""
    rows: list[tuple[str | float, ...]] = []
    for name, wars in levels.items():
        own, rules = _live(wars, FILTER), {rule: _live(wars, rule) for rule in RULES}
        later = _joined([war.hindsight[FILTER] for war in wars if FILTER in war.hindsight])
        best = max(RULES, key=lambda rule: rules[rule].accuracy)
        rows.append((name, own.accuracy, later.accuracy, own.brier, own.calibration_error, rules[best].accuracy, best))
    columns = ("setting", "accuracy as known on the day", "the same days in hindsight", "Brier as known on the day",
               "calibration error as known on the day", "best plain rule as known on the day", "which")  # fmt: skip
    return Table("As known on the day, and in hindsight", columns, tuple(rows), on_page=True)


def reliability_table(levels: Mapping[str, Sequence[War]]) -> Table:
    """Return, for each chance given, how often it was right, over all settings."""
    total = _joined([_all(wars, FILTER) for wars in levels.values()])
    columns = ("chance", "place-days", "mean chance", "share right")
    return Table("Chances given, and how often they are right", columns, tuple(total.reliability()), on_page=True)
