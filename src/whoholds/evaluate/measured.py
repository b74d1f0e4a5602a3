"""What a measurement brings: scores that can be floors, their intervals, tables, and lines of errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

DRAWS, SEED = 1000, 0
"""Bootstrap samples of documents, and the seed that makes them the same every time."""

Counts = Mapping[tuple[str, ...], float]
"""What one document counts, by any key."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """A table beside the scores: of classes, of confusions."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]
    on_page: bool = False
    """Whether docs/quality.md shows it."""

    def as_plain(self) -> list[dict[str, str | float]]:
        """Return the rows as objects, for JSON."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def as_markdown(self) -> str:
        """Return it as a Markdown table."""
        lines = [self.columns, ("---",) * len(self.columns), *self.rows]
        return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one set brought."""

    scores: Mapping[str, float]
    """Shares, 0 to 1, or per cent where their set says so; the gate's floors."""
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """95% intervals over bootstrap samples of documents, by the name of the score."""
    tables: tuple[Table, ...] = ()
    errors: tuple[tuple[str, ...], ...] = ()
    """What went wrong in documents that may be looked at, a line each, the first line naming the columns."""

    def as_plain(self) -> dict[str, Any]:
        """Return all but the errors as one object, the scores on top, for JSON."""
        beside = {
            "intervals": {key: list(bounds) for key, bounds in self.intervals.items()},
            "tables": {table.title: table.as_plain() for table in self.tables},
        }
        return {**self.scores, **{key: value for key, value in beside.items() if value}}


class Draws:
    """Totals over bootstrap samples of documents: the percentile bootstrap (Efron and Tibshirani 1993, chapter 13)."""

    def __init__(self, documents: Sequence[Counts]) -> None:
        """Draw as many documents as there are, with replacement, `DRAWS` times; the first row is the set itself."""
        self._spots = {key: spot for spot, key in enumerate(sorted({key for one in documents for key in one}))}
        table = np.zeros((len(documents), len(self._spots)))
        for row, one in enumerate(documents):
            for key, value in one.items():
                table[row, self._spots[key]] = value
        number = max(1, len(documents))
        drawn = np.random.default_rng(SEED).multinomial(len(documents), [1 / number] * number, size=DRAWS)
        weights = np.vstack([np.ones((1, number)), drawn]) if documents else np.zeros((DRAWS + 1, 0))
        self._totals: Numbers = weights @ table

    def total(self, *keys: tuple[str, ...]) -> Numbers:
        """Return the sum over keys: of the set itself, then of each sample. A key that no document has counts 0."""
        spots = [self._spots[key] for key in keys if key in self._spots]
        result: Numbers = self._totals[:, spots].sum(axis=1)
        return result


def share(part: Numbers, whole: Numbers) -> Numbers:
    """Divide; not a number where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full_like(part, np.nan, dtype=np.float64), where=whole > 0)


def value_of(numbers: Numbers) -> float:
    """Return the score of the set itself, to 4 digits; 0 where it has none."""
    return round(float(np.nan_to_num(numbers[0])), 4)


def interval_of(numbers: Numbers) -> tuple[float, float]:
    """Return the 2.5th and 97.5th percentile over the samples that have the score; (0, 0) where none has."""
    drawn = numbers[1:][~np.isnan(numbers[1:])]
    if not drawn.size:
        return 0.0, 0.0
    low, high = np.percentile(drawn, (2.5, 97.5))
    return round(float(low), 4), round(float(high), 4)
