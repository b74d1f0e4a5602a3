"""Time as a watch sees it; every wait ends when the watch is to stop."""

from __future__ import annotations

import threading
import time

from whoholds.feeds.fault import Stopped


class Clock:
    """The time of day and waiting; tests put their own in its place."""

    def __init__(self) -> None:
        """Begin to run."""
        self._stop = threading.Event()

    def now(self) -> float:
        """Return seconds since 1970."""
        return time.time()

    def wait(self, seconds: float) -> None:
        """Wait. Raises Stopped as soon as the watch is to stop."""
        if self._stop.wait(max(0.0, seconds)):
            raise Stopped

    def stop(self) -> None:
        """Let all waits end, now and from now on."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether the watch is to stop."""
        return self._stop.is_set()
