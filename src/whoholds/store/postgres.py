"""The store on PostgreSQL, for teams: many readers and reviewers at once, one writer for each document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import lru_cache
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

from whoholds.errors import StoreError
from whoholds.records import Document
from whoholds.store.address import read_address
from whoholds.store.migrations import LONGEST_KEY, POSTGRES_STEPS
from whoholds.store.sql import SqlStore
from whoholds.store.words import parts_of, phrases_of, query_of, snippet_of

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

SCHEMA = "whoholds"
"""The schema that holds every table; what else is in the database is left alone."""
WAIT_SECONDS = 30.0
"""How long a second writer waits for the first, and how long an answer to the first call is waited for."""
AT_ONCE = 500
"""Rows that a long answer brings at a time."""
_UNFIT = re.compile(r"[\ud800-\udfff\0]")
"""Halves of surrogate pairs and zero signs: PostgreSQL keeps neither. Records keep their zero signs, written as JSON."""
_NEWER = "made by a newer Whoholds (version {}); install that one, or use another store"


class PostgresStore(SqlStore):
    """A store in the schema `whoholds` of a database. A walk has a connection of its own, so that it sees one moment."""

    listed_values = "SELECT json_array_elements_text(CAST(? AS json))"

    def __init__(self, url: str, create: bool = True) -> None:
        """Connect and bring the schema to the newest version; made where it is missing, if `create` is set."""
        self._address = read_address(url)
        self.name = self._address.shown
        self._driver = _driver(self.name)
        self._idle: list[Connection] = []
        self._names = (f"walk {number}" for number in count(1))
        self._inside = False
        self._db = self._connect()
        try:
            self._migrate(create)
        except self._driver.Error as fault:
            self.close()
            raise self._unopened(fault) from None
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections."""
        for one in (self._db, *self._idle):
            with suppress(self._driver.Error):
                one.close()

    def _connect(self) -> Connection:
        settings = f"-c search_path={SCHEMA} -c lock_timeout={WAIT_SECONDS * 1000:.0f}"
        try:
            db: Connection = self._driver.connect(
                self._address.url, autocommit=True, connect_timeout=int(WAIT_SECONDS) or 1, client_encoding="utf8",
                application_name="whoholds", options=settings,
            )  # fmt: skip
        except self._driver.Error as fault:
            raise self._unopened(fault) from None
        return db

    def _unopened(self, fault: Exception) -> StoreError:
        return StoreError(
            f"{self.name}: cannot be opened as a store ({self._address.tell(fault)}); check the address and that the "
            "server runs, or name another with --db"
        )

    def _version(self) -> int | None:
        """Return the version of the store, or None where there is none."""
        there = self._db.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.facts",)).fetchone()
        if not there or there[0] is None:
            return None
        row = self._db.execute("SELECT value FROM facts WHERE name = 'version'").fetchone()
        return int(row[0]) if row else 0

    def _migrate(self, create: bool) -> None:
        version = self._version()
        if version is None and not create:
            raise StoreError(
                f"{self.name}: no store here; make one with `whoholds read FOLDER`, or name another with --db"
            )
        if version == len(POSTGRES_STEPS):
            return
        if version is not None and version > len(POSTGRES_STEPS):
            raise StoreError(f"{self.name}: {_NEWER.format(version)}")
        with self._writing():
            self._alone("version")  # two programs that open an old store at once bring it forward once
            self._take_steps()

    def _take_steps(self) -> None:
        self._db.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        self._db.execute('CREATE TABLE IF NOT EXISTS facts (name TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL)')
        encoding = self._db.execute("SHOW server_encoding").fetchone()
        if encoding != ("UTF8",):
            raise StoreError(f"{self.name}: the database's encoding is not UTF8; make one with ENCODING 'UTF8'")
        for step in POSTGRES_STEPS[self._version() or 0 :]:
            for statement in step:
                self._db.execute(statement.encode())
        self._put("facts", [("version", str(len(POSTGRES_STEPS)))])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._db.transaction(), self._held():
                yield
        except self._driver.Error as fault:
            raise StoreError(
                f"{self.name}: not written ({self._address.tell(fault)}); nothing was lost, run the same command again"
            ) from None

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Let walks use this connection, whose transaction they must see."""
        before, self._inside = self._inside, True
        try:
            yield
        finally:
            self._inside = before

    @contextmanager
    def one_moment(self) -> Iterator[int]:
        """Let several questions see the store as it was at the first of them; yields the number of changes so far."""
        try:
            with self._db.transaction(), self._held():
                self._db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield self._fact("changes")
        except self._driver.Error as fault:
            raise self._unreadable(self._address.tell(fault)) from None

    def _ask(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(marked(sql), [_fit(value) for value in values]).fetchall()
        except self._driver.Error as fault:
            raise self._unreadable(self._address.tell(fault)) from None

    def _walk(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Walk an answer of any length; the server keeps it as it was when the walk began."""
        inside = self._inside
        db = self._db if inside else self._idle.pop() if self._idle else self._connect()
        try:
            with nullcontext() if inside else db.transaction(), db.cursor(name=next(self._names)) as rows:
                rows.itersize = AT_ONCE
                rows.execute(marked(sql), [_fit(value) for value in values])
                yield from rows
        except self._driver.Error as fault:
            raise self._unreadable(self._address.tell(fault)) from None
        finally:
            if self._db.closed:
                db.close()
            elif not inside and not db.closed:
                self._idle.append(db)

    def _do(self, sql: str, values: Iterable[Any] = ()) -> None:
        self._db.execute(marked(sql), [_fit(value) for value in values])

    def _do_many(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        with self._db.cursor() as cursor:
            cursor.executemany(marked(sql), [[_fit(value) for value in row] for row in rows])

    def _alone(self, what: str) -> None:
        self._db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{SCHEMA} {what}",))

    def _key(self, value: str) -> str:
        fit = str(_fit(value))
        data = fit.encode()
        return fit if len(data) <= LONGEST_KEY else f"{fit[:400]}… {sha256(data).hexdigest()}"

    def _index(self, document: Document) -> None:
        id = self._key(document.id)
        rows = [(id, part, line) for part, line in enumerate(parts_of(document.title or "", document.text))]
        self._do_many("INSERT INTO words (document, part, lexemes) VALUES (?,?,?::tsvector)", rows)

    def search(self, words: str, most: int = 20) -> list[tuple[str, str]]:
        """Find documents by their words, best first; each word must stand in the text or title."""
        phrases = phrases_of(words)
        if not phrases:
            return []
        every = [query_of(phrase) for phrase in phrases]
        found = " AND ".join("id IN (SELECT document FROM words WHERE lexemes @@ ?::tsquery)" for _ in every)
        rank = "SELECT sum(ts_rank(lexemes, ?::tsquery)) FROM words WHERE document = id AND lexemes @@ ?::tsquery"
        sql = f"SELECT id, title, text FROM documents WHERE {found} ORDER BY ({rank}) DESC, id LIMIT ?"
        either = " | ".join(f"({one})" for one in every)
        rows = self._ask(sql, (*every, either, either, most))
        return [(id, snippet_of(title or "", text, phrases)) for id, title, text in rows]

    def faults(self) -> list[str]:
        """List indexes that PostgreSQL calls invalid, and what is orphaned or doubled."""
        sql = (
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND NOT i.indisvalid ORDER BY 1"
        )
        return [f"index {name} is not valid; run REINDEX" for (name,) in self._ask(sql, (SCHEMA,))] + super().faults()


@lru_cache(maxsize=512)
def marked(sql: str) -> bytes:
    """Write the marks for values as psycopg takes them; no statement holds a ? or % of its own."""
    return sql.replace("?", "%s").encode()


def _driver(name: str) -> Any:
    try:
        import psycopg
    except ImportError as fault:
        raise StoreError(
            f"{name}: PostgreSQL needs one package more ({fault}); pip install 'whoholds[postgres]'"
        ) from None
    return psycopg


def _fit(value: Any) -> Any:
    return _UNFIT.sub("\ufffd", value) if isinstance(value, str) else value
