"""The engines: the same `claims_of` in this process, or in all cores of this machine. Results come in input order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from whoholds.errors import WhoholdsError
from whoholds.pipeline import Made, claims_of
from whoholds.records import Document
from whoholds.toolkit import Toolkit, ToolkitSpec, open_toolkit

AHEAD = 4
"""Documents handed out for each worker before results are taken, so that memory stays bounded."""
LONGEST = 2_000_000
"""Characters of a document that is still read; a longer one is recorded as failed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: made, or the reason why not."""

    document: Document
    made: Made | None
    failed: str = ""


def run_serial(documents: Iterable[Document], toolkit: Toolkit) -> Iterator[Outcome]:
    """Read documents one after the other in this process."""
    return (read_one(document, toolkit) for document in documents)


def read_one(document: Document, toolkit: Toolkit) -> Outcome:
    """Read one document; whatever goes wrong is that document's failure alone."""
    if len(document.text) > LONGEST:
        return Outcome(
            document, None, f"{len(document.text)} characters; at most {LONGEST} are read: cut it into articles"
        )
    try:
        return Outcome(document, claims_of(document, toolkit))
    except WhoholdsError as fault:
        return Outcome(document, None, str(fault))
    except Exception as fault:  # the one boundary: a document must never stop the batch
        return Outcome(document, None, f"{type(fault).__name__}: {fault}")


def run_processes(documents: Iterable[Document], spec: ToolkitSpec, workers: int | None = None) -> Iterator[Outcome]:
    """Read documents in worker processes, the toolkit opened once in each; order of results is order of input."""
    count = workers or os.cpu_count() or 1
    waiting: list[Future[Outcome]] = []
    with ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_open, initargs=(spec,)) as pool:
        for document in documents:
            waiting.append(pool.submit(_read, document))
            if len(waiting) >= AHEAD * count:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


_SHELF: list[Toolkit] = []
"""The worker's own toolkit; filled once when the worker starts."""


def _open(spec: ToolkitSpec) -> None:
    _SHELF[:] = [open_toolkit(spec)]


def _read(document: Document) -> Outcome:
    return read_one(document, _SHELF[0])
