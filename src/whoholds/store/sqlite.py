"""The store on SQLite: write-ahead log, one writer, many readers, whole after a kill at any moment."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from whoholds.errors import StoreError
from whoholds.pipeline import Made, State
from whoholds.records import (
    Claim,
    Dispute,
    Document,
    Event,
    Figure,
    Holding,
    Judgement,
    PlaceStatement,
    Source,
    content_id,
)
from whoholds.records.json_lines import from_line, from_plain, to_line
from whoholds.store.base import Counts
from whoholds.store.lists import LogEntry, day_of, kept_keys
from whoholds.store.migrations import STEPS
from whoholds.store.sqlite_lists import SqliteLists

WAIT_SECONDS = 30.0
"""How long a second writer waits for the first."""
OURS = "worked_out"
"""A table that every version of the store has: a database without it is another program's."""
LAST_SIGN = "\U0010ffff"
"""Sorts after every sign of an id."""
_LONE = re.compile(r"[\ud800-\udfff]")
"""Halves of surrogate pairs, as odd file names bring them; SQLite keeps none."""
Record = TypeVar("Record")


class SqliteStore(SqliteLists):
    """A store in one file. Use it as a context manager; see `Store` for the meaning of the methods."""

    def __init__(self, path: Path) -> None:
        """Open or make the file and bring it to the newest version."""
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
            self._refuse_foreign()
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA foreign_keys=ON")
            self._migrate()
        except sqlite3.DatabaseError as fault:
            raise StoreError(
                f"{path}: cannot be opened as a store ({fault}); check the path, or name another with --db"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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

    def _ask(self, sql: str, values: Iterable[Any] = ()) -> Iterator[Any]:
        """Walk the rows of an answer; SQLite's faults come in words."""
        try:
            yield from self._db.execute(sql, [_fit(value) for value in values])
        except sqlite3.DatabaseError as fault:
            raise self._unreadable(fault) from None

    def _unreadable(self, fault: Exception) -> StoreError:
        return StoreError(
            f"{self.path}: cannot be read ({fault}); put a copy in its place, or read the articles into another --db"
        )

    @contextmanager
    def _one_moment(self) -> Iterator[None]:
        """Let several questions see the store as it was at the first of them."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    def has(self, document: str, maker: str) -> bool:
        """Tell whether a document was read whole by this maker."""
        return (maker,) in self._ask("SELECT maker FROM documents WHERE id = ?", (document,))

    def save(self, document: Document, made: Made | None, maker: str) -> None:
        """Keep a document with its claims in one transaction."""
        published = document.published.latest.isoformat() if document.published and document.published.latest else None
        row = (
            document.id,
            document.source,
            document.title,
            published,
            document.language,
            document.text,
            document.digest,
        )
        rest = (to_line(document), to_line(made.statements if made else ()), maker)
        with self._writing():
            for table, column in (("claims", "document"), ("words", "document"), ("documents", "id")):
                self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (_fit(document.id),))
            self._put("documents", *row, *rest)
            self._put("words", document.id, document.title or "", document.text)
            self._save_claims(made.claims if made else ())
            self._save_source(document.source)
            self._db.execute("DELETE FROM failures WHERE path IN (?,?)", _paths(document))
            self._put("facts", "stale", "1")
            self._count_up("kept")

    def _count_up(self, shelf: str) -> None:
        """Count a writing of a shelf, see `Edition`."""
        sql = "INSERT INTO facts VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        self._db.execute(sql, (f"edition of {shelf}",))

    def _put(self, table: str, *values: Any) -> None:
        """Put a row into a table in place of the one with its key; what SQLite cannot keep becomes a mark."""
        marks = ",".join("?" * len(values))
        self._db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", [_fit(value) for value in values])

    def _save_claims(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self._put("claims", claim.id, claim.document, claim.type, claim.status, to_line(claim), claim.score, day_of(claim))
            for key in kept_keys(claim):
                self._put("claim_keys", key, claim.id)

    def _save_source(self, name: str | None) -> None:
        if name:
            source = Source(content_id("source", name), name)
            self._put("sources", source.id, name, to_line(source))

    def save_failure(self, path: str, reason: str) -> None:
        """Note that something could not be read."""
        with self._writing():
            self._put("failures", path, reason)

    def forget_failure(self, document: Document) -> None:
        """Forget that something could not be read under the path of a document that is known by now."""
        if list(self._ask("SELECT 1 FROM failures WHERE path IN (?,?)", _paths(document))):
            with self._writing():
                self._db.execute("DELETE FROM failures WHERE path IN (?,?)", _paths(document))

    def save_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision."""
        with self._writing():
            self._put("judgements", judgement.id, judgement.about, judgement.when.isoformat(), to_line(judgement))
            self._put("facts", "stale", "1")
            self._count_up("kept")

    def log(self, entry: LogEntry) -> None:
        """Add to the audit log."""
        row = (entry.at.isoformat(), entry.who, entry.role, entry.what, entry.about, entry.detail)
        with self._writing():
            self._put("log", None, *row)

    def _walk(self, kind: type[Record], sql: str, values: Iterable[Any] = ()) -> Iterator[Record]:
        for (body,) in self._ask(sql, values):
            yield self._made(lambda line: from_line(kind, line), body)

    def _made(self, make: Callable[[str], Record], body: str) -> Record:
        try:
            return make(body)
        except ValueError as fault:
            raise self._unreadable(fault) from None

    def documents(self) -> Iterator[Document]:
        """Walk all documents in order of their ids."""
        return self._walk(Document, "SELECT body FROM documents ORDER BY id")

    def document(self, id: str) -> Document | None:
        """Return one document."""
        return next(self._walk(Document, "SELECT body FROM documents WHERE id = ?", (id,)), None)

    def statements(self) -> Iterator[PlaceStatement]:
        """Walk what the texts say of where places lie, in order of document ids."""
        for (body,) in self._ask("SELECT statements FROM documents ORDER BY id"):
            yield from self._made(_statements, body)

    def claims(self, keys: Iterable[str] | None = None) -> Iterator[Claim]:
        """Walk all claims, or those under the keys, in order of their ids."""
        if keys is None:
            return self._walk(Claim, "SELECT body FROM claims ORDER BY id")
        wanted = sorted(set(keys))
        marks = ",".join("?" * len(wanted))
        sql = f"SELECT body FROM claims WHERE id IN (SELECT claim FROM claim_keys WHERE key IN ({marks})) ORDER BY id"
        return self._walk(Claim, sql, wanted)

    def claim(self, id: str) -> Claim | None:
        """Return one claim by its id or the start of it."""
        sql = "SELECT body FROM claims WHERE id >= ? AND id < ? LIMIT 2"
        found = list(self._walk(Claim, sql, (id, id + LAST_SIGN)))
        return found[0] if len(found) == 1 else None

    def sources(self) -> Iterator[Source]:
        """Walk the publishers."""
        return self._walk(Source, "SELECT body FROM sources ORDER BY name")

    def judgements(self) -> Iterator[Judgement]:
        """Walk people's decisions, oldest first."""
        return self._walk(Judgement, "SELECT body FROM judgements ORDER BY at, id")

    def replace_worked_out(self, made: State) -> None:
        """Put a new worked-out shelf in place of the old one, all at once."""
        shelves = {"event": made.events, "holding": made.holdings, "figure": made.figures, "dispute": made.disputes}
        rows = [(kind, i, to_line(item)) for kind, items in shelves.items() for i, item in enumerate(items)]
        rows += [("origin", i, to_line(list(pair))) for i, pair in enumerate(made.origins)]
        with self._writing():
            self._db.execute("DELETE FROM worked_out")
            for row in rows:
                self._put("worked_out", *row)
            self._put("facts", "stale", "0")
            self._count_up("worked out")

    def worked_out(self) -> State:
        """Return the worked-out shelf."""
        sql = "SELECT body FROM worked_out WHERE kind = ? ORDER BY place"
        with self._one_moment():
            pairs = [self._made(json.loads, body) for (body,) in self._ask(sql, ("origin",))]
            return State(
                tuple((str(one), str(other)) for one, other in pairs),
                tuple(self._walk(Event, sql, ("event",))),
                tuple(self._walk(Holding, sql, ("holding",))),
                tuple(self._walk(Figure, sql, ("figure",))),
                tuple(self._walk(Dispute, sql, ("dispute",))),
            )

    def failures(self) -> list[tuple[str, str]]:
        """List what could not be read, with reasons."""
        return list(self._ask("SELECT path, reason FROM failures ORDER BY path"))

    def counts(self) -> Counts:
        """Count what the store holds."""
        kinds = dict(self._ask("SELECT kind, count(*) FROM worked_out GROUP BY kind"))
        stale = ("1",) in self._ask("SELECT value FROM facts WHERE name = 'stale'")
        return Counts(
            documents=self._count("documents"),
            claims=self._count("claims"),
            events=kinds.get("event", 0),
            holdings=kinds.get("holding", 0),
            figures=kinds.get("figure", 0),
            disputes=kinds.get("dispute", 0),
            failed=self._count("failures"),
            stale=stale,
        )

    def _count(self, table: str) -> int:
        return sum(number for (number,) in self._ask(f"SELECT count(*) FROM {table}"))

    def search(self, words: str, most: int = 20) -> list[tuple[str, str]]:
        """Find documents by their words, best first; each word must stand in the text or title."""
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
        sql = "SELECT document, snippet(words, -1, '[', ']', ' … ', 16) FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
        return list(self._ask(sql, (query, most))) if query else []


def _statements(body: str) -> list[PlaceStatement]:
    return [from_plain(PlaceStatement, item) for item in json.loads(body)]


def _paths(document: Document) -> tuple[str, str]:
    """Return what a failure of a document may be noted under: its path, or the file that it is a line of."""
    path = _fit(document.path or document.id)
    return path, re.sub(r":\d+$", "", path)


def _fit(value: Any) -> Any:
    return _LONE.sub("\ufffd", value) if isinstance(value, str) else value
