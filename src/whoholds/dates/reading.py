"""What a time expression is read against, and what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from re import Match

from whoholds.dates.calendar import add_days, add_months
from whoholds.records import Window, on_day

PAST, FUTURE, NEAR, PRESENT = "past", "future", "near", "present"
"""Direction of a bare weekday or month: back from the document's day, forward, or whichever is nearer. Under a verb in the present tense a
weekday or a month points back, and a day of the month is the nearer one: "Schools reopen Jan. 10"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Type, value and days of one expression."""

    type: str
    value: str
    window: Window | None
    grain: str = ""
    """day, week, weekend, month, quarter, season, half, year, decade, time; empty where the words name no days."""
    edge: bool = False
    """The words name an edge of a stretch ("the end of the month")."""
    full: bool = False
    """The year was said."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known when an expression is read: the document's day and what the text said before."""

    day: date | None
    """Publication; of a month-only date first its first day, then its last."""
    direction: str = PAST
    anchor: Reading | None = None
    """The last dated expression before this one."""
    spoken: Reading | None = None
    """The day that this sentence or the one before it speaks of: times of day without a day belong to it."""
    start: date | None = None
    """The first day on which the text says that something began."""
    told: date | None = None
    """The last day of which the text said month and year."""
    floor: date | None = None
    ceiling: date | None = None
    """Not before, not after: set while the two ends of a range are read together."""
    clip: bool = True
    """False while a part of a stretch is worked out, which must be taken of the whole stretch."""
    month_first: bool = False
    """5/6/2015 is May 6."""
    wide: Reading | None = None
    """The year, decade or the like that was named last, after every nearer date: "two years later" counts from it."""
    same: bool = True
    """What is spoken of was named in this sentence."""
    period: Reading | None = None
    """The last quarter or half year that was named."""
    year: int | None = None
    """The year with which the sentence opens: "Last year, when the dam broke in May, ..."."""
    story: bool = False
    """The text tells of a time gone by and goes on from date to date."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression that was found, not read yet."""

    start: int
    end: int
    kind: str
    """The pattern's kind: day, weekday, month, season, year, unit, clock, part, length, ref, set, ..."""
    read: Callable[[Moment], Reading | None]
    full: bool = False
    weak: bool = False
    """Counts only together with other time words."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape of words and how to read it."""

    kind: str
    needs: str
    """Kinds of time words without which the pattern is not tried, see `triggers`: "month digit"."""
    regex: str
    read: Callable[[Match[str], Moment], Reading | None]
    fits: Callable[[str, Match[str]], bool] | None = None
    """Looks at the words around; False refuses."""
    weak: bool = False


def whole(type: str, value: str, window: Window | None, grain: str) -> Reading:
    """Make a plain reading."""
    return Reading(type, value, window, grain)


def one_day(day: date, full: bool = False) -> Reading:
    """Make the reading of one day."""
    return Reading("DATE", day.isoformat(), on_day(day), "day", full=full)


def unknown(value: str = "", type: str = "DATE", grain: str = "") -> Reading:
    """Make a reading of words that fix no days here."""
    return Reading(type, value, None, grain)


def clipped(window: Window, now: Moment) -> Window:
    """Cut what lies after the document's day from a stretch that a report tells of as past or present."""
    if not now.clip or now.day is None or now.direction != PAST or window.latest is None or window.latest <= now.day:
        return window
    return Window(window.earliest, now.day) if window.earliest is not None and window.earliest <= now.day else window


def merged(first: Reading | None, last: Reading | None) -> Reading | None:
    """Join the readings for the first and the last day of a month-only publication date."""
    if first is None or last is None or first == last:
        return last
    value = first.value if first.value == last.value else _common(first.value, last.value)
    if first.window is None or last.window is None:
        return replace(last, value=value, window=None)
    earliest, latest = first.window.earliest, last.window.latest
    return replace(last, value=value, window=Window(earliest, latest))


def _common(first: str, last: str) -> str:
    """Keep the fields of two values that agree: two days of one month give the month."""
    for length in (7, 4):
        if first[:length] == last[:length] and first[:4].isdigit() and "W" not in first[:length]:
            return first[:length]
    return ""


def shift(day: date, count: float, code: str) -> date:
    """Move a day by an amount of a unit; parts of a day are rounded up to whole days."""
    if code.startswith("T"):
        per_day = {"TS": 86400, "TM": 1440, "TH": 24}[code]
        days = int(-(-abs(count) // per_day))
        return add_days(day, days if count > 0 else -days)
    if code in ("D", "W", "F"):
        return add_days(day, round(count * {"D": 1, "W": 7, "F": 14}[code]))
    return add_months(day, round(count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[code]))


def duration_value(count: float | None, code: str) -> str:
    """Write a TIMEX3 duration: `P3M`, `PT48H`, `PXD`."""
    if count == 0.5 and code in ("TH", "Y", "DE", "CE"):
        return {"TH": "PT30M", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}[code]
    letters, factor = {"F": ("W", 2), "Q": ("M", 3)}.get(code, (code.removeprefix("T"), 1))
    amount = "X" if count is None else f"{count * factor:g}"
    return f"P{'T' if code.startswith('T') else ''}{amount}{letters}"
