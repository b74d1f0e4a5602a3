"""Repeated times ("every Friday", "daily") and vague references ("recently", "now", "the coming days")."""

from __future__ import annotations

import re
from re import Match

from whoholds.dates.lengths import is_rate
from whoholds.dates.reading import Moment, Pattern, Reading, duration_value
from whoholds.dates.words import AMOUNT, GAP, MONTH_LONG, WEEKDAY, month_number, number_of, unit_code, weekday_number
from whoholds.records import Window, on_day

ADVERBS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y",
           "hourly": "PT1H", "nightly": "P1D", "quarterly": "P1Q", "fortnightly": "P2W"}  # fmt: skip


def read_every(m: Match[str], now: Moment) -> Reading | None:
    """Read "every Friday", "each month", "every two days", "every March"."""
    if m["weekday"]:
        return Reading("SET", f"XXXX-WXX-{weekday_number(m['weekday']) + 1}", None)
    if m["month"]:
        return Reading("SET", f"XXXX-{month_number(m['month']):02d}", None)
    if m["part"]:
        return Reading(
            "SET", {"morning": "XXXX-XX-XXTMO", "night": "XXXX-XX-XXTNI"}.get(m["part"], "XXXX-XX-XXTEV"), None
        )
    other = 2.0 if m["other"] else 1.0
    amount = number_of(m["amount"]) if m["amount"] else other
    return Reading("SET", duration_value(amount, unit_code(m["unit"])), None)


def read_adverb(m: Match[str], now: Moment) -> Reading | None:
    """Read daily, weekly, annual, ..."""
    return Reading("SET", ADVERBS[m.group().lower()], None)


def read_per(m: Match[str], now: Moment) -> Reading | None:
    """Read "a day", "per month" after an amount, "twice a week"."""
    return Reading("SET", duration_value(1.0, unit_code(m["unit"] or "day")), None)


def read_plural_weekday(m: Match[str], now: Moment) -> Reading | None:
    """Read "Fridays"."""
    return Reading("SET", f"XXXX-WXX-{weekday_number(m['weekday']) + 1}", None)


def read_past(m: Match[str], now: Moment) -> Reading | None:
    """Read "recently", "recent days", "once"."""
    return Reading("DATE", "PAST_REF", None if now.day is None else Window(None, now.day))


def read_then_time(m: Match[str], now: Moment) -> Reading | None:
    """Read "at the time", "at that time": past, and no days of its own."""
    return Reading("DATE", "PAST_REF", None)


def read_present(m: Match[str], now: Moment) -> Reading | None:
    """Read "now", "currently"."""
    return Reading("DATE", "PRESENT_REF", None if now.day is None else on_day(now.day))


def read_future(m: Match[str], now: Moment) -> Reading | None:
    """Read "the coming days"."""
    return Reading("DATE", "FUTURE_REF", None if now.day is None else Window(now.day, None))


REPEATS = (
    Pattern(
        "set",
        "unit every",
        rf"\b(?i:every|each){GAP}(?:(?P<other>other){GAP}|(?P<amount>{AMOUNT}){GAP})?(?:(?:single|fiscal|school|calendar|working|business){GAP})?(?P<unit>day|hour|minute|second"
        rf"|week|month|year|decade)s?\b"
        r"(?P<weekday>)(?P<month>)(?P<part>)",
        read_every,
    ),
    Pattern(
        "set",
        "weekday every",
        rf"\b(?i:every|each){GAP}(?P<weekday>{WEEKDAY})\b(?P<other>)(?P<amount>)(?P<unit>)(?P<month>)(?P<part>)",
        read_every,
    ),
    Pattern(
        "set",
        "month every",
        rf"\b(?i:every|each){GAP}(?P<month>{MONTH_LONG})\b(?P<other>)(?P<amount>)(?P<unit>)(?P<weekday>)(?P<part>)",
        read_every,
    ),
    Pattern(
        "set",
        "part every",
        rf"\b(?i:every|each){GAP}(?P<part>morning|night|evening|afternoon)\b(?P<other>)(?P<amount>)(?P<unit>)"
        rf"(?P<weekday>)(?P<month>)",
        read_every,
    ),
    Pattern(
        "set",
        "adverb",
        rf"\b(?i:{'|'.join(ADVERBS)})\b(?!-)(?!{GAP}(?:[A-Z]))",
        read_adverb,
        lambda text, m: m.group().islower() or not re.search(r"[\w,]\s$", text[max(0, m.start() - 2) : m.start()]),
    ),
    Pattern(
        "set",
        "count",
        rf"\b(?:once|twice|thrice|{AMOUNT}{GAP}times){GAP}(?:daily|(?:a|per|each|every){GAP}(?P<unit>day|week|month|year"
        rf"|hour))\b(?!{GAP}(?:ago|later|earlier))",
        read_per,
    ),
    Pattern(
        "set",
        "unit",
        rf"(?:\ban?|\bper){GAP}(?P<unit>day|week|month|year|hour)\b(?!-|{GAP}(?:ago|later|earlier|after|before|old|into"
        rf"|long)\b)",
        read_per,
        lambda text, m: is_rate(text, m),
    ),
    Pattern("set", "weekday", rf"\b(?P<weekday>{WEEKDAY})s\b", read_plural_weekday),
    Pattern("set", "weekend", r"(?:(?<=on )|(?<=On )|(?<=at )|(?<=and )|(?<=or ))weekends\b", lambda m, now: Reading("SET", "XXXX-WXX-WE", None)),
    Pattern(
        "ref",
        "recent",
        rf"\b(?:(?i:recently|lately)|(?:the{GAP})?(?i:recent){GAP}(?:hours|days|weeks|months|years|times|decades))\b",
        read_past,
    ),
    Pattern(
        "ref",
        "once",
        rf"\bonce\b(?={GAP}(?:the|an?|its|their|his|her|held|home|controlled|ruled|ran|known|considered|part|stood"
        rf"|was|were|had|called|taught|served|lived|led|sat|said|told|wrote|made|came|went|gave|saw|\w+ed)\b)",
        read_past,
        lambda text, m: _once(text, m),
    ),
    Pattern(
        "ref",
        "now",
        rf"\b(?i:(?:right{GAP})?now|currently|nowadays|presently)\b(?!{GAP}that\b)(?!-)|(?:(?<=at )|(?<=At ))(?:present|the{GAP}moment|the{GAP}present"
        rf"(?:{GAP}time)?"
        rf"|this{GAP}(?:time|moment|point))\b(?!{GAP}of\b)(?=\W)",
        read_present,
    ),
    Pattern(
        "ref",
        "past",
        rf"(?:(?<=[Ii]n )|(?<=[Ff]rom ))the{GAP}(?:recent{GAP}|distant{GAP})?past\b(?={GAP}?[,.;\"\u201d]|{GAP}(?:and"
        rf"|but|with|the|to|by)\b|$)",
        read_past,
    ),
    Pattern(
        "ref",
        "future",
        rf"(?:(?<=[Ii]n )|(?<=[Ff]or )|(?<=[Ii]nto ))the{GAP}(?:near{GAP}|foreseeable{GAP}|immediate{GAP})?future\b"
        rf"(?!{GAP}of\b)",
        read_future,
    ),
    Pattern(
        "ref",
        "time",
        rf"(?:(?<=at )|(?<=At ))(?:the|that){GAP}time\b(?={GAP}?[.,;:)\"\u201d]|{GAP}(?:and|but|was|were|is|had|with|by|in|on|told|said|few)\b|$)"
        rf"|(?:(?<=at )|(?<=At ))that{GAP}(?:time|point|moment)\b",
        read_then_time,
    ),
    Pattern(
        "ref",
        "unit span",
        rf"\b(?i:the){GAP}(?:coming|next|following){GAP}(?:few{GAP})?(?:hours|days|weeks|months|years)(?:{GAP}and"
        rf"{GAP}(?:days|weeks|months|years))?\b|\bcoming{GAP}(?:days|weeks|months|years)\b",
        read_future,
    ),
)


def _once(text: str, m: Match[str]) -> bool:
    """Take "once" as a time unless it is a conjunction ("once the siege ended") or a count ("once a week")."""
    before = text[max(0, m.start() - 12) : m.start()]
    rest = text[m.end() : m.end() + 60]
    if before.endswith(("at ", "only ", "than ")) or (
        rest.startswith((" a ", " an ")) and rest.split()[1] in ("day", "week", "month", "year")
    ):
        return False
    noun_phrase = rest.lstrip().split(",")[0].split(".")[0]
    if before.endswith((", ", "(")):
        return "," in rest and not any(
            word in ("had", "was", "were", "has", "have", "is") for word in noun_phrase.split()
        )
    return before.rstrip().endswith(
        ("was", "were", "is", "that", "which", "who", "had", "been")
    ) or not noun_phrase.startswith(("the ", "a ", "an ", "its ", "their ", "his "))
