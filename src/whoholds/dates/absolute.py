"""Calendar dates: days, months, years, decades, quarters, seasons of a year, feasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from re import Match

from whoholds.dates.calendar import (
    add_months,
    make_day,
    month_of,
    season_of,
    year_of,
    years_of,
)
from whoholds.dates.choosing import OLD_STORY, choose, years_around
from whoholds.dates.names import SEASON_NOUNS, fits_date, fits_month, fits_season, fits_year
from whoholds.dates.reading import PAST, Moment, Pattern, Reading, clipped, one_day, unknown, whole
from whoholds.dates.words import (
    GAP,
    MONTH_ANY,
    MONTH_LONG,
    ORDINALS,
    SEASON,
    SEASON_CODES,
    WEEKDAY,
    YEAR,
    month_number,
    weekday_number,
)
from whoholds.records import Window, on_day

DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
WEEKDAY_BEFORE = (
    rf"(?:(?:(?i:last|this|next){GAP})?"
    rf"(?P<weekday>{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)(?:,{GAP}?|{GAP})(?:the{GAP})?)?"
)
YEAR_AFTER = rf"(?:(?:,{GAP}?|{GAP})(?P<year>{YEAR})(?![\d%]|,\d\d\d))?"
GOES_ON = "and|but|when|at|in|with|by|that|which|as|after|before|had|has|was|were|would|the|they|he|she|it|a|an|his|its|their"
"""What follows "on the 15th" where no noun does."""
COUNTED_NOUNS = (
    "anniversary|arrondissement|article|attempt|battalion|birthday|brigade|century|clause|congress|corps|day|district|division|edition|"
    "floor|grade|hour|infantry|kilomet\\w+|meeting|mile|minute|month|parallel|part|paragraph|place|regiment|round|session|stor\\w+|street|"
    "summit|time|wave|week|year"
)
"""What is counted so, and is no day."""
DAILY = ("day", "days", "time", "month")
BACK = 1.5
"""How much farther a day before the one spoken of lies than one after it: stories go on."""
DASH = r"\s?[-\u2010-\u2015]\s?"
THROUGH = rf"(?:{DASH}|{GAP}(?:to|and|until|till|through){GAP})"


FAR_AHEAD = 31
"""Days ahead of the document at which a date of digits is rather read with its month first."""


def read_iso(m: Match[str], now: Moment) -> Reading | None:
    """Read 2014-02-27."""
    day = make_day(int(m["y"]), int(m["m"]), int(m["d"]))
    return None if day is None else one_day(day, full=True)


def read_slashed(m: Match[str], now: Moment) -> Reading | None:
    """Read 28/05/2015; where both orders are possible, the order that the text shows elsewhere."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["y"])
    year += (2000 if year < 70 else 1900) if len(m["y"]) == 2 else 0
    month_first = second > 12 or (first <= 12 and now.month_first and m["sep"] == "/")
    day = make_day(year, first, second) if month_first else make_day(year, second, first)
    other = make_day(year, first, second)
    if day is not None and other is not None and now.day is not None and m["sep"] == "/" and other <= now.day and (day - now.day).days > FAR_AHEAD:
        day = other  # read the usual way it would lie far ahead of the document
    return None if day is None else one_day(day, full=True)


def read_day(m: Match[str], now: Moment) -> Reading | None:
    """Read "May 28", "1 June", "Friday, 13 November 2015"."""
    month, number = month_number(m["month"]), _digits(m["day"])
    if m["year"]:
        day = make_day(int(m["year"]), month, number)
        return None if day is None else one_day(day, full=True)
    if make_day(2000, month, number) is None:
        return None
    options = years_around(now, lambda year: _on(make_day(year, month, number)))
    if m["weekday"]:
        wanted = weekday_number(m["weekday"])
        options = [w for w in options if w.earliest and w.earliest.weekday() == wanted] or options
    window = choose(options, now, exact=True)
    if window is None or window.earliest is None:
        return unknown(f"XXXX-{month:02d}-{number:02d}", grain="day")
    return one_day(window.earliest)


def read_day_range(m: Match[str], now: Moment) -> Reading | None:
    """Read "May 3-7", "3 to 7 March 2016"."""
    month, first, last = month_number(m["month"]), _digits(m["a"]), _digits(m["b"])

    def days(year: int) -> Window | None:
        start, end = make_day(year, month, first), make_day(year, month, last)
        return Window(start, end) if start and end and start < end else None

    if make_day(2000, month, first) is None or days(2000) is None:
        return None
    window = days(int(m["year"])) if m["year"] else choose(years_around(now, days), now, exact=True)
    if window is None:
        return unknown(grain="days")
    return Reading("DATE", f"{window.earliest}/{window.latest}", window, "days", full=bool(m["year"]))


def read_month(m: Match[str], now: Moment) -> Reading | None:
    """Read "March", "May 2015", "May of 2015", "last May", "this January", "next June"."""
    month, lead = month_number(m["month"]), (m["lead"] or "").lower().split()[-1:]
    if m["year"]:
        year = int(m["year"])
        return Reading("DATE", f"{year:04d}-{month:02d}", month_of(year, month), "month", full=True)
    if m["rel"] and now.day is not None:
        window: Window | None = month_of(now.day.year + {"last": -1, "this": 0, "next": 1}[m["rel"]], month)
    elif now.day is not None and lead and lead[0] in ("last", "this", "next"):
        year = now.day.year
        if lead[0] == "last":
            year -= month >= now.day.month
        elif lead[0] == "next":
            year += month <= now.day.month
        window = month_of(year, month)
    elif lead and lead[0] in ("last", "this", "next"):
        window = None
    else:
        window = choose(years_around(now, lambda year: month_of(year, month)), now)
    if window is None or window.earliest is None:
        return unknown(f"XXXX-{month:02d}", grain="month")
    return whole("DATE", f"{window.earliest.year:04d}-{month:02d}", clipped(window, now), "month")


def read_year(m: Match[str], now: Moment) -> Reading | None:
    """Read 2015, or 2014-15 and 2014-2016."""
    first, last = int(m["year"]), m["last"]
    if not last:
        return Reading("DATE", f"{first:04d}", year_of(first), "year", full=True)
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 60:
        return None
    return Reading("DATE", f"{first:04d}/{end:04d}", years_of(first, end - first + 1), "years", full=True)


def read_decade(m: Match[str], now: Moment) -> Reading | None:
    """Read "the 1990s", "the mid-2000s": an early, middle or late third is three years and four months."""
    spelled = (m["late"] or "").lower()
    tens = DECADES.get(spelled) or int(m["tens"] or m["late"] or 0)
    first = int(m["decade"]) if m["decade"] else 1900 + tens
    if first % 100 == 0 and first < 2000 and not m["part"]:
        return Reading("DATE", f"{first // 100:02d}", years_of(first, 100), "century", full=True)
    months = {"early": (0, 40), "mid": (40, 80), "late": (80, 120)}.get((m["part"] or "").strip("- ").lower(), (0, 120))
    start = date(first + months[0] // 12, months[0] % 12 + 1, 1)
    last = first * 12 + months[1] - 1
    return Reading(
        "DATE", str(first // 10), Window(start, month_of(last // 12, last % 12 + 1).latest), "decade", full=True
    )


def read_short_year(m: Match[str], now: Moment) -> Reading | None:
    """Read "'91": the last such year up to the document's day."""
    year = 1900 + int(m["yy"])
    if now.day is not None and year + 100 <= now.day.year + 1:
        year += 100
    return Reading("DATE", f"{year:04d}", year_of(year), "year", full=True)


def read_month_day(m: Match[str], now: Moment) -> Reading | None:
    """Read "on the 15th": the one nearest to the day spoken of, else of the months around publication. What follows may be a noun that is
    counted ("on the 19th floor"): then it is a day only where a day was named before."""
    number, near = _digits(m["day"]), _day_spoken_of(now)
    if m["more"] is None and (now.anchor is None or now.anchor.grain not in DAILY):
        return None
    if near is not None:
        months = [add_months(near.replace(day=1), step) for step in (-1, 0, 1)]
        days = [day for first in months if (day := make_day(first.year, first.month, number)) is not None]
        nearest = min(days, key=lambda day: max((day - near).days, BACK * (near - day).days), default=None)
        if nearest is not None and (now.day is None or now.direction != PAST or nearest <= now.day):
            return one_day(nearest)
    if now.day is None:
        return unknown(grain="day")
    months = [add_months(now.day.replace(day=1), step) for step in (-2, -1, 0, 1, 2)]
    options = [day for first in months if (day := make_day(first.year, first.month, number)) is not None]
    window = choose([on_day(day) for day in options], replace(now, told=None))
    return None if window is None or window.earliest is None else one_day(window.earliest)


def _day_spoken_of(now: Moment) -> date | None:
    """Return the day by which "the 15th" goes: one of the same sentence, or of a story of the past; other news goes by its own day."""
    anchor = now.anchor
    if anchor is None or anchor.grain not in DAILY or anchor.window is None or anchor.window.earliest is None:
        return None
    first = anchor.window.earliest
    if anchor.grain == "month":
        first = first.replace(day=15)
    of_the_past = now.day is None or (now.told is not None and (now.day - now.told).days > OLD_STORY)
    return first if of_the_past or now.same else None


def read_century(m: Match[str], now: Moment) -> Reading | None:
    """Read "the 19th century"."""
    ordinal = m["century"].lower()
    number = ORDINALS.index(ordinal) if ordinal in ORDINALS else int(ordinal[:-2])
    if not 1 <= number <= 30:
        return None
    return Reading("DATE", f"{number - 1:02d}", years_of((number - 1) * 100 + 1, 100), "century", full=True)


def read_season(m: Match[str], now: Moment) -> Reading | None:
    """Read "last summer", "the spring", "2009 spring", "the winter of 2015-16", "the spring offensive of 2023"."""
    code, lead = SEASON_CODES[m["season"].lower()], (m["lead"] or "").lower().split()[-1:]
    said = m["before"] or m["year"] or m["far"]
    if said:
        year = int(said)
        return Reading("DATE", f"{year:04d}-{code}", season_of(year, code), "season", full=True)
    options = years_around(now, lambda year: season_of(year, code))
    window: Window | None
    if lead and lead[0] in ("last", "this", "next"):
        window = None if now.day is None else _led_season(options, now.day, lead[0])
    else:
        window = choose(options, now)
    if window is None or window.earliest is None:
        return unknown(f"XXXX-{code}", grain="season")
    return whole("DATE", f"{window.earliest.year:04d}-{code}", clipped(window, now), "season")


def _led_season(options: list[Window], day: date, lead: str) -> Window | None:
    """Last: the latest that was over; this: the one running or to come within this year; next: the first to begin."""
    if lead == "last":
        return max((w for w in options if w.latest and w.latest < day), key=lambda w: w.earliest or day, default=None)
    if lead == "next":
        return min(
            (w for w in options if w.earliest and w.earliest > day), key=lambda w: w.earliest or day, default=None
        )
    running = [w for w in options if w.covers(day)]
    running = running or [w for w in options if w.earliest and w.earliest.year == day.year]
    return running[0] if running else None


def _on(day: date | None) -> Window | None:
    return None if day is None else on_day(day)


def _digits(words: str) -> int:
    return int("".join(letter for letter in words if letter.isdigit()))


ABSOLUTE = (
    Pattern(
        "day",
        "digit",
        r"(?<![\w/.-])(?P<y>(?:1[5-9]|20)\d\d)(?P<sep>[-/])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?![\d/-])",
        read_iso,
    ),
    Pattern(
        "day",
        "digit",
        r"(?<![\w/.,-])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1[89]|20)?\d\d)(?![\w/]|\.\d)",
        read_slashed,
    ),
    Pattern(
        "range",
        "month digit",
        rf"\b(?P<month>{MONTH_ANY}){GAP}?(?P<a>{DAY}){THROUGH}(?P<b>{DAY})(?![\w%]|[.,:]\d|-\w){YEAR_AFTER}",
        read_day_range,
        fits_date,
    ),
    Pattern(
        "range",
        "month digit",
        rf"(?<![\w$.,/:-])(?P<a>{DAY}){THROUGH}(?P<b>{DAY})(?:{GAP}of)?{GAP}(?P<month>{MONTH_ANY})\b{YEAR_AFTER}",
        read_day_range,
        fits_date,
    ),
    Pattern(
        "day",
        "month digit",
        rf"\b{WEEKDAY_BEFORE}(?P<month>{MONTH_ANY}){GAP}?(?:the{GAP})?(?P<day>{DAY})(?![\w%]|[.,:]\d|-\w|{GAP}?(?:am"
        rf"|pm|a\.m|p\.m)\b)"
        rf"{YEAR_AFTER}",
        read_day,
        fits_date,
    ),
    Pattern(
        "day",
        "month digit",
        rf"(?<![\w$.,/:-]){WEEKDAY_BEFORE}(?:[Tt]he{GAP}(?=\d+[snrt]))?(?P<day>{DAY})(?:{GAP}of)?{GAP}(?P<month>"
        rf"{MONTH_ANY})(?!\w)"
        rf"{YEAR_AFTER}",
        read_day,
        fits_date,
    ),
    Pattern(
        "month",
        "month digit",
        rf"\b(?P<lead>(?i:last|this|next|this past|this coming){GAP})?(?P<month>{MONTH_ANY})(?:,?{GAP}(?:of{GAP})?)"
        rf"(?P<year>{YEAR})(?P<rel>)"
        r"(?![\d%]|,\d\d\d)",
        read_month,
    ),
    Pattern(
        "month",
        "month",
        rf"\b(?P<lead>(?i:last|this|next|this past|this coming){GAP})?(?P<month>{MONTH_LONG})(?P<year>)\b"
        rf"(?:{GAP}(?:of{GAP})?(?P<rel>last|this|next){GAP}year\b)?",
        read_month,
        fits_month,
    ),
    Pattern(
        "year",
        "digit",
        rf"(?<![\w$\u20ac\u00a3.,/:+])(?<!\d-)(?:(?i:the){GAP}(?:calendar{GAP})?year{GAP})?(?P<year>{YEAR})(?:(?:{DASH}|/)(?P<last>{YEAR}|\d\d))?(?![\w%]"
        rf"|[,.:/-]\d)",
        read_year,
        fits_year,
    ),
    Pattern(
        "decade",
        "digit",
        rf"\b(?:(?i:the){GAP})?(?:(?P<part>early|mid|late)(?:[\s-]+))?(?P<tens>)(?P<late>)(?P<decade>(?:1[5-9]"
        rf"|20)\d0)[\u2019']?s\b",
        read_decade,
    ),
    Pattern(
        "decade",
        "digit",
        r"\b(?i:the)\s(?:(?P<part>early|mid|late)[\s-]+)?(?:['\u2018\u2019](?P<tens>[2-9]0)|(?P<late>[5-9]0))[\u2019']?s\b(?P<decade>)",
        read_decade,
    ),
    Pattern(
        "decade",
        "decades",
        rf"(?<!his )(?<!her )\b(?i:the){GAP}(?:(?P<part>early|mid|late)[\s-]+)?(?P<late>(?i:{'|'.join(DECADES)}))\b(?P<tens>)(?P<decade>)",
        read_decade,
    ),
    Pattern(
        "year",
        "digit",
        r"(?:(?<=\s)|(?<=^)|(?<=\())['\u2018\u2019](?P<yy>[0-9]\d)(?P<year>)\b(?!['\u2019]|s\b|[-.:,]\d|\s?(?:percent|%))",
        read_short_year,
        lambda text, m: bool(re.search(r"(?:\b(?:in|since|of|until|by|from|before|after|and|to)|[A-Z][a-z]+)\s$", text[max(0, m.start() - 14) : m.start()])),
    ),
    Pattern(
        "day",
        "digit nth",
        rf"(?:(?<=on )|(?<=On )|(?<=until )|(?<=since )|(?<=by )|(?<=from )|(?<=before )|(?<=after )|(?<=ing of )|(?<=night of )|(?<=noon of ))"
        rf"the{GAP}(?P<day>{DAY})(?<=[a-z])(?![\w'\u2019-])(?:(?P<more>)(?={GAP}?[.,;:)]|{GAP}(?:{GOES_ON})\b|$)|(?!{GAP}(?:[A-Z]|(?:{COUNTED_NOUNS})\b)))",
        read_month_day,
    ),
    Pattern(
        "century",
        "century",
        rf"\b(?:(?i:the){GAP})?(?P<century>\d{{1,2}}(?:st|nd|rd|th)|(?i:{'|'.join(ORDINALS[1:])}))[\s-]century\b",
        read_century,
    ),
    Pattern(
        "season",
        "season",
        rf"\b(?:(?P<before>{YEAR}){GAP})?(?P<lead>(?i:last|this|next|this past|this coming){GAP})?"
        rf"(?:(?i:the){GAP}(?=\w+\b(?!{GAP}(?:{SEASON_NOUNS})\b)))?(?P<season>{SEASON}|(?<=[Ll]ast )fall|"
        rf"(?<=[Tt]his )fall|(?<=[Nn]ext )fall|(?<=in the )fall(?! of(?! (?:1[89]|20)\d\d)))\b"
        rf"(?:(?:{GAP}of)?{GAP}(?P<year>{YEAR})(?:{DASH}\d\d(?:\d\d)?)?\b|(?={GAP}[a-z]+{GAP}of{GAP}(?P<far>"
        rf"{YEAR})\b))?",
        read_season,
        fits_season,
    ),
    Pattern(
        "season",
        "season",
        rf"\b(?P<lead>(?i:the){GAP})?(?P<before>)(?P<season>{SEASON}|[Ff]all){GAP}(?:of{GAP})(?P<year>{YEAR})"
        rf"(?:{DASH}\d\d(?:\d\d)?)?\b(?P<far>)",
        read_season,
    ),
)
