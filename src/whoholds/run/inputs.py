"""What a job reads: folders, files and addresses cut into tasks; tasks into records. Needs fsspec."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any

from whoholds.errors import InputError
from whoholds.read.files import KEPT_OUT, decode, endings, read_data
from whoholds.read.formats import from_json_line
from whoholds.read.make import Found
from whoholds.read.options import LARGEST_BYTES, Fault
from whoholds.read.warc import Record, warc_records
from whoholds.run.job import Task
from whoholds.run.packed import Unpacked
from whoholds.run.parquet_rows import row_counts, rows_of

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
WARC = (".warc", ".warc.gz")
ROWS = (".parquet",)
SPLIT_BYTES = 1_000_000
"""Bytes of lines in a task: some three hundred articles."""
SPLIT_ROWS = 400
"""Rows of a table in a task."""
MARKS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated")
"""What file systems of fsspec tell of a file's content, best first."""
BUNDLE = 64
"""Files of one article each in a task."""


def plan(inputs: Iterable[str]) -> list[Task]:
    """Cut the inputs into tasks, in order of their names. Raises InputError for what is not there or cannot be read."""
    known: dict[str, str] = {}
    single, tasks = list[tuple[str, str, int, str]](), list[Task]()
    for label, url, size, mark in sorted(found for given in inputs for found in _files(given)):
        if known.setdefault(label, url) != url:
            raise InputError(f"two inputs are called {label}: {known[label]} and {url}; name the folder above both")
        if label.lower().endswith((*LINES, *WARC, *ROWS)):
            tasks += (replace(task, mark=mark, total=size) for task in _cut(label, url, size))
        elif (label, url, size, mark) not in single:
            single.append((label, url, size, mark))
    for first in range(0, len(single), BUNDLE):
        labels, urls, sizes, marks = zip(*single[first : first + BUNDLE], strict=True)
        task, mark = _task("files", labels, urls, size=sum(sizes)), hashlib.sha256(repr(marks).encode()).hexdigest()[:20]
        tasks.append(replace(task, mark=mark if all(marks) else "", total=task.size))
    return sorted({task.name: task for task in tasks}.values(), key=lambda task: (task.labels, task.group, task.begin))


def _files(given: str) -> Iterator[tuple[str, str, int, str]]:
    """Walk the files that an input names: what each is called, its address, its size, its mark."""
    fs, path = _filesystem(given)
    try:
        if any(sign in path for sign in "*?["):
            paths, above = sorted(fs.glob(path)), path.partition("*")[0].rpartition("/")[0]
        elif fs.isdir(path):
            paths, above = sorted(fs.find(path)), path.rstrip("/").rpartition("/")[0]
        else:
            paths, above = [path], path.rpartition("/")[0]
        for one in paths:
            label = one[len(above) :].lstrip("/")
            if len(paths) == 1 or _readable(label):
                facts = fs.info(one)
                yield label, fs.unstrip_protocol(one), int(facts["size"] or 0), _mark(facts)
    except OSError as fault:
        raise InputError(f"{given}: cannot be opened ({fault.strerror or fault}); check the path or address") from None
    if not paths:
        raise InputError(f"{given}: nothing there; name a folder, a file, a pattern or an address")


def _mark(facts: Mapping[str, Any]) -> str:
    """Return what changes when a file is written anew; each kind of storage has its own name for it."""
    return next((str(facts[name]) for name in MARKS if facts.get(name)), "")


def _readable(label: str) -> bool:
    name = label.rpartition("/")[2].lower()
    hidden = any(part.startswith((".", "_")) for part in label.split("/"))
    return not hidden and name not in KEPT_OUT and name.endswith((*LINES, *WARC, *ROWS, *endings()))


def _filesystem(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        fs, path = url_to_fs(url)
    except (ImportError, ValueError) as fault:
        raise InputError(
            f"{url}: cannot be opened ({fault}); install the fsspec package for this kind of address"
        ) from None
    return fs, str(path)


def _cut(label: str, url: str, size: int) -> Iterator[Task]:
    """Cut one file that holds many articles."""
    ending = label.lower()
    if ending.endswith(WARC):
        yield _task("warc", (label,), (url,), size=size)
    elif ending.endswith(ROWS):
        yield from _row_tasks(label, url, size)
    elif ending.endswith(".gz"):
        yield _task("lines", (label,), (url,), size=size)
    else:
        for begin in range(0, max(size, 1), SPLIT_BYTES):
            whole = (
                begin + SPLIT_BYTES <= size
            )  # the last stretch has no end, so that its name does not change as it grows
            yield _task(
                "lines", (label,), (url,), (0, begin, begin + SPLIT_BYTES), SPLIT_BYTES if whole else size - begin
            )


def _row_tasks(label: str, url: str, size: int) -> Iterator[Task]:
    try:
        with open_url(url) as file:
            counts = row_counts(file, size)
    except OSError:  # told where the task is done
        counts = [-1]
    if -1 in counts:
        yield _task("rows", (label,), (url,), size=size)
        return
    for group, count in enumerate(counts):
        for first in range(0, count, SPLIT_ROWS):
            yield _task("rows", (label,), (url,), (group, first, min(first + SPLIT_ROWS, count)), size)


def _task(
    kind: str, labels: tuple[str, ...], urls: tuple[str, ...], stretch: tuple[int, int, int] = (0, 0, -1), size: int = 0
) -> Task:
    group, begin, end = stretch
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in labels[0].rpartition("/")[2])[:40]
    name = hashlib.sha256(repr((kind, labels, stretch)).encode()).hexdigest()[:12]
    return Task(f"{stem}-{name}", kind, labels, urls, begin, end, group, size)


def open_url(url: str) -> Any:
    """Open a file for reading bytes, wherever it is."""
    fs, path = _filesystem(url)
    return fs.open(path, "rb")


def records_of(task: Task) -> Iterator[Record]:
    """Walk the records of a task in their order; a fault of the whole input is a record that says so."""
    if task.kind == "files":
        yield from (_file(url, label) for url, label in zip(task.urls, task.labels, strict=True))
        return
    (url,), (label,) = task.urls, task.labels
    try:
        with open_url(url) as file:
            if task.kind == "warc":
                yield from warc_records(file, label)
            elif task.kind == "rows":
                yield from rows_of(file, task)
            else:
                yield from _lines(file, task)
    except Exception as fault:  # the one boundary of an input: whatever is wrong with it must never stop the job
        reason = f"cannot be read to its end ({fault or type(fault).__name__}); check it and run again"
        yield Record(label, lambda: iter([Fault(label, reason)]))


def _file(url: str, label: str) -> Record:
    def read() -> Iterator[Found | Fault]:
        try:
            with open_url(url) as file:
                data = file.read(LARGEST_BYTES + 1)
        except OSError as fault:
            return iter(
                [Fault(label, f"cannot be opened ({fault.strerror or fault}); check the file and its permissions")]
            )
        if len(data) > LARGEST_BYTES:
            return iter([Fault(label, f"more than {LARGEST_BYTES:,} bytes: cut it into smaller files")])
        return read_data(data, label)

    return Record(label, read)


def _lines(file: IO[bytes], task: Task) -> Iterator[Record]:
    """Walk the lines that begin inside the stretch; each is named by the byte where it begins."""
    label = task.labels[0]
    raw = Unpacked(file) if label.lower().endswith(".gz") else None
    stream: Any = io.BufferedReader(raw, SPLIT_BYTES) if raw else file
    at = task.begin
    if at:
        stream.seek(at - 1)
        at += len(stream.readline()) - 1
    while raw or task.end < 0 or at < task.end:
        line = stream.readline(LARGEST_BYTES)
        if not line or (raw and raw.damage is not None and not line.endswith(b"\n")):
            break
        if line.strip():
            yield _line(line, f"{label}@{at}")
        at += len(line)
    if raw and raw.damage is not None:
        reason = f"damaged, cut or not packed by gzip at byte {raw.damage:,}; its lines before that, {at:,} bytes unpacked, were read; fetch it again"
        yield Record(label, lambda: iter([Fault(label, reason)]))


def _line(line: bytes, label: str) -> Record:
    def read() -> Iterator[Found | Fault]:
        text = decode(line)
        if text is None or len(line) >= LARGEST_BYTES:
            return iter(
                [Fault(label, "not text, or a line above 50,000,000 bytes; each line must be one object with a text")]
            )
        return iter([from_json_line(text, label)])

    return Record(label, read)
