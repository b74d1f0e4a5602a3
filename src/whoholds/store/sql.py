"""What the stores on SQL share: the shelves as rows. Marks for values are `?`; each engine says how it asks and writes."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from itertools import groupby, islice
from types import TracebackType
from typing import Any, Self

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
from whoholds.store.base import Article, Counts, Entry, Failure
from whoholds.store.lists import LogEntry, Note, day_of, kept_keys
from whoholds.store.sql_lists import LOGGED, Record, SqlLists, logged

COLUMNS = {
    "documents": ("id", "source", "title", "published", "language", "text", "digest", "body", "statements", "maker"),
    "sources": ("id", "name", "body"),
    "judgements": ("id", "about", "at", "body"),
    "failures": ("path", "reason"),
    "claims": ("id", "document", "type", "status", "body", "score", "day"),
    "claim_keys": ("key", "claim"),
    "worked_out": ("kind", "place", "body"),
    "facts": ("name", "value"),
    "notes": ("topic", "name", "body"),
}
KEYS = {"claim_keys": 2, "worked_out": 2, "notes": 2}
"""How many of the first columns name a row; one where it is not said."""
BATCH = 500
"""Names of one question; SQLite takes a limited number of values."""
KINDS: dict[str, Any] = {"event": Event, "holding": Holding, "figure": Figure, "dispute": Dispute}
ORPHANS = {
    "claims without their article": "SELECT id FROM claims WHERE document NOT IN (SELECT id FROM documents)",
    "places of claims that are gone": "SELECT claim FROM claim_keys WHERE claim NOT IN (SELECT id FROM claims)",
    "words of articles that are gone": "SELECT document FROM words WHERE document NOT IN (SELECT id FROM documents)",
    "articles that no search finds": "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM words)",
}


class SqlStore(SqlLists):
    """A store on SQL. Use it as a context manager; see `Store` for the meaning of the methods."""

    name: str

    @abstractmethod
    def _do(self, sql: str, values: Iterable[Any] = ()) -> None:
        """Run a statement inside `_writing`."""

    @abstractmethod
    def _do_many(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run a statement for each row inside `_writing`."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """Write all that is inside, or nothing. Raises StoreError."""

    @abstractmethod
    def _alone(self, what: str) -> None:
        """Wait until no other writer writes this, and keep it until the end of the transaction."""

    @abstractmethod
    def _index(self, document: Document) -> None:
        """Put the words of a document into the full-text index, in place of its old ones."""

    @abstractmethod
    def one_moment(self) -> AbstractContextManager[int]:
        """Let several questions see the store as it was at the first of them; yields the number of changes so far."""

    @abstractmethod
    def search(self, words: str, most: int = 20) -> list[tuple[str, str]]:
        """Find documents by their words, best first; each word must stand in the text or title."""

    @abstractmethod
    def close(self) -> None:
        """Close what was opened."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def has(self, document: str, maker: str) -> bool:
        """Tell whether a document was read whole by this maker."""
        return (maker,) in self._ask("SELECT maker FROM documents WHERE id = ?", (self._key(document),))

    def save(self, document: Document, made: Made | None, maker: str, once: Note | None = None) -> bool:
        """Keep a document with its claims in one transaction; with `once`, unless that is noted already."""
        with self._writing():
            if once is not None and not self._first(once):
                return False
            self._keep(Article(document, maker, made.claims if made else (), made.statements if made else ()))
            if document.source:
                source = Source(content_id("source", document.source), document.source)
                self._put("sources", [(source.id, source.name, to_line(source))], keep=True)
            self._do("DELETE FROM failures WHERE path IN (?,?)", self._paths(document))
            self._note_change()
        return True

    def _first(self, note: Note) -> bool:
        """Keep a note inside `_writing`; tell whether it was not there."""
        self._alone(f"note {note.topic} {note.name}")
        if self._ask("SELECT 1 FROM notes WHERE topic = ? AND name = ?", (note.topic, self._key(note.name))):
            return False
        self._take(note)
        return True

    def save_source(self, source: Source) -> None:
        """Keep what is known of a publisher, in place of what was known; nothing is written where nothing changed."""
        if source not in self.sources():
            with self._writing():
                self._take(source)
                self._note_change()

    def note(self, notes: Iterable[Note]) -> None:
        """Keep notes, in place of those of the same topics and names, in one transaction."""
        with self._writing():
            for note in notes:
                self._take(note)

    def noted(self, topic: str, names: Iterable[str] | None = None) -> dict[str, str]:
        """Return the notes of a topic, or those with these names."""
        if names is None:
            return dict(self._ask("SELECT name, body FROM notes WHERE topic = ? ORDER BY name", (topic,)))
        found: dict[str, str] = {}
        wanted = iter(sorted({self._key(name) for name in names}))
        while some := tuple(islice(wanted, BATCH)):
            marks = ",".join("?" * len(some))
            sql = f"SELECT name, body FROM notes WHERE topic = ? AND name IN ({marks})"
            found |= dict(self._ask(sql, (topic, *some)))
        return found

    def _keep(self, article: Article) -> None:
        document, id = article.document, self._key(article.document.id)
        day = document.published.latest if document.published else None
        self._alone(f"document {id}")
        self._do("DELETE FROM documents WHERE id = ?", (id,))
        row = (id, document.source, document.title, day.isoformat() if day else None, document.language)
        rest = (document.text, document.digest, to_line(document), to_line(article.statements), article.maker)
        self._put("documents", [(*row, *rest)])
        self._index(document)
        claims = {claim.id: claim for claim in article.claims}
        self._put("claims", [(*self._head(c), to_line(c), c.score, day_of(c)) for c in claims.values()])
        keys = [(self._key(key), claim.id) for claim in claims.values() for key in kept_keys(claim)]
        self._put("claim_keys", keys)

    def _head(self, claim: Claim) -> tuple[str, str, str, str]:
        return claim.id, self._key(claim.document), claim.type, claim.status

    def _put(self, table: str, rows: Iterable[Iterable[Any]], keep: bool = False) -> None:
        """Put rows into a table in place of those with their keys; with `keep` those that are there stay."""
        self._do_many(upsert(table, keep), rows)

    def _note_change(self) -> None:
        """Count a change; as the last statement of a transaction, since every writer waits for this row."""
        self._count_up("changes")

    def _count_up(self, fact: str) -> None:
        self._do(
            "INSERT INTO facts (name, value) VALUES (?, '1') "
            "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(facts.value AS BIGINT) + 1 AS TEXT)",
            (fact,),
        )

    def _fact(self, name: str) -> int:
        return next((int(value) for (value,) in self._ask("SELECT value FROM facts WHERE name = ?", (name,))), 0)

    def save_failure(self, path: str, reason: str) -> None:
        """Note that something could not be read."""
        with self._writing():
            self._put("failures", [(self._key(path), reason)])

    def forget_failure(self, document: Document) -> None:
        """Forget that something could not be read under the path of a document that is known by now."""
        if self._ask("SELECT 1 FROM failures WHERE path IN (?,?)", self._paths(document)):
            with self._writing():
                self._do("DELETE FROM failures WHERE path IN (?,?)", self._paths(document))

    def _paths(self, document: Document) -> tuple[str, str]:
        """Return what a failure of a document may be noted under: its path, or the file that it is a line of."""
        path = document.path or document.id
        return self._key(path), self._key(re.sub(r":\d+$", "", path))

    def save_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision."""
        with self._writing():
            self._put("judgements", [_row_of(judgement)])
            self._note_change()

    def log(self, entry: LogEntry) -> None:
        """Add to the audit log."""
        with self._writing():
            self._add_to_log(entry)

    def _add_to_log(self, entry: LogEntry) -> None:
        row = (entry.at.isoformat(), entry.who, entry.role, entry.what, entry.about, entry.detail)
        self._do("INSERT INTO log (at, who, role, what, about, detail) VALUES (?,?,?,?,?,?)", row)

    def _made(self, make: Callable[[str], Record], body: str) -> Record:
        try:
            return make(body)
        except ValueError as fault:
            raise self._unreadable(str(fault)) from None

    def _unreadable(self, fault: str) -> StoreError:
        return StoreError(
            f"{self.name}: cannot be read ({fault}); put a copy in its place, or read the articles into another --db"
        )

    def _records(self, kind: type[Record], rows: Iterable[tuple[Any, ...]]) -> Iterator[Record]:
        for (body,) in rows:
            yield self._made(lambda line: from_line(kind, line), body)

    def documents(self) -> Iterator[Document]:
        """Walk all documents in order of their ids."""
        return self._records(Document, self._walk("SELECT body FROM documents ORDER BY id"))

    def document(self, id: str) -> Document | None:
        """Return one document."""
        rows = self._ask("SELECT body FROM documents WHERE id = ?", (self._key(id),))
        return next(self._records(Document, rows), None)

    def statements(self) -> Iterator[PlaceStatement]:
        """Walk what the texts say of where places lie, in order of document ids."""
        for (body,) in self._walk("SELECT statements FROM documents ORDER BY id"):
            yield from self._made(_statements, body)

    def claims(self, keys: Iterable[str] | None = None) -> Iterator[Claim]:
        """Walk all claims, or those under the keys, in order of their ids."""
        if keys is None:
            return self._records(Claim, self._walk("SELECT body FROM claims ORDER BY id"))
        wanted = sorted({self._key(key) for key in keys})
        if not wanted:
            return iter(())
        marks = ",".join("?" * len(wanted))
        sql = f"SELECT body FROM claims WHERE id IN (SELECT claim FROM claim_keys WHERE key IN ({marks})) ORDER BY id"
        return self._records(Claim, self._walk(sql, wanted))

    def claim(self, id: str) -> Claim | None:
        """Return one claim by its id or the start of it."""
        rows = self._ask("SELECT body FROM claims WHERE id >= ? AND id < ? LIMIT 2", (id, f"{id}\U0010ffff"))
        found = list(self._records(Claim, rows))
        return found[0] if len(found) == 1 else None

    def sources(self) -> Iterator[Source]:
        """Walk the publishers."""
        return self._records(Source, self._walk("SELECT body FROM sources ORDER BY name, id"))

    def judgements(self) -> Iterator[Judgement]:
        """Walk people's decisions, oldest first."""
        return self._records(Judgement, self._walk("SELECT body FROM judgements ORDER BY at, id"))

    def replace_worked_out(self, made: State, moment: int | None = None) -> None:
        """Put a new worked-out shelf in place of the old one, all at once; one worked out of more is left."""
        shelves = {"event": made.events, "holding": made.holdings, "figure": made.figures, "dispute": made.disputes}
        rows = [(kind, i, to_line(item)) for kind, items in shelves.items() for i, item in enumerate(items)]
        rows += [("origin", i, to_line(list(pair))) for i, pair in enumerate(made.origins)]
        with self._writing():
            self._alone("worked_out")
            seen = self._fact("changes") if moment is None else moment
            if seen >= self._fact("worked_out"):
                self._do("DELETE FROM worked_out")
                self._put("worked_out", rows)
                self._put("facts", [("worked_out", str(seen))])
                self._count_up("folds")

    def worked_out(self) -> State:
        """Return the worked-out shelf; one question, so one moment."""
        found: dict[str, list[Any]] = {kind: [] for kind in ("origin", *KINDS)}
        for kind, body in self._walk("SELECT kind, body FROM worked_out ORDER BY kind, place"):
            found[kind].append(self._made(_maker_of(kind), body))
        events, holdings, figures, disputes = (tuple(found[kind]) for kind in KINDS)
        return State(
            tuple((str(one), str(other)) for one, other in found["origin"]), events, holdings, figures, disputes
        )

    def failures(self) -> list[tuple[str, str]]:
        """List what could not be read, with reasons."""
        return [(path, reason) for path, reason in self._ask("SELECT path, reason FROM failures ORDER BY path")]

    def counts(self) -> Counts:
        """Count what the store holds; one question, so one moment."""
        tables = " UNION ALL ".join(f"SELECT '{t}', count(*) FROM {t}" for t in ("documents", "claims", "failures"))
        facts = "SELECT name, CAST(value AS BIGINT) FROM facts WHERE name IN ('changes', 'worked_out')"
        found = dict(
            self._ask(f"{tables} UNION ALL SELECT kind, count(*) FROM worked_out GROUP BY kind UNION ALL {facts}")
        )
        return Counts(
            documents=found["documents"],
            claims=found["claims"],
            events=found.get("event", 0),
            holdings=found.get("holding", 0),
            figures=found.get("figure", 0),
            disputes=found.get("dispute", 0),
            failed=found["failures"],
            stale=found.get("changes", 0) != found.get("worked_out", 0),
        )

    def entries(self) -> Iterator[Entry]:
        """Walk the kept and made shelves: sources, articles, judgements, failures, notes; then the log, oldest first."""
        yield from self.sources()
        yield from self._articles()
        yield from self.judgements()
        yield from (Failure(path, reason) for path, reason in self.failures())
        yield from (Note(*row) for row in self._walk("SELECT topic, name, body FROM notes ORDER BY topic, name"))
        yield from map(logged, self._walk(f"SELECT {LOGGED} FROM log ORDER BY number"))

    def _articles(self) -> Iterator[Article]:
        claims = groupby(self._walk("SELECT document, body FROM claims ORDER BY document, id"), lambda row: row[0])
        waiting = next(claims, None)
        for key, body, statements, maker in self._walk("SELECT id, body, statements, maker FROM documents ORDER BY id"):
            while waiting and waiting[0] < key:  # claims without their article: `faults` tells them
                waiting = next(claims, None)
            lines = [(line,) for _, line in waiting[1]] if waiting and waiting[0] == key else []
            document = self._made(lambda line: from_line(Document, line), body)
            found = tuple(self._records(Claim, lines))
            yield Article(document, maker, found, tuple(self._made(_statements, statements)))

    @contextmanager
    def filling(self, replace: bool = False) -> Iterator[Callable[[Entry], None]]:
        """Fill the store in one transaction; an error inside leaves it as it was."""
        with self._writing():
            self._alone("worked_out")
            if replace:
                self._empty()
            yield self._take
            self._note_change()

    def _empty(self) -> None:
        for table in ("documents", "sources", "judgements", "failures", "worked_out", "log", "notes"):
            self._do(f"DELETE FROM {table}")
        self._count_up("folds")

    def _take(self, entry: Entry) -> None:
        if isinstance(entry, Article):
            self._keep(entry)
        elif isinstance(entry, Source):
            self._put("sources", [(entry.id, entry.name, to_line(entry))])
        elif isinstance(entry, Judgement):
            self._put("judgements", [_row_of(entry)])
        elif isinstance(entry, LogEntry):
            self._add_to_log(entry)
        elif isinstance(entry, Note):
            self._put("notes", [(entry.topic, self._key(entry.name), entry.body)])
        else:
            self._put("failures", [(self._key(entry.path), entry.reason)])

    def faults(self) -> list[str]:
        """List what the engine itself finds damaged, orphaned or doubled."""
        found = {what: [str(row[0]) for row in self._ask(sql)] for what, sql in ORPHANS.items()}
        return [f"{len(ids)} {what}: {', '.join(ids[:3])}" for what, ids in found.items() if ids]


@cache
def upsert(table: str, keep: bool) -> str:
    """Write the statement that puts a row into a table."""
    columns, keys = COLUMNS[table], COLUMNS[table][: KEYS.get(table, 1)]
    changed = ", ".join(f"{column} = excluded.{column}" for column in columns[len(keys) :])
    then = f"UPDATE SET {changed}" if changed and not keep else "NOTHING"
    marks = ",".join("?" * len(columns))
    return f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks}) ON CONFLICT ({','.join(keys)}) DO {then}"


def _row_of(judgement: Judgement) -> tuple[str, str, str, str]:
    return judgement.id, judgement.about, judgement.when.isoformat(), to_line(judgement)


def _maker_of(kind: str) -> Callable[[str], Any]:
    return json.loads if kind == "origin" else lambda line: from_line(KINDS[kind], line)


def _statements(body: str) -> list[PlaceStatement]:
    return [from_plain(PlaceStatement, item) for item in json.loads(body)]
