"""A writer that dies at any one of its statements leaves the store as it was, or as it was to be; never between."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.claims import claim, document
from whoholds.pipeline import Made, State, work_out
from whoholds.records import Annotated, Claim, Document
from whoholds.store.sqlite import SqliteStore

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")
OLD = document("d1", "The army said it holds Ain Issa.", "2015-06-24", "Harbour Daily")
NEW = document("d1", "The army said that it left Ain Issa, and holds Raqqa and Mosul.", "2015-06-25", "Hill Post")
OLD_CLAIMS = (claim("hold", at=3), claim("hold", "Raqqa", at=40, who="Islamic State", day="2015-06-20"))
NEW_CLAIMS = (
    claim("withdraw", at=7),
    *(claim("hold", where, at=90, who="YPG", day="2015-06-24") for where in ("Raqqa", "Mosul")),
)
Write = Callable[[SqliteStore], None]


def made(article: Document, claims: tuple[Claim, ...]) -> Made:
    """Make what the map side would have made."""
    return Made(Annotated(article, ()), claims)


def read_anew(store: SqliteStore) -> None:
    """Put a new reading in the place of the old one."""
    store.save(NEW, made(NEW, NEW_CLAIMS), "extract 2")


def work_out_anew(store: SqliteStore) -> None:
    """Put a new worked-out shelf in the place of the old one."""
    store.replace_worked_out(work_out([NEW], NEW_CLAIMS))


def old_store(path: Path) -> None:
    """Make a store of one article, with what is worked out of it."""
    with SqliteStore(path) as store:
        store.save(OLD, made(OLD, OLD_CLAIMS), "extract 1")
        store.replace_worked_out(work_out([OLD], OLD_CLAIMS))


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, after checking that the file is sound."""
    with SqliteStore(path) as store:
        db = store._db
        assert list(db.execute("PRAGMA integrity_check")) == [("ok",)]
        tables = ("documents", "claims", "claim_keys", "words", "sources", "worked_out", "facts")
        return {table: sorted(db.execute(f"SELECT * FROM {table}")) for table in tables}


def dies_at(path: Path, write: Write, number: int) -> bool:
    """Write in a process that kills itself at the statement of this number; tell whether it came so far."""
    child = os.fork()
    if child == 0:
        try:
            store, asked = SqliteStore(path), list[str]()

            def count(statement: str) -> None:
                asked.append(statement)
                if len(asked) == number:
                    os.kill(os.getpid(), signal.SIGKILL)

            store._db.set_trace_callback(count)
            write(store)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("write", [read_anew, work_out_anew])
def test_a_writer_that_dies_at_any_statement_leaves_the_old_state_or_the_new(tmp_path: Path, write: Write) -> None:
    old_store(tmp_path / "whole.db")
    before = content(tmp_path / "whole.db")
    with SqliteStore(tmp_path / "whole.db") as store:
        write(store)
    after = content(tmp_path / "whole.db")
    assert before != after
    number = 1
    while True:
        path = tmp_path / f"{number}.db"
        old_store(path)
        died = dies_at(path, write, number)
        assert content(path) == (before if died else after), f"died at statement {number}"
        if not died:
            break
        number += 1
    assert number > 5, "the writer has fewer statements than it must have"


def test_what_a_killed_writer_left_undone_can_be_done_again(tmp_path: Path) -> None:
    old_store(tmp_path / "a.db")
    for number in (2, 5, 8):
        assert dies_at(tmp_path / "a.db", read_anew, number)
    with SqliteStore(tmp_path / "a.db") as store:
        assert (list(store.documents()), store.worked_out() == State()) == ([OLD], False)
        read_anew(store)
        assert {one.id for one in store.claims()} == {one.id for one in NEW_CLAIMS}
        assert [id for id, _ in store.search("left")] == ["d1"]
