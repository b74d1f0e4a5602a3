"""How often a host is asked: one request at a time, a pause between two, and none while it wants to be left alone."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import parsedate_to_datetime

from whoholds.feeds.clock import Clock
from whoholds.feeds.fault import FetchFault

DAY = 86_400.0
LONGEST_PAUSE = 60.0
"""Seconds of a Crawl-delay that are kept; a site that wants more gets this."""


class Pace:
    """The turns of all hosts; several threads may ask at once."""

    def __init__(self, clock: Clock, pause: float) -> None:
        """Take the seconds between the end of a request to a host and the next."""
        self._clock, self._pause = clock, pause
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()
        self._last: dict[str, float] = {}
        self.held: dict[str, float] = {}
        """Host to the moment until which it wants to be left alone."""

    @contextmanager
    def turn(self, host: str, pause: float | None = None) -> Iterator[None]:
        """Wait until a host may be asked, and keep others from asking it inside. Raises FetchFault while it is held."""
        with self._guard:
            turn = self._turns[host]
        with turn:
            self._refuse_held(host)
            rest = min(max(self._pause, pause or 0.0), max(LONGEST_PAUSE, self._pause))
            since = self._clock.now() - self._last[host] if host in self._last else rest
            self._clock.wait(min(rest, max(0.0, rest - since)))
            try:
                yield
            finally:
                self._last[host] = self._clock.now()

    def _refuse_held(self, host: str) -> None:
        left = self.held.get(host, 0.0) - self._clock.now()
        if 0 < left <= DAY:  # more than a day: the clock was put back
            raise FetchFault(f"{host}: wants to be left alone for {left:,.0f} s more", wait=left)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, a day at most."""
        self.held[host] = max(self.held.get(host, 0.0), self._clock.now() + min(seconds, DAY))


def retry_after(words: str | None, now: float) -> float | None:
    """Read a Retry-After: seconds, or a date; None where there is none that makes sense."""
    if not words:
        return None
    if words.strip().isdigit():
        return min(float(words.strip()[:9]), DAY)
    try:
        moment = parsedate_to_datetime(words)
    except (TypeError, ValueError, OverflowError):
        return None
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    return min(max(seconds, 0.0), DAY)


def back_off(every: float, failures: int) -> float:
    """Return seconds until a feed that failed so often in a row is asked again: doubled each time, a day at most."""
    return max(every, min(every * 2.0 ** min(failures, 20), DAY))
