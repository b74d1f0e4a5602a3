"""How often somebody may do something: a bucket that fills up again, for each who."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

MOST_KNOWN = 10_000
"""Buckets held at once; when there are more, the full ones are forgotten."""


@dataclass
class Rates:
    """So many at once, and so many more a minute."""

    most: float
    a_minute: float
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, who: str, now: float, cost: float = 1.0) -> float:
        """Take from somebody's bucket; return 0, or the seconds to wait where too little is in it."""
        with self._lock:
            left, then = self._left.get(who, (self.most, now))
            left = min(self.most, left + max(0.0, now - then) * self.a_minute / 60)
            if cost > left:
                self._left[who] = (left, now)
                return (min(cost, self.most) - left) * 60 / self.a_minute
            if len(self._left) >= MOST_KNOWN:
                self._left = {name: one for name, one in self._left.items() if one[0] < self.most}
            self._left[who] = (left - cost, now)
            return 0.0
