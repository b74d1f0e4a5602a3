"""Scores of answers about a made-up war, place by place and day by day: accuracy, Brier score, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from whoholds.records import Holding

Chances = NDArray[np.float64]
Answers = NDArray[np.int64]
NO_ANSWER = -1
BINS = 10


@dataclass(frozen=True, slots=True)
class Guess:
    """What a rule says of one place: for each day its answer (a side, the number of sides for contested, or `NO_ANSWER`), and its chances."""

    answers: Answers
    chances: Chances
    """Rows are days; columns the sides, then contested; every row sums to 1."""


def guess_of(holdings: Sequence[Holding], side_numbers: Mapping[str, int], first: date, shape: tuple[int, int]) -> Guess:
    """Read holdings as guesses. What is unknown is spread evenly; days before the first holding know nothing. `shape`: days, sides."""
    days, sides = shape
    answers = np.full(days, NO_ANSWER, dtype=np.int64)
    chances = np.full((days, sides + 1), 1 / (sides + 1))
    for holding in sorted(holdings, key=lambda h: h.start.latest or date.min):
        begun = max(0, ((holding.start.latest or first) - first).days)
        answer = sides if holding.status == "contested" else side_numbers.get(holding.holder or "", NO_ANSWER)
        answers[begun:] = answer
        for since, named in holding.course:
            at = max(begun, (since - first).days)
            row = np.zeros(sides + 1)
            for name, chance in named:
                row[side_numbers.get(name, sides)] += chance if name != "unknown" else 0.0
            chances[at:] = row + (1 - row.sum()) / (sides + 1)
    return Guess(answers, chances)


def guess_from_votes(votes: Chances, sure: float | None) -> Guess:
    """Read votes as guesses: the most voted side; with the chance `sure`, or each side's share of the votes where it is None."""
    days, sides = votes.shape
    total = votes.sum(axis=1)
    best = votes.argmax(axis=1)
    answers = np.where(total > 0, best, NO_ANSWER)
    chances = np.full((days, sides + 1), 1 / (sides + 1))
    known = total > 0
    if sure is None:
        chances[known, :sides] = votes[known] / total[known, None]
        chances[known, sides] = 0.0
    else:
        chances[known] = (1 - sure) / sides
        chances[np.flatnonzero(known), best[known]] = sure
    return Guess(answers.astype(np.int64), chances)


@dataclass(slots=True)
class Tally:
    """Sums over place-days."""

    days: int = 0
    right: int = 0
    silent: int = 0
    clear_days: int = 0
    """Days on which one side had the place, and nobody fought for it."""
    clear_right: int = 0
    squared: float = 0.0
    bin_days: Chances = field(default_factory=lambda: np.zeros(BINS))
    bin_right: Chances = field(default_factory=lambda: np.zeros(BINS))
    bin_chance: Chances = field(default_factory=lambda: np.zeros(BINS))

    def add(self, guess: Guess, truth: Answers, kept: NDArray[np.bool_]) -> None:
        """Count the kept days of one place; `truth` is the side, or the number of sides where contested."""
        answers, chances, truth = guess.answers[kept], guess.chances[kept], truth[kept]
        at = np.arange(len(truth))
        actual = np.zeros_like(chances)
        actual[at, truth] = 1.0
        self.days += len(truth)
        self.right += int((answers == truth).sum())
        clear = truth < chances.shape[1] - 1
        self.clear_days += int(clear.sum())
        self.clear_right += int((answers == truth)[clear].sum())
        self.squared += float(((chances - actual) ** 2).sum())
        told = answers != NO_ANSWER
        self.silent += int((~told).sum())
        sure = chances[at[told], answers[told]]
        bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
        np.add.at(self.bin_days, bins, 1)
        np.add.at(self.bin_right, bins, answers[told] == truth[told])
        np.add.at(self.bin_chance, bins, sure)

    def join(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.days += other.days
        self.right += other.right
        self.silent += other.silent
        self.clear_days += other.clear_days
        self.clear_right += other.clear_right
        self.squared += other.squared
        self.bin_days = self.bin_days + other.bin_days
        self.bin_right = self.bin_right + other.bin_right
        self.bin_chance = self.bin_chance + other.bin_chance

    @property
    def accuracy(self) -> float:
        """Share of place-days with the right answer; no answer is not right."""
        return self.right / self.days if self.days else 0.0

    @property
    def clear_accuracy(self) -> float:
        """The same over the days on which one side had the place: there no rule is right by saying "contested"."""
        return self.clear_right / self.clear_days if self.clear_days else 0.0

    @property
    def brier(self) -> float:
        """Mean over place-days of the squared differences, summed over sides and contested: 0 to 2, less is better."""
        return self.squared / self.days if self.days else 0.0

    @property
    def calibration_error(self) -> float:
        """Expected calibration error of the answers given: ten bins of the chance, weighted by their days."""
        total = self.bin_days.sum()
        return float(np.abs(self.bin_right - self.bin_chance).sum() / total) if total else 0.0

    def counts(self, name: str) -> dict[tuple[str, ...], float]:
        """Return the sums as counts of one war, for bootstrap samples over wars."""
        plain = {"days": self.days, "right": self.right, "squared": self.squared, "told": float(self.bin_days.sum())}
        off = {("off", str(i)): float(value) for i, value in enumerate(self.bin_right - self.bin_chance)}
        return {(name, key): float(value) for key, value in plain.items()} | {(name, *key): value for key, value in off.items()}

    def reliability(self) -> list[tuple[str, int, float, float]]:
        """Return, for each bin with days in it: the chances, days, mean chance, share right."""
        return [
            (f"{i / BINS:.1f} to {(i + 1) / BINS:.1f}", int(n), float(self.bin_chance[i] / n), float(self.bin_right[i] / n))
            for i, n in enumerate(self.bin_days) if n
        ]  # fmt: skip
