"""The words of time: lexicon, pieces of patterns, numbers."""

from __future__ import annotations

import re
from functools import cache

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "F",
         "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE"}  # fmt: skip
"""Unit to the letters of a TIMEX3 duration, with T for clock units; F is two weeks, Q three months."""
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth")  # fmt: skip
DAY_PARTS = {
    "morning": "TMO", "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "daylight": "TMO", "midday": "T12:00",
    "noon": "T12:00", "lunchtime": "TMI", "afternoon": "TAF", "evening": "TEV", "dusk": "TEV", "sunset": "TEV",
    "nightfall": "TEV", "night": "TNI", "midnight": "T24:00", "early hours": "TMO", "small hours": "TMO",
}  # fmt: skip
"""Parts of the day to the ending of a TIMEX3 value."""

GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
"""White space inside one line or across one line break, never across an empty line."""
NUMBER_WORD = "(?:" + "|".join(sorted((*ONES[1:], *TENS, "hundred", "thousand", "dozen"), key=len, reverse=True)) + ")"
VAGUE = r"(?:a few|a couple of|a couple|several|many|few|dozens of|scores of|a number of|countless|some)"
_UNDER_TWENTY = "(?:" + "|".join(sorted(ONES[1:], key=len, reverse=True)) + ")"
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|{_UNDER_TWENTY})"
NUMBER_WORDS = (
    rf"(?:(?:{_SMALL}|(?:an?\s+)?(?:hundred|thousand|dozen))(?:[\s-](?:hundred|thousand|dozen))*"
    rf"(?:(?<=hundred)[\s-](?:and[\s-])?{_SMALL}|(?<=thousand)[\s-](?:and[\s-])?{_SMALL})?)"
)
"""A number in words, one only: "two one-hour shows" holds two."""
AMOUNT = (
    rf"(?:\d{{1,4}}(?:\.\d)?|\d,\d{{3}}|(?i:{VAGUE})|(?i:half an?)"
    r"|(?i:half)(?=[-\s](?:century|decade|year|hour)\b)|(?i:a single)"
    rf"|(?i:{NUMBER_WORDS})(?:[\s-]and[\s-]a[\s-]half)?|(?i:an?))"
)
UNIT = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|century|centurie)"
HEDGE = (
    r"(?i:about|around|almost|nearly|roughly|approximately|more than|less than|fewer than|(?:(?<=for )|(?<=in )|(?<=of )|(?<=is )|(?<=was )"
    r"|(?<=are )|(?<=after )|(?<=lasted )|(?<=took )|(?<=served ))over|under|just over"
    r"|just under|at least|at most|barely|only|well over|little more than|up to|as long as|as many as|as little as|close to"
    r"|no more than|slightly more than|another|an estimated)"
)
MONTH_LONG = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
MONTH_ANY = (
    rf"(?:{MONTH_LONG}|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
SEASON = "(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"


def month_number(words: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    return next(i + 1 for i, name in enumerate(MONTHS) if name.startswith(words.strip(".").lower()[:3]))


def weekday_number(words: str) -> int:
    """Return 0 to 6, Monday first, for a weekday's name or abbreviation."""
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(words.strip(".").lower()[:3]))


def unit_code(words: str) -> str:
    """Return the code of a unit in singular or plural."""
    word = words.lower()
    return UNITS[word] if word in UNITS else UNITS[word.removesuffix("s")]


def number_of(words: str) -> float | None:
    """Read digits or number words; None where the amount is vague ("a few")."""
    text = re.sub(r"\s+", " ", words.strip().lower()).replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if text in ("half a", "half an"):
        return 0.5
    if _vague().fullmatch(text):
        return None
    return _sum_of(re.split(r"[ -]", text))


def _sum_of(words: list[str]) -> float:
    total, current = 0.0, 0.0
    for word in words:
        if word in ONES:
            current += ONES.index(word)
        elif word in TENS:
            current += 10 * TENS.index(word) + 20
        elif word in ("hundred", "thousand", "dozen"):
            current = max(current, 1) * {"hundred": 100, "thousand": 1000, "dozen": 12}[word]
        elif word == "half":
            current += 0.5
        if word == "thousand":
            total, current = total + current, 0.0
    return total + current or 1.0


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(VAGUE)
