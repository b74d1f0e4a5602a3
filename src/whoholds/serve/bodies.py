"""Pages as they were written, kept for who asks next: the same until the store changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

MOST_SIGNS = 30_000_000
"""Signs of all pages that are kept; those not asked for longest go first."""


@dataclass
class Bodies:
    """Written pages by everything that they depend on but the seal of their forms, which is each visitor's own."""

    most: int = MOST_SIGNS
    _kept: OrderedDict[Hashable, str] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def body(self, key: Hashable, write: Callable[[], str]) -> str:
        """Return what was written under a key, or write it; two that ask at once may both write it."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = write()
        with self._lock:
            self._size += len(made) - len(self._kept.pop(key, ""))
            self._kept[key] = made
            while self._size > self.most:
                self._size -= len(self._kept.popitem(last=False)[1])
        return made
