"""The day an article was published: from what is said of it, from its dateline, its first lines or its address."""

from __future__ import annotations

import calendar
import re
from datetime import date

from whoholds.records import Window, on_day

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d)(?:\b|(?=T\d))|\b(?!-\d))")
"""A day, maybe with a time after its T, or a month; a day that is cut short is no month."""
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?:date|published|posted|updated|publication date|issued)\b\s*(?:on|at)?\s*:?\s*(.{4,60})", re.IGNORECASE
)
_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?:/|-|$|\.)")
_CAPTION = re.compile(
    r"\b(stand|stands|walk|walks|gesture|look|looks|pose|poses|seen|file photo|picture|photo)\b", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\b[^\W\d_][\w'’.-]*")
_PARTICLES = frozenset({"al", "el", "es", "ez", "de", "del", "la", "le", "du", "da", "di", "am", "pm"})
"""Words of a dateline that are written small: "Dar es Salaam", "Rio de Janeiro", "10 am"."""
FIRST_LINES = 6
SHORT_LINE = 60
"""A date in a line longer than this is part of a sentence (a caption, say), not the publication day."""


def parse_days(text: str) -> Window | None:
    """Read a day or a month: `2015-06-25`, `2015-06`, "25 June 2015", "June 25, 2015"; None where there is none."""
    found = _ISO.search(text)
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
        return _window(year, month, day)
    for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        hit = pattern.search(text)
        if hit:
            return _window(int(hit[order[0]]), MONTHS[hit[order[1]].casefold()], int(hit[order[2]]))
    return None


def _window(year: int | None, month: int | None, day: int | None) -> Window | None:
    if year is None or month is None:
        return None
    try:
        if day is not None:
            return on_day(date(year, month, day))
        return Window(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    except ValueError:
        return None


def day_of_text(text: str) -> tuple[Window | None, str]:
    """Find the publication day in the first lines; a date inside a caption or a long sentence is not one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:FIRST_LINES]
    for line in lines:
        label = _LABEL.match(line)
        if label:
            days = parse_days(label[1])
            if days:
                return days, "first lines"
    for line in lines:
        if len(line) <= SHORT_LINE and not _CAPTION.search(line):
            days = parse_days(line)
            if days:
                return days, "first lines"
        days = _dateline(line)
        if days:
            return days, "dateline"
    return None, "unknown"


def _dateline(line: str) -> Window | None:
    """Read "ERBIL, Iraq, June 23, 2015 (Agency) - ..." : only what stands before the dash, and no sentence."""
    head = re.split(r"\s[-–—]{1,2}\s", line, maxsplit=1)
    if len(head) != 2 or len(head[0]) > 80:
        return None
    words = _WORD.findall(_BRACKETS.sub(" ", head[0]))
    small = any(word.islower() and word.replace(".", "") not in _PARTICLES for word in words)
    return None if small else parse_days(head[0])


def day_of_address(address: str) -> Window | None:
    """Read the day that many addresses and file names carry: `/2016/03/26/`, `2016-03-26-title.txt`."""
    hit = _ADDRESS.search("/" + address)
    if hit:
        return _window(int(hit[1]), int(hit[2]), int(hit[3]) if hit[3] else None)
    found = _ISO.search(address)
    return _window(int(found[1]), int(found[2]), int(found[3])) if found and found[3] else None
