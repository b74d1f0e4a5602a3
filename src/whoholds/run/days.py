"""Parts folded into the dataset: one file of claims and one of documents a day, each document once. The order of tasks,
engines and days of work never changes a byte."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from whoholds.run.clashes import APART, COLUMNS, Clashes, Spot, claims_apart, documents_apart, find_clashes, owners_of
from whoholds.run.parts import FOLDER, Dataset, Part, tables_of
from whoholds.run.rows import ORDER, table, to_bytes

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
    apart: int = 0
    """Documents under ids of their own, since other ones have theirs."""


def fold(dataset: Dataset, parts: Sequence[Part], maker: str) -> Summary:
    """Write the files of all days that are not written yet, and the note `_manifest.json` at last."""
    parts = sorted(parts, key=lambda part: (part.task, part.number))
    clashing = _clashing(dataset, parts)
    keys = {day: _key(day, parts, clashing) for day in sorted({day for part in parts for day in part.days})}
    known = dataset.facts(FOLDER, "days.json")
    notes = {day: note for day, note in known.items() if keys.get(day) == note["key"]}
    for days in _batches(parts, [day for day in keys if day not in notes]):
        notes |= _write_days(dataset, parts, days, clashing, keys)
        dataset.note(notes, FOLDER, "days.json")
    _clear(dataset, notes)
    dataset.note(notes, FOLDER, "days.json")
    summary = _summary(notes)
    dataset.put(json.dumps({"maker": maker, **_plain(summary)}, indent=1, sort_keys=True).encode(), "_manifest.json")
    return summary


def _plain(summary: Summary) -> dict[str, Any]:
    return {name: getattr(summary, name) for name in ("documents", "claims", "outcomes", "days", "digest", "apart")}


def _read(data: bytes, columns: Sequence[str] | None = None) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.read_table(pa.BufferReader(data), columns=columns)


Clashing = dict[tuple[str, int], Clashes]
"""By task and number of the part."""


def _clashing(dataset: Dataset, parts: Sequence[Part]) -> Clashing:
    """Find documents that come more than once, and those whose id another one has."""
    found = find_clashes([_read(tables_of(dataset, part)["documents"], list(COLUMNS)) for part in parts])
    return {(parts[number].task, parts[number].number): clashes for number, clashes in found.items()}


def _of(clashing: Clashing, part: Part) -> Clashes:
    return clashing.get((part.task, part.number), Clashes())


def _key(day: str, parts: Sequence[Part], clashing: Clashing) -> str:
    """Name what the files of a day are made of."""
    facts = [(p.digest, *_of(clashing, p).facts()) for p in parts if day in p.days]
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
    dataset: Dataset, parts: Sequence[Part], days: list[str], clashing: Clashing, keys: dict[str, str]
) -> dict[str, Any]:
    """Write the files of some days; returns the note of each."""
    rows = {name: _rows(dataset, parts, days, clashing, name) for name in TABLES}
    return {day: {"key": keys[day], **_write_day(dataset, day, rows)} for day in days}


def _rows(dataset: Dataset, parts: Sequence[Part], days: list[str], clashing: Clashing, name: str) -> Any:
    """Gather the rows of some days, without what comes again, in an order that rests on what they say alone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted, tables = set(days), []
    for part in parts:
        if wanted.isdisjoint(part.days):
            continue
        files = tables_of(dataset, part)
        rows, clashes = _read(files[name]), _of(clashing, part)
        tables.append(rows.filter(pc.and_(pc.is_in(rows["day"], pa.array(days)), pc.invert(_at(rows, {*clashes.again, *clashes.apart})))))
        if clashes.apart:
            moved = _moved(files, name, clashes.apart)
            tables.append(moved.filter(pc.is_in(moved["day"], pa.array(days))))
    last = ["number"] if name == "claims" else []
    return pa.concat_tables(tables).sort_by([(column, "ascending") for column in ("day", "document", *ORDER, *last)])


def _at(rows: Any, spots: Collection[Spot]) -> Any:
    """Tell which rows stand at these spots."""
    import pyarrow as pa

    if not spots:
        return pa.repeat(False, len(rows))
    places = zip(rows["record"].to_pylist(), rows["item"].to_pylist(), strict=True)
    return pa.array([place in spots for place in places], pa.bool_())


def _moved(files: dict[str, bytes], name: str, apart: dict[Spot, str]) -> Any:
    """Return the rows of a part that belong to documents which get an id of their own."""
    both = {one: _read(files[one]) for one in TABLES}
    rows = {one: read.filter(_at(read, apart)).to_pylist() for one, read in both.items()}
    told = documents_apart(rows["documents"], apart) if name == "documents" else claims_apart(rows["claims"], owners_of(rows["documents"]))
    return table(name, list(told))


def _write_day(dataset: Dataset, day: str, rows: dict[str, Any]) -> dict[str, Any]:
    import pyarrow.compute as pc

    note: dict[str, Any] = {"files": {}}
    for name in TABLES:
        ours = rows[name].filter(pc.equal(rows[name]["day"], day))
        note[name] = len(ours)
        if name == "documents":
            note["outcomes"] = {one["values"]: one["counts"] for one in pc.value_counts(ours["outcome"]).to_pylist()}
            note["apart"] = pc.sum(pc.match_substring(ours["reason"], APART)).as_py() or 0
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
    apart = sum(note.get("apart", 0) for note in notes.values())  # datasets of before tell none
    return Summary(counts["documents"], counts["claims"], dict(sorted(outcomes.items())), len(notes), digest, apart)
