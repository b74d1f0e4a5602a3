"""Which kinds of time words a sentence has, so that only the patterns that could fit it are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from whoholds.dates.words import MONTHS, ORDINALS, WEEKDAYS

KINDS = {
    "unit": "second minute hour day night week weekend fortnight month quarter half year decade century centurie year-long",
    "century": "century",
    "quarter": "quarter half",
    "q": "q h",
    "fiscal": "fiscal financial budget",
    "school": "school academic",
    "like": "ago earlier before same corresponding comparable similar",
    "season": "spring summer autumn winter fall",
    "decades": "twenties thirties forties fifties sixties seventies eighties nineties",
    "near": "today yesterday tomorrow",
    "part": "dawn daybreak daylight dusk sunset sunrise nightfall evening morning afternoon night noon midnight midday hour tonight overnight",
    "dayish": "day morning afternoon evening night",
    "weekend": "weekend",
    "clock": "clock",
    "ampm": "am pm m",
    "zone": "hour hr gmt utc bst cet eet est edt et local moscow baghdad kyiv damascus",
    "ago": "ago hence now today",
    "old": "old",
    "away": "earlier later previously before",
    "order": "after before",
    "since": "since",
    "span": "past last next previous coming following",
    "run": "straight consecutive successive full",
    "all": "all",
    "nth": f"{' '.join(ORDINALS[1:])} thirteenth fourteenth fifteenth st nd rd th opening final",
    "every": "every each",
    "count": "once twice thrice time",
    "adverb": "daily weekly monthly yearly annual annually hourly nightly quarterly fortnightly",
    "recent": "recently lately recent",
    "once": "once",
    "now": "now currently nowadays presently present moment time point",
    "past": "past",
    "future": "future",
    "then": "then ever",
    "time": "time point moment",
    "feast": "christmas easter ramadan eid ashura nowruz thanksgiving halloween year friday wednesday sunday july",
}
"""Kind to its words, without regard to case or a plural's s. A pattern names all kinds that it needs."""


def kinds_in(text: str, start: int, end: int) -> frozenset[str]:
    """Return the kinds of time words in a stretch of text, as `Pattern.needs` names them."""
    table = _table()
    found: set[str] = set()
    for word in set(_word().findall(text, start, end)):
        found |= table.get(word, _NONE) if not word.isdigit() else _DIGIT
        if word.endswith("long") and len(word) > len("along"):
            found.add("unit")  # "weeklong", "yearslong"
    return frozenset(found)


_NONE: frozenset[str] = frozenset()
_DIGIT = frozenset({"digit"})


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z]+|\d")


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for kind, word in (*_plain(), *_names()):
        table.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in table.items()}


def _plain() -> Iterator[tuple[str, str]]:
    forms = ((kind, form) for kind, words in KINDS.items() for word in words.split() for form in (word, word + "s"))
    yield from ((kind, written) for kind, form in forms for written in (form, form.capitalize(), form.upper()))


def _names() -> Iterator[tuple[str, str]]:
    yield "feast", "Day"
    yield from (("month", word) for month in MONTHS for word in (month.capitalize(), month.upper()))
    yield from (("month", month) for month in MONTHS if month not in ("may", "march"))
    yield from (("month", word) for word in "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
    yield from (("weekday", word) for day in WEEKDAYS for word in (day.capitalize(), day.capitalize() + "s"))
