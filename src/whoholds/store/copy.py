"""A store copied into another, backed up into a file and restored from one; verified before anything counts as done."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from whoholds.errors import StoreError
from whoholds.records import Judgement, Source
from whoholds.records.json_lines import from_plain, to_line, to_plain
from whoholds.store.backup_file import KIND, MAGIC, check_place, part_of, put_in_place
from whoholds.store.base import Article, Entry, Failure, Store
from whoholds.store.lists import LogEntry, Note
from whoholds.store.sqlite import SqliteStore

FORMAT = 1
"""The format of archives; a file of another one is refused."""
KINDS: dict[str, Any] = {
    "source": Source, "article": Article, "judgement": Judgement, "failure": Failure, "log": LogEntry, "note": Note,
}  # fmt: skip
NAMES = {kind: name for name, kind in KINDS.items()}
ENDINGS = (".jsonl", ".jsonl.gz")
"""What archives are called; a file of another name is a copy of SQLite's file."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How much the kept and made shelves hold, and a digest of all of it that no order changes."""

    sources: int = 0
    articles: int = 0
    claims: int = 0
    judgements: int = 0
    failures: int = 0
    digest: str = "0" * 64
    """The sum of the SHA-256 of every source, article, judgement and line of the log; failures and notes are counted alone."""
    logged: int = 0
    notes: int = 0


class Counter:
    """A tally in the making."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(KINDS, 0)
        self._claims = self._sum = 0

    def count_all(self, entries: Iterable[Entry]) -> None:
        """Count entries."""
        for entry in entries:
            self.count(entry)

    def count(self, entry: Entry) -> str:
        """Count an entry; return its kind."""
        kind = NAMES[type(entry)]
        self._counts[kind] += 1
        if isinstance(entry, Article):
            self._claims += len(entry.claims)
        if not isinstance(entry, Failure | Note):
            self._sum += int(sha256(f"{kind} {to_line(entry)}".encode("utf-8", "replace")).hexdigest(), 16)
        return kind

    def tally(self) -> Tally:
        """Return what was counted so far."""
        sources, articles, judgements, failures, logged, notes = self._counts.values()
        digest = f"{self._sum % (1 << 256):064x}"
        return Tally(sources, articles, self._claims, judgements, failures, digest, logged, notes)


def tally_of(entries: Iterable[Entry]) -> Tally:
    """Count entries."""
    counter = Counter()
    for entry in entries:
        counter.count(entry)
    return counter.tally()


def copy_store(source: Store, target: Store, replace: bool = False) -> Tally:
    """Copy all of a store into another one, in one transaction, compared before it ends. Raises StoreError."""
    if source.name == target.name:
        raise StoreError(f"{source.name}: the same store twice; name another to copy into")
    with source.one_moment():
        told = fill(target, source.entries(), replace)
        state = None if source.counts().stale else source.worked_out()
    if state is not None:
        target.replace_worked_out(state)
    return told


def fill(target: Store, entries: Iterable[Entry], replace: bool = False) -> Tally:
    """Put entries into an empty store, or in place of what a full one holds; nothing is put where it comes out otherwise.

    Raises StoreError."""
    if not replace and tally_of(target.entries()) != Tally():
        raise StoreError(f"{target.name}: not empty; name another, or give --replace to empty it first")
    counter = Counter()
    with target.filling(replace) as take:
        for entry in entries:
            counter.count(entry)
            take(entry)
        given, found = counter.tally(), tally_of(target.entries())
        if given != found:
            raise StoreError(
                f"{target.name}: what came out is not what was put in ({given} and {found}); nothing was kept"
            )
    return given


def back_up(store: Store, path: Path, replace: bool = False) -> Tally:
    """Write a store into a file, whole or not at all: an archive, or for SQLite by any other name a copy of its file.

    An earlier backup of that name is replaced only where `replace` is set; a store that is open, or what is no backup,
    never. Raises StoreError."""
    check_place(path, store.path if isinstance(store, SqliteStore) else None, replace)
    if path.name.endswith(ENDINGS):
        return write_archive(store, path)
    if not isinstance(store, SqliteStore):
        raise StoreError(
            f"{path}: a PostgreSQL store is backed up as an archive; give a name that ends in {ENDINGS[1]}"
        )
    store.copy_to(path)
    with TemporaryDirectory(dir=path.parent) as folder, _opened_copy(path, Path(folder)) as copy:
        return tally_of(copy.entries())


def restore(path: Path, target: Store, replace: bool = False) -> Tally:
    """Put a backup into a store, empty unless `replace` is set. Raises StoreError; then the store is as it was."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except OSError as fault:
        raise StoreError(f"{path}: cannot be opened ({fault.strerror or fault}); check the path") from None
    if head != MAGIC:
        return fill(target, read_archive(path), replace)
    with TemporaryDirectory() as folder, _opened_copy(path, Path(folder)) as source:
        return copy_store(source, target, replace)


def _opened_copy(path: Path, folder: Path) -> SqliteStore:
    """Open a copy of a store's file, so that the file itself stays as it is."""
    return SqliteStore(Path(shutil.copy(path, folder / "copy.db")))


def write_archive(store: Store, path: Path) -> Tally:
    """Write the kept and made shelves as JSON lines that restore into either engine; whole or not at all."""
    part, counter = part_of(path), Counter()
    try:
        with store.one_moment(), _written(part, path.name.endswith(".gz")) as out:
            out.write(_line({"kind": KIND, "format": FORMAT}))
            for entry in store.entries():
                kind = counter.count(entry)
                out.write(_line({"kind": kind, "body": to_plain(entry)}))
            out.write(_line({"kind": "end", "tally": to_plain(counter.tally())}))
        put_in_place(part, path)
    except StoreError:
        part.unlink(missing_ok=True)
        raise
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"{path}: cannot be written ({fault.strerror or fault}); check the folder and its disk"
        ) from None
    return counter.tally()


@contextmanager
def _written(path: Path, packed: bool) -> Iterator[IO[str]]:
    """Open a file to write lines to, packed or plain; on the disk when it is left."""
    with path.open("wb") as file:
        with ExitStack() as inner:
            raw: Any = inner.enter_context(gzip.GzipFile("", "wb", 6, file, mtime=0)) if packed else file
            lines = TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
            yield lines
            lines.flush()
            lines.detach()
        file.flush()
        os.fsync(file.fileno())


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


HEAD = {"kind": KIND, "format": FORMAT}


def read_archive(path: Path) -> Iterator[Entry]:
    """Walk the entries of an archive. Raises StoreError for one that is cut, damaged or of another format."""
    counter, number, last = Counter(), 0, None
    try:
        with gzip.open(path, "rb") if path.open("rb").read(2) == b"\x1f\x8b" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                last = json.loads(line)
                _check_head(path, last if number == 1 else HEAD)
                found = _entries_of(last)
                counter.count_all(found)
                yield from found
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as fault:
        raise StoreError(f"{path}:{number + 1}: damaged ({fault}); nothing was restored, take another backup") from None
    if not last or last.get("tally") != to_plain(counter.tally()):
        raise StoreError(f"{path}: cut short or changed after it was made; nothing was restored, take another backup")


def _check_head(path: Path, head: Any) -> None:
    if head != HEAD:
        raise StoreError(f"{path}: no archive of this version of Whoholds; give a file that `db backup` made")


def _entries_of(line: dict[str, Any]) -> list[Entry]:
    """Return what a line holds; nothing for the first and the last."""
    return [from_plain(KINDS[line["kind"]], line["body"])] if line["kind"] in KINDS else []
