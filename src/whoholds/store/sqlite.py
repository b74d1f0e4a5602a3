"""The store on SQLite: write-ahead log, one writer, many readers, whole after a kill at any moment."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from whoholds.errors import StoreError
from whoholds.records import Document
from whoholds.store.backup_file import OURS, part_of, put_in_place
from whoholds.store.migrations import STEPS
from whoholds.store.sql import SqlStore
from whoholds.store.words import phrases_of, snippet_of

WAIT_SECONDS = 30.0
"""How long a second writer waits for the first."""
_LONE = re.compile(r"[\ud800-\udfff]")
"""Halves of surrogate pairs, as odd file names bring them; SQLite keeps none."""

LOG_PAGES = 4000
"""Pages of 4 kB that are written to the log before they go into the file; of SQLite's own 1,000, six articles fill it. Together with the
room for writing, 30,000 claims cost 0.75 times the bytes written and 0.2 times those read (measured with 10,000 pages and 32 MB)."""
WRITING_KB = 16_000
"""What a connection that writes keeps of the file in memory: keys are spread over all of it."""


class SqliteStore(SqlStore):
    """A store in one file."""

    by_key = "CROSS JOIN claims AS c INDEXED BY claims_lines"
    """Names an index that holds all that is asked for: the bodies of claims are long, and SQLite would read thousands of
    them to sort a list of which a page shows fifty."""

    def __init__(self, path: Path) -> None:
        """Open or make the file and bring it to the newest version."""
        self.path = path
        self.name = str(path)
        try:
            self._db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
            self._refuse_foreign()
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA foreign_keys=ON")
            self._db.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
            self._migrate()
        except sqlite3.DatabaseError as fault:
            raise StoreError(
                f"{path}: cannot be opened as a store ({fault}); check the path, or name another with --db"
            ) from None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _refuse_foreign(self) -> None:
        """Refuse another program's database before anything in it is touched."""
        names = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master")}
        if names and OURS not in names:
            raise StoreError(f"{self.path}: a database of another program; check the path, or name another with --db")

    def _migrate(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(STEPS):
            raise StoreError(
                f"{self.path}: made by a newer Whoholds (version {version}); install that one, or use another store"
            )
        if version == len(STEPS):
            return
        with self._writing():
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            for step in STEPS[version:]:
                for statement in step:
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={len(STEPS)}")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute(f"PRAGMA cache_size=-{WRITING_KB}")
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as fault:
            raise StoreError(
                f"{self.path}: cannot be written ({fault}); another program may hold it, or it is read-only"
            ) from None
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException as fault:
            if self._db.in_transaction:  # after some faults, a full disk say, SQLite has rolled back by itself
                self._db.execute("ROLLBACK")
            if isinstance(fault, sqlite3.Error):
                raise StoreError(
                    f"{self.path}: not written ({fault}); nothing was lost, run the same command again"
                ) from None
            raise

    @contextmanager
    def one_moment(self) -> Iterator[int]:
        """Let several questions see the store as it was at the first of them; yields the number of changes so far."""
        self._db.execute("BEGIN")
        try:
            yield self._fact("changes")
        finally:
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    def _ask(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        return list(self._walk(sql, values))

    def _walk(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Walk the rows of an answer; SQLite's faults come in words."""
        try:
            yield from self._db.execute(sql, [_fit(value) for value in values])
        except sqlite3.DatabaseError as fault:
            raise self._unreadable(str(fault)) from None

    def _do(self, sql: str, values: Iterable[Any] = ()) -> None:
        self._db.execute(sql, [_fit(value) for value in values])

    def _do_many(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        self._db.executemany(sql, ([_fit(value) for value in row] for row in rows))

    def _alone(self, what: str) -> None:
        """Do nothing: a transaction that writes is alone in the whole file."""

    def _key(self, value: str) -> str:
        return str(_fit(value))

    def _index(self, document: Document) -> None:
        id = _fit(document.id)
        self._do("DELETE FROM words WHERE rowid IN (SELECT number FROM word_rows WHERE document = ?)", (id,))
        row = (id, document.title or "", document.text)
        number = self._db.execute("INSERT INTO words VALUES (?,?,?)", [_fit(value) for value in row]).lastrowid
        self._do("INSERT OR REPLACE INTO word_rows VALUES (?,?)", (id, number))

    def search(self, words: str, most: int = 20) -> list[tuple[str, str]]:
        """Find documents by their words, best first; each word must stand in the text or title."""
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
        sql = "SELECT document, title, text FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
        phrases = phrases_of(words)  # SQLite's own snippets take minutes where a long text holds a word often
        return (
            [(id, snippet_of(title, text, phrases)) for id, title, text in self._ask(sql, (query, most))]
            if query
            else []
        )

    def _empty(self) -> None:
        super()._empty()
        for table in ("words", "word_rows"):
            self._do(f"DELETE FROM {table}")

    def faults(self) -> list[str]:
        """List what SQLite finds damaged, and what is orphaned or doubled."""
        found = [f"damaged: {row[0]}" for row in self._ask("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"table {row[0]} names what is not in {row[2]}" for row in self._ask("PRAGMA foreign_key_check")[:3]]
        try:
            self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as fault:
            found.append(f"the full-text index is damaged ({fault})")
        twice = self._ask("SELECT document FROM words GROUP BY document HAVING count(*) > 1")
        found += [f"article {id}: found twice by a search" for (id,) in twice[:3]]
        return found + super().faults()

    def copy_to(self, path: Path) -> None:
        """Write the store into a file, as it is at this moment, whoever writes; whole or not at all. Raises StoreError."""
        part = part_of(path)
        try:
            part.unlink(missing_ok=True)
            self._db.execute("VACUUM INTO ?", (str(part),))
            with closing(sqlite3.connect(part)) as copy:
                sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if sound:
                with part.open("rb+") as written:
                    os.fsync(written.fileno())
                put_in_place(part, path)
        except StoreError:
            part.unlink(missing_ok=True)
            raise
        except (sqlite3.DatabaseError, OSError) as fault:
            part.unlink(missing_ok=True)
            raise StoreError(
                f"{path}: cannot be written ({fault}); check the folder and the room on its disk"
            ) from None
        if not sound:
            part.unlink()
            raise StoreError(f"{path}: the copy is not sound; check the disk with `whoholds db check`")


def _fit(value: Any) -> Any:
    return _LONE.sub("\ufffd", value) if isinstance(value, str) else value
