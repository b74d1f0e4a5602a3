"""Pages as they were written, kept for who asks next: for as long as nothing that they were made from has changed."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, cast

from whoholds.serve.shelf import Kept, Shelf
from whoholds.serve.turns import Turns
from whoholds.serve.view import View
from whoholds.store.base import Store
from whoholds.store.lists import Edition

MOST_SIGNS = 30_000_000
"""Signs of all pages that are kept; those not asked for longest go first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to be looked at: the shelf in memory, and the store, of which the edition tells."""

    shelf: Shelf
    edition: Edition


@dataclass(frozen=True, slots=True)
class Body:
    """A page as it was written, and what it was made from."""

    text: str
    digest: str
    shelf: weakref.ref[Shelf]
    edition: Edition | None
    """None: the shelf alone was looked at, and that article after article is read into the store changes nothing of the page."""

    def is_still(self, seen: Seen) -> bool:
        """Tell whether the page would be the same if it were written now."""
        return self.shelf() is seen.shelf and self.edition in (None, seen.edition)


@dataclass
class Bodies:
    """Written pages by their addresses and who asks, but for the seal of their forms, which is each visitor's own."""

    most: int = MOST_SIGNS
    _kept: OrderedDict[Hashable, Body] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turns: Turns = field(default_factory=Turns)

    def body(self, key: Hashable, seen: Seen, write: Callable[[], tuple[str, bool]]) -> Body:
        """Return what was written under a key, or write it, which also tells whether more than the shelf was looked at.

        Of those that ask at once one writes; the others wait for that, and write again only if the store changed meanwhile."""
        found = self._find(key, seen)
        if found is not None:
            return found
        with self._turns.turn(key):
            found = self._find(key, seen)
            if found is None:
                text, from_store = write()
                digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
                found = Body(text, digest, weakref.ref(seen.shelf), seen.edition if from_store else None)
                self._keep(key, found)
        return found

    def _find(self, key: Hashable, seen: Seen) -> Body | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None or not found.is_still(seen):
                return None
            self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, made: Body) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += len(made.text) - (len(before.text) if before else 0)
            self._kept[key] = made
            while self._size > self.most:
                self._size -= len(self._kept.popitem(last=False)[1].text)


class _Noted:
    """Stands before a thing and notes that it was looked at."""

    def __init__(self, thing: object, note: Callable[[], None]) -> None:
        self._thing, self._note = thing, note

    def __getattr__(self, name: str) -> Any:
        self._note()
        return getattr(self._thing, name)


def watched(view: View) -> tuple[View, Callable[[], bool]]:
    """Return a view of the same things, and what tells whether more than its shelf was looked at: the store, or decisions."""
    looks: list[bool] = []

    def note() -> None:
        looks.append(True)

    store, kept = cast(Store, _Noted(view.store, note)), cast(Kept, _Noted(view.kept, note))
    return replace(view, store=store, kept=kept), lambda: bool(looks)
