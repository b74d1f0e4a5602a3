"""Cost and memory as documents grow in number: one process reads on and on, as a server that never ends would."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from whoholds.evaluate.engines import documents
from whoholds.evaluate.measured import Table
from whoholds.evaluate.scale import peak_memory
from whoholds.evaluate.scorer import read_rows
from whoholds.pipeline import Made, claims_of
from whoholds.read.days import parse_days
from whoholds.records import Document
from whoholds.store.base import open_store
from whoholds.toolkit import Toolkit

STEPS = 10
"""Times that cost and memory are looked at."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one part of the documents cost."""

    documents: int
    """Read so far."""
    claims: int
    milliseconds: float
    """Of the processor, a document of this part: read and kept."""
    memory: float | None
    """MB held now; None where the system does not say."""


Rows = Callable[[int, int], list[dict[str, str]]]
"""Gives so many documents from a number on."""
REAL = ("geo_lgl.jsonl", "geo_geovirus.jsonl", "muc4_train_dev.jsonl")
"""Sets of whole news articles among the data to measure on: 2,317 in all."""


def made_up(sentences: int) -> Rows:
    """Give made-up documents of so many sentences."""
    return lambda count, first: documents(count, sentences, first)


def real(shared: Path) -> tuple[Rows, int]:
    """Give the real articles of the data, each once, sets mixed; and how many there are. Raises InputError where they are not there."""
    sets = [read_rows(shared / "data" / name) for name in REAL]
    rows = [row for mixed in zip_longest(*sets) for row in mixed if row is not None]
    kept = [{"id": str(row["id"]), "text": row["text"], "source": row.get("source") or "wire", "date": row.get("date") or "1990-01-03"} for row in rows]
    return (lambda count, first: kept[first : first + count]), len(kept)


def steps(count: int, given: Rows, toolkit: Toolkit, folder: Path, tell: Callable[[str], None] = lambda words: None) -> Iterator[Step]:
    """Read so many documents into a store, one after the other, and look at cost and memory ten times."""
    size = max(1, count // STEPS)
    claims = 0
    with open_store(folder / "soak.db") as store:
        for first in range(0, count, size):
            rows = given(min(size, count - first), first)
            start = time.process_time()
            for row in rows:
                made: Made = claims_of(document_of(row), toolkit)
                store.save(made.annotated.document, made, "soak")
                claims += len(made.claims)
            spent = time.process_time() - start
            tell(f"{first + len(rows)} documents")
            yield Step(first + len(rows), claims, 1000 * spent / len(rows), memory_now())


def document_of(row: dict[str, str]) -> Document:
    """Make a document of a made-up row."""
    return Document(row["id"], row["text"], row["source"], published=parse_days(row["date"]), published_from="given")


def memory_now() -> float | None:
    """Return the memory that this process holds, in MB; its peak where the system tells only that."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak_memory()
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def soak_scores(found: list[Step]) -> dict[str, float]:
    """Return how much dearer the last part was than the second, and how much memory grew from there; the first warms the caches."""
    second, last = found[min(1, len(found) - 1)], found[-1]
    scores = {"ms a document, last part over second": round(last.milliseconds / max(second.milliseconds, 1e-9), 2)}
    if second.memory and last.memory:
        scores["memory, last part over second"] = round(last.memory / second.memory, 3)
    return scores


def soak_table(found: list[Step]) -> Table:
    """Return the steps as a table."""
    rows = tuple((one.documents, one.claims, round(one.milliseconds, 2), "" if one.memory is None else round(one.memory, 1)) for one in found)
    return Table("Cost and memory as documents are read by one process", ("documents", "claims", "ms a document", "memory, MB"), rows)
