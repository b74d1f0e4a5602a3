"""Read articles into a store: what is new is read for claims and kept, then everything is folded anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from itertools import chain, islice

from whoholds.intake.ids import Ids
from whoholds.pipeline import work_out
from whoholds.read.files import read_paths
from whoholds.read.options import Fault, ReadOptions
from whoholds.records import Document
from whoholds.run.engines import Outcome, run_processes, run_serial
from whoholds.settings import Settings
from whoholds.store.base import Store
from whoholds.toolkit import Toolkit

FEW = 24
"""Up to so many new articles one process is quicker than opening several."""
Tell = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


@dataclass
class Tally:
    """What a reading came to."""

    new: int = 0
    again: int = 0
    """Articles that the store held before, read anew."""
    known: int = 0
    foreign: int = 0
    coming: int = 0
    """Articles handed out to be read so far."""
    claims: int = 0
    faults: list[Fault] = field(default_factory=list)
    clashes: list[Fault] = field(default_factory=list)
    """Articles that had the id of another one: each is kept under an id of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read into a store."""

    store: Store
    settings: Settings
    maker: str
    """What claims depend on, see `maker_name`: a document that the same maker read is known."""
    open_tools: Callable[[int], Toolkit]
    """Opens the toolkit for a number of threads; called only where something is new."""
    workers: int = 0
    """Processes; 0 is what the settings say, and there 0 is one a core."""
    again: bool = False
    show: Callable[[], AbstractContextManager[Tell | None]] = nullcontext
    """Opened while articles are read; gives what is told how many are done, and how many are known to come."""
    open_places: Callable[[], object] = lambda: None
    """Called before worker processes are opened, so that an index of places that is missing is built once."""


def read_into(reading: Reading, paths: Iterable[str], options: ReadOptions) -> Tally:
    """Read files, folders and globs, in order of their names, into the store; what cannot be read is noted and told in the tally."""
    tally = Tally()
    _read_all(reading, _fresh(reading, sorted(paths), options, tally), tally)
    return tally


def work_out_store(store: Store) -> None:
    """Fold everything in the store anew and put it on the third shelf."""
    with store.one_moment() as moment:
        documents, claims = list(store.documents()), list(store.claims())
        judgements, statements = list(store.judgements()), list(store.statements())
    store.replace_worked_out(work_out(documents, claims, judgements, statements), moment)


def _fresh(reading: Reading, paths: Iterable[str], options: ReadOptions, tally: Tally) -> Iterator[Document]:
    """Walk the documents that are to be read now; foreign ones are kept at once, without claims."""
    store, ids = reading.store, Ids(reading.store)
    for found in read_paths(paths, options):
        item, clash, changed = (found, None, False) if isinstance(found, Fault) else ids.settle(found)
        if clash:
            tally.clashes.append(clash)
        if isinstance(item, Fault):
            tally.faults.append(item)
            store.save_failure(item.path, item.reason)
        elif not reading.again and not changed and store.has(item.id, reading.maker):
            tally.known += 1
            store.forget_failure(item)
        elif item.language not in (None, "en"):
            store.save(item, None, reading.maker)
            tally.foreign += 1
        else:
            tally.coming += 1
            yield item


def _read_all(reading: Reading, fresh: Iterator[Document], tally: Tally) -> None:
    """Read documents as they come: however many there are, only a few are in memory."""
    first = list(islice(fresh, FEW + 1))
    if not first:
        return
    outcomes = _outcomes(reading, first, fresh)
    with reading.show() as tell:
        for number, outcome in enumerate(outcomes, 1):
            _keep(reading, outcome, tally)
            if tell:
                tell(number, tally.coming)


def _outcomes(reading: Reading, first: list[Document], more: Iterator[Document]) -> Iterator[Outcome]:
    count = reading.workers or reading.settings.workers or os.cpu_count() or 1
    few, coming = len(first) <= FEW, chain(first, more)
    if few or count == 1:
        return run_serial(coming, reading.open_tools(count if few else 1))
    reading.open_places()
    return run_processes(coming, reading.settings.spec(), count)


def _keep(reading: Reading, outcome: Outcome, tally: Tally) -> None:
    if outcome.made is None:
        fault = Fault(outcome.document.path or outcome.document.id, outcome.failed)
        tally.faults.append(fault)
        reading.store.save_failure(fault.path, fault.reason)
        return
    held = reading.store.document(outcome.document.id) is not None
    reading.store.save(outcome.document, outcome.made, reading.maker)
    tally.again += held
    tally.new += not held
    tally.claims += len(outcome.made.claims)
