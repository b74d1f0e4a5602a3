"""Stores as older versions left them: their tables by the steps of that time, and rows as that version wrote them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.claims import claim
from tests.postgres import ask
from whoholds.pipeline import keys_of
from whoholds.records import Document, Judgement
from whoholds.records.json_lines import to_line
from whoholds.store.address import is_address
from whoholds.store.lists import day_of, kept_keys
from whoholds.store.migrations import POSTGRES_STEPS, STEPS

ARTICLE = Document("d1", "The army entered Ain Issa at dawn.", "Harbour Daily", title="A dawn")
CLAIM = claim("capture", who="YPG", day="2015-06-23")
Run = Callable[[str, tuple[object, ...]], object]


def old_store(where: str, steps: int, judgement: Judgement) -> None:
    """Make a store of an older version that holds an article with a claim, a judgement, a source and a failure."""
    rows: list[tuple[str, tuple[object, ...]]] = [
        ("documents", ("d1", ARTICLE.source, ARTICLE.title, None, None, ARTICLE.text, "", to_line(ARTICLE), "[]", "maker 1")),
        ("claims", (CLAIM.id, "d1", CLAIM.type, CLAIM.status, to_line(CLAIM), *((CLAIM.score, day_of(CLAIM)) if steps > 1 else ()))),
        *(("claim_keys", (key, CLAIM.id)) for key in (kept_keys(CLAIM) if steps > 1 else keys_of(CLAIM))),
        ("sources", ("s1", "Harbour Daily", '{"id":"s1","name":"Harbour Daily","grade":"B","reason":"named often"}')),
        ("judgements", (judgement.id, judgement.about, judgement.when.isoformat(), to_line(judgement))),
        ("failures", ("a.txt", "empty")),
        ("facts", ("stale", "1") if steps < 3 else ("changes", "2")),
        *([("facts", ("edition of kept", "4")), ("facts", ("edition of worked out", "3"))] if steps == 2 else []),
    ]  # fmt: skip
    if is_address(where):
        _postgres(where, steps, rows)
    else:
        _sqlite(Path(where), steps, rows)


def _sqlite(path: Path, steps: int, rows: Iterable[tuple[str, tuple[object, ...]]]) -> None:
    db = sqlite3.connect(path)
    for statement in (statement for step in STEPS[:steps] for statement in step):
        db.execute(statement)
    for table, values in rows:
        db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", values)
    db.execute("INSERT INTO words VALUES (?,?,?)", ("d1", ARTICLE.title, ARTICLE.text))
    if steps > 2:
        db.execute("INSERT INTO word_rows VALUES ('d1', 1)")
    db.execute(f"PRAGMA user_version={steps}")
    db.commit()
    db.close()


def _postgres(where: str, steps: int, rows: Iterable[tuple[str, tuple[object, ...]]]) -> None:
    def quoted(value: object) -> str:
        return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"

    ask(where, "CREATE SCHEMA whoholds; CREATE TABLE facts (name TEXT COLLATE \"C\" PRIMARY KEY, value TEXT NOT NULL)")
    for statement in (statement for step in POSTGRES_STEPS[:steps] for statement in step):
        ask(where, statement)
    for table, values in (*rows, ("facts", ("version", str(steps)))):
        ask(where, f"INSERT INTO {table} VALUES ({', '.join(map(quoted, values))})")
    ask(where, "INSERT INTO words VALUES ('d1', 0, '''a'':1A ''dawn'':2A'), ('d1', 1, '''the'':1 ''army'':2 ''dawn'':7')")
