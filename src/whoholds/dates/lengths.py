"""Durations, ages, stretches back from or ahead of the document's day, repeated times, vague references."""

from __future__ import annotations

import re
from re import Match

from whoholds.dates.calendar import add_days
from whoholds.dates.reading import Moment, Pattern, Reading, duration_value, shift
from whoholds.dates.words import (
    AMOUNT,
    GAP,
    HEDGE,
    MONTH_LONG,
    ONES,
    ORDINALS,
    TENS,
    UNIT,
    YEAR,
    number_of,
    unit_code,
)
from whoholds.records import Window

PERSONS = "man|woman|boy|girl|child|son|daughter|baby|infant|twins|girls|boys|children|babies|brother|sister"
"""An age in days, weeks or months before any other noun is that of a happening."""
THINGS = (
    "war|conflict|siege|truce|ceasefire|offensive|campaign|insurgency|regime|government|blockade|battle|occupation"
    "|embargo"
    "|agreement|deal|rule|law|dispute|crisis|uprising|revolt|rebellion|strike|protest|operation|ban|state|republic"
    "|caliphate"
    "|alliance|movement|group|coalition|intervention|mission|struggle|fight|stalemate|feud|standoff|revolution"
    "|insurrection"
    "|peace|accord|pact|treaty|sanctions|mandate|administration|siege|presence|civil|armed|bloody|brutal"
)
"""An age in years is that of a person, unless one of these follows."""


LEADS = frozenset("for in within after over than half took lasted spent nearly almost about through of into".split())
"""Words before "a year" or "years" that make a length of it."""
COUNTS = frozenset({*ONES, *TENS, "several", "many", "few", "fewer", "some", "dozens", "hundreds", "thousands", "hundred", "thousand"})
SPENDING = frozenset("take takes last lasts spend spends wait waits just only yet another least most cost costs".split())


_COUNTED = re.compile(
    rf"\bit(?:(?:{GAP}is|['\u2019]s)(?:{GAP}been)?|{GAP}has(?:{GAP}(?:now|already))?{GAP}been)(?:{GAP}(?:now|already|just))?{GAP}$",
    re.IGNORECASE,
)
"""What stands before a length that is counted back from the document's day: "it has now been"."""
_PASSED = re.compile(rf"{GAP}(?:have|has){GAP}(?:now{GAP})?(?:passed|elapsed|gone{GAP}by)\b")


def read_length(m: Match[str], now: Moment) -> Reading | None:
    """Read "six weeks", "three-day", "nine and a half months", "years"."""
    code = unit_code(m["unit"])
    amount = number_of(m["amount"]) if m["amount"] else None
    if amount is not None and m["half"]:
        amount += 0.5
    return Reading("DURATION", duration_value(amount, code), None)


def read_after(m: Match[str], now: Moment) -> Reading | None:
    """Read the "a day" of "on Sunday, a day after they took Zumar": the days of what comes after the words."""
    reading, anchor = read_length(m, now), now.spoken.window if now.spoken is not None else None
    amount, code = number_of(m["amount"]), unit_code(m["unit"])
    if reading is None or amount is None or code.startswith("T") or m["way"] != "after":
        return reading
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        # what it is told to follow is no later than the document: so much before it at the latest
        return reading if now.day is None else Reading("DURATION", reading.value, Window(None, shift(now.day, -amount, code)))
    if (m["hedge"] or "").lower().startswith(("more", "over", "well over", "at least", "little more", "slightly more")):
        return Reading("DURATION", reading.value, Window(None, shift(anchor.latest, -amount, code)))
    first, last = shift(anchor.earliest, -amount, code), shift(anchor.latest, -amount, code)
    if m["hedge"] and m["hedge"].lower().split()[0] in ("less", "fewer", "under"):
        last = add_days(anchor.earliest, -1)
    return Reading("DURATION", reading.value, Window(min(first, last), max(first, last)))


def read_since(m: Match[str], now: Moment) -> Reading | None:
    """Read "it is eight months since the town fell", "two years have passed since": the days about so long before the document's."""
    reading, amount, code = read_length(m, now), number_of(m["amount"]), unit_code(m["unit"])
    if reading is None or amount is None or now.day is None or code.startswith("T"):
        return reading
    slack = {"D": 0, "W": 3, "F": 7, "M": 15}.get(code, 183 if amount > 1.5 else 30)
    day = shift(now.day, -amount, code)
    return Reading("DURATION", reading.value, Window(add_days(day, -slack), add_days(day, slack)))


def read_age(m: Match[str], now: Moment) -> Reading | None:
    """Read "four-week-old" of a truce: from its start to the document's day. The age of a person gives no days."""
    amount, code = number_of(m["amount"]) if m["amount"] else None, unit_code(m["unit"])
    window = None
    noun = (m["noun"] or "").lower()
    aged = bool(noun) and (noun in THINGS.split("|") if code in ("Y", "DE", "CE") else noun not in PERSONS.split("|"))
    aged = aged or (not noun and code in ("D", "W", "M") and not m.group().endswith("s"))
    if now.day is not None and amount is not None and aged:
        window = Window(shift(now.day, -amount, code), now.day)
    return Reading("DURATION", duration_value(amount, code), window)


def read_stretch(m: Match[str], now: Moment) -> Reading | None:
    """Read "the past three months" back from the document's day, "the next six months" on from it."""
    amount = number_of(m["amount"]) if m["amount"] else (None if m["unit"].endswith("s") or m["plural"] else 1.0)
    code, lead = unit_code(m["unit"]), m["lead"].lower().split()[-1]
    value = duration_value(amount, code)
    if now.day is None or amount is None:
        return Reading("DURATION", value, None)
    moved = shift(now.day, amount if lead in ("next", "coming", "following") else -amount, code)
    return Reading("DURATION", value, Window(min(moved, now.day), max(moved, now.day)))


def read_sum(m: Match[str], now: Moment) -> Reading | None:
    """Read "a year and three days", "one hour, 20 minutes": P1Y3D, PT1H20M."""
    first, then = unit_code(m["unit"]), unit_code(m["unit2"])
    one, two = duration_value(number_of(m["amount"]), first), duration_value(number_of(m["amount2"]), then)
    order = "Y M W D TH TM TS".split()
    if first not in order or then not in order or order.index(first) >= order.index(then):
        return None
    return Reading("DURATION", one + (two.removeprefix("PT") if first.startswith("T") else two.removeprefix("P")), None)


def read_nth(m: Match[str], now: Moment) -> Reading | None:
    """Read "for a third straight day": that it has lasted three days."""
    nth = (m["nth"] or m["nth2"]).lower()
    ordinals = (*ORDINALS, "thirteenth", "fourteenth", "fifteenth")
    number = ordinals.index(nth) if nth in ordinals else int(nth[:-2])
    return Reading("DURATION", duration_value(float(number), unit_code(m["unit"])), None)


def read_share(m: Match[str], now: Moment) -> Reading | None:
    """Read "a quarter of a century", "quarter-century"."""
    return Reading("DURATION", "P25Y", None)


def read_all(m: Match[str], now: Moment) -> Reading | None:
    """Read "all day", "all week", "the decade since", "the two years since"."""
    amount = number_of(m["amount"]) if m["amount"] else 1.0
    return Reading("DURATION", duration_value(amount, unit_code(m["unit"])), None)


def read_quarters(m: Match[str], now: Moment) -> Reading | None:
    """Read "seven consecutive quarters"."""
    amount = number_of(m["amount"])
    return Reading("DURATION", f"P{'X' if amount is None else f'{amount:g}'}Q", None)


NTH = rf"(?:(?i:{'|'.join(ORDINALS[1:])}|thirteenth|fourteenth|fifteenth)|\d{{1,3}}(?:st|nd|rd|th))"
SPAN = r"(?:day|night|week|weekend|month|quarter|year|decade)"
LENGTHS = (
    Pattern(
        "length",
        "unit",
        rf"(?<![\w$-])(?:{HEDGE}{GAP})?(?P<amount>{AMOUNT})[\s-](?P<unit>{UNIT})s?(?:,{GAP}(?:and{GAP})?|{GAP}and{GAP})(?P<amount2>{AMOUNT})[\s-]"
        rf"(?P<unit2>{UNIT})s?\b(?!-|{GAP}(?:ago|later|earlier|old)\b)",
        read_sum,
        lambda text, m: read_sum(m, Moment(None)) is not None,
    ),
    Pattern(
        "length",
        "unit nth",
        rf"(?:(?:(?<=for )|(?<=into )|(?<=For )|(?<=on ))(?:an?|the|its|their){GAP}(?P<nth>{NTH})(?:{GAP}(?:straight|consecutive|successive|full))?"
        rf"|\b(?:an?|the|its|their){GAP}(?P<nth2>{NTH}){GAP}(?:straight|consecutive|successive)){GAP}(?P<unit>{SPAN})\b(?!{GAP}of\b|-)",
        read_nth,
        lambda text, m: not text[: m.start()].endswith("on ") or bool(re.search(r"straight|consecutive|successive", m.group())),
    ),
    Pattern("length", "century", rf"\b(?:an?{GAP}|(?i:the){GAP}(?:last|past){GAP})?quarter(?:{GAP}of{GAP}a{GAP}|[- ])century\b", read_share),
    Pattern(
        "length",
        "unit all",
        rf"\b(?:(?i:all)(?:{GAP}of{GAP}the)?{GAP}(?P<unit>day|night|week|month|year)\b(?P<amount>)(?!{GAP}(?:of|long)\b|-|s))",
        read_all,
    ),
    Pattern(
        "length",
        "unit since",
        rf"(?<![\w$-])(?:{HEDGE}{GAP})?(?P<amount>(?!(?i:an?)\s(?!single|few|couple|dozen|year|month|week|decade)){AMOUNT})[\s-](?P<unit>{UNIT})s?\b(?P<half>)"
        rf"(?={GAP}(?:(?:have|has){GAP}(?:now{GAP})?(?:passed|elapsed|gone{GAP}by){GAP})?since{GAP}\w)",
        read_since,
        lambda text, m: bool(_COUNTED.search(text[max(0, m.start() - 40) : m.start()]) or _PASSED.match(text, m.end())),
    ),
    Pattern(
        "length",
        "unit since",
        rf"\b(?i:the){GAP}(?:(?P<amount>(?!(?i:an?)\s){AMOUNT}){GAP})?(?P<unit>{UNIT})s?\b(?={GAP}since\b)",
        read_all,
    ),
    Pattern(
        "length",
        "unit run",
        rf"(?<![\w$-])(?P<amount>(?!(?i:an?)\s){AMOUNT}){GAP}(?:consecutive|straight|successive|full){GAP}quarters\b",
        read_quarters,
    ),
    Pattern(
        "length",
        "unit nth",
        rf"\b(?:(?:(?i:the|its|their|his|her)|(?i:my|our)){GAP})?(?i:first|opening|final){GAP}(?P<amount>(?!(?i:an?)\s){AMOUNT})[\s-]+"
        rf"(?P<unit>{UNIT})s\b(?P<half>)(?!{GAP}of\b)",
        read_length,
    ),
    Pattern(
        "after",
        "unit order",
        rf"(?<![\w-])(?:(?P<hedge>{HEDGE}){GAP})?(?P<amount>{AMOUNT})(?:\s+|-)(?P<unit>{UNIT})s?\b(?={GAP}"
        rf"(?P<way>after|before){GAP}\w)(?P<half>)",
        read_after,
    ),
    Pattern(
        "length",
        "unit",
        rf"(?<![\w$-])(?:(?:the{GAP})?(?:{HEDGE}){GAP})?(?P<amount>(?i:an?)){GAP}(?P<unit>year|month|week|day|hour)"
        rf"(?P<half>[\s-]and[\s-]a[\s-]half)\b",
        read_length,
    ),
    Pattern(
        "length",
        "unit",
        rf"(?<![\w$\u20ac\u00a3.,-])(?:(?:the|The|these|those){GAP}(?=\w+{GAP}\w+s\b))?"
        rf"(?:(?:{HEDGE}|some(?={GAP}\d)){GAP})?(?P<amount>(?!(?i:an?)\s(?!single|few|couple|dozen|hundred|thousand|number)|(?i:some)\s){AMOUNT})(?:\s+|-)"
        rf"(?:more\s+|full\s+|consecutive\s+|straight\s+|long\s+)?"
        rf"(?P<unit>{UNIT})s?(?:-long)?\b(?!-old|-\w)(?P<half>)",
        read_length,
        lambda text, m: _own_length(text, m),
    ),
    Pattern(
        "length",
        "unit",
        rf"(?<![\w$-])(?<!\d )(?:(?:{HEDGE}){GAP})?(?P<amount>(?i:an?)){GAP}(?P<unit>minute|hour|day|night|week|fortnight|month"
        rf"|year|decade|century)\b(?!-)(?P<half>)",
        read_length,
        lambda text, m: _a_unit(text, m),
    ),
    Pattern(
        "length",
        "unit",
        r"\b(?P<amount>)(?P<unit>hour|day|week|month|year|decade)s?-?long\b(?P<half>)",
        lambda m, now: Reading(
            "DURATION",
            duration_value(None if "s" in m.group()[len(m["unit"]) :][:1] else 1.0, unit_code(m["unit"])),
            None,
        ),
    ),
    Pattern(
        "length",
        "unit",
        r"(?<=\b)(?P<amount>)(?P<unit>minute|hour|day|night|week|month|year|decade|centurie)s\b(?P<half>)(?!-)",
        read_length,
        lambda text, m: _bare_plural(text, m),
    ),
    Pattern(
        "age",
        "unit old",
        rf"(?<![\w-])(?:(?P<amount>(?!(?i:an?)\s){AMOUNT})[\s-])?(?P<unit>{UNIT})s?[\s-]olds?\b(?:(?=\s+"
        rf"(?P<noun>[a-z]+)))?",
        read_age,
    ),
    Pattern(
        "stretch",
        "unit span",
        rf"(?<!will )(?<!would )(?<!could )(?<!to )(?<!not )(?<!can )(?<!may )(?<!might )"
        rf"\b(?P<lead>(?i:the past|these past|the last|last|past|the previous|the next|the coming|the following"
        rf"|next)){GAP}(?:(?P<amount>(?!(?i:an?)\s){AMOUNT})[\s-]+)"
        rf"(?P<plural>)(?P<unit>{UNIT})s?\b(?!{GAP}of{GAP}(?:last|this|next|the|{MONTH_LONG})\b)",
        read_stretch,
    ),
    Pattern(
        "stretch",
        "unit span",
        rf"\b(?P<amount>)(?P<lead>(?i:the past|this past|the last)){GAP}(?P<plural>)(?P<unit>day|week|month|year"
        rf"|decade|century)\b(?!{GAP}of\b|s)",
        read_stretch,
    ),
    Pattern(
        "stretch",
        "unit span",
        rf"\b(?P<amount>)(?P<lead>(?i:the past|the last)){GAP}(?P<unit>hour|day|week|month|year|decade)(?P<plural>s)\b",
        read_stretch,
    ),
)


def is_rate(text: str, m: Match[str]) -> bool:
    """Take "a day" as a rate after an amount with its noun: "$3 million a day", "40,000 barrels a day", "one plane an hour"."""
    before = text[max(0, m.start() - 40) : m.start()].lower().split()[-5:]
    if m.group().startswith("per"):
        return True
    if not before or before[-1].endswith((".", ",", ";", ":")):
        return False
    whole = [word for word in before if not word.endswith((",", ".", ";"))]
    counted = any(re.sub(r"[$\u20ac\u00a3,.]", "", word).isdigit() or word in COUNTS for word in whole)
    return before[-1] in ("million", "billion", "times", "dollars", "percent", "euros", "pounds", "cents") or (
        counted and before[-1] not in LEADS and not before[-1].endswith("ed")
    )


def _a_unit(text: str, m: Match[str]) -> bool:
    """Take "a week", "a year" as a length where a preposition, a hedge or a verb before it makes it one."""
    before = text[max(0, m.start() - 14) : m.start()].lower().split()
    if m.group().lower().split()[0] not in ("a", "an"):
        return True
    rest = text[m.end() : m.end() + 12]
    if is_rate(text, m) or (rest.startswith(" of ") and m["unit"] in ("day", "night")):
        return False
    if rest.startswith((" of ", " long", " before", " after", " into", " or two", " later", " since")):
        return True
    return bool(before) and (before[-1] in LEADS or before[-1] in SPENDING or before[-1].endswith(("ed", "ing")))


def _own_length(text: str, m: Match[str]) -> bool:
    """Leave "the first three months of 2015" to the year that it is a part of, and "will one day" to nobody."""
    before, rest = text[max(0, m.start() - 8) : m.start()], text[m.end() : m.end() + 24]
    if m.group().lower() == "one day" and re.search(r"\b(?:will|would|could|may|might|can|to|hope)\s$", before):
        return False
    if not re.search(r"\b(?:first|last|final)\s$", before):
        return True
    return not re.match(rf"\s+of\s+(?:the\s+year|this|last|next|{YEAR}|{MONTH_LONG})\b", rest)


def _bare_plural(text: str, m: Match[str]) -> bool:
    """Take "years", "days" as a length after a preposition or before "of"."""
    before = [word.strip("\"'\u201c\u2018(") for word in text[max(0, m.start() - 14) : m.start()].lower().split()]
    rest = text[m.end() : m.end() + 10]
    if before and (before[-1] in (*ONES, *TENS) or before[-1][-1:].isdigit()):
        return False
    if m["unit"] != "minute" and rest.startswith((" of ", " long", " earlier", " later", " before", " after", " ago")):
        return True
    if m["unit"] == "minute" and rest.startswith(" of "):
        return False
    return bool(before) and (before[-1] in LEADS or before[-1] == "not" or before[-2:] == ["over", "the"])
