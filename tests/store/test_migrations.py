"""Versions of the store: one of any version is brought forward when it is opened, whole or not at all."""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from tests.claims import claim
from tests.postgres import ask
from tests.store import old
from tests.store.conftest import At
from tests.store.old import old_store
from whoholds.errors import StoreError
from whoholds.pipeline import Made, work_out
from whoholds.records import Annotated, Document, Judgement, Source
from whoholds.store import postgres, sqlite
from whoholds.store.base import Article, Failure, open_store
from whoholds.store.migrations import POSTGRES_STEPS, STEPS

ARTICLE = Document("d1", "The army entered Ain Issa at dawn.", "Harbour Daily")
CLAIM = claim("capture", who="YPG", day="2015-06-23")
NEXT = ("ALTER TABLE documents ADD COLUMN note TEXT", "CREATE TABLE margins (id TEXT PRIMARY KEY)")
Where = TypeVar("Where", str, Path)
BROKEN = ("CREATE TABLE margins (id TEXT PRIMARY KEY)", "ALTER TABLE nowhere ADD COLUMN note TEXT")


def version(path: Path) -> int:
    """Return the version that a file says it has."""
    with sqlite3.connect(path) as db:
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
    db.close()
    return found


def shape(path: Path) -> list[tuple[str, str]]:
    """Return the tables, indexes and views of a store."""
    with sqlite3.connect(path) as db:
        found = list(db.execute("SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name"))
    db.close()
    return found


def filled(path: Where) -> Where:
    """Make a store of today's version that holds an article with a claim."""
    with open_store(path) as store:
        store.save(ARTICLE, Made(Annotated(ARTICLE, ()), (CLAIM,)), "extract 1")
    return path


def older(path: Path, steps: int) -> Path:
    """Make an empty store as an older version made it."""
    db = sqlite3.connect(path)
    for step in STEPS[:steps]:
        for statement in step:
            db.execute(statement)
    db.execute(f"PRAGMA user_version={steps}")
    db.commit()
    db.close()
    return path


@pytest.mark.parametrize("steps", range(len(STEPS) + 1))
def test_a_store_of_any_version_comes_to_the_shape_of_a_new_one(tmp_path: Path, steps: int) -> None:
    with open_store(tmp_path / "new.db"):
        pass
    path = older(tmp_path / "old.db", steps)
    with open_store(path) as store:
        store.save(ARTICLE, None, "extract 1")
        assert store.document("d1") == ARTICLE
    assert version(path) == len(STEPS)
    assert shape(path) == shape(tmp_path / "new.db")


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with open_store(path) as store:
        assert store.counts().documents == 0
    assert version(path) == len(STEPS)


def test_opening_a_store_of_today_changes_nothing_in_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    before = (shape(path), path.read_bytes())
    with open_store(path) as store:
        assert list(store.claims()) == [CLAIM]
    assert (shape(path), path.read_bytes()) == before


def test_a_step_forward_keeps_all_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "a.db")
    monkeypatch.setattr(sqlite, "STEPS", (*STEPS, NEXT))
    with open_store(path) as store:
        assert (list(store.documents()), list(store.claims())) == ([ARTICLE], [CLAIM])
        assert [id for id, _ in store.search("dawn")] == ["d1"]
    assert version(path) == len(STEPS) + 1
    assert "margins" in dict(shape(path))


JUDGED = Judgement("j1", CLAIM.id, "right", "desk editor", datetime(2026, 3, 1, 9, tzinfo=UTC), "it stands there")


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_what_a_store_of_any_version_holds_is_kept_by_the_newest(at: At, steps: int) -> None:
    old_store(at("old"), steps, JUDGED)
    with open_store(at("old"), create=False) as store:
        assert [entry for entry in store.entries() if not isinstance(entry, Source)] == [
            Article(old.ARTICLE, "maker 1", (old.CLAIM,)), JUDGED, Failure("a.txt", "empty"),
        ]  # fmt: skip
        assert [source.grade for source in store.sources()] == ["B"]
        assert [id for id, _ in store.search("dawn")] == ["d1"]
        assert store.counts().stale and store.faults() == []


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_an_article_of_an_older_version_can_be_read_anew(at: At, steps: int) -> None:
    old_store(at("old"), steps, JUDGED)
    newer = replace(old.ARTICLE, text="The army left.")
    with open_store(at("old")) as store:
        store.save(newer, None, "maker 2")
        store.replace_worked_out(work_out([newer], []))
        assert (store.search("dawn"), [id for id, _ in store.search("left")]) == ([("d1", "A [dawn]")], ["d1"])
        assert [source.grade for source in store.sources() if source.id == "s1"] == ["B"], "a grade is kept"
        assert not store.counts().stale and store.faults() == []


def test_both_engines_have_the_same_steps() -> None:
    assert len(STEPS) == len(POSTGRES_STEPS)


def test_a_team_store_of_a_newer_program_is_refused(team: At) -> None:
    with open_store(team("a")):
        ask(team("a"), f"UPDATE facts SET value = '{len(STEPS) + 1}' WHERE name = 'version'")
    with pytest.raises(StoreError, match=rf"newer Whoholds \(version {len(STEPS) + 1}\); install that one"):
        open_store(team("a"))


def test_a_step_of_a_team_store_that_fails_midway_leaves_the_older_one_whole(
    team: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_store(team("a"), len(STEPS), JUDGED)
    with monkeypatch.context() as newer:
        newer.setattr(postgres, "POSTGRES_STEPS", (*POSTGRES_STEPS, NEXT, BROKEN))
        with pytest.raises(StoreError, match="nothing was lost"):
            open_store(team("a"))
    assert ask(team("a"), "SELECT to_regclass('whoholds.margins')") == [(None,)], "a half-taken step was kept"
    with open_store(team("a")) as store:
        assert list(store.claims()) == [CLAIM]


def test_a_step_that_fails_midway_leaves_the_older_store_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "a.db")
    before = shape(path)
    with monkeypatch.context() as newer:
        newer.setattr(sqlite, "STEPS", (*STEPS, NEXT, BROKEN))
        with pytest.raises(StoreError, match="nothing was lost"):
            open_store(path)
    assert (version(path), shape(path)) == (len(STEPS), before), "a half-taken step was kept"
    with open_store(path) as store:
        assert list(store.claims()) == [CLAIM]


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=rf"newer Whoholds \(version {len(STEPS) + 1}\); install that one"):
        open_store(path)
    assert path.read_bytes() == before


def test_two_programs_that_open_an_old_store_at_once_bring_it_forward_once(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = filled(at("a"))
    monkeypatch.setattr(sqlite, "STEPS", (*STEPS, NEXT))
    monkeypatch.setattr(postgres, "POSTGRES_STEPS", (*POSTGRES_STEPS, NEXT))
    start, faults = threading.Barrier(4), list[Exception]()

    def open_it() -> None:
        start.wait()
        try:
            with open_store(address) as store:
                assert store.document("d1") == ARTICLE
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with open_store(address) as store:
        assert list(store.claims()) == [CLAIM]


@pytest.mark.parametrize("steps", [STEPS, POSTGRES_STEPS])
def test_every_step_makes_only_what_is_not_there_yet(steps: tuple[tuple[str, ...], ...]) -> None:
    """A name is made once over all steps: a later step alters, it never makes the same table anew."""
    made = [
        name
        for step in steps
        for statement in step
        for name in re.findall(r"^\s*CREATE (?:VIRTUAL )?(?:TABLE|INDEX|VIEW) (\w+)", statement)
    ]
    assert len(made) == len(set(made)) >= 10


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photographs.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE photographs (name TEXT)")
    db.commit()
    db.close()
    before = shape(path)
    with pytest.raises(StoreError):
        open_store(path)
    assert shape(path) == before
