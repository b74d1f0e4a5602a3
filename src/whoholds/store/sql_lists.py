"""The lists that pages ask for: every question by an index, every answer of a bounded size."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from whoholds.records import Claim
from whoholds.records.json_lines import from_line
from whoholds.store.lists import ArticleLine, Edition, LogEntry, Publisher, Rated, Tallies, Wanted

OPENING = 80
"""Signs of a text that stand for a title that is missing."""
MOST_AT_ONCE = 900
"""Ids in one question: old builds of SQLite take no more than 999 parameters."""


LOGGED = "at, who, role, what, about, detail"
"""The columns of the log."""
Record = TypeVar("Record")


class SqlLists(ABC):
    """The part of a store on SQL that answers with lists; see `Store` for the meaning of the methods."""

    by_key = "JOIN claims AS c"
    """How claims are joined to their keys."""
    listed_values = "SELECT value FROM json_each(?)"
    """How the values of one JSON list are told apart: a statement takes but so many single ones."""

    @abstractmethod
    def _ask(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a short answer. Raises StoreError."""

    @abstractmethod
    def _walk(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Walk the rows of a long answer as it was when the walk began. Raises StoreError."""

    @abstractmethod
    def _made(self, make: Callable[[str], Record], body: str) -> Record:
        """Make a record of its body. Raises StoreError."""

    @abstractmethod
    def _key(self, value: str) -> str:
        """Return an id, a key or a path as the engine can keep it as a key."""

    def edition(self) -> Edition:
        """Tell how often the shelves were written."""
        found = dict(self._ask("SELECT name, value FROM facts WHERE name IN ('changes', 'folds')"))
        return Edition(int(found.get("changes", 0)), int(found.get("folds", 0)))

    def claims_by(self, ids: Iterable[str]) -> Iterator[Claim]:
        """Walk the claims with these ids."""
        wanted = sorted(set(ids))
        for at in range(0, len(wanted), MOST_AT_ONCE):
            part = wanted[at : at + MOST_AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = self._ask(f"SELECT body FROM claims WHERE id IN ({marks}) ORDER BY id", part)
            yield from (self._claim(body) for (body,) in rows)

    def _claim(self, body: str) -> Claim:
        found: Claim = self._made(lambda line: from_line(Claim, line), body)
        return found

    def list_claims(self, wanted: Wanted) -> tuple[list[Claim], int]:
        """Return one part of a list of claims, and how many the whole list has."""
        source, where, values = self._claims_wanted(wanted)
        total = self._ask(f"SELECT count(*) FROM {source} {where}", values)[0][0]
        ids = f"SELECT c.id FROM {source} {where} ORDER BY c.day DESC NULLS LAST, c.id LIMIT ? OFFSET ?"
        sql = f"SELECT body FROM claims WHERE id IN ({ids}) ORDER BY day DESC NULLS LAST, id"
        rows = self._ask(sql, (*values, wanted.most, wanted.start))
        return [self._claim(body) for (body,) in rows], total

    def list_articles(self, wanted: Wanted) -> tuple[list[ArticleLine], int]:
        """Return one part of a list of articles, and how many the whole list has."""
        where, values = _where(
            [("source = ?", wanted.publisher), ("published >= ?", wanted.first), ("published <= ?", wanted.last)]
        )
        total = self._ask(f"SELECT count(*) FROM documents {where}", values)[0][0]
        count = "(SELECT count(*) FROM claims WHERE document = documents.id)"
        order = "ORDER BY published DESC NULLS LAST, id LIMIT ? OFFSET ?"
        opening = f"CASE WHEN title IS NULL THEN substr(text, 1, {OPENING}) END"
        sql = f"SELECT id, source, title, published, language, {count}, {opening} FROM documents {where} {order}"
        rows = self._ask(sql, (*values, wanted.most, wanted.start))
        found = [ArticleLine(id, source, title, _day(day), language, n, opening or "") for id, source, title, day, language, n, opening in rows]
        return found, total

    def tallies(self, last: date | None = None) -> Tallies:
        """Count claims and articles, by day and by publisher."""
        where, values = _where([("published <= ?", last)])
        claims = "(SELECT document, count(*) AS n FROM claims GROUP BY document) AS told ON told.document = documents.id"
        days = self._ask(
            f"SELECT published, CAST(sum(n) AS BIGINT) FROM documents JOIN {claims} {where} GROUP BY published ORDER BY published", values
        )
        told = self._ask(
            "SELECT source, count(*), CAST(coalesce(sum(n), 0) AS BIGINT), min(published), max(published) "
            f"FROM documents LEFT JOIN {claims} {where} GROUP BY source ORDER BY count(*) DESC, source NULLS FIRST",
            values,
        )
        return Tallies(
            tuple((date.fromisoformat(day), count) for day, count in days if day),
            tuple(Publisher(name, n, claims, _day(low), _day(high)) for name, n, claims, low, high in told),
        )

    def places_named(self) -> dict[str, str]:
        """Return the id of every place that claims name, with the id of one of those claims."""
        rows = self._walk("SELECT key, min(claim) FROM claim_keys WHERE key LIKE ? GROUP BY key", ("at:%",))
        return {key.removeprefix("at:"): claim for key, claim in rows}

    def rated(self) -> Rated:
        """Walk all claims as id, document and score, in order of their ids."""
        yield from self._walk("SELECT id, document, score FROM claims ORDER BY id")

    def logged(self, most: int = 100, start: int = 0) -> list[LogEntry]:
        """List the audit log, newest first."""
        sql = f"SELECT {LOGGED} FROM log ORDER BY number DESC LIMIT ? OFFSET ?"
        return [logged(row) for row in self._ask(sql, (most, start))]

    def _claims_wanted(self, wanted: Wanted) -> tuple[str, str, list[Any]]:
        """Write where claims are looked for."""
        single = (group[0] for group in wanted.any_keys if len(group) == 1)
        keys = [self._key(key) for key in (*wanted.keys, *single)]
        source = f"claim_keys AS k {self.by_key} ON c.id = k.claim" if keys else "claims AS c"
        parts: list[tuple[str, Any]] = [("k.key = ?", key) for key in keys[:1]]
        parts += [("c.id IN (SELECT claim FROM claim_keys WHERE key = ?)", key) for key in keys[1:]]
        among = f"c.id IN (SELECT claim FROM claim_keys WHERE key IN ({self.listed_values}))"
        parts += [(among, json.dumps([self._key(key) for key in group])) for group in wanted.any_keys if len(group) != 1]
        parts += [("c.type = ?", wanted.type), ("c.status = ?", wanted.status), ("c.document = ?", wanted.document)]
        parts += [("c.document IN (SELECT id FROM documents WHERE source = ?)", wanted.publisher)]
        return (source, *_where([*parts, ("c.day >= ?", wanted.first), ("c.day <= ?", wanted.last)]))


def logged(row: tuple[Any, ...]) -> LogEntry:
    """Make a line of the log of its columns, in the order of `LOGGED`."""
    return LogEntry(datetime.fromisoformat(row[0]), *row[1:])


def _where(parts: list[tuple[str, Any]]) -> tuple[str, list[Any]]:
    """Write the conditions whose value is given."""
    given = [(sql, value.isoformat() if isinstance(value, date) else value) for sql, value in parts if value is not None]
    return ("WHERE " if given else "") + " AND ".join(sql for sql, _ in given), [value for _, value in given]


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
