"""Which file a backup may be put into, and how: never a store that is open, nor what is no backup; replaced only when told."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import zlib
from contextlib import closing, suppress
from pathlib import Path

from whoholds.errors import StoreError

MAGIC = b"SQLite format 3\0"
KIND = "whoholds archive"
"""What the first line of an archive says it is."""
OURS = "worked_out"
"""A table that every version of the store has: a database without it is another program's."""
BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside one of its own; left beside another file they would spoil it."""
_LINE = 4096


def check_place(path: Path, store: Path | None, replace: bool) -> None:
    """Refuse a file that no backup may be put into. Raises StoreError.

    `store` is the file of the store that is backed up, where it has one. With `replace` an earlier backup may be there."""
    taken = [store, *(store.with_name(store.name + end) for end in BESIDE)] if store else []
    if any(_same(place, one) for one in taken for place in (path, part_of(path))):
        raise StoreError(f"{path}: the store itself; name another file for its backup")
    for end in BESIDE:
        if path.name.endswith(end) and path.with_name(path.name.removesuffix(end)).exists():
            raise StoreError(f"{path}: a name that SQLite uses for a part of another file; name another")
    left = next((one for one in _beside(path) if one.exists()), None)
    if not path.exists() and left is None:
        return
    if path.exists() and not _is_backup(path):
        raise StoreError(f"{path}: there already, and no backup of Whoholds; it is left as it is, name another file")
    if not replace:
        raise StoreError(f"{path if path.exists() else left}: there already; name another file, or give --replace")
    _settle(path)


def put_in_place(part: Path, path: Path) -> None:
    """Put a file that was written beside it in place of what is there. Raises OSError, and StoreError for a store in use."""
    _settle(path)
    for one in _beside(path):  # before the file itself: killed in between, an old log must never meet a new file
        one.unlink(missing_ok=True)
    os.replace(part, path)


def part_of(path: Path) -> Path:
    """Name the file in which a backup is written before it takes its place."""
    return path.with_name(f"{path.name}.part")


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + end) for end in BESIDE]


def _same(path: Path, other: Path) -> bool:
    """Tell whether two paths are one file, or would be."""
    with suppress(OSError):
        return path.samefile(other)
    return path.resolve() == other.resolve()


def _is_backup(path: Path) -> bool:
    """Tell whether a file is empty, an archive, or a file of SQLite that holds a store."""
    try:
        with path.open("rb") as file:
            head = file.read(_LINE)
        if head.startswith(MAGIC):
            return _holds_a_store(path)
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(path, "rb") as packed:
                head = packed.readline(_LINE)
        return not head or json.loads(head.partition(b"\n")[0]).get("kind") == KIND
    except (OSError, EOFError, ValueError, AttributeError, zlib.error, sqlite3.Error):
        return False


def _holds_a_store(path: Path) -> bool:
    with closing(sqlite3.connect(path, timeout=0)) as file:
        return bool(file.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (OURS,)).fetchall())


def _settle(path: Path) -> None:
    """Let SQLite take in what lies beside one of its files. Raises StoreError where any program has it open."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return
        try:
            with closing(sqlite3.connect(path, timeout=0)) as held:
                held.execute("PRAGMA journal_mode=DELETE").fetchall()  # refused as long as anybody else is there
                held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            raise StoreError(f"{path}: a store that is in use ({fault}); name another file for the backup") from None
        except sqlite3.DatabaseError:
            return  # damaged: what lies beside it is worth nothing
