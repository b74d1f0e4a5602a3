"""Quarters, halves and budget years, as company and treasury news tells of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from re import Match

from whoholds.dates.calendar import add_days, add_months, months_of, week_value, year_of
from whoholds.dates.choosing import choose, years_around
from whoholds.dates.reading import Moment, Pattern, Phrase, Reading, clipped, unknown, whole
from whoholds.dates.words import GAP, ORDINALS, YEAR, unit_code
from whoholds.records import Window

REPORTED = (
    "net|profits?|earnings|results?|sales|revenues?|income|loss|losses|growth|gross|gdp|gains?|operating|dividends?|data|figures|report"
    "|production|output|deliveries|shipments|estimates?|forecasts?|performance|charge|numbers|period|share|exports|imports"
)
"""What a quarter is told of: "third quarter sales" without an article."""
FISCAL_START = 10
"""First month of the budget year of the United States, counted by the year it ends in."""
NAMED = ("quarter", "half", "month", "season", "week")
"""Grains whose value names a part of its year, so that a year earlier is the same part."""


def read_fiscal(m: Match[str], now: Moment) -> Reading | None:
    """Read "fiscal 2015", "fiscal year 2015", "the 2014-15 fiscal year", "the last fiscal year": October to September."""
    if m["year"]:
        last = m["last"]
        return _fiscal(int(m["year"]) if not last else int(m["year"]) // 100 * 100 + int(last[-2:]), full=True)
    if now.day is None:
        return unknown(grain="year")
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1}.get(m["lead"].lower().split()[-1], 0)
    return _fiscal(now.day.year + (now.day.month >= FISCAL_START) + step)


def _fiscal(year: int, full: bool = False) -> Reading:
    window = Window(date(year - 1, FISCAL_START, 1), date(year, FISCAL_START - 1, 30))
    return Reading("DATE", f"FY{year:04d}", window, "year", full=full)


def read_school_year(m: Match[str], now: Moment) -> Reading | None:
    """Read "the 2009-10 school year": both years, from September to June."""
    year = int(m["year"])
    return Reading("DATE", f"{year:04d}/{year + 1:04d}", Window(date(year, 9, 1), date(year + 1, 6, 30)), "years", full=True)


def read_quarter(m: Match[str], now: Moment) -> Reading | None:
    """Read "the third quarter", "third-quarter", "Q3 2015", "last year's first half", "the 1988 fourth quarter"."""
    words = (m["nth"] or m["q"] or m["q2"]).lower()
    half = (m["half"] or "").lower() == "half" or words.startswith("h")
    number = int(words[-1]) if words[-1].isdigit() else int(words[0]) if words[0].isdigit() else ORDINALS.index(words)
    length, letter = (6, "H") if half else (3, "Q")
    if number > 12 // length:
        return None

    def stretch(year: int) -> Window:
        return months_of(year, (number - 1) * length + 1, number * length)

    said = m["year"] or m["year2"]
    year = int(said) if said else _told_year(m["rel"], now)
    window = stretch(year) if year is not None else choose(years_around(now, stretch), now)
    if window is None or window.earliest is None:
        return unknown(f"XXXX-{letter}{number}", grain="quarter")
    value = f"{window.earliest.year:04d}-{letter}{number}"
    return Reading("DATE", value, clipped(window, now), "half" if half else "quarter", full=bool(said))


def _told_year(words: str | None, now: Moment) -> int | None:
    """Return the year of "last year's", "a year earlier"; None where no such words stand."""
    if not words or now.day is None:
        return None
    return now.day.year + {"last": -1, "this": 0, "next": 1}.get(words.lower().split()[0], -1)


def read_this_quarter(m: Match[str], now: Moment) -> Reading | None:
    """Read "the latest quarter", "last quarter", "this quarter", "the quarter": the last that was over, if not this or the next."""
    lead = m["lead"].lower().split()[-1]
    if now.day is None:
        return unknown(grain="quarter")
    step = {"this": 0, "current": 0, "next": 1, "coming": 1}.get(lead, -1)
    return quarter_at(add_months(now.day.replace(day=1), 3 * step), now)


def quarter_at(day: date, now: Moment) -> Reading:
    """Make the reading of the quarter that a day lies in."""
    number = (day.month - 1) // 3 + 1
    window = months_of(day.year, 3 * number - 2, 3 * number)
    return whole("DATE", f"{day.year:04d}-Q{number}", clipped(window, now), "quarter")


def read_year_ago(m: Match[str], now: Moment) -> Reading | None:
    """Read "the year-earlier quarter", "the same period last year": what was named before, a year back; else the year itself."""
    day = now.day
    named = now.anchor if now.anchor is not None and now.anchor.grain in NAMED else now.period
    anchor = named.window if named is not None else None
    said = int(m["year"]) if m["year"] else _told_year(m["rel"] or "last", now)
    if named is None or anchor is None or anchor.earliest is None or anchor.latest is None:
        if said is None or day is None:
            return unknown(grain="year")
        return whole("DATE", f"{said:04d}", year_of(said), "year")
    year = said if m["year"] or m["rel"] else anchor.earliest.year - 1
    months = 12 * ((year or anchor.earliest.year - 1) - anchor.earliest.year)
    window = Window(add_months(anchor.earliest, months), add_months(anchor.latest, months))
    first = window.earliest or anchor.earliest
    value = week_value(first) if named.grain == "week" else f"{first.year:04d}{named.value[4:]}"
    return whole("DATE", value, window, named.grain)


def read_year_adjective(m: Match[str], now: Moment) -> Reading | None:
    """Read the "year-ago" of "from a year-ago $2 million"."""
    if now.day is None:
        return unknown(grain="year")
    return whole("DATE", f"{now.day.year - 1:04d}", year_of(now.day.year - 1), "year")


def ended(unit: str, day: Phrase) -> Phrase:
    """Make a phrase of "the week", "the quarter" before "ended Feb. 3": the one that the day closes."""

    def read(now: Moment) -> Reading | None:
        reading = day.read(replace(now, clip=False))
        last = reading.window.latest if reading is not None and reading.window is not None else None
        return unknown(grain=unit) if last is None else _ending(unit, last)

    return Phrase(0, 0, "unit", read)


def _ending(unit: str, last: date) -> Reading:
    if unit == "week":
        return whole("DATE", week_value(last), Window(add_days(last, -6), last), "week")
    code = unit_code(unit)
    first = add_days(add_months(add_days(last, 1), {"M": -1, "Q": -3}.get(code, -12)), 0)
    value = {"M": last.isoformat()[:7], "Q": f"{last.year:04d}-Q{(last.month - 1) // 3 + 1}"}.get(code, f"{last.year:04d}")
    return whole("DATE", value, Window(first, last), {"M": "month", "Q": "quarter"}.get(code, "year"))




NTH = r"(?i:first|second|third|fourth|1st|2nd|3rd|4th)"
OF_YEAR = rf"(?:{GAP}(?:of|in){GAP}(?:fiscal{GAP})?|,?{GAP})(?P<year>{YEAR})\b"
QUARTERS = (
    Pattern(
        "year",
        "fiscal digit",
        rf"\b(?:(?i:the){GAP})?(?:(?i:fiscal)(?:{GAP}years?)?{GAP}(?P<year>{YEAR})(?:\s?[-/\u2013]\s?(?P<last>\d\d(?:\d\d)?))?(?P<lead>))\b",
        read_fiscal,
    ),
    Pattern(
        "year",
        "fiscal digit",
        rf"\b(?:(?i:the){GAP})?(?P<year>{YEAR})(?:\s?[-/\u2013]\s?(?P<last>\d\d(?:\d\d)?))?{GAP}(?:fiscal|financial|budget){GAP}year\b(?P<lead>)",
        read_fiscal,
    ),
    Pattern(
        "year",
        "fiscal unit",
        rf"\b(?P<lead>(?i:last|this|next|the{GAP}(?:last|past|previous|current|next|coming|upcoming))){GAP}(?:fiscal|financial|budget)"
        rf"{GAP}year\b(?P<year>)(?P<last>)",
        read_fiscal,
    ),
    Pattern(
        "years",
        "school digit",
        rf"\b(?:(?i:the){GAP})?(?P<year>{YEAR})\s?[-/\u2013]\s?(?:\d\d(?:\d\d)?){GAP}(?:school|academic){GAP}years?\b",
        read_school_year,
    ),
    Pattern(
        "quarter",
        "quarter",
        rf"\b(?:(?i:the|its|their)(?:{GAP}(?P<year2>{YEAR}))?{GAP}(?:fiscal{GAP})?|(?i:fiscal{GAP})|(?P<rel>(?i:last|this|next){GAP}year)['\u2019]s{GAP})"
        rf"(?P<nth>{NTH})[\s-](?P<half>quarter|half)\b(?P<q>)(?P<q2>)(?:{OF_YEAR}|(?!{GAP}of\b|-))",
        read_quarter,
    ),
    Pattern(
        "quarter",
        "quarter",
        rf"\b(?:(?P<year2>{YEAR})(?:['\u2019]s)?{GAP})?(?:(?i:fiscal)[\s-])?(?P<nth>{NTH})(?:-(?P<half>quarter|half)\b|{GAP}quarter\b(?={GAP}"
        rf"(?i:{REPORTED})\b))(?!{GAP}of\b)(?:{GAP}(?:of{GAP})?(?P<year>{YEAR})\b)?(?P<q>)(?P<q2>)(?P<rel>)",
        read_quarter,
    ),
    Pattern(
        "quarter",
        "quarter",
        rf"(?:(?<=in )|(?<=In )|(?<=for )|(?<=For )|(?<=of )|(?<=from ))(?P<nth>{NTH}){GAP}(?P<half>quarter)\b(?:{OF_YEAR}|(?!{GAP}of\b))"
        r"(?P<q>)(?P<q2>)(?P<rel>)(?P<year2>)",
        read_quarter,
    ),
    Pattern(
        "quarter",
        "q digit",
        rf"\b(?:(?P<q>[QH][1-4])(?:{GAP}(?:of{GAP})?(?P<year>{YEAR}))|(?P<year2>{YEAR}){GAP}(?P<q2>[QH][1-4]))\b"
        rf"(?P<nth>)(?P<half>)(?P<rel>)",
        read_quarter,
    ),
    Pattern(
        "quarter",
        "quarter",
        rf"\b(?P<lead>(?i:last|this|next|the{GAP}(?:latest|most{GAP}recent|previous|preceding|prior|last|current|next|coming))){GAP}quarter\b(?!{GAP}of\b)",
        read_this_quarter,
    ),
    Pattern("unit", "quarter", rf"\b(?P<lead>(?i:the)){GAP}quarter\b(?!-|{GAP}(?:of|century|mile|that)\b)", read_this_quarter, weak=True),
    Pattern(
        "quarter",
        "unit like",
        rf"\b(?:(?i:the|its|a){GAP})?(?:year-(?:ago|earlier|before)|(?:same|corresponding|comparable|similar)(?={GAP}\w+{GAP}(?:of|in|last|this|a)\b))"
        rf"{GAP}(?:fiscal{GAP})?(?:period|quarter|month|week|half|time)\b"
        rf"(?:{GAP}(?:(?:of|in){GAP})?(?:(?P<year>{YEAR})\b|(?P<rel>(?:last|this){GAP}year|a{GAP}year{GAP}(?:ago|earlier|before))\b))?",
        read_year_ago,
    ),
    Pattern("year", "unit like", r"\b(?:(?<=from )|(?<=the )|(?<=with )|(?<=to )|(?<=by ))year-(?:ago|earlier)\b", read_year_adjective),
)
