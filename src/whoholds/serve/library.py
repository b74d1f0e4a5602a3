"""The shelves that pages read, kept in memory for as long as the store does not change."""

from __future__ import annotations

import gc
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from whoholds.errors import WhoholdsError
from whoholds.pipeline import State, work_out
from whoholds.report.marks import Side
from whoholds.serve.access import Person
from whoholds.serve.asking import Ask
from whoholds.serve.page import NotYet
from whoholds.serve.say import Words
from whoholds.serve.shelf import Kept, Shelf
from whoholds.serve.stores import Stores
from whoholds.serve.turns import Turns
from whoholds.serve.view import View
from whoholds.store.base import Store

SMALL = 3_000
"""Claims up to which a store is folded while somebody waits: about a second. Larger ones are folded in another process."""
MOST_MEMO = 32
"""Things worked out from a shelf that are held at once: maps, tables of sources, the review queue."""
MOST_KNOWN_BY = 4
"""Days of knowledge that are held at once."""
HURRY_SECONDS = 0.0003
"""How soon a page that waits takes its turn while a shelf is loaded beside it: a page asks the store some fifty times, and would wait
Python's usual 5 ms at each. With fifty readers and 20,000 claims p99 was 0.9 and 1.2 s in two runs, 1.8 s without (measured in turn)."""
Fold = Callable[[date], State | None]
"""Gives what was known on a day, or None and begins to work it out."""


@dataclass
class Loaded:
    """A shelf in memory, and what was worked out from it."""

    edition: tuple[int, int]
    shelf: Shelf
    memo: OrderedDict[str, Any] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    turns: Turns = field(default_factory=Turns)

    def remember(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what was made before under a name, or make it, once; what was not asked for longest is forgotten."""
        found = self._find(name)
        if found is not None:
            return found[0]
        with self.turns.turn(name):
            found = self._find(name)
            return found[0] if found is not None else self._keep(name, make())

    def _find(self, name: str) -> tuple[Any] | None:
        with self.lock:
            if name not in self.memo:
                return None
            self.memo.move_to_end(name)
            return (self.memo[name],)

    def _keep(self, name: str, made: Any) -> Any:
        with self.lock:
            self.memo[name] = made
            while len(self.memo) > MOST_MEMO:
                self.memo.popitem(last=False)
        return made


class Library:
    """Gives views. A new edition of a large store is loaded beside the old one, which is shown until then."""

    def __init__(self, stores: Stores, fold: Fold, words: Words, prepare: Callable[[View], object] = lambda view: None) -> None:
        """Keep shelves of these stores; `fold` works out larger ones as they were known on a day; drawings are in `words`. `prepare` makes
        what nobody shall wait for, of a shelf that is loaded while nobody waits."""
        self.stores = stores
        self._words = words
        self._fold, self._prepare = fold, prepare
        self._lock = threading.Lock()
        self._now: Loaded | None = None
        self._loading = False
        self._kept: tuple[int, Kept] | None = None
        self._known: OrderedDict[tuple[date, tuple[int, int]], Loaded] = OrderedDict()

    @contextmanager
    def view(self, ask: Ask, person: Person) -> Iterator[View]:
        """Give a view for as long as a page is made. Raises NotYet where what was known on a day is still worked out."""
        with self.stores.borrow() as store:
            loaded = self._known_by(store, ask.known_by) if ask.known_by else self._current(store)
            yield View(ask, loaded.shelf, self._decisions(store), store, person, loaded.remember, self._words)

    def warm(self) -> None:
        """Load the shelf before anybody asks for it."""
        with suppress(WhoholdsError), self.stores.borrow() as store:
            self._make_ready(self._current(store), store)

    def _make_ready(self, loaded: Loaded, store: Store) -> Loaded:
        loaded.shelf.make_indexes()
        self._prepare(View(Ask(), loaded.shelf, self._decisions(store), store, Person("", "read"), loaded.remember, self._words))
        return loaded

    def _decisions(self, store: Store) -> Kept:
        edition = store.edition().kept
        if self._kept is None or self._kept[0] != edition:
            self._kept = (edition, Kept(tuple(store.judgements())))
        return self._kept[1]

    def _current(self, store: Store) -> Loaded:
        edition = _edition(store)
        now = self._now
        if now is not None and now.edition[1] == edition[1]:
            return now
        if now is not None and len(now.shelf.state.holdings) + len(now.shelf.state.events) > SMALL:
            self._load_beside()
            return now
        with self._lock:
            if self._now is None or self._now.edition[1] != edition[1]:
                self._now = _load(store)
            return self._now

    def _load_beside(self) -> None:
        with self._lock:
            if self._loading:
                return
            self._loading = True
        threading.Thread(target=self._load_now, daemon=True).start()

    def _load_now(self) -> None:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(HURRY_SECONDS)
        try:
            with self.stores.borrow() as store:
                self._now = self._make_ready(_load(store), store)
        finally:
            sys.setswitchinterval(usual)
            self._loading = False

    def _known_by(self, store: Store, day: date) -> Loaded:
        key = (day, _edition(store))
        signs = self._current(store).shelf.sides
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._signed(key, signs)
        state = work_out_by(store, day) if store.counts().claims <= SMALL else self._fold(day)
        if state is None:
            raise NotYet("wrong.worked_out", day=day)
        loaded = Loaded(key[1], Shelf(state, store.tallies(day), day, signs))
        with self._lock:
            self._known[key] = loaded
            while len(self._known) > MOST_KNOWN_BY:
                self._known.popitem(last=False)
        return loaded

    def _signed(self, key: tuple[date, tuple[int, int]], signs: tuple[Side, ...]) -> Loaded:
        """Return what was known on a day under the signs of the shelf of all that is known, whichever was loaded first: nothing is folded
        for it, and what was drawn with other signs is forgotten."""
        loaded = self._known[key]
        if loaded.shelf.signs != signs:
            loaded = self._known[key] = Loaded(loaded.edition, replace(loaded.shelf, signs=signs))
        return loaded


def work_out_by(store: Store, day: date) -> State:
    """Fold everything that was published up to and on a day."""
    with store.one_moment():
        documents = [d for d in store.documents() if d.published and d.published.latest and d.published.latest <= day]
        return work_out(documents, store.claims(), store.judgements(), store.statements(), day)


def _edition(store: Store) -> tuple[int, int]:
    edition = store.edition()
    return edition.kept, edition.worked_out


def _load(store: Store) -> Loaded:
    """Load the shelf. The collector of garbage would only walk over millions of records that all stay: neither now nor, for half a second
    in the middle of a page, later. They are let go by their counts of references when a newer shelf takes their place."""
    edition = _edition(store)
    gc.disable()
    try:
        return Loaded(edition, Shelf(store.worked_out(), store.tallies()))
    finally:
        gc.freeze()
        gc.enable()
