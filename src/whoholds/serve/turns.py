"""Turns: of those that want the same thing made at once, one makes it and the others wait for it."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class _Turn:
    lock: threading.RLock = field(default_factory=threading.RLock)
    waiting: int = 0


@dataclass
class Turns:
    """A lock for each thing that somebody makes or waits for, and none for the others."""

    _turns: dict[Hashable, _Turn] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, key: Hashable) -> Iterator[None]:
        """Wait until nobody else makes the thing; who comes in should look first whether it is there by now."""
        with self._lock:
            turn = self._turns.setdefault(key, _Turn())
            turn.waiting += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.waiting -= 1
                if not turn.waiting:
                    del self._turns[key]
