"""Time words of a text and the days they mean."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records.mention import Mention
from whoholds.records.window import Window


@dataclass(frozen=True, slots=True)
class When:
    """A time expression (TIMEX3): its words, type, normalised value, and the window of days it means."""

    mention: Mention
    type: str
    """DATE, TIME, DURATION or SET."""
    value: str
    """TIMEX3 value, such as `2015-06`, `2016-W12` or `P3M`; empty where none can be given."""
    window: Window | None
    """None where the words fix no days (unknown publication day, plain durations)."""
