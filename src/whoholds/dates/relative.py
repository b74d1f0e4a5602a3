"""Expressions that hang on the document's day or on an earlier time of the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from re import Match

from whoholds.dates.calendar import add_days, add_months, month_of, week_of, week_value, weekend_of, year_of, years_of
from whoholds.dates.choosing import choose, weekday_windows
from whoholds.dates.names import fits_weekday
from whoholds.dates.reading import FUTURE, PAST, Moment, Pattern, Reading, clipped, one_day, shift, unknown, whole
from whoholds.dates.words import AMOUNT, DAY_PARTS, GAP, HEDGE, UNIT, WEEKDAY, number_of, unit_code, weekday_number
from whoholds.records import Window, on_day

AROUND = {"W": 3, "F": 3, "M": 15, "Q": 15}
"""Days on each side that "three weeks ago" and "two months ago" leave open."""
CLOCK_VALUE = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d")
PARTS = r"(?:morning|afternoon|evening|night)"
PREVIOUS, NEXT = ("previous", "preceding", "prior"), ("following", "next", "ensuing")


def read_near_day(m: Match[str], now: Moment) -> Reading | None:
    """Read today, yesterday, tomorrow, the day before yesterday, the day after tomorrow."""
    words = " ".join(m.group().lower().split())
    count = {"today": 0, "yesterday": -1, "tomorrow": 1}[words.split()[-1]]
    count += -1 if words.startswith("the day before") else 1 if words.startswith("the day after") else 0
    return unknown(grain="day") if now.day is None else one_day(add_days(now.day, count))


def read_near_part(m: Match[str], now: Moment) -> Reading | None:
    """Read tonight, last night, overnight, this morning, tomorrow's parts excepted."""
    words = m.group().lower().split()
    part = "TNI" if words[-1] in ("tonight", "overnight") else DAY_PARTS[words[-1]]
    if words == ["overnight"] and now.spoken is not None and now.spoken.window is not None:
        day = now.spoken.window.latest
    else:
        day = now.day
    if day is None:
        return unknown(part, "TIME", "time")
    if words[0] == "overnight":
        back = add_days(day, -1) if now.direction != FUTURE else day
        return whole("TIME", back.isoformat() + part, Window(back, add_days(back, 1)), "time")
    day = add_days(day, -1) if words[0] == "last" else day
    return whole("TIME", day.isoformat() + part, on_day(day), "time")


def read_unit(m: Match[str], now: Moment) -> Reading | None:
    """Read "last week", "this month", "next year", "the week", "the same month", "that weekend"."""
    lead, unit = (m["lead"] or "this").lower().split()[-1], m["unit"].lower()
    anchored = lead in ("same", "that", *PREVIOUS, "following", "ensuing") or m["lead"].lower().startswith("the next")
    step = -1 if lead in ("last", "past", "latest", *PREVIOUS) else 1 if lead in ("next", "coming", *NEXT) else 0
    day = now.day
    if anchored:
        named = now.wide if now.wide is not None and unit in ("year", "decade", "century") else now.anchor
        window = named.window if named is not None else None
        day = (
            (window.latest if step > 0 else window.earliest) if window is not None else (now.day if step <= 0 else None)
        )
    if day is None:
        return unknown(grain=unit)
    return _unit(unit, day, step, now if lead in ("this", "the", "current") else replace(now, clip=False))


def _unit(unit: str, day: date, step: int, now: Moment) -> Reading | None:
    if unit == "day":
        spoken = now.spoken.window if now.spoken is not None else None
        latest = spoken.latest if spoken is not None else None
        return one_day(latest if latest is not None and (latest <= day or now.direction != PAST) else day)
    if unit == "week":
        moved = add_days(day, 7 * step)
        return whole("DATE", week_value(moved), clipped(week_of(moved), now), "week")
    if unit == "weekend":
        return _weekend(day, step, now)
    if unit == "month":
        moved = add_months(day.replace(day=1), step)
        return whole("DATE", moved.isoformat()[:7], clipped(month_of(moved.year, moved.month), now), "month")
    if unit == "year":
        return whole("DATE", f"{day.year + step:04d}", clipped(year_of(day.year + step), now), "year")
    if unit == "century":
        number = (day.year - 1) // 100 + step
        return whole("DATE", f"{number:02d}", years_of(number * 100 + 1, 100), "century")
    first = (day.year // 10 + step) * 10
    return whole("DATE", str(first // 10), clipped(years_of(first, 10), now), "decade")


def _weekend(day: date, step: int, now: Moment) -> Reading:
    """The weekend of the week; told of as past before it came, the one before."""
    moved = add_days(day, 7 * step)
    window = weekend_of(moved)
    running = window.earliest is not None and window.earliest <= day
    if step == 0 and not running and now.direction == PAST:
        window = weekend_of(add_days(day, -7))
    saturday = window.earliest or moved
    return whole("DATE", week_value(saturday) + "-WE", window, "weekend")


def read_weekend(m: Match[str], now: Moment) -> Reading | None:
    """Read "the weekend", "over the weekend": the last one in a report, the coming one in a plan."""
    return unknown(grain="weekend") if now.day is None else _weekend(now.day, 0, now)


def read_weekday(m: Match[str], now: Moment) -> Reading | None:
    """Read "Tuesday", "last Saturday", "next Tuesday", "the following Monday", "Monday last week"."""
    weekday = weekday_number(m["weekday"])
    lead = (m["lead"] or "").lower().split()[-1:] or [""]
    if m["week"]:
        step = {"last": -1, "this": 0, "next": 1}[m["week"].lower()]
        if now.day is None:
            return unknown(f"XXXX-WXX-{weekday + 1}", grain="day")
        return one_day(add_days(now.day, weekday - now.day.weekday() + 7 * step))
    window = _led_weekday(weekday, lead[0], now)
    if window is None or window.earliest is None:
        return unknown(f"XXXX-WXX-{weekday + 1}", grain="day")
    return one_day(window.earliest)


def _led_weekday(weekday: int, lead: str, now: Moment) -> Window | None:
    anchor = now.anchor.window if now.anchor is not None else None
    if lead in ("same", "that", *PREVIOUS, "following") and anchor is not None and anchor.earliest and anchor.latest:
        if lead in PREVIOUS:
            return choose(weekday_windows(at := replace(now, ceiling=add_days(anchor.earliest, -1)), weekday), at)
        from_day = add_days(anchor.latest, 1) if lead == "following" else add_days(anchor.earliest, -3)
        return choose(weekday_windows(at := replace(now, floor=from_day), weekday), at)
    day = now.day
    if day is None:
        return None
    spoken = now.spoken.window if now.spoken is not None else None
    told_ahead = spoken.earliest if spoken is not None and now.same else None
    if not lead and now.direction == FUTURE and told_ahead is not None and 0 < (told_ahead - day).days < 14:
        return choose(weekday_windows(at := replace(now, floor=told_ahead), weekday), at)
    now = replace(now, told=None)
    if lead in ("last", "past"):
        now = replace(now, ceiling=add_days(day, -1))
    elif lead in ("next", "coming"):
        now = replace(now, floor=add_days(day, 1))
    return choose(weekday_windows(now, weekday), now)


def read_ago(m: Match[str], now: Moment) -> Reading | None:
    """Read "two months ago", "almost one year ago", "days ago"."""
    if now.day is None:
        return unknown(grain="ago")
    if m["exact"] and m["amount"] and (amount := number_of(m["amount"])) is not None:
        return one_day(add_days(shift(now.day, -amount, unit_code(m["unit"])), int(m["exact"] == "tomorrow")))
    return _away(m, now, on_day(now.day), -1)


def read_hence(m: Match[str], now: Moment) -> Reading | None:
    """Read "two weeks from now", "a year hence"."""
    return unknown(grain="ago") if now.day is None else _away(m, now, on_day(now.day), 1)


def read_away(m: Match[str], now: Moment) -> Reading | None:
    """Read "two days earlier", "a week later", from the last time the text named."""
    back = m["way"].lower() in ("earlier", "before", "previously")
    code = unit_code(m["unit"])
    if code in ("Y", "DE", "CE") and now.wide is not None and now.wide.window is not None:
        return _away(m, now, now.wide.window, -1 if back else 1)  # "died in 1995 ... two years later"
    anchor = now.anchor.window if now.anchor is not None else None
    if anchor is None and back and code == "Y" and now.day is not None:
        anchor = on_day(now.day)  # "from $1.01 a year earlier", where nothing was named before
    if anchor is None:
        return unknown(grain="away")
    reading = _away(m, now, anchor, -1 if back else 1)
    if (
        reading is None
        or now.anchor is None
        or code != "Y"
        or now.anchor.grain not in ("month", "quarter", "half", "season")
    ):
        return reading
    # "a year earlier" after a month or a quarter means that month or quarter, not any day of a year
    years = round((number_of(m["amount"] or "") or 1) * (-1 if back else 1))
    if anchor.earliest is None or anchor.latest is None or not now.anchor.value[:4].isdigit():
        return reading
    value = f"{int(now.anchor.value[:4]) + years:04d}{now.anchor.value[4:]}"
    return whole(
        "DATE",
        value,
        Window(add_months(anchor.earliest, 12 * years), add_months(anchor.latest, 12 * years)),
        now.anchor.grain,
    )


def _away(m: Match[str], now: Moment, base: Window, sign: int) -> Reading | None:
    amount = number_of(m["amount"]) if m["amount"] else None
    code = unit_code(m["unit"])
    if amount is None or base.earliest is None or base.latest is None:
        bound = Window(None, now.day) if now.day is not None and m["way"].lower() == "ago" else None
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", bound)
    first, last = shift(base.earliest, sign * amount, code), shift(base.latest, sign * amount, code)
    hedged = bool(m["hedge"])
    if code.startswith("T") and (clock := _clock_after(m, now, sign * amount)) is not None:
        return clock
    if code.startswith("T"):
        # hours back or on from a day: that day, or the one beside it
        window = Window(min(first, base.earliest), base.latest) if sign < 0 else Window(base.earliest, last)
        return whole("DATE", base.latest.isoformat(), window, "day")
    if code == "D":
        return whole("DATE", first.isoformat() if first == last else "", Window(first, last), "day")
    if code in ("W", "F"):
        slack = 0 if amount == 1 and not hedged else AROUND[code]
        value = first.isoformat() if slack == 0 and first == last and m["way"].lower() != "ago" else week_value(first)
        return whole("DATE", value, Window(add_days(first, -slack), add_days(last, slack)), "week" if slack else "day")
    if code == "M":
        return whole("DATE", first.isoformat()[:7], Window(add_days(first, -15), add_days(last, 15)), "month")
    if code == "Y" and amount <= 1.5:
        return whole("DATE", first.isoformat()[:4], Window(add_days(first, -15), add_days(last, 15)), "year")
    return whole("DATE", first.isoformat()[:4], year_of(first.year), "year")


def _clock_after(m: Match[str], now: Moment, amount: float) -> Reading | None:
    """Read the "three hours later" of "met at 9 a.m. Thursday and adjourned three hours later"."""
    at = CLOCK_VALUE.fullmatch(now.anchor.value) if now.anchor is not None else None
    if at is None or m["way"].lower() not in ("earlier", "later"):
        return None
    minutes = {"TH": 60.0, "TM": 1.0}.get(unit_code(m["unit"]))
    if minutes is None:
        return None
    moved = datetime.fromisoformat(at[0]) + timedelta(minutes=round(amount * minutes))
    return whole("TIME", moved.strftime("%Y-%m-%dT%H:%M"), on_day(moved.date()), "time")


def read_by_day(m: Match[str], now: Moment) -> Reading | None:
    """Read "the following day", "the next day", "the previous day", "the day before", "the same day", "that day"."""
    words = m.group().lower().split()
    back = "previous" in words or words[-1] in ("before", "earlier") or "preceding" in words
    step = -1 if back else 1 if {"following", "next", "after"} & set(words) else 0
    anchor = now.anchor.window if now.anchor is not None else None
    if anchor is None:
        anchor = on_day(now.day) if now.day is not None and step <= 0 else None
    part = next((DAY_PARTS[word] for word in words if word in DAY_PARTS), "")
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        return unknown(part, "TIME" if part else "DATE", "day")
    first = add_days(anchor.latest if step > 0 else anchor.earliest, step)
    last = first if step else anchor.latest
    value = first.isoformat() if first == last else (now.anchor.value if now.anchor else "")
    return whole("TIME" if part else "DATE", value + part, Window(first, last), "time" if part else "day")


def read_then(m: Match[str], now: Moment) -> Reading | None:
    """Read "then" after since, until or by, and "ever since": the last time the text named."""
    if now.anchor is None or now.anchor.window is None:
        return None
    if m.group().lower().startswith("ever"):
        earliest = now.anchor.window.earliest
        return replace(now.anchor, window=Window(earliest, now.day), grain="since")
    return now.anchor


def read_count_day(m: Match[str], now: Moment) -> Reading | None:
    """Read "Day 50" from the day on which the text says that it began."""
    if now.start is None:
        return unknown(grain="day")
    return one_day(add_days(now.start, int(m["day"]) - 1))


def read_its_unit(m: Match[str], now: Moment) -> Reading | None:
    """Read "its second week", "the first week of the operation" from the day on which the text says that it began."""
    ordinals = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    number, code = ordinals.index(m["nth"].lower()), unit_code(m["unit"])
    if now.start is None:
        return unknown(grain="week")
    first, after = shift(now.start, number, code), shift(now.start, number + 1, code)
    last = add_days(after, -1)
    value = first.isoformat() if first == last else f"{first}/{last}"
    return whole("DATE", value, Window(first, last), "day" if first == last else "days")


AMOUNTED = rf"(?:(?P<hedge>(?!another){HEDGE}|(?i:some)(?=\s\d))\s+)?(?:(?P<amount>{AMOUNT})[\s-]+)?(?:more\s+)?(?P<unit>(?i:{UNIT}))s?"
RELATIVE = (
    Pattern(
        "day", "near", rf"\b(?:the{GAP}day{GAP}(?:before|after){GAP})?(?i:today|yesterday|tomorrow)\b", read_near_day
    ),
    Pattern(
        "part",
        "part",
        rf"\b(?:(?i:tonight|overnight(?!{GAP}(?:rates?|lending|loans?|money|funds?|buses|trains?|stays?|guests?|mail|deliver\w+|success)\b))|(?i:last){GAP}(?:night|evening)|(?i:this){GAP}{PARTS})\b",
        read_near_part,
    ),
    Pattern(
        "unit",
        "unit",
        rf"\b(?P<lead>(?i:last|this|next|this past|this coming|the same|that|the previous|the preceding|the following"
        rf"|the next|the coming|the latest"
        rf"|the current|this{GAP}time{GAP}last|this{GAP}time{GAP}next)){GAP}(?P<unit>week|weekend|month|year|decade|century)\b(?!-)",
        read_unit,
        lambda text, m: _fits_unit(text, m),
    ),
    Pattern("weekend", "weekend", rf"\b(?i:the){GAP}weekend\b", read_weekend),
    Pattern(
        "unit",
        "unit",
        rf"\b(?P<lead>(?i:the)){GAP}(?P<unit>day|week|month|year)\b(?!-|{GAP}(?:of|before|after|earlier|later|when"
        rf"|that|old)\b)",
        read_unit,
        weak=True,
    ),
    Pattern(
        "unit",
        "unit",
        rf"\b(?P<lead>(?i:the)){GAP}(?P<unit>week|month|year){GAP}(?P<way>before{GAP}last|before|earlier|after(?="
        rf"{GAP}?[,.;]|{GAP}(?:was|were|had)\b))\b(?!{GAP}(?:the|a|an|his|her|its|their|it|they)\b)",
        lambda m, now: _before_unit(m, now),
    ),
    Pattern(
        "weekday",
        "weekday",
        rf"\b(?P<lead>(?i:last|this|next|this past|this coming|the same|that|the previous|the following|the next)"
        rf"{GAP})?"
        rf"(?P<weekday>{WEEKDAY})\b(?:{GAP}(?:of{GAP})?(?P<week>last|this|next){GAP}week\b)?(?!{GAP}{WEEKDAY})",
        read_weekday,
        fits_weekday,
    ),
    Pattern("ago", "unit ago", rf"(?<![\w-]){AMOUNTED}{GAP}(?P<way>ago)\b(?:{GAP}(?P<exact>today|tomorrow))?", read_ago),
    Pattern("ago", "unit ago", rf"(?<![\w-]){AMOUNTED}{GAP}(?P<way>from{GAP}(?:now|today)|hence)\b(?P<exact>)", read_hence),
    Pattern(
        "away",
        "unit away",
        rf"(?<![\w-]){AMOUNTED}{GAP}(?P<way>earlier|later|previously|before(?={GAP}?[,.;]))\b(?!{GAP}than\b)",
        read_away,
    ),
    Pattern(
        "by day",
        "dayish",
        rf"\b(?i:the){GAP}(?:(?:very{GAP})?(?:following|next|previous|preceding|same){GAP}(?:day|morning|evening"
        rf"|night|afternoon)"
        rf"|(?:day|night|evening|morning|afternoon){GAP}(?:before|after)(?!{GAP}(?:the|a|an|his|her|its|their|this"
        rf"|that|yesterday|tomorrow|[A-Z]\w*)\b|{GAP}\w+(?:ed|ing)\b))\b",
        read_by_day,
    ),
    Pattern(
        "by day",
        "dayish",
        rf"(?<=[\s(])(?:that|That)(?:{GAP}same|{GAP}very)?{GAP}(?:day|morning|afternoon|evening|night)\b|\bThat(?:"
        rf"{GAP}same|{GAP}very)?{GAP}(?:day|night|evening)\b",
        read_by_day,
    ),
    Pattern(
        "then",
        "then",
        rf"(?:(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Bb]y ))then\b|\bever{GAP}since\b(?={GAP}?[.,;]|$)",
        read_then,
    ),
    Pattern("count", "digit dayish", rf"\bDay{GAP}(?P<day>[1-9]\d{{0,3}})\b", read_count_day),
    Pattern(
        "its",
        "unit nth",
        rf"\b(?:(?i:its|their)|(?i:the)(?={GAP}\w+{GAP}\w+{GAP}of{GAP}(?:the|fighting|clashes)\b(?!{GAP}(?:month|year"
        rf"|week))))"
        rf"{GAP}(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth){GAP}(?P<unit>day|week)\b",
        read_its_unit,
    ),
)


def _fits_unit(text: str, m: Match[str]) -> bool:
    """Refuse "the last year" (a stretch of its own) and "his last year of school"."""
    if m["lead"].lower() not in ("last", "next"):
        return True
    before = text[max(0, m.start() - 8) : m.start()].lower()
    return not before.endswith(("the ", "his ", "her ", "its ", "their ", "'s ", "\u2019s ")) and not text[
        m.end() :
    ].startswith(" of ")


def _before_unit(m: Match[str], now: Moment) -> Reading | None:
    """Read "the week before", "the year earlier": the unit before the last time named."""
    window = now.anchor.window if now.anchor is not None else None
    day = window.earliest if window is not None else now.day
    step = 1 if m["way"] == "after" else -1
    if m["way"].endswith("last"):
        day, step = now.day, -2
    return unknown(grain=m["unit"]) if day is None else _unit(m["unit"], day, step, replace(now, clip=False))
