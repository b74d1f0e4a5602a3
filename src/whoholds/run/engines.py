"""The engines: the same `claims_of` in this process, or in all cores of this machine. Results come in input order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whoholds.errors import ExtractorError, GazetteerError, WhoholdsError
from whoholds.pipeline import Made, claims_of
from whoholds.records import Document
from whoholds.run.pool import Crew, work_through
from whoholds.toolkit import Toolkit, ToolkitSpec, open_toolkit

POLITE = 10
"""By how much reading processes step back, on the scale of `nice`: a tenth of the share of those that do not."""
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
    """Read one document; whatever goes wrong is that document's failure alone. Raises GazetteerError or ExtractorError."""
    if len(document.text) > LONGEST:
        return Outcome(
            document, None, f"{len(document.text)} characters; at most {LONGEST} are read: cut it into articles"
        )
    try:
        return Outcome(document, claims_of(document, toolkit))
    except (GazetteerError, ExtractorError):  # a damaged index is no article's failure: all that come after would fail, too
        raise
    except WhoholdsError as fault:
        return Outcome(document, None, str(fault))
    except Exception as fault:  # the one boundary: a document must never stop the batch
        return Outcome(document, None, f"{type(fault).__name__}: {fault}")


def run_processes(documents: Iterable[Document], spec: ToolkitSpec, workers: int | None = None) -> Iterator[Outcome]:
    """Read documents in worker processes, the toolkit opened once in each; order of results is order of input.

    A worker that dies costs nothing but time; an article that two workers died of is that article's failure."""
    crew = Crew(_begin, spec, _read, workers or os.cpu_count() or 1, seconds=lambda document: spec.patience * seconds_for(document))
    for done in work_through(crew, documents):
        yield done.result or Outcome(done.thing, None, f"{done.lost}, twice; it was passed over")


def _begin(spec: ToolkitSpec) -> Toolkit:
    step_back()
    return open_toolkit(spec)


def step_back() -> None:
    """Let other processes of this machine go first, the server's above all: reading takes all that is left, and pages never wait for it."""
    if hasattr(os, "nice"):
        os.nice(POLITE)


def seconds_for(document: Document) -> float:
    """Return how long a worker may take for a document: far more than any honest one needs."""
    return 120 + len(document.text) / 500


def _read(toolkit: Toolkit, document: Document) -> Outcome:
    return read_one(document, toolkit)
