"""Words that narrow another time: early, mid, late, the end of, the second half of, earlier, the evening of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from re import Match

from whoholds.dates.calendar import add_days, add_months, week_value
from whoholds.dates.clock import night_before, on_date
from whoholds.dates.quarters import ended
from whoholds.dates.reading import Moment, Phrase, Reading, clipped, duration_value, one_day, shift
from whoholds.dates.words import AMOUNT, ORDINALS, UNIT, number_of, unit_code
from whoholds.records import Window

Effect = Callable[[Reading, Moment], Reading | None]
STRETCHES = ("month", "year", "season", "unit", "decade", "quarter", "weekend", "century")
DAYS = ("day", "weekday", "by day", "ago", "away", "feast")
THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}
EDGES = {"beginning": (1, 1), "start": (1, 1), "middle": (6, 7), "end": (12, 12), "close": (12, 12)}
"""First and last month of an edge of a year: "early 2015" is a third, "the start of 2015" the first month."""


def narrow(text: str, phrase: Phrase, after: int) -> Phrase:
    """Take in the narrowing words before a phrase, as far back as `after`."""
    for _ in range(3):
        found = _narrower(text, phrase, after)
        if found is None:
            return phrase
        phrase = found
    return phrase


def _narrower(text: str, phrase: Phrase, after: int) -> Phrase | None:
    begin = max(after, phrase.start - 48)
    before = text[begin : phrase.start]
    for pattern, kinds, make in _narrowing():
        m = pattern.search(before) if phrase.kind in kinds else None
        if m is not None:
            effect = make(m)
            return replace(phrase, start=begin + m.start(), read=_through(phrase.read, effect), weak=False)
    return None


def _through(inner: Callable[[Moment], Reading | None], effect: Effect) -> Callable[[Moment], Reading | None]:
    def read(now: Moment) -> Reading | None:
        reading = inner(replace(now, clip=False))
        if reading is None or reading.window is None:
            return reading
        made = effect(reading, now)
        return made if made is None or made.window is None else replace(made, window=clipped(made.window, now))

    return read


def join_times(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Join a time of day with the day beside it: "Tuesday night", "noon on Saturday", "Friday at 3 p.m."."""
    out: list[Phrase] = []
    for phrase in phrases:
        last = out[-1] if out else None
        between = text[last.end : phrase.start] if last is not None else ""
        if last is not None and _day_then_time(last, phrase, between):
            out[-1] = _joined(text, last, phrase, phrase, last)
        else:
            out.append(phrase)
    backwards: list[Phrase] = []
    for phrase in reversed(out):
        following = backwards[-1] if backwards else None
        between = text[phrase.end : following.start] if following is not None else ""
        if following is not None and _clock_to_joined(phrase, following, between):
            backwards.append(Phrase(phrase.start, phrase.end, "joined", _at_same_day(phrase, following)))
        elif following is not None and _time_then_day(phrase, following, between):
            backwards[-1] = _joined(text, phrase, following, phrase, following)
        else:
            backwards.append(phrase)
    return backwards[::-1]


def _clock_to_joined(first: Phrase, then: Phrase, between: str) -> bool:
    """Tell the "10 a.m." of "10 a.m. to 5 p.m. Monday": the first of two hours of one day."""
    return first.kind == "clock" and then.kind == "joined" and bool(re.fullmatch(r"\s?(?:to|and|until|till|[-\u2013\u2014])\s?", between))


def _at_same_day(time: Phrase, joined: Phrase) -> Callable[[Moment], Reading | None]:
    def read(now: Moment) -> Reading | None:
        at, other = time.read(now), joined.read(now)
        if at is None or other is None or "T" not in other.value:
            return at
        return on_date(at, replace(other, value=other.value.split("T")[0], grain="day"))

    return read


def bind_ended(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Read "the week", "the quarter" before "ended Feb. 3" as the one that the day closes."""
    out: list[Phrase] = []
    for phrase, then in zip(phrases, (*phrases[1:], None), strict=False):
        unit = _CLOSED.match(text, phrase.start, phrase.end)
        if then is not None and unit and then.kind in (*DAYS, "month") and _ENDED.fullmatch(text, phrase.end, then.start):
            out.append(replace(ended(unit["unit"].lower(), then), start=phrase.start, end=phrase.end))
        else:
            out.append(phrase)
    return out


_CLOSED = re.compile(r"(?i)(?:the|its|a)\s(?:(?:fiscal|latest|reporting|first|second|third|fourth)\s)*(?P<unit>week|month|quarter|year)$")
_ENDED = re.compile(r"\s(?:that\s|which\s)?(?:ended|ending|to|through)\s(?:on\s|last\s)?")


def _day_then_time(first: Phrase, then: Phrase, between: str) -> bool:
    if first.kind not in DAYS:
        return False
    if then.kind == "part":
        return bool(re.fullmatch(r"\s(?:early\s|late\s|mid-)?", between))
    return then.kind == "clock" and bool(
        re.fullmatch(r",?\s(?:at\s|around\s|about\s|at about\s|at around\s)?", between)
    )


def _time_then_day(first: Phrase, then: Phrase, between: str) -> bool:
    if first.kind not in ("clock", "part") or then.kind not in (*DAYS, "joined"):
        return False
    into = r"|to\s|into\s" if first.kind == "part" else ""
    return bool(re.fullmatch(rf",?\s(?:on\s|of\s{into})?(?:the\s)?", between))


def _joined(text: str, first: Phrase, last: Phrase, time: Phrase, day: Phrase) -> Phrase:
    into = first is time and text[first.end : last.start].strip() in ("to", "into")

    def read(now: Moment) -> Reading | None:
        at, on = time.read(now), day.read(now)
        if at is None or on is None or on.grain not in ("day", "time"):
            return on
        return night_before(at, on) if into else on_date(at, on)

    start = first.start
    if first is time and time.kind == "part":
        the = re.search(r"\b[Tt]he\s$", text[max(0, start - 5) : start])
        start -= len(the.group()) if the else 0
    return Phrase(start, last.end, "joined", read, day.full)


def _third(m: Match[str]) -> Effect:
    which = THIRDS[m["third"].lower()]
    return lambda reading, now: _third_of(reading, which)


def _edge(m: Match[str]) -> Effect:
    word = m["edge"].lower()

    def effect(reading: Reading, now: Moment) -> Reading | None:
        if word in ("rest", "remainder"):
            return _later(reading, now)
        window = reading.window
        if reading.grain == "year" and window is not None and window.earliest is not None:
            first, last = EDGES[word]
            start = add_months(window.earliest, first - 1)
            return replace(reading, window=Window(start, add_days(add_months(window.earliest, last), -1)), edge=True)
        return replace(_third_of(reading, THIRDS[word]), edge=True)

    return effect


def _third_of(reading: Reading, which: int) -> Reading:
    window = reading.window
    if window is None or window.earliest is None or window.latest is None:
        return reading
    start, grain = window.earliest, reading.grain
    if grain == "month":
        first, last = ((1, 10), (11, 20), (21, window.latest.day))[which]
        return replace(reading, window=Window(start.replace(day=first), start.replace(day=last)))
    months = {"year": 4, "season": 1, "quarter": 1, "half": 2, "decade": 40, "century": 400}.get(grain)
    if months is not None:
        first_day = add_months(start, months * which)
        return replace(reading, window=Window(first_day, add_days(add_months(first_day, months), -1)))
    if grain == "week":
        low, high = ((0, 1), (1, 3), (4, 6))[which]
        return replace(reading, window=Window(add_days(start, low), add_days(start, high)))
    return reading


def _share(m: Match[str]) -> Effect:
    nth, unit = m["nth"].lower(), m["unit"].lower()
    number = ORDINALS.index(nth) if nth in ORDINALS else int(nth == "early")
    unit = "half" if unit == "part" else unit
    return lambda reading, now: _share_of(reading, number, unit)


def _share_of(reading: Reading, number: int, unit: str) -> Reading | None:
    """Return the n-th half, quarter, week or month of a stretch; number 0 is the last."""
    window = reading.window
    if window is None or window.earliest is None or window.latest is None:
        return reading
    start, grain = window.earliest, reading.grain
    if unit in ("half", "quarter", "month") and grain == "year":
        length = {"half": 6, "quarter": 3, "month": 1}[unit]
        number = number or 12 // length
        first = add_months(start, length * (number - 1))
        ending = f"-{first.month:02d}" if unit == "month" else f"-{unit[0].upper()}{number}"
        return replace(
            reading,
            value=f"{start.year:04d}{ending}",
            grain=unit,
            window=Window(first, add_days(add_months(first, length), -1)),
        )
    if unit == "half":
        middle = add_days(start, (window.latest - start).days // 2)
        half = Window(start, middle) if number == 1 else Window(add_days(middle, 1), window.latest)
        return replace(reading, window=half)
    if unit in ("week", "weekend") and grain == "month":
        first = add_days(start, 7 * (number - 1)) if number else add_days(window.latest, -6)
        return replace(
            reading, value=week_value(add_days(first, 3)), grain="week", window=Window(first, add_days(first, 6))
        )
    if unit == "day":
        day = add_days(start, number - 1) if number else window.latest
        return replace(reading, value=day.isoformat(), grain="day", window=Window(day, day))
    return reading


def _some(m: Match[str]) -> Effect:
    amount, code, first = number_of(m["amount"]), unit_code(m["unit"]), m["which"].lower() == "first"

    def effect(reading: Reading, now: Moment) -> Reading | None:
        window = reading.window
        if window is None or window.earliest is None or window.latest is None or amount is None:
            return Reading("DURATION", duration_value(amount, code), None)
        low, high = window.earliest, add_days(shift(window.earliest, amount, code), -1)
        if not first:
            low, high = add_days(shift(add_days(window.latest, 1), -amount, code), 0), window.latest
        return Reading("DURATION", duration_value(amount, code), Window(low, max(low, high)))

    return effect


def _beside(m: Match[str]) -> Effect:
    """Read the day after Christmas, the day before Tuesday's vote: one day on, or back."""
    step = 1 if m["way"] == "after" else -1

    def effect(reading: Reading, now: Moment) -> Reading | None:
        window = reading.window
        if window is None or window.latest is None or window.earliest is None or reading.grain not in ("day", "days"):
            return reading
        return one_day(add_days(window.latest if step > 0 else window.earliest, step))

    return effect


def _order(m: Match[str]) -> Effect:
    return (lambda reading, now: _earlier(reading, now)) if m["order"].lower() == "earlier" else _later


def _earlier(reading: Reading, now: Moment) -> Reading:
    window = reading.window
    if now.day is None or window is None or window.earliest is None or reading.grain in ("day", "time", "weekend"):
        return reading
    yesterday = add_days(now.day, -1)
    if window.covers(now.day) and window.earliest <= yesterday:
        return replace(reading, window=Window(window.earliest, yesterday))
    return reading


def _later(reading: Reading, now: Moment) -> Reading | None:
    """Return what of a running stretch is still to come: a later part of it lies ahead whatever the tense."""
    window = reading.window
    if now.day is None or window is None or not window.covers(now.day) or reading.grain in ("day", "time"):
        return reading
    return replace(reading, window=Window(now.day, window.latest))


@cache
def _narrowing() -> tuple[tuple[re.Pattern[str], tuple[str, ...], Callable[[Match[str]], Effect]], ...]:
    many = (*STRETCHES, "feast")
    the = r"(?:\b(?i:the)\s+)?"
    return (
        (re.compile(rf"{the}\b(?:very\s+)?(?P<edge>(?i:end|close|beginning|start|middle|rest|remainder))\s+of\s+$"), many, _edge),
        (
            re.compile(r"\b(?P<third>(?i:early|mid|late))(?:\s?-\s?|\s+)(?:in\s+|on\s+)?(?:the\s+)?$"),
            (*many, *DAYS, "joined"),
            _third,
        ),
        (
            re.compile(
                rf"{the}\b(?P<nth>(?i:first|second|third|fourth|fifth|last|final|early|latter|later))\s+(?P<unit>half|quarter|week"
                rf"|weekend|month|day|part)\s+(?:of|in)\s+$"
            ),
            many,
            _share,
        ),
        (
            re.compile(rf"{the}\b(?P<which>(?i:first|last|final))\s+(?P<amount>{AMOUNT})\s+(?P<unit>{UNIT})s\s+of\s+$"),
            many,
            _some,
        ),
        (
            re.compile(r"\b(?i:the\s)?(?i:day)\s(?P<way>after|before)\s(?:the\s)?$"),
            ("feast", "day", "weekday", "by day"),
            _beside,
        ),
        (
            re.compile(r"\b(?P<order>(?i:earlier|later))\s+(?:in\s+|on\s+)?$"),
            (*many, "day", "weekday", "part", "joined"),
            _order,
        ),
    )
