"""Calendar dates: days, months, years, decades, quarters, seasons of a year, feasts."""

from __future__ import annotations

from datetime import date
from re import Match

from whoholds.dates.calendar import (
    easter_of,
    islamic_window,
    make_day,
    month_of,
    months_of,
    season_of,
    year_of,
    years_of,
)
from whoholds.dates.choosing import choose, years_around
from whoholds.dates.names import SEASON_NOUNS, fits_date, fits_month, fits_season, fits_year
from whoholds.dates.reading import Moment, Pattern, Reading, clipped, one_day, unknown, whole
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

DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
WEEKDAY_BEFORE = (
    rf"(?:(?:(?i:last|this|next){GAP})?"
    rf"(?P<weekday>{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)(?:,{GAP}?|{GAP})(?:the{GAP})?)?"
)
YEAR_AFTER = rf"(?:(?:,{GAP}?|{GAP})(?P<year>{YEAR})(?![\d%]|,\d\d\d))?"
DASH = r"\s?[-\u2010-\u2015]\s?"
THROUGH = rf"(?:{DASH}|{GAP}(?:to|and|until|till|through){GAP})"


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
    first = int(m["decade"]) if m["decade"] else 1900 + int(m["tens"] or m["late"])
    if first % 100 == 0 and first < 2000 and not m["part"]:
        return Reading("DATE", f"{first // 100:02d}", years_of(first, 100), "century", full=True)
    months = {"early": (0, 40), "mid": (40, 80), "late": (80, 120)}.get((m["part"] or "").strip("- ").lower(), (0, 120))
    start = date(first + months[0] // 12, months[0] % 12 + 1, 1)
    last = first * 12 + months[1] - 1
    return Reading(
        "DATE", str(first // 10), Window(start, month_of(last // 12, last % 12 + 1).latest), "decade", full=True
    )


def read_century(m: Match[str], now: Moment) -> Reading | None:
    """Read "the 19th century"."""
    ordinal = m["century"].lower()
    number = ORDINALS.index(ordinal) if ordinal in ORDINALS else int(ordinal[:-2])
    if not 1 <= number <= 30:
        return None
    return Reading("DATE", f"{number - 1:02d}", years_of((number - 1) * 100 + 1, 100), "century", full=True)


def read_fiscal(m: Match[str], now: Moment) -> Reading | None:
    """Read "fiscal 2015": the budget year of the United States, October to September."""
    year = int(m["year"])
    return Reading("DATE", f"FY{year:04d}", Window(date(year - 1, 10, 1), date(year, 9, 30)), "year", full=True)


def read_quarter(m: Match[str], now: Moment) -> Reading | None:
    """Read "the third quarter", "the first half", "Q3 2015", with or without a year."""
    words = (m["nth"] or m["q"] or m["q2"]).lower()
    half = bool(m["half"]) and m["half"].lower() == "half"
    number = int(words[-1]) if words[-1].isdigit() else ORDINALS.index(words)
    length, letter = (6, "H") if half else (3, "Q")
    if number > 12 // length:
        return None

    def stretch(year: int) -> Window:
        return months_of(year, (number - 1) * length + 1, number * length)

    said = m["year"] or m["year2"]
    window = stretch(int(said)) if said else choose(years_around(now, stretch), now)
    if window is None or window.earliest is None:
        return unknown(f"XXXX-{letter}{number}", grain="quarter")
    value = f"{window.earliest.year:04d}-{letter}{number}"
    return Reading("DATE", value, clipped(window, now), "half" if half else "quarter", full=bool(said))


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


def read_feast(m: Match[str], now: Moment) -> Reading | None:
    """Read Christmas, New Year, Easter, Ramadan and the two Eids, Ashura; Islamic feasts a day wider on each side."""
    name = " ".join(m["feast"].lower().replace("\u2019", "'").split())
    said = int(m["year"]) if m["year"] else None
    window = _feast(name, said) if said else choose(years_around(now, lambda year: _feast(name, year)), now)
    if window is None or window.earliest is None:
        return unknown(grain="feast")
    same = window.earliest == window.latest
    value = window.earliest.isoformat() if same else f"{window.earliest}/{window.latest}"
    return Reading("DATE", value, window, "day" if same else "days", full=bool(said))


def read_nine_eleven(m: Match[str], now: Moment) -> Reading | None:
    """Read 9/11, the attacks on New York and Washington."""
    return one_day(date(2001, 9, 11), full=True)


def _feast(name: str, year: int) -> Window | None:
    fixed = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "new year's day": (1, 1),
             "new year's eve": (12, 31), "new year": (1, 1), "nowruz": (3, 21), "boxing day": (12, 26)}  # fmt: skip
    if name in fixed:
        return on_day(date(year, *fixed[name]))
    if name.startswith("easter") or name == "good friday":
        shift = {"good friday": -2, "easter monday": 1}.get(name, 0)
        return on_day(date.fromordinal(easter_of(year).toordinal() + shift))
    first, length = next(
        found
        for key, found in (
            ("ramadan", ((9, 1), 30)),
            ("fitr", ((10, 1), 3)),
            ("adha", ((12, 10), 4)),
            ("ashura", ((1, 10), 1)),
        )
        if key in name
    )
    return islamic_window(year, first, length)


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
    Pattern("day", "digit", r"(?<![\w/.])9/11(?![\w/]|\.\d)", read_nine_eleven),
    Pattern(
        "range",
        "month",
        rf"\b(?P<month>{MONTH_ANY}){GAP}?(?P<a>{DAY}){THROUGH}(?P<b>{DAY})(?![\w%]|[.,:]\d|-\w){YEAR_AFTER}",
        read_day_range,
        fits_date,
    ),
    Pattern(
        "range",
        "month",
        rf"(?<![\w$.,/:-])(?P<a>{DAY}){THROUGH}(?P<b>{DAY})(?:{GAP}of)?{GAP}(?P<month>{MONTH_ANY})\b{YEAR_AFTER}",
        read_day_range,
        fits_date,
    ),
    Pattern(
        "day",
        "month",
        rf"\b{WEEKDAY_BEFORE}(?P<month>{MONTH_ANY}){GAP}?(?:the{GAP})?(?P<day>{DAY})(?![\w%]|[.,:]\d|-\w|{GAP}?(?:am"
        rf"|pm|a\.m|p\.m)\b)"
        rf"{YEAR_AFTER}",
        read_day,
        fits_date,
    ),
    Pattern(
        "day",
        "month",
        rf"(?<![\w$.,/:-]){WEEKDAY_BEFORE}(?:[Tt]he{GAP}(?=\d+[snrt]))?(?P<day>{DAY})(?:{GAP}of)?{GAP}(?P<month>"
        rf"{MONTH_ANY})(?!\w)"
        rf"{YEAR_AFTER}",
        read_day,
        fits_date,
    ),
    Pattern(
        "month",
        "month",
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
        rf"(?<![\w$\u20ac\u00a3.,/:+])(?<!\d-)(?P<year>{YEAR})(?:(?:{DASH}|/)(?P<last>{YEAR}|\d\d))?(?![\w%]"
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
        r"\b(?i:the)\s(?P<part>)(?:['\u2019](?P<tens>[2-9]0)|(?P<late>[5-9]0))[\u2019']?s\b(?P<decade>)",
        read_decade,
    ),
    Pattern(
        "century",
        "unit",
        rf"\b(?:(?i:the){GAP})?(?P<century>\d{{1,2}}(?:st|nd|rd|th)|(?i:{'|'.join(ORDINALS[1:])}))[\s-]century\b",
        read_century,
    ),
    Pattern("year", "digit", rf"\b(?i:fiscal(?:{GAP}year)?){GAP}(?P<year>{YEAR})\b", read_fiscal),
    Pattern(
        "quarter",
        "unit",
        rf"\b(?i:the){GAP}(?P<nth>(?i:first|second|third|fourth)){GAP}(?P<half>quarter|half)\b(?P<q>)(?P<q2>)"
        rf"(?P<year2>)"
        rf"(?:{GAP}of{GAP}(?P<year>{YEAR})\b|(?!{GAP}of\b))",
        read_quarter,
    ),
    Pattern(
        "quarter",
        "digit",
        rf"\b(?:(?P<q>[QH][1-4])(?:{GAP}(?:of{GAP})?(?P<year>{YEAR}))|(?P<year2>{YEAR}){GAP}(?P<q2>[QH][1-4]))\b"
        rf"(?P<nth>)(?P<half>)",
        read_quarter,
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
    Pattern(
        "feast",
        "word",
        rf"\b(?P<feast>(?:Christmas|New{GAP}Year[\u2019']s|Easter|Boxing)(?:{GAP}(?:Eve|Day|Sunday|Monday))|Christmas"
        rf"|Easter|Good{GAP}Friday"
        rf"(?!{GAP}Agreement)|Nowruz|Ramadan|Eid{GAP}al[- ](?:Fitr|Adha)|Ashura)\b(?:{GAP}(?P<year>{YEAR})\b)?",
        read_feast,
    ),
)
