"""The workshop of a dataset, `_parts`: what tasks have written so far. A part counts from the moment its note is there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from whoholds.errors import RunError
from whoholds.run.job import Task

FOLDER = "_parts"


@dataclass(frozen=True, slots=True)
class Part:
    """A part as its note tells of it."""

    task: str
    number: int
    records: int
    """Records of the task that this part and those before it cover."""
    days: dict[str, int]
    """Rows of each day, of both tables."""
    outcomes: dict[str, int]
    claims: int
    digest: str
    """SHA-256 of both tables' files."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A folder or an address that holds a dataset."""

    to: str
    fs: Any = field(repr=False)
    root: str

    def path(self, *parts: str) -> str:
        """Return the path of something in the dataset."""
        return "/".join((self.root, *parts))

    def put(self, data: bytes, *parts: str) -> None:
        """Write a file, whole or not at all. Raises RunError."""
        path = self.path(*parts)
        try:
            if "file" not in _protocols(self.fs):
                self.fs.pipe_file(path, data)  # object stores show a file when it is whole
                return
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            half = Path(f"{path}.half-{os.getpid()}")
            half.write_bytes(data)
            os.replace(half, path)  # not forced to the disk: after a power cut the digests tell what is damaged
        except OSError as fault:
            raise RunError(
                f"{path}: cannot be written ({fault.strerror or fault}); nothing was lost, mend that and run the same again"
            ) from None

    def get(self, *parts: str) -> bytes | None:
        """Return what a file holds, or None where there is none."""
        try:
            return bytes(self.fs.cat_file(self.path(*parts)))
        except FileNotFoundError:
            return None

    def facts(self, *parts: str) -> dict[str, Any]:
        """Return what a note holds; empty where there is none, or where it is damaged."""
        with suppress(ValueError):
            found = json.loads(self.get(*parts) or b"{}")
            return found if isinstance(found, dict) else {}
        return {}

    def note(self, facts: dict[str, Any], *parts: str) -> None:
        """Write a note."""
        self.put(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode(), *parts)

    def drop(self, *parts: str) -> None:
        """Remove a file or folder, if it is there."""
        with suppress(FileNotFoundError):
            self.fs.rm(self.path(*parts), recursive=True)

    def below(self, *parts: str) -> list[str]:
        """List all files below a folder, as paths inside it, in order of their names."""
        top = self.path(*parts)
        self.fs.invalidate_cache()
        try:
            return sorted(str(path)[len(top) :].lstrip("/") for path in self.fs.find(top))
        except FileNotFoundError:
            return []

    def ended(self) -> list[str]:
        """List the names of the tasks that are done."""
        return sorted({path.partition("/")[0] for path in self.below(FOLDER) if path.endswith("/end.json")})


def open_dataset(to: str) -> Dataset:
    """Open the place of a dataset. Raises RunError."""
    try:
        from fsspec.core import url_to_fs

        fs, root = url_to_fs(to)
    except (ImportError, ValueError) as fault:
        raise RunError(f"{to}: cannot be opened ({fault}); install the package for this kind of address, or give a folder") from None
    return Dataset(to, fs, str(root).rstrip("/"))


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


def write_part(dataset: Dataset, part: Part, tables: dict[str, bytes]) -> None:
    """Write a part: its tables, then the note that makes it count."""
    for name, data in tables.items():
        dataset.put(data, FOLDER, part.task, f"{part.number:05}.{name}.parquet")
    facts = {"records": part.records, "days": part.days, "outcomes": part.outcomes, "claims": part.claims}
    dataset.note({**facts, "digest": part.digest}, FOLDER, part.task, f"{part.number:05}.json")


def read_part(dataset: Dataset, task: str, number: int) -> Part | None:
    """Return a part, or None where it does not count yet."""
    facts = dataset.facts(FOLDER, task, f"{number:05}.json")
    return Part(task, number, **facts) if facts else None


def parts_of(dataset: Dataset, task: str) -> list[Part]:
    """Return the parts of a task that count, in order."""
    found: list[Part] = []
    while part := read_part(dataset, task, len(found)):
        found.append(part)
    return found


def tables_of(dataset: Dataset, part: Part) -> dict[str, bytes]:
    """Return the files of a part. Raises RunError where they are not what was written."""
    names = ("claims", "documents")
    found = {name: dataset.get(FOLDER, part.task, f"{part.number:05}.{name}.parquet") or b"" for name in names}
    if digest_of(found) != part.digest:
        where = dataset.path(FOLDER, part.task)
        raise RunError(f"{where}: part {part.number} is damaged; remove that folder and run the same again")
    return found


def digest_of(tables: dict[str, bytes]) -> str:
    """Return the digest of the files of a part."""
    return sha256(b"".join(sha256(tables[name]).digest() for name in sorted(tables))).hexdigest()


def is_done(dataset: Dataset, task: Task, maker: str) -> bool:
    """Tell whether a task was ended, by this maker, and its input is what it was then."""
    end = dataset.facts(FOLDER, task.name, "end.json")
    return bool(end) and _unchanged(end, task, maker)


def note_end(dataset: Dataset, task: Task, maker: str) -> None:
    """Note that a task is done."""
    facts = _facts(task, maker)
    if dataset.facts(FOLDER, task.name, "begun.json") != facts:
        dataset.note(facts, FOLDER, task.name, "begun.json")
    dataset.note(facts, FOLDER, task.name, "end.json")


def renew_end(dataset: Dataset, task: Task, maker: str) -> None:
    """Note the input of a task that is done as it is now: it may have grown behind this stretch, or an older version noted less."""
    if task.mark and dataset.facts(FOLDER, task.name, "end.json").get("mark") != task.mark:
        note_end(dataset, task, maker)


def clear_strays(dataset: Dataset, task: Task, maker: str) -> None:
    """Before a task is begun or taken up: drop what another maker, or another content of its input, left."""
    if not _unchanged(dataset.facts(FOLDER, task.name, "begun.json"), task, maker):
        dataset.drop(FOLDER, task.name)
        dataset.note(_facts(task, maker), FOLDER, task.name, "begun.json")


def clear_superseded(dataset: Dataset, tasks: Iterable[Task]) -> None:
    """Drop done tasks that cut inputs of these ones in another way: a file that is shorter now, or whole again."""
    planned, labels = {task.name for task in tasks}, {label for task in tasks for label in task.labels}
    for name in dataset.ended():
        inputs = [] if name in planned else dataset.facts(FOLDER, name, "end.json").get("inputs", [])
        if inputs and labels.issuperset(inputs):
            dataset.drop(FOLDER, name)


def refuse_namesakes(dataset: Dataset, tasks: Iterable[Task]) -> None:
    """Refuse an input that is called as another one of the dataset is: its articles would take the place of that one's. Raises RunError."""
    for task in tasks:
        known = dataset.facts(FOLDER, task.name, "end.json").get("url", task.urls[0])
        if known != task.urls[0]:
            raise RunError(
                f"{dataset.to}: has read another input of the name {task.labels[0]} ({known}, now {task.urls[0]}); "
                "name the folder above it, which makes it another name, or give --again where the input moved and changed"
            )


def _facts(task: Task, maker: str) -> dict[str, Any]:
    """Return what is noted of a task."""
    return {
        "maker": maker, "size": task.size, "mark": task.mark, "total": task.total, "inputs": list(task.labels), "url": task.urls[0],
    }  # fmt: skip


def _unchanged(noted: dict[str, Any], task: Task, maker: str) -> bool:
    """Tell whether a note is of this task's input as it is now; one without a mark, as older versions left it, goes by the size alone.

    Lines that were added to a file leave whole stretches before them as they were."""
    if (noted.get("maker"), noted.get("size")) != (maker, task.size):
        return False
    grown = task.kind == "lines" and task.size < task.total and noted.get("total", 0) < task.total and noted.get("url") == task.urls[0]
    return not noted.get("mark") or not task.mark or noted["mark"] == task.mark or grown
