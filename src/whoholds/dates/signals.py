"""Prepositions that open a window: since, by, until, before."""

from __future__ import annotations

import re
from functools import cache

from whoholds.dates.calendar import add_days
from whoholds.dates.reading import FUTURE, Reading
from whoholds.records import Window

SIGNALS = {"since": "since", "by": "by", "until": "until", "till": "until", "up to": "until", "before": "before",
           "ahead of": "before", "prior to": "before", "no later than": "by", "up until": "until"}  # fmt: skip


def signal_before(text: str, start: int) -> str:
    """Return the opening preposition right before a phrase, or nothing."""
    if _begun().search(text, max(0, start - 90), start):
        return "since"
    m = _signal().search(text[max(0, start - 20) : start])
    return SIGNALS[" ".join(m["signal"].lower().split())] if m else ""


def with_signal(reading: Reading, signal: str, direction: str, published: Window | None) -> Window | None:
    """Open the window of a reading as its preposition says: "since" to the document's day, "until" backwards."""
    window = reading.window
    if window is None or not signal or reading.type not in ("DATE", "TIME") or reading.value.endswith("_REF"):
        return window
    latest = published.latest if published is not None else None
    if signal == "since":
        if window.earliest is not None and latest is not None and window.earliest > latest:
            return window
        return Window(window.earliest, latest)
    if signal == "by" and direction != FUTURE and reading.grain in ("day", "time"):
        # "had the town by Saturday" in a report says that Saturday saw it so
        return window
    if signal == "before":
        if reading.grain == "time":
            return window
        edge = window.latest if reading.edge or window.earliest is None else add_days(window.earliest, -1)
        return Window(None, edge)
    return Window(None, window.latest)


@cache
def _begun() -> re.Pattern[str]:
    """Match "since the war began in", "since the start of the uprising in": what goes on since then."""
    return re.compile(
        r"(?i)\bsince\s+(?:(?:the|its|their|this|a)\s+)?(?:[\w'’-]+\s+){0,4}?(?:(?:began|started|erupted|broke\s+out|resumed)"
        r"|(?:start|beginning|outbreak|onset)(?:\s+of\s+(?:[\w'’-]+\s+){0,3}[\w'’-]+)?)\s+(?:in|on)\s+(?:(?:early|late|mid)[\s-]+)?$"
    )


@cache
def _signal() -> re.Pattern[str]:
    return re.compile(
        r"(?i)\b(?P<signal>since|up until|by|until|till|up to|no later than|before|ahead of|prior to)\s+(?:about\s+"
        r"|around\s+|at least\s+|the\s+)?$"
    )
