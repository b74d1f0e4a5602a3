"""Scales of charts: round numbers and round days, and where they fall on the page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.report.chart_words import ENGLISH, ChartWords

MOST_TICKS = 8
STEPS = (1, 2, 5, 10)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Axis:
    """A line from one number (or day, counted) to another, and from where to where on the page it runs."""

    first: float
    last: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a number falls."""
        return self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start)

    def on(self, day: date) -> float:
        """Return where a day falls, on an axis of days."""
        return self.at(day.toordinal())


def number_axis(low: float, high: float, start: float, end: float) -> Axis:
    """Return an axis that holds two numbers and nought, and ends at round ones: a cut axis would make small changes look large."""
    least, most = min(low, 0.0), max(high, 0.0)
    if least == most:
        return Axis(0.0, 1.0, start, end)
    step = step_of(most - least)
    first = math.floor(least / step)
    return Axis(first * step, max(math.ceil(most / step), first + 1) * step, start, end)


def day_axis(first: date, last: date, start: float, end: float) -> Axis:
    """Return an axis of days, one at least."""
    return Axis(first.toordinal(), max(last.toordinal(), first.toordinal() + 1), start, end)


def step_of(span: float, most: int = 5) -> float:
    """Return the round number of which at most so many make up a span."""
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * 0.9999)


def number_ticks(axis: Axis) -> Iterator[float]:
    """Walk the round numbers of an axis."""
    step = step_of(axis.last - axis.first)
    first = math.ceil(axis.first / step - 1e-9)
    for count in range(MOST_TICKS * 2):
        value = (first + count) * step
        if value > axis.last * (1 + 1e-12) + 1e-9:
            return
        yield value


def day_ticks(axis: Axis, words: ChartWords = ENGLISH, most: int = MOST_TICKS) -> list[tuple[date, str]]:
    """Return the first days of months or years on an axis of days, at most so many, with what is written there."""
    first, last = date.fromordinal(int(axis.first)), date.fromordinal(int(axis.last))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= 2:
        return _weeks(first, last, words)
    step = next((step for step in MONTH_STEPS if months / step <= most), MONTH_STEPS[-1])
    found = []
    for count in range(first.year * 12, last.year * 12 + 12):
        if count % step == 0 and first <= (day := date(count // 12, count % 12 + 1, 1)) <= last:
            found.append((day, f"{words.months[day.month - 1]} {day.year}" if step < 12 else str(day.year)))
    return found


def _weeks(first: date, last: date, words: ChartWords) -> list[tuple[date, str]]:
    step = max(1, math.ceil((last - first).days / 5))
    days = [first + timedelta(days=step * n) for n in range((last - first).days // step + 1)]
    return [(day, f"{day.day} {words.months[day.month - 1]}") for day in days]


def written(value: float, words: ChartWords = ENGLISH) -> str:
    """Write a number for an axis: 1,200 or 36.2 k or 1.5 m."""
    for least, size, name in ((1e9, 1e9, words.billion), (1e6, 1e6, words.million), (1e4, 1e3, words.thousand)):
        if abs(value) >= least:
            return f"{value / size:,.4g} {name}"
    return f"{value:,.6g}"
