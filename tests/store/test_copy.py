"""Copies, backups and the check: all comes over or nothing does, between the engines in any direction."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.claims import claim, document
from tests.postgres import new_database
from tests.store.conftest import At
from whoholds.errors import StoreError
from whoholds.pipeline import Made, work_out
from whoholds.records import Annotated, Judgement, Mention, digest_of
from whoholds.store import backup_file
from whoholds.store.base import Store, open_store
from whoholds.store.check import check_store
from whoholds.store.copy import Tally, back_up, copy_store, restore, tally_of

TEXT = "The army said it holds Ain Issa. \x00 It fell on Friday, “they” said 🏚️."
ARTICLES = tuple(
    replace(document(f"d{number}", TEXT, "2015-06-24", "Harbour Daily"), digest=digest_of(TEXT)) for number in range(3)
)
CLAIMS = tuple(
    replace(
        claim("hold", who="YPG", day="2015-06-20", doc=f"d{number}", trigger=TEXT[4:8], at=4),
        sentence=Mention(0, 33, TEXT[:33]),
    )
    for number in range(2)
)
JUDGED = Judgement("j1", CLAIMS[0].id, "right", "desk editor", datetime(2026, 3, 1, 9, tzinfo=UTC), "it stands there")


def fill(store: Store) -> Store:
    """Put three articles, two claims, a judgement and a failure into a store, and work it out."""
    for number, article in enumerate(ARTICLES):
        store.save(article, Made(Annotated(article, ()), CLAIMS[number : number + 1]), "maker 1")
    store.save_judgement(JUDGED)
    store.save_failure("a.txt", "empty")
    store.replace_worked_out(work_out(ARTICLES, CLAIMS, [JUDGED]))
    return store


def everything(store: Store) -> tuple[object, ...]:
    """Return all that a store holds."""
    return list(store.entries()), store.worked_out(), store.counts()


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> str:
    """Name an empty store of either engine."""
    return new_database() if request.param == "postgresql" else str(tmp_path / "other.db")


def test_a_copy_holds_all_that_the_store_holds(at: At, other: str) -> None:
    with open_store(at("a")) as source, open_store(other) as target:
        told = copy_store(fill(source), target)
        assert (told.articles, told.claims, told.sources, told.judgements, told.failures) == (3, 2, 1, 1, 1)
        assert everything(target) == everything(source)
        assert [id for id, _ in target.search("army")] == [id for id, _ in source.search("army")]
        assert check_store(target) == [] and not target.counts().stale


def test_a_backup_restores_into_either_engine(at: At, other: str, tmp_path: Path) -> None:
    for name in ("backup.jsonl", "backup.jsonl.gz", "backup.db")[: 3 if "://" not in at("a") else 2]:
        with open_store(at("a")) as source, open_store(other) as target:
            told = back_up(fill(source), tmp_path / name)
            assert restore(tmp_path / name, target, replace=True) == told == tally_of(source.entries())
            assert list(target.entries()) == list(source.entries())


def test_a_backup_is_the_same_to_the_byte_whatever_keeps_the_store(at: At, other: str, tmp_path: Path) -> None:
    with open_store(at("a")) as one, open_store(other) as two:
        back_up(fill(one), tmp_path / "one.jsonl.gz")
        back_up(fill(two), tmp_path / "two.jsonl.gz")
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()


def test_a_store_that_is_not_empty_is_replaced_only_when_told(at: At, tmp_path: Path) -> None:
    with open_store(at("a")) as source, open_store(at("b")) as target:
        back_up(fill(source), tmp_path / "a.jsonl")
        target.save(document("old", "Old.", "2015-01-01"), None, "maker 1")
        before = everything(target)
        for put in (lambda: copy_store(source, target), lambda: restore(tmp_path / "a.jsonl", target)):
            with pytest.raises(StoreError, match="not empty; name another, or give --replace"):
                put()
        assert everything(target) == before
        copy_store(source, target, replace=True)
        assert everything(target) == everything(source)


def test_a_copy_that_comes_out_otherwise_is_not_kept(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(at("a")) as source, open_store(at("b")) as target:
        fill(source)
        take = type(target)._keep  # type: ignore[attr-defined]
        spoilt = lambda store, entry: take(store, replace(entry, claims=entry.claims[:0]))  # noqa: E731
        monkeypatch.setattr(type(target), "_keep", spoilt)
        with pytest.raises(StoreError, match="not what was put in"):
            copy_store(source, target)
        assert tally_of(target.entries()) == Tally() and target.search("army") == []


@pytest.mark.parametrize("spoil", [lambda b: b[:-200], lambda b: b[:-5], lambda b: b.replace(b'"maker 1"', b'"maker 2"', 1)])
def test_a_spoilt_archive_restores_nothing(at: At, tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    with open_store(at("a")) as source, open_store(at("b")) as target:
        back_up(fill(source), tmp_path / "a.jsonl")
        bad = spoil((tmp_path / "a.jsonl").read_bytes())
        (tmp_path / "bad.jsonl").write_bytes(bad)
        (tmp_path / "bad.jsonl.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes())[:-30])
        for name in ("bad.jsonl", "bad.jsonl.gz"):
            with pytest.raises(StoreError, match="nothing was restored"):
                restore(tmp_path / name, target)
        assert tally_of(target.entries()) == Tally()


@pytest.mark.parametrize("content", [b"", b"hello", b"{}\n", b"[1]\n", b'{"kind":"whoholds archive","format":99}\n'])
def test_a_file_that_is_no_backup_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(content)
    with open_store(tmp_path / "b.db") as target, pytest.raises(StoreError, match=r"a\.jsonl"):
        restore(tmp_path / "a.jsonl", target)


def test_a_backup_is_taken_while_another_writes(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as writer, open_store(tmp_path / "a.db") as reader:
        fill(writer)
        with writer.filling() as take:
            take(replace(next(iter(writer.entries())), id="s9", name="Half Kept"))
            assert back_up(reader, tmp_path / "backup.db").sources == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "backup.db"]


# Where a backup may be put.

NAMES = ("a.jsonl", "a.jsonl.gz", "backup.db")


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_backup_is_replaced_only_when_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with open_store(tmp_path / "a.db") as store:
        back_up(fill(store), path)
        before = path.read_bytes()
        store.save(document("new", "New.", "2015-01-01"), None, "maker 1")
        with pytest.raises(StoreError, match="there already; name another file, or give --replace"):
            back_up(store, path)
        assert path.read_bytes() == before
        assert back_up(store, path, replace=True).articles == 4 == tally_of(store.entries()).articles
        assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("replaced", [True, False])
def test_the_store_itself_is_never_its_own_backup(tmp_path: Path, replaced: bool) -> None:
    path = tmp_path / "a.jsonl"  # a store may be called anything
    with open_store(path) as store, open_store(path) as another:
        fill(store)
        (tmp_path / "link.db").symlink_to(path)
        (tmp_path / "twin.db").hardlink_to(path)
        for name in ("a.jsonl", "link.db", "twin.db", "../" + tmp_path.name + "/a.jsonl", "a.jsonl-wal", "a.jsonl-journal"):
            with pytest.raises(StoreError, match="the store itself"):
                back_up(store, tmp_path / name, replaced)
        another.save(document("late", "Late.", "2015-01-01"), None, "maker 1")
        assert check_store(store) == [] and store.counts().documents == 4


@pytest.mark.parametrize("name", ["other.db", "other.jsonl.gz"])
def test_a_store_in_use_is_no_place_for_a_backup(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / "a.db") as store, open_store(tmp_path / name) as other:
        fill(store)
        other.save(document("mine", "Mine.", "2015-01-01"), None, "maker 1")
        for replaced, told in ((False, "there already"), (True, "in use")):
            with pytest.raises(StoreError, match=told):
                back_up(store, tmp_path / name, replaced)
        other.save(document("more", "More.", "2015-01-01"), None, "maker 1")
        assert check_store(other) == [] and other.counts().documents == 2
        assert not list(tmp_path.glob("*.part"))


def test_a_store_that_is_opened_while_the_backup_is_written_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path / "other.db") as other:
        fill(other)
    later = list[Store]()
    put = backup_file.put_in_place

    def opened_meanwhile(part: Path, path: Path) -> None:
        later.append(open_store(path))
        put(part, path)

    monkeypatch.setattr("whoholds.store.sqlite.put_in_place", opened_meanwhile)
    with open_store(tmp_path / "a.db") as store, pytest.raises(StoreError, match="in use"):
        back_up(store, tmp_path / "other.db", replace=True)
    assert later[0].counts().documents == 3 and check_store(later[0]) == []
    later[0].close()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("content", [b"My notes.\n", b"{}\n", b"[1]\n", b"\x1f\x8bno", gzip.compress(b"My notes.\n", mtime=0), b"SQLite format 3\0 no"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_backup_is_never_written_over(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with open_store(tmp_path / "a.db") as store:
        for replaced in (True, False):
            with pytest.raises(StoreError, match="no backup of Whoholds"):
                back_up(store, tmp_path / name, replaced)
    assert (tmp_path / name).read_bytes() == content


def test_another_programs_database_is_never_written_over(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "photographs.db")) as db:
        db.execute("CREATE TABLE photographs (name)")
    with open_store(tmp_path / "a.db") as store, pytest.raises(StoreError, match="no backup of Whoholds"):
        back_up(store, tmp_path / "photographs.db", replace=True)


@pytest.mark.parametrize("lost", ["the file", "nothing"])
def test_what_sqlite_left_beside_an_old_file_never_meets_the_new_one(tmp_path: Path, lost: str) -> None:
    with open_store(tmp_path / "old.db") as old:  # as a kill leaves it: copied while open, with its log
        old.save(document("old", "Old.", "2015-01-01"), None, "maker 1")
        for end in ("", "-wal", "-shm"):
            (tmp_path / f"backup.db{end}").write_bytes((tmp_path / f"old.db{end}").read_bytes())
    if lost == "the file":
        (tmp_path / "backup.db").unlink()
    with open_store(tmp_path / "a.db") as store:
        with pytest.raises(StoreError, match="there already"):
            back_up(fill(store), tmp_path / "backup.db")
        back_up(store, tmp_path / "backup.db", replace=True)
    assert not (tmp_path / "backup.db-wal").exists() and not (tmp_path / "backup.db-shm").exists()
    with open_store(tmp_path / "backup.db") as copy:
        assert check_store(copy) == [] and sorted(one.id for one in copy.documents()) == ["d0", "d1", "d2"]


def test_what_no_file_can_be_written_to_is_told(at: At, tmp_path: Path) -> None:
    with open_store(at("a")) as store:
        for name in ("nowhere/a.jsonl", "nowhere/a.db")[: 2 if "://" not in at("a") else 1]:
            with pytest.raises(StoreError, match="cannot be written"):
                back_up(store, tmp_path / name)


def test_the_check_finds_nothing_in_a_whole_store(at: At) -> None:
    with open_store(at("a")) as store:
        assert check_store(fill(store)) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("PRAGMA foreign_keys=OFF; DELETE FROM documents WHERE id = 'd0'", "claims without their article"),
        ("DELETE FROM claims WHERE document = 'd0'", "gone, but what is worked out rests on it"),
        ("UPDATE documents SET body = replace(body, 'fell on Friday', 'fell on Sunday')", "digest"),
        ("UPDATE claims SET body = replace(body, 'army said', 'navy said')", "its quote is not in its article"),
        ("DELETE FROM words WHERE document = 'd1'", "articles that no search finds"),
        ("INSERT INTO words SELECT * FROM words WHERE document = 'd1'", "found twice by a search"),
    ],
)
def test_the_check_tells_what_is_wrong(tmp_path: Path, sql: str, told: str) -> None:
    with open_store(tmp_path / "a.db") as store:
        fill(store)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.executescript(sql)
    with open_store(tmp_path / "a.db") as store:
        assert any(told in fault for fault in check_store(store)), check_store(store)
