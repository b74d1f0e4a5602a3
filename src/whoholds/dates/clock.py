"""Times of day."""

from __future__ import annotations

from datetime import date
from re import Match

from whoholds.dates.calendar import add_days
from whoholds.dates.reading import FUTURE, PAST, Moment, Pattern, Reading, unknown, whole
from whoholds.dates.words import DAY_PARTS, GAP, NUMBER_WORD, number_of
from whoholds.records import Window, on_day

ZONE = rf"(?:{GAP}(?:GMT|UTC|BST|CET|EET|EST|EDT|ET|local{GAP}time|(?:Moscow|Baghdad|Kyiv|Damascus){GAP}time))"
ELSEWHERE = rf"(?:{GAP}\((?:\d{{1,2}}:?\d\d{GAP})(?:GMT|UTC)\))"
"""The same time by another clock, in brackets."""


def read_clock(m: Match[str], now: Moment) -> Reading | None:
    """Read "06:30 local time", "10 p.m.", "1430 GMT", "nine o'clock"."""
    hour = int(m["hour"]) if m["hour"].isdigit() else int(number_of(m["hour"]) or 0)
    minute = int(m["minute"] or 0)
    half = (m["half"] or "").lower().replace(".", "")
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return at_time(now, f"T{hour:02d}:{minute:02d}")


def read_half_past(m: Match[str], now: Moment) -> Reading | None:
    """Read "half past seven", "a quarter to six"."""
    hour = int(m["hour"]) if m["hour"].isdigit() else int(number_of(m["hour"]) or 0)
    minute = 30 if m["share"].lower() == "half" else 15
    if m["way"] == "to":
        hour, minute = hour - 1, 45
    if not 0 <= hour <= 12:
        return None
    hour += 12 if m["rest"] and "morning" not in m["rest"] and hour < 12 else 0
    return at_time(now, f"T{hour:02d}:{minute:02d}")


def read_part(m: Match[str], now: Moment) -> Reading | None:
    """Read "noon", "midnight", "evening", "the early hours"."""
    words = " ".join(m["part"].lower().split())
    return at_time(now, DAY_PARTS[words])


def read_the_night(m: Match[str], now: Moment) -> Reading | None:
    """Read "the night": the one before the day that is spoken of."""
    day = _day(now)
    if day is None:
        return unknown("XXXX-XX-XXTNI", "TIME", "time")
    return whole("TIME", add_days(day, -1).isoformat() + "TNI", Window(add_days(day, -1), day), "time")


def at_time(now: Moment, ending: str) -> Reading:
    """Put a time of day on the day that is spoken of: the last named, else the document's."""
    day = _day(now)
    if (
        day is not None
        and ending == "TMO"
        and now.spoken is not None
        and now.spoken.value.endswith(("TNI", "TEV", "T24:00"))
    ):
        day = add_days(day, 1)  # "on Tuesday night ... before dawn"
    if day is None:
        return unknown("XXXX-XX-XX" + ending, "TIME", "time")
    if ending == "T24:00":
        if now.spoken is None and now.direction != FUTURE:
            day = add_days(day, -1)
        return whole("TIME", day.isoformat() + ending, Window(day, add_days(day, 1)), "time")
    return whole("TIME", day.isoformat() + ending, on_day(day), "time")


def night_before(time: Reading, day: Reading) -> Reading:
    """Join a night with the day that it runs into: "the night to Thursday"."""
    window = day.window
    if window is None or window.earliest is None:
        return Reading("TIME", "", None, "time")
    back = add_days(window.earliest, -1)
    return Reading("TIME", back.isoformat() + "TNI", Window(back, window.latest), "time")


def on_date(time: Reading, day: Reading) -> Reading:
    """Join a time of day with the day it stands beside: "10 p.m. on Wednesday", "Tuesday night"."""
    ending = time.value[time.value.index("T") :] if "T" in time.value else ""
    window = day.window
    if ending == "T24:00" and window is not None and window.latest is not None and window.latest == window.earliest:
        window = Window(window.latest, add_days(window.latest, 1))
    return Reading("TIME", day.value.split("T")[0] + ending if day.value else "", window, "time", full=day.full)


def _day(now: Moment) -> date | None:
    window = now.spoken.window if now.spoken is not None else None
    day = window.latest if window is not None else now.day
    if day is not None and now.day is not None and day > now.day and now.direction == PAST and not now.same:
        return now.day  # what the sentence before spoke of lies ahead, and this is told as past
    return day


AFTER_PREPOSITION = (
    r"(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=[Ss]ince )|(?<=[Bb]efore )|(?<=[Aa]fter )|(?<=[Aa]t )"
    r"|(?<=[Aa]round )|(?<=[Ii]n the )|(?<=[Dd]uring the )|(?<=[Tt]owards )"
)
CLOCK = (
    Pattern(
        "clock",
        "digit",
        rf"(?<![\w:.$,-])(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d){GAP}?(?P<half>[ap]\.m\b\.?|[ap]m\b)?"
        rf"{ZONE}?{ELSEWHERE}?"
        rf"(?![\w%:])",
        read_clock,
        lambda text, m: _clock(text, m),
    ),
    Pattern(
        "clock",
        "digit ampm",
        rf"(?<![\w:.$,-])(?P<hour>1[0-2]|[1-9])(?P<minute>){GAP}?(?P<half>[ap]\.m\b\.?|[ap]m\b)(?!\w)"
        rf"{ZONE}?{ELSEWHERE}?",
        read_clock,
    ),
    Pattern(
        "clock",
        "digit zone",
        rf"(?<![\w:.$,-])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?P<half>)(?:{ZONE}|{GAP}?(?:hours|hrs)\b(?={GAP}"
        rf"(?:on|GMT|UTC|local)))",
        read_clock,
    ),
    Pattern(
        "clock",
        "clock",
        rf"\b(?P<hour>(?i:{NUMBER_WORD})|\d{{1,2}})(?P<minute>)(?P<half>){GAP}o['\u2019]clock(?:{GAP}in{GAP}the{GAP}"
        rf"(?:morning|evening|afternoon))?",
        read_clock,
    ),
    Pattern(
        "clock",
        "quarter",
        rf"\b(?:(?i:a){GAP})?(?P<share>(?i:half|quarter)){GAP}(?P<way>past|to){GAP}(?P<hour>(?i:{NUMBER_WORD})|1[0-2]|[1-9])\b"
        rf"(?P<rest>{GAP}in{GAP}the{GAP}(?:morning|evening|afternoon))?(?!{GAP}(?:percent|per|million|billion)|[%.]\d)",
        read_half_past,
    ),
    Pattern("part", "part", r"\b(?P<part>midnight|noon|midday)\b", read_part),
    Pattern("part", "part", rf"\b(?:(?i:the){GAP})?(?P<part>early{GAP}hours|small{GAP}hours)\b", read_part, weak=True),
    Pattern(
        "part",
        "part",
        rf"(?:{AFTER_PREPOSITION})(?P<part>dawn|daybreak|daylight|dusk|sunset|sunrise|nightfall|evening|morning"
        rf"|afternoon|night)\b",
        read_part,
        lambda text, m: (
            not text[: m.start()].lower().endswith("at ")
            or m["part"] in ("dawn", "dusk", "sunset", "sunrise", "daybreak", "nightfall")
        ),
    ),
    Pattern(
        "part",
        "part",
        r"\b(?i:early|late|mid)[\s-](?P<part>morning|afternoon|evening)\b",
        read_part,
    ),
    Pattern(
        "part",
        "part",
        rf"(?:(?<=[Ii]n )|(?<=[Dd]uring )|(?<=[Tt]hrough )|(?<=[Tt]hroughout )|(?<=[Oo]ver )|(?<=[Bb]y ))the{GAP}(?:(?:entire|whole|early|late){GAP})?"
        r"(?P<part>morning|afternoon|evening)\b(?!\s(?:of|after|before|sun|hours|rush|news)\b)",
        read_part,
    ),
    Pattern(
        "part",
        "part",
        r"\b(?P<part>dawn|daybreak|dusk|sunset|sunrise|evening|morning|afternoon|night)\b",
        read_part,
        weak=True,
    ),
    Pattern(
        "part",
        "part",
        rf"(?:(?<=[Ii]n )|(?<=[Dd]uring )|(?<=[Oo]ver )|(?<=[Tt]hrough )|(?<=[Tt]hroughout ))the{GAP}night\b(?!{GAP}(?:of|before|after|to{GAP}[A-Z])\b)",
        read_the_night,
    ),
)


def _clock(text: str, m: Match[str]) -> bool:
    """A dot may be a decimal point: "10.30" needs am, pm, a zone, or "at" before it."""
    if ":" in m.group() or m["half"]:
        return True
    plain = len(m.group()) <= 5
    return not plain or "h" in m.group() or text[: m.start()].endswith(("at ", "At "))
