"""A stretch of days, since reporting seldom gives one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `earliest` to `latest`, both inclusive; None on a side means that the side is open or unknown."""

    earliest: date | None = None
    latest: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether `day` may lie in the window."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def meets(self, other: Window) -> bool:
        """Tell whether the two windows may share a day."""
        before = self.latest is not None and other.earliest is not None and self.latest < other.earliest
        after = other.latest is not None and self.earliest is not None and other.latest < self.earliest
        return not (before or after)


def on_day(day: date) -> Window:
    """Make the window of exactly one day."""
    return Window(day, day)
