"""The lists that pages ask for, on SQLite: every question by an index, every answer of a bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from whoholds.records import Claim
from whoholds.records.json_lines import from_line
from whoholds.store.lists import ArticleLine, Edition, LogEntry, Publisher, Rated, Tallies, Wanted

MOST_AT_ONCE = 900
"""Ids in one question: old builds of SQLite take no more than 999 parameters."""


class SqliteLists:
    """The part of the store that answers with lists; see `Store` for the meaning of the methods."""

    def _ask(self, sql: str, values: Iterable[Any] = ()) -> Iterator[Any]:
        raise NotImplementedError

    def _made(self, make: Any, body: str) -> Any:
        raise NotImplementedError

    def edition(self) -> Edition:
        """Tell how often the shelves were written."""
        found = dict(self._ask("SELECT name, value FROM facts WHERE name LIKE 'edition of %'"))
        return Edition(int(found.get("edition of kept", 0)), int(found.get("edition of worked out", 0)))

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
        source, where, values = _claims_wanted(wanted)
        total = next(self._ask(f"SELECT count(*) FROM {source} {where}", values))[0]
        ids = f"SELECT c.id FROM {source} {where} ORDER BY c.day DESC, c.id LIMIT ? OFFSET ?"
        sql = f"SELECT body FROM claims WHERE id IN ({ids}) ORDER BY day DESC, id"
        rows = self._ask(sql, (*values, wanted.most, wanted.start))
        return [self._claim(body) for (body,) in rows], total

    def list_articles(self, wanted: Wanted) -> tuple[list[ArticleLine], int]:
        """Return one part of a list of articles, and how many the whole list has."""
        where, values = _where(
            [("source = ?", wanted.publisher), ("published >= ?", wanted.first), ("published <= ?", wanted.last)]
        )
        total = next(self._ask(f"SELECT count(*) FROM documents {where}", values))[0]
        count = "(SELECT count(*) FROM claims WHERE document = documents.id)"
        sql = f"SELECT id, source, title, published, language, {count} FROM documents {where} ORDER BY published DESC, id LIMIT ? OFFSET ?"
        rows = self._ask(sql, (*values, wanted.most, wanted.start))
        found = [ArticleLine(id, source, title, _day(day), language, n) for id, source, title, day, language, n in rows]
        return found, total

    def tallies(self, last: date | None = None) -> Tallies:
        """Count claims and articles, by day and by publisher."""
        where, values = _where([("published <= ?", last)])
        claims = "(SELECT document, count(*) AS n FROM claims GROUP BY document) AS told ON told.document = documents.id"
        days = self._ask(
            f"SELECT published, sum(n) FROM documents JOIN {claims} {where} GROUP BY published ORDER BY published", values
        )
        told = self._ask(
            f"SELECT source, count(*), coalesce(sum(n), 0), min(published), max(published) FROM documents LEFT JOIN {claims} {where} "
            "GROUP BY source ORDER BY count(*) DESC, source",
            values,
        )
        return Tallies(
            tuple((date.fromisoformat(day), count) for day, count in days if day),
            tuple(Publisher(name, n, claims, _day(low), _day(high)) for name, n, claims, low, high in told),
        )

    def rated(self) -> Rated:
        """Walk all claims as id, document and score, in order of their ids."""
        return self._ask("SELECT id, document, score FROM claims ORDER BY id")

    def logged(self, most: int = 100, start: int = 0) -> list[LogEntry]:
        """List the audit log, newest first."""
        sql = "SELECT at, who, role, what, about, detail FROM log ORDER BY number DESC LIMIT ? OFFSET ?"
        return [LogEntry(datetime.fromisoformat(at), *rest) for at, *rest in self._ask(sql, (most, start))]


def _claims_wanted(wanted: Wanted) -> tuple[str, str, list[Any]]:
    """Write where claims are looked for. By key, an index that holds all that is asked for is named: the bodies of claims are long, and
    SQLite would read thousands of them to sort a list of which a page shows fifty."""
    source, parts = "claims AS c", list[tuple[str, Any]]()
    if wanted.keys:
        source = "claim_keys AS k CROSS JOIN claims AS c INDEXED BY claims_lines ON c.id = k.claim"
        parts += [("k.key = ?", wanted.keys[0])]
    parts += [("c.id IN (SELECT claim FROM claim_keys WHERE key = ?)", key) for key in wanted.keys[1:]]
    parts += [("c.type = ?", wanted.type), ("c.status = ?", wanted.status), ("c.document = ?", wanted.document)]
    parts += [("c.document IN (SELECT id FROM documents WHERE source = ?)", wanted.publisher)]
    return (source, *_where([*parts, ("c.day >= ?", wanted.first), ("c.day <= ?", wanted.last)]))


def _where(parts: list[tuple[str, Any]]) -> tuple[str, list[Any]]:
    """Write the conditions whose value is given."""
    given = [(sql, value.isoformat() if isinstance(value, date) else value) for sql, value in parts if value is not None]
    return ("WHERE " if given else "") + " AND ".join(sql for sql, _ in given), [value for _, value in given]


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
