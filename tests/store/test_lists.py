"""What pages ask a store for: lists in parts, tallies, editions and the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.claims import claim, document
from tests.store import old
from tests.store.conftest import At
from whoholds.pipeline import Made, State
from whoholds.records import Annotated, Claim, Judgement
from whoholds.store.base import Store, open_store
from whoholds.store.copy import copy_store, restore, write_archive
from whoholds.store.lists import LogEntry, Publisher, Wanted, kept_keys

TAKEN = claim("capture", "Ain Issa", who="YPG", whom="Islamic State", day="2015-06-23", doc="d1", publisher="Harbour Daily")
HELD = claim("hold", "Raqqa", who="Islamic State", told="2015-07-01", doc="d2", publisher="River Post")
DENIED = claim("capture", "Raqqa", who="YPG", told="2015-07-03", doc="d2", at=300, status="denied", publisher="River Post")
UNDATED = replace(claim("clash", "Mosul", who="Islamic State", doc="d3"), publisher=None, published=None)


@pytest.fixture
def store(at: At) -> Iterator[Store]:
    with open_store(at("whoholds")) as opened:
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


def test_a_store_of_the_first_version_gets_the_keys_days_and_scores_of_a_new_one(at: At) -> None:
    kept, judged = old.CLAIM, Judgement("j1", old.CLAIM.id, "right", "desk", datetime(2026, 1, 1, tzinfo=UTC), "")
    old.old_store(at("old"), 1, judged)
    with open_store(at("old")) as brought, open_store(at("new")) as new:
        new.save(old.ARTICLE, Made(Annotated(old.ARTICLE, ()), (kept,)), "maker 1")
        assert list(brought.rated()) == list(new.rated()) == [(kept.id, "d1", kept.score)]
        for key in kept_keys(kept):
            assert listed(brought, Wanted(keys=(key,))) == listed(new, Wanted(keys=(key,))) == ([kept.id], 1)
        for wanted in (Wanted(), Wanted(last=date(2015, 6, 1)), Wanted(last=date(2015, 7, 1))):
            assert listed(brought, wanted) == listed(new, wanted)


def test_publishers_without_a_name_come_first_among_equals_and_articles_without_a_day_last(store: Store) -> None:
    assert [p.name for p in store.tallies().publishers] == [None, "Harbour Daily", "River Post"]
    assert [a.id for a in store.list_articles(Wanted())[0]] == ["d2", "d1", "d3"]


def test_a_side_with_an_endless_or_odd_name_is_found_by_its_key(store: Store) -> None:
    for number, name in enumerate(("many " * 900, "zero \0 sign")):
        one = claim("hold", "Raqqa", who=name, doc="d3", at=500 + number)
        store.save(document("d3", "It held.", "2015-07-03"), Made(Annotated(document("d3", "", "2015-07-03"), ()), (one,)), "extract 1")
        assert listed(store, Wanted(keys=(f"who:{name}",))) == ([one.id], 1)
        assert [found.id for found in store.claims([f"who:{name}"])] == [one.id]


def test_a_copy_and_an_archive_take_the_log_with_them(store: Store, at: At, tmp_path: Path) -> None:
    one = LogEntry(datetime(2026, 1, 1, tzinfo=UTC), "desk", "admin", "read", "d1", "3 files")
    for entry in (one, replace(one, what="decide")):
        store.log(entry)
    write_archive(store, tmp_path / "a.jsonl.gz")
    with open_store(at("copy")) as copy, open_store(tmp_path / "restored.db") as restored:
        assert copy_store(store, copy) == restore(tmp_path / "a.jsonl.gz", restored)
        assert copy.logged() == restored.logged() == store.logged() != []
