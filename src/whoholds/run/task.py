"""One task from its first record to its last: what a worker does, in any engine. The same bytes whoever does it."""

from __future__ import annotations

import faulthandler
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from whoholds.errors import WhoholdsError
from whoholds.read.make import settled
from whoholds.read.options import Fault, ReadOptions
from whoholds.read.warc import Record
from whoholds.records import Document
from whoholds.run.engines import read_one, seconds_for
from whoholds.run.inputs import records_of
from whoholds.run.job import PART, Job, Try
from whoholds.run.parts import (
    FOLDER,
    Dataset,
    Part,
    clear_strays,
    digest_of,
    note_end,
    open_dataset,
    parts_of,
    write_part,
)
from whoholds.run.rows import Place, claim_rows, document_row, fault_row, table, to_bytes
from whoholds.toolkit import Toolkit, ToolkitSpec, open_toolkit

SLOWEST = 120.0
"""Seconds that making an article of one record may take before the worker is ended."""


@dataclass(slots=True)
class _Rows:
    """What a part holds so far."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What doing a task needs."""

    job: Job
    dataset: Dataset
    toolkit: Toolkit
    attempt: Try
    lost: dict[str, str]
    """Records and items that a worker died of, as `record.item`, with how."""


@lru_cache(maxsize=1)
def toolkit_of(spec: ToolkitSpec) -> Toolkit:
    """Open the shelves once in a process."""
    return open_toolkit(spec)


def do_task(job: Job, attempt: Try) -> str:
    """Do a task, going on behind the parts that count already; returns its name. Raises RunError, ModelError and the like."""
    dataset, task = open_dataset(job.to), attempt.task
    clear_strays(dataset, task, job.maker)
    dataset.drop(FOLDER, task.name, "doing.json")
    parts = parts_of(dataset, task.name)
    lost = dataset.facts(FOLDER, task.name, "lost.json")
    bench = _Bench(job, dataset, toolkit_of(job.spec), attempt, lost)
    done, number, rows = parts[-1].records if parts else 0, len(parts), _Rows()
    last = done
    for last, record in enumerate(records_of(task), 1):
        if last <= done:
            continue
        _do_record(bench, record, last, rows)
        if last % PART == 0:
            _write(bench, number, last, rows)
            number, rows, done = number + 1, _Rows(), last
    if last > done or not parts:
        _write(bench, number, last, rows)
    note_end(dataset, task, job.maker)
    dataset.drop(FOLDER, task.name, "doing.json")
    return task.name


def _do_record(bench: _Bench, record: Record, number: int, rows: _Rows) -> None:
    task = bench.attempt.task
    place = Place(task.labels[0], task.group, task.begin, number, 0)
    with _in_hand(bench, place, record.label, SLOWEST) as lost:
        found = [] if lost else _articles(record, bench.job.options)
    if lost:
        rows.documents.append(fault_row(place, Fault(record.label, lost)))
    for item, made in enumerate(found):
        place = Place(task.labels[0], task.group, task.begin, number, item + 1)
        if isinstance(made, Fault):
            rows.documents.append(fault_row(place, made))
        else:
            _do_document(bench, made, place, rows)


def _articles(record: Record, options: ReadOptions) -> list[Document | Fault]:
    """Make the articles of a record; whatever goes wrong is that record's fault alone. Raises PluginError."""
    made: list[Document | Fault] = []
    try:
        made += (settled(one, options) for one in record.read())
    except WhoholdsError:  # a package that is broken: nothing can be read with it
        raise
    except Exception as fault:  # a stranger's bytes in libraries of all kinds
        made.append(Fault(record.label, f"broke the reading of its form ({type(fault).__name__}: {fault}); please report it"))
    return made


def _do_document(bench: _Bench, document: Document, place: Place, rows: _Rows) -> None:
    if document.language not in (None, "en"):
        rows.documents.append(document_row(place, document, None, ""))
        return
    with _in_hand(bench, place, document.path or document.id, bench.job.spec.patience * seconds_for(document)) as lost:
        outcome = None if lost else read_one(document, bench.toolkit)
    made, failed = (outcome.made, outcome.failed) if outcome else (None, lost)
    rows.documents.append(document_row(place, document, made, failed))
    rows.claims += claim_rows(place, document, made.claims if made else ())


@contextmanager
def _in_hand(bench: _Bench, place: Place, label: str, seconds: float) -> Iterator[str]:
    """Hold one thing: noted before in a careful try, and with an end to the time that it may take.

    Yields why it must be passed over: a worker died of it before."""
    key = f"{place.record}.{place.item}"
    if key in bench.lost:
        yield bench.lost[key]
        return
    if bench.attempt.careful:
        bench.dataset.note({"key": key, "label": label}, FOLDER, bench.attempt.task.name, "doing.json")
    if not bench.job.watched:
        yield ""
        return
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)  # ends code in C, too
        try:
            yield ""
        finally:
            faulthandler.cancel_dump_traceback_later()


def _write(bench: _Bench, number: int, records: int, rows: _Rows) -> None:
    tables = {
        "documents": to_bytes(table("documents", rows.documents)),
        "claims": to_bytes(table("claims", rows.claims)),
    }
    days = Counter(row["day"] for row in (*rows.documents, *rows.claims))
    outcomes = Counter(row["outcome"] for row in rows.documents)
    name = bench.attempt.task.name
    part = Part(name, number, records, dict(days), dict(outcomes), len(rows.claims), digest_of(tables))
    write_part(bench.dataset, part, tables)


def note_death(dataset: Dataset, attempt: Try, how: str) -> str:
    """Note what a worker had in hand when it died in a careful try, so that it is passed over; returns what it was called."""
    name = attempt.task.name
    doing = dataset.facts(FOLDER, name, "doing.json") if attempt.careful else {}
    dataset.drop(FOLDER, name, "doing.json")
    if not doing:
        return ""
    lost = dataset.facts(FOLDER, name, "lost.json")
    reason = f"the process that read it {how}, twice; it was passed over"
    dataset.note({**lost, doing["key"]: reason}, FOLDER, name, "lost.json")
    return str(doing["label"])
