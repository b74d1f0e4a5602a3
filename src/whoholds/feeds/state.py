"""What is kept of a feed between two checks."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.feeds.items import Item
from whoholds.feeds.pace import DAY
from whoholds.records.json_lines import from_line, to_line

TRIES = 4
"""Times that an article is tried before it is given up."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that could not be fetched yet."""

    item: Item
    tries: int
    after: float
    """The moment before which it is not tried again, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed stands after its last check."""

    etag: str = ""
    modified: str = ""
    next: float = 0.0
    """The moment of the next check, in seconds since 1970."""
    failures: int = 0
    """Checks in a row that failed."""
    told: str = ""
    """Why the last check failed."""
    waiting: tuple[Waiting, ...] = ()

    def is_due(self, now: float, slack: float) -> bool:
        """Tell whether it is time for a check; one that stands more than a day and some ahead is of a clock put back."""
        return not now + slack < self.next <= now + 1.1 * DAY + slack

    def line(self) -> str:
        """Write it as a line of JSON."""
        return to_line(self)


def read_state(line: str | None) -> FeedState:
    """Read what was noted; nothing, or something that cannot be read, is a feed that was never checked."""
    try:
        return from_line(FeedState, line) if line else FeedState()
    except (ValueError, TypeError):
        return FeedState()
