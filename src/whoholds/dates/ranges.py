"""Two dates that name one stretch: "between January 1 and December 14, 2015", "from May to July 2014"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from whoholds.dates.reading import FUTURE, Moment, Phrase, Reading
from whoholds.records import Window

ALIKE = {"day": "day", "weekday": "day", "month": "month", "year": "year", "season": "season", "quarter": "quarter"}


def join_ranges(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Join neighbours that are the two ends of a stretch."""
    out: list[Phrase] = []
    for phrase in phrases:
        if out and _is_range(text, out[-1], phrase):
            out[-1] = Phrase(out[-1].start, phrase.end, "range", _range_reader(out[-1], phrase), phrase.full)
        else:
            out.append(phrase)
    return out


def carry_years(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Give dates of a list the year that its last one tells: "in May and June of 2012", "on Dec. 8 and Jan. 3, 2014"."""
    out: list[Phrase] = []
    for phrase in reversed(phrases):
        then = out[-1] if out else None
        if then is not None and then.full and not phrase.full and _is_listed(text, phrase, then):
            phrase = replace(phrase, read=_before_reader(phrase, then), full=True)
        out.append(phrase)
    return out[::-1]


def _is_listed(text: str, first: Phrase, then: Phrase) -> bool:
    if first.kind not in ("day", "month", "season", "quarter") or first.kind != then.kind:
        return False
    return bool(re.fullmatch(r"\s?(?:,|/|,?\sand|,?\sor)\s?(?:on\s|in\s)?(?:the\s)?", text[first.end : then.start]))


def _before_reader(first: Phrase, then: Phrase):  # type: ignore[no-untyped-def]
    def read(now: Moment) -> Reading | None:
        return first.read(_bounded(now, ceiling=then.read(now)))

    return read


def _is_range(text: str, first: Phrase, last: Phrase) -> bool:
    if first.kind == "joined" and last.kind in ("day", "weekday"):
        # "Friday night into Saturday", "the night of Thursday to Friday"
        return "night" in text[first.start : first.end] and text[first.end : last.start].strip() in ("to", "into")
    alike = ALIKE.get(first.kind)
    if alike is None or alike != ALIKE.get(last.kind):
        return False
    m = _link().fullmatch(text[first.end : last.start])
    if m is None:
        return False
    return m["and"] is None or bool(re.search(r"(?i)\bbetween\s+$", text[max(0, first.start - 12) : first.start]))


def _range_reader(first: Phrase, last: Phrase):  # type: ignore[no-untyped-def]
    def read(now: Moment) -> Reading | None:
        low, high = _ends(first, last, replace(now, clip=False))
        if low is None or high is None:
            return None
        if low.window is None or high.window is None or low.window.earliest is None or high.window.latest is None:
            return Reading("DATE", "", None)
        if low.window.earliest > high.window.latest:
            return None
        if low.type == "TIME":
            return replace(low, window=Window(low.window.earliest, high.window.latest))
        window = Window(low.window.earliest, high.window.latest)
        until = f"FY{high.value}" if low.value.startswith("FY") and high.value.isdigit() else high.value
        return Reading("DATE", f"{low.value}/{until}", window, "days", full=high.full)

    return read


def _ends(first: Phrase, last: Phrase, now: Moment) -> tuple[Reading | None, Reading | None]:
    """Read the end that is fixed first, and the other on its side of it: a year said once counts for both."""
    forward = (first.full and not last.full) or (first.full == last.full and now.direction == FUTURE)
    if forward:
        low = first.read(now)
        return low, last.read(_bounded(now, floor=low))
    high = last.read(now)
    return first.read(_bounded(now, ceiling=high)), high


def _bounded(now: Moment, floor: Reading | None = None, ceiling: Reading | None = None) -> Moment:
    low = floor.window.earliest if floor is not None and floor.window is not None else None
    high = ceiling.window.latest if ceiling is not None and ceiling.window is not None else None
    return replace(now, floor=low, ceiling=high)


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r"\s*(?:to|until|till|through|[-\u2013\u2014]|(?P<and>and))\s*(?:the\s+)?")
