"""Texts about years long past: their bare dates ("on 3 April") fall in the year told of, not in that of publication."""

from __future__ import annotations

import re
from functools import cache

from whoholds.records import Window

LEAST = 2
"""Years that must be named for a text to be a chronicle."""
OLD = 2
"""Years before publication from which a year is long past."""
MOSTLY = 0.75
"""Share of the named years that must be long past; none may be the year of publication."""
OPENING = 400
"""Signs at the start of a text in which its first sentence ends."""


def is_chronicle(text: str, published: Window) -> bool:
    """Tell a text that counts nothing from the day it came out (no weekday, no "today", no "last week") and names old years only,
    or says at once, as encyclopaedias do, in which year its matter was: "The Battle of Fada was fought on 2 January 1987".
    """
    if published.earliest is None or _now().search(text):
        return False
    year = published.earliest.year
    named = [int(found) for found in _years().findall(text)]
    if _opening().match(text[:OPENING]):
        return all(one <= year for one in named)
    old = sum(one <= year - OLD for one in named)
    return len(named) >= LEAST and max(named) < year and old >= MOSTLY * len(named)


@cache
def _years() -> re.Pattern[str]:
    return re.compile(r"(?<![\d.,$£€-])(1[6-9]\d\d|20\d\d)(?![\d%]|,\d\d\d|\s(?:people|men|fighters|soldiers|troops))")


@cache
def _now() -> re.Pattern[str]:
    days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    return re.compile(
        rf"\b(?:(?<!\bits )(?<!\bthe )(?<!\ba )(?<!\bevery )(?:{days})|today|yesterday|tomorrow|tonight|so far|(?:this|last|past|next|coming) "
        r"(?:week|month|year|morning|evening|night|weekend|spring|summer|autumn|fall|winter|quarter|january|february|march|april|may|"
        r"june|july|august|september|october|november|december))\b",
        re.IGNORECASE,
    )


@cache
def _opening() -> re.Pattern[str]:
    """A first sentence in the past tense with its year in it."""
    dated = r"(?:on|from|between|in|of|since) (?:[^.\n]{0,40} )?(?:1[6-9]\d\d|20\d\d)\b|\b(?:1[6-9]\d\d|20\d\d) [A-Z]"
    return re.compile(rf"[^.\n]*\b(?:was|were)\b(?:[^.\n]|\.(?! [A-Z]))*?(?:{dated})")
