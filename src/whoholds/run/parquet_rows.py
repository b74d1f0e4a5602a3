"""Rows of Parquet as articles: what of a row Python cannot hold costs that row at most. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from whoholds.read.files import decode
from whoholds.read.formats import FIELDS, from_facts
from whoholds.read.options import Fault
from whoholds.read.warc import Record
from whoholds.run.job import Task

AT_ONCE = 400
"""Rows that are taken out of a file at once."""
ROWS_A_BYTE = 8
"""Rows that a byte of a file may hold at most: a file that tells of more is damaged."""
NAMES = frozenset(name for names in FIELDS.values() for name in names)


def row_counts(file: IO[bytes], size: int) -> list[int]:
    """Return the rows of each row group of a file of so many bytes; none where it cannot be read as Parquet."""
    import pyarrow.parquet as pq

    try:
        groups = pq.ParquetFile(file).metadata
        counts = [groups.row_group(number).num_rows for number in range(groups.num_row_groups)]
    except Exception:  # a stranger's bytes: pyarrow has many words for them; reading the task tells
        return [-1]
    return counts if min(counts, default=0) >= 0 and sum(counts) <= ROWS_A_BYTE * size else [-1]


def rows_of(file: IO[bytes], task: Task) -> Iterator[Record]:
    """Walk the rows of a task; where the file is damaged, a fault stands behind the rows that could be read."""
    import pyarrow.parquet as pq

    label, number = task.labels[0], task.begin
    try:
        table = pq.ParquetFile(file)
        names = [name for name in table.schema_arrow.names if name.lower() in NAMES]
        if not any(name.lower() in FIELDS["text"] for name in names):
            reason = f"no column of text; columns here: {', '.join(table.schema_arrow.names)}; call one of them 'text'"
            yield Record(label, lambda: iter([Fault(label, reason)]))
            return
        batches = table.iter_batches(AT_ONCE, row_groups=[task.group], columns=names)
        rows = (row for batch in batches for row in _dicts(batch))
        last = task.end if task.end >= 0 else None
        for number, row in enumerate(islice(rows, task.begin, last), task.begin):
            yield _row(row, f"{label}:{task.group}.{number}")
            number += 1
        if last is None:
            raise ValueError("its end tells of more rows than it can hold")
    except Exception as fault:  # a stranger's bytes: pyarrow has many words for them
        where = f"{label}:{task.group}.{number}"
        reason = f"cannot be read as Parquet from here on ({_words(fault)}); fetch it again"
        yield Record(where, lambda: iter([Fault(where, reason)]))


def _words(fault: Exception) -> str:
    return " ".join(str(fault).split())[:200] or type(fault).__name__


def _dicts(batch: Any) -> Iterator[dict[str, Any]]:
    """Turn rows into values of Python; where that fails, row by row, and what fails then stands there as its exception."""
    batch = _in_microseconds(batch)
    try:
        yield from batch.to_pylist()
    except Exception:  # UnicodeDecodeError, OverflowError, ArrowInvalid, unknown zones: one value, and all is lost
        for number in range(len(batch)):
            yield {name: _cell(batch.column(at)[number]) for at, name in enumerate(batch.schema.names)}


def _in_microseconds(batch: Any) -> Any:
    """Cut nanoseconds off: Python's times have none."""
    import pyarrow as pa

    columns = [
        column.cast(pa.timestamp("us", column.type.tz), safe=False)
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns"
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _cell(scalar: Any) -> Any:
    """Return a value, or the exception that it raises; a time of an unknown zone is one of UTC, and bytes are as in files."""
    import pyarrow as pa

    kind = scalar.type
    try:
        return scalar.as_py()
    except Exception as fault:
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            return decode(scalar.as_buffer().to_pybytes())
        if pa.types.is_timestamp(kind) and kind.tz:
            return _cell(scalar.cast(pa.timestamp(kind.unit)))
        return fault


def _row(row: dict[str, Any], label: str) -> Record:
    """Make an article of a row."""
    odd = next(((name, value) for name, value in row.items() if isinstance(value, Exception)), None)
    if odd:
        reason = f"the value of {odd[0]!r} cannot be read ({_words(odd[1])}); mend it, or leave that column out"
        return Record(label, lambda: iter([Fault(label, reason)]))
    facts = {name.lower(): _plain(value) for name, value in row.items() if value is not None}
    return Record(label, lambda: iter([from_facts(facts, label)]))


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return decode(value) if isinstance(value, bytes) else value
