"""What pages ask a store for: lists in parts, tallies, editions and the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.claims import claim, document
from whoholds.pipeline import Made, State
from whoholds.records import Annotated, Claim, Judgement
from whoholds.store.base import Store, open_store
from whoholds.store.lists import LogEntry, Publisher, Wanted, kept_keys
from whoholds.store.migrations import STEPS

TAKEN = claim("capture", "Ain Issa", who="YPG", whom="Islamic State", day="2015-06-23", doc="d1", publisher="Harbour Daily")
HELD = claim("hold", "Raqqa", who="Islamic State", told="2015-07-01", doc="d2", publisher="River Post")
DENIED = claim("capture", "Raqqa", who="YPG", told="2015-07-03", doc="d2", at=300, status="denied", publisher="River Post")
UNDATED = replace(claim("clash", "Mosul", who="Islamic State", doc="d3"), publisher=None, published=None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "whoholds.db") as opened:
        fill(opened)
        yield opened


def fill(store: Store) -> None:
    """Keep three articles with four claims."""
    for article, claims in (
        (document("d1", "It fell.", "2015-06-23", "Harbour Daily"), (TAKEN,)),
        (document("d2", "It held.", "2015-07-03", "River Post"), (HELD, DENIED)),
        (replace(document("d3", "They fought.", "2015-01-01"), published=None), (UNDATED,)),
    ):
        store.save(article, Made(Annotated(article, ()), claims), "extract 1")


def listed(store: Store, wanted: Wanted) -> tuple[list[str], int]:
    """Return the ids of a list, and how many there are."""
    found, total = store.list_claims(wanted)
    return [one.id for one in found], total


@pytest.mark.parametrize(
    ("wanted", "claims"),
    [
        (Wanted(), [DENIED, HELD, TAKEN, UNDATED]),
        (Wanted(keys=("at:gn:2",)), [DENIED, HELD]),
        (Wanted(keys=("at:gn:2", "who:YPG")), [DENIED]),
        (Wanted(type="capture"), [DENIED, TAKEN]),
        (Wanted(type="capture", status="fact"), [TAKEN]),
        (Wanted(publisher="River Post"), [DENIED, HELD]),
        (Wanted(document="d1"), [TAKEN]),
        (Wanted(last=date(2015, 7, 1)), [HELD, TAKEN]),
        (Wanted(first=date(2015, 7, 1)), [DENIED, HELD]),
        (Wanted(keys=("who:Nobody",)), []),
    ],
)  # fmt: skip
def test_a_list_holds_what_is_wanted_newest_first(store: Store, wanted: Wanted, claims: list[Claim]) -> None:
    assert listed(store, wanted) == ([one.id for one in claims], len(claims))


def test_a_list_comes_in_parts(store: Store) -> None:
    assert listed(store, Wanted(start=1, most=2)) == ([HELD.id, TAKEN.id], 4)
    assert listed(store, Wanted(start=9)) == ([], 4)


def test_a_region_s_key_brings_what_lies_in_it_and_the_place_s_own_key_does_not(store: Store) -> None:
    assert {"region:sy-raqqa", "gn:1", "at:gn:1", "who:YPG", "who:Islamic State"} <= set(kept_keys(TAKEN))
    assert "at:region:sy-raqqa" not in kept_keys(TAKEN)
    assert {one.id for one in store.claims(["region:sy-raqqa"])} == {TAKEN.id, HELD.id, DENIED.id}
    assert list(store.claims(["at:region:sy-raqqa"])) == []


def test_claims_by_whole_ids(store: Store) -> None:
    found = store.claims_by([HELD.id, TAKEN.id, "none", TAKEN.id[:6]])
    assert {one.id for one in found} == {HELD.id, TAKEN.id}
    many = [f"x{number}" for number in range(2500)]
    assert [one.id for one in store.claims_by([*many, HELD.id])] == [HELD.id]


def test_articles_come_without_their_texts(store: Store) -> None:
    found, total = store.list_articles(Wanted(most=2))
    assert [(a.id, a.source, a.published, a.claims) for a in found] == [
        ("d2", "River Post", date(2015, 7, 3), 2), ("d1", "Harbour Daily", date(2015, 6, 23), 1)
    ]  # fmt: skip
    assert total == 3
    assert [a.id for a in store.list_articles(Wanted(publisher="Harbour Daily"))[0]] == ["d1"]


def test_tallies_count_by_day_and_by_publisher(store: Store) -> None:
    counted = store.tallies()
    assert counted.days == ((date(2015, 6, 23), 1), (date(2015, 7, 3), 2))
    day = date(2015, 7, 3)
    assert Publisher("River Post", 1, 2, day, day) in counted.publishers
    assert Publisher(None, 1, 1, None, None) in counted.publishers
    assert [p.name for p in store.tallies(date(2015, 6, 30)).publishers] == ["Harbour Daily"]


def test_every_writing_of_a_shelf_makes_a_new_edition(store: Store) -> None:
    first = store.edition()
    store.save_judgement(Judgement("j1", TAKEN.id, "wrong", "desk", datetime(2026, 1, 1, tzinfo=UTC), ""))
    second = store.edition()
    store.replace_worked_out(State())
    third = store.edition()
    assert second.kept > first.kept and second.worked_out == first.worked_out
    assert third.worked_out > second.worked_out and third.kept == second.kept


def test_the_log_is_kept_newest_first_and_makes_no_new_edition(store: Store) -> None:
    before = store.edition()
    one = LogEntry(datetime(2026, 1, 1, tzinfo=UTC), "desk", "admin", "read", "d1", "3 files")
    two = replace(one, what="decide", detail="")
    store.log(one)
    store.log(two)
    assert store.logged() == [two, one] and store.logged(most=1, start=1) == [one]
    assert store.edition() == before


def test_scores_of_all_claims(store: Store) -> None:
    assert list(store.rated()) == sorted((one.id, one.document, one.score) for one in (TAKEN, HELD, DENIED, UNDATED))


def test_a_store_of_the_first_version_gets_the_keys_days_and_scores_of_a_new_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    db = sqlite3.connect(path)
    for statement in STEPS[0]:
        db.execute(statement)
    db.execute("ATTACH ? AS new", (str(tmp_path / "whoholds.db"),))
    db.execute("INSERT INTO documents SELECT * FROM new.documents")
    db.execute("INSERT INTO claims SELECT id, document, type, status, body FROM new.claims")
    db.execute("INSERT INTO claim_keys SELECT * FROM new.claim_keys WHERE key NOT LIKE 'at:%' AND key NOT LIKE 'who:%'")
    db.execute("PRAGMA user_version=1")
    db.commit()
    db.close()
    with open_store(path) as old:
        assert list(old.rated()) == list(store.rated())
        for wanted in (Wanted(), Wanted(keys=("at:gn:2",)), Wanted(keys=("who:Islamic State",)), Wanted(last=date(2015, 7, 1))):
            assert listed(old, wanted) == listed(store, wanted)
