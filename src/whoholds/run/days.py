"""Parts folded into the dataset: one file of claims and one of documents a day, each document once. The order of tasks,
engines and days of work never changes a byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from whoholds.run.parts import FOLDER, Dataset, Part, tables_of
from whoholds.run.rows import ORDER, to_bytes

AT_ONCE = 100_000
"""Rows of whole days that are in memory at once; a day above that is alone."""
TABLES = ("claims", "documents")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a dataset holds."""

    documents: int
    claims: int
    outcomes: dict[str, int]
    days: int
    digest: str
    """SHA-256 over the names and contents of all files."""


def fold(dataset: Dataset, parts: Sequence[Part], maker: str) -> Summary:
    """Write the files of all days that are not written yet, and the note `_manifest.json` at last."""
    parts = sorted(parts, key=lambda part: (part.task, part.number))
    twice = _twice(dataset, parts)
    keys = {day: _key(day, parts, twice) for day in sorted({day for part in parts for day in part.days})}
    known = dataset.facts(FOLDER, "days.json")
    notes = {day: note for day, note in known.items() if keys.get(day) == note["key"]}
    for days in _batches(parts, [day for day in keys if day not in notes]):
        notes |= _write_days(dataset, parts, days, twice, keys)
        dataset.note(notes, FOLDER, "days.json")
    _clear(dataset, notes)
    dataset.note(notes, FOLDER, "days.json")
    summary = _summary(notes)
    dataset.put(json.dumps({"maker": maker, **_plain(summary)}, indent=1, sort_keys=True).encode(), "_manifest.json")
    return summary


def _plain(summary: Summary) -> dict[str, Any]:
    return {name: getattr(summary, name) for name in ("documents", "claims", "outcomes", "days", "digest")}


def _read(data: bytes, columns: Sequence[str] | None = None) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.read_table(pa.BufferReader(data), columns=columns)


Twice = dict[tuple[str, int], frozenset[tuple[int, int]]]
"""For each part, the (record, item) of documents that stand earlier in the input, too."""


def _twice(dataset: Dataset, parts: Sequence[Part]) -> Twice:
    """Find documents that come more than once; the first in the order of the input is kept."""
    import pyarrow as pa
    import pyarrow.compute as pc

    tables = []
    for number, part in enumerate(parts):
        rows = _read(tables_of(dataset, part)["documents"], ["document", *ORDER])
        rows = rows.filter(pc.not_equal(rows["document"], ""))
        tables.append(rows.append_column("part", pa.array([number] * len(rows), pa.int64())))
    if not tables:
        return {}
    rows = pa.concat_tables(tables).sort_by([(name, "ascending") for name in ("document", *ORDER)])
    again = [False, *pc.equal(rows["document"][1:], rows["document"][:-1]).to_pylist()] if len(rows) else []
    found: dict[tuple[str, int], set[tuple[int, int]]] = {}
    for row in rows.filter(pa.array(again, pa.bool_())).to_pylist():
        part = parts[row["part"]]
        found.setdefault((part.task, part.number), set()).add((row["record"], row["item"]))
    return {part: frozenset(places) for part, places in found.items()}


def _key(day: str, parts: Sequence[Part], twice: Twice) -> str:
    """Name what the files of a day are made of."""
    facts = [(p.digest, sorted(twice.get((p.task, p.number), ()))) for p in parts if day in p.days]
    return sha256(repr(sorted(facts)).encode()).hexdigest()


def _batches(parts: Sequence[Part], days: Sequence[str]) -> Iterator[list[str]]:
    batch, size = list[str](), 0
    for day in days:
        rows = sum(part.days.get(day, 0) for part in parts)
        if batch and size + rows > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(day)
        size += rows
    if batch:
        yield batch


def _write_days(
    dataset: Dataset, parts: Sequence[Part], days: list[str], twice: Twice, keys: dict[str, str]
) -> dict[str, Any]:
    """Write the files of some days; returns the note of each."""
    rows = {name: _rows(dataset, parts, days, twice, name) for name in TABLES}
    return {day: {"key": keys[day], **_write_day(dataset, day, rows)} for day in days}


def _rows(dataset: Dataset, parts: Sequence[Part], days: list[str], twice: Twice, name: str) -> Any:
    """Gather the rows of some days, without what comes again, in an order that rests on what they say alone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted, tables = set(days), []
    for part in parts:
        if wanted.isdisjoint(part.days):
            continue
        rows = _read(tables_of(dataset, part)[name])
        keep = pc.is_in(rows["day"], pa.array(days))
        again = twice.get((part.task, part.number), frozenset())
        if again:
            places = zip(rows["record"].to_pylist(), rows["item"].to_pylist(), strict=True)
            keep = pc.and_(keep, pa.array([place not in again for place in places], pa.bool_()))
        tables.append(rows.filter(keep))
    last = ["number"] if name == "claims" else []
    return pa.concat_tables(tables).sort_by([(column, "ascending") for column in ("day", "document", *ORDER, *last)])


def _write_day(dataset: Dataset, day: str, rows: dict[str, Any]) -> dict[str, Any]:
    import pyarrow.compute as pc

    note: dict[str, Any] = {"files": {}}
    for name in TABLES:
        ours = rows[name].filter(pc.equal(rows[name]["day"], day))
        note[name] = len(ours)
        if name == "documents":
            note["outcomes"] = {one["values"]: one["counts"] for one in pc.value_counts(ours["outcome"]).to_pylist()}
        if len(ours):
            data = to_bytes(ours.drop_columns([*ORDER, "day", *(["number"] if name == "claims" else [])]))
            note["files"][f"{name}/day={day}/{name}.parquet"] = sha256(data).hexdigest()
            dataset.put(data, name, f"day={day}", f"{name}.parquet")
    return note


def _clear(dataset: Dataset, notes: dict[str, Any]) -> None:
    """Remove files of days that are no more, and halves that a killed process left."""
    files = {file for note in notes.values() for file in note["files"]}
    for name in TABLES:
        for path in dataset.below(name):
            if f"{name}/{path}" not in files:
                dataset.drop(name, path)


def _summary(notes: dict[str, Any]) -> Summary:
    files = sorted(pair for note in notes.values() for pair in note["files"].items())
    outcomes: dict[str, int] = {}
    for note in notes.values():
        for outcome, count in note["outcomes"].items():
            outcomes[outcome] = outcomes.get(outcome, 0) + count
    counts = {name: sum(note[name] for note in notes.values()) for name in TABLES}
    digest = sha256(repr(files).encode()).hexdigest()
    return Summary(counts["documents"], counts["claims"], dict(sorted(outcomes.items())), len(notes), digest)
