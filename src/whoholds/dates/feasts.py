"""Feasts and holidays: fixed days, n-th weekdays of a month, Easter, the Islamic feasts."""

from __future__ import annotations

from datetime import date
from re import Match

from whoholds.dates.calendar import add_days, easter_of, islamic_window, nth_weekday
from whoholds.dates.choosing import choose, years_around
from whoholds.dates.reading import Moment, Pattern, Reading, one_day, unknown
from whoholds.dates.words import GAP, YEAR
from whoholds.records import Window, on_day

FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year's": (1, 1), "nowruz": (3, 21), "valentine's day": (2, 14), "st. patrick's day": (3, 17),
    "may day": (5, 1), "fourth of july": (7, 4), "july fourth": (7, 4), "bastille day": (7, 14), "halloween": (10, 31),
    "veterans day": (11, 11), "armistice day": (11, 11), "remembrance day": (11, 11), "groundhog day": (2, 2),
}  # fmt: skip
BY_WEEKDAY = {
    "martin luther king day": (1, 0, 3), "martin luther king jr. day": (1, 0, 3), "presidents day": (2, 0, 3),
    "presidents' day": (2, 0, 3), "mother's day": (5, 6, 2), "memorial day": (5, 0, -1), "father's day": (6, 6, 3),
    "labor day": (9, 0, 1), "columbus day": (10, 0, 2), "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4),
}  # fmt: skip
"""Month, weekday from Monday as 0, which of them (-1 the last); those that differ by country as the United States keep them."""
FROM_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "good friday": -2, "easter": 0, "easter sunday": 0, "easter day": 0,
    "easter eve": -1, "easter monday": 1,
}  # fmt: skip
ISLAMIC = {"ramadan": ((9, 1), 30), "fitr": ((10, 1), 3), "adha": ((12, 10), 4), "ashura": ((1, 10), 1)}
"""First month and day, and length in days."""


def read_feast(m: Match[str], now: Moment) -> Reading | None:
    """Read Christmas, Thanksgiving, Easter, Ramadan, ...; Islamic feasts a day wider on each side."""
    name = " ".join(m["feast"].lower().replace("\u2019", "'").split())
    said = int(m["year"]) if m["year"] else None
    window = _feast(name, said) if said else choose(years_around(now, lambda year: _feast(name, year)), now)
    if window is None or window.earliest is None:
        return unknown(grain="feast")
    if window.earliest == window.latest:
        return one_day(window.earliest, full=bool(said))
    return Reading("DATE", f"{window.earliest}/{window.latest}", window, "days", full=bool(said))


def read_nine_eleven(m: Match[str], now: Moment) -> Reading | None:
    """Read 9/11 and "the Sept. 11 attacks": those on New York and Washington."""
    return one_day(date(2001, 9, 11), full=True)


def _feast(name: str, year: int) -> Window | None:
    if name in FIXED:
        return on_day(date(year, *FIXED[name]))
    if name in BY_WEEKDAY:
        return on_day(nth_weekday(year, *BY_WEEKDAY[name]))
    if name == "black friday":
        return on_day(add_days(nth_weekday(year, 11, 3, 4), 1))
    if name in FROM_EASTER:
        return on_day(add_days(easter_of(year), FROM_EASTER[name]))
    return next((islamic_window(year, first, length) for key, (first, length) in ISLAMIC.items() if key in name), None)


FEASTS = (
    Pattern(
        "feast",
        "feast",
        rf"\b(?P<feast>Christmas{GAP}(?:Eve|Day)|Christmas(?!{GAP}(?i:trees?|cards?|lights?|carols?|presents?|gifts?|decorations?|island|shopping)\b)"
        rf"|New{GAP}Year[\u2019']s(?:{GAP}(?:Eve|Day))?|Boxing{GAP}Day|Easter(?:{GAP}(?:Eve|Day|Sunday|Monday))?|Good{GAP}Friday(?!{GAP}Agreement)"
        rf"|Palm{GAP}Sunday|Ash{GAP}Wednesday|Black{GAP}Friday|Valentine[\u2019']s{GAP}Day|St\.{GAP}Patrick[\u2019']s{GAP}Day"
        rf"|(?:May|Bastille|Veterans|Armistice|Remembrance|Groundhog|Memorial|Labor|Columbus|Mother[\u2019']s|Father[\u2019']s){GAP}Day"
        rf"|Martin{GAP}Luther{GAP}King(?:{GAP}Jr\.)?{GAP}Day|Presidents[\u2019']?{GAP}Day|Fourth{GAP}of{GAP}July|July{GAP}Fourth|Halloween"
        rf"|Thanksgiving(?:{GAP}Day)?|Nowruz|Ramadan|Eid{GAP}al[- ](?:Fitr|Adha)|Ashura)\b(?!{GAP}(?:Massacre|Parade|[Oo]ffensive))"
        rf"(?:,?{GAP}(?P<year>{YEAR})\b)?",
        read_feast,
    ),
    Pattern("day", "digit", r"(?<![\w/.])9/11(?![\w/]|\.\d)", read_nine_eleven),
    Pattern(
        "day",
        "month digit",
        rf"\bSept(?:ember|\.)?{GAP}11(?:th)?(?={GAP}(?:terror\w*{GAP})?(?:attacks?|hijack\w+|terrorists?)\b)",
        read_nine_eleven,
    ),
)
