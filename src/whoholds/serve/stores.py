"""Stores opened once and lent to one question at a time: a store serves one thread, pages are asked for by many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, LifoQueue

from whoholds.errors import StoreError
from whoholds.store.base import Store, open_store

MOST_IDLE = 4
"""Stores kept open, and pages made at once: they are made by one interpreter, so more at once would only be slower each."""


class Stores:
    """All stores of one address."""

    def __init__(self, url: str) -> None:
        """Open the first one. Raises StoreError where there is none."""
        self.url = url
        self._idle: LifoQueue[Store] = LifoQueue(MOST_IDLE)
        self._idle.put(open_store(url, create=False))

    @contextmanager
    def borrow(self) -> Iterator[Store]:
        """Lend a store that nobody else uses now."""
        try:
            store = self._idle.get_nowait()
        except Empty:
            store = open_store(self.url, create=False)
        try:
            yield store
        except StoreError:  # a server of databases that was started anew, say: the next question opens another one
            store.__exit__(None, None, None)
            raise
        except BaseException:
            self._give_back(store)
            raise
        self._give_back(store)

    def _give_back(self, store: Store) -> None:
        if self._idle.full():
            store.__exit__(None, None, None)
        else:
            self._idle.put(store)

    def close(self) -> None:
        """Close those that nobody uses."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait().__exit__(None, None, None)
