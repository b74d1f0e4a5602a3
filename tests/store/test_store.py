"""The store: what is kept comes back whole, one writes, many read, and every fault is told in words."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.claims import PLACES, claim, quantity
from tests.store.conftest import At
from whoholds.errors import StoreError
from whoholds.pipeline import Made, State, work_out
from whoholds.records import (
    Annotated,
    Claim,
    Document,
    Judgement,
    Mention,
    PlaceStatement,
    digest_of,
    on_day,
)
from whoholds.store.base import Store, open_store
from whoholds.store.sqlite import SqliteStore

AWKWARD = (
    "Fighters held Ain Issa 🏚️👩🏽‍🚒 (عين عيسى) on Tuesday.\r\n\r\nThe mayor wrote “we re\u200cmain”\u200d – \u200ball of us.\r"
    "\ttab\x00null\u2028line e\u0301 ‮right to left‬\n\n"
)
SHORT = "The army entered Ain Issa at dawn, the governor told reporters."
MAKER = "extract 1, reader a"
CLAIM = claim(
    "capture", who="YPG+Kurdish forces", whom="Islamic State", day="2015-06-23", said_by="Observatory",
    quantities=(quantity("about 40", 35, 45, "fighters"), quantity("many", None, None, "homes")), sentence=AWKWARD,
)  # fmt: skip
WRONG = Judgement("j1", CLAIM.id, "wrong", "desk editor", datetime(2026, 3, 1, 9, tzinfo=UTC), "it says “nearly”")
BESIDE = PlaceStatement(
    "s1", "d1", "distance", PLACES["Ain Issa"], PLACES["Raqqa"], 50.0, 48.6, "fits", Mention(0, 9, "50 km off"), "near"
)


def article(id: str = "d1", text: str = AWKWARD, source: str | None = "Harbour Daily") -> Document:
    """Make an article with every field filled."""
    return Document(
        id, text, source, "https://harbour.example/1", "Fighters “hold” town 🏚️", on_day(date(2015, 6, 24)), "metadata",
        "en", "1", digest_of(text.encode("utf-8", "replace").decode()), "folder/one.txt",
    )  # fmt: skip


def made(document: Document, *claims: Claim, statements: tuple[PlaceStatement, ...] = ()) -> Made:
    """Make what the map side would have made."""
    return Made(Annotated(document, ()), claims, statements)


def everything(store: Store) -> tuple[object, ...]:
    """Return all that a store holds."""
    return (
        list(store.documents()), list(store.claims()), list(store.statements()), list(store.sources()),
        list(store.judgements()), store.worked_out(), store.failures(), store.counts(),
    )  # fmt: skip


def test_an_article_comes_back_to_the_last_sign(store: Store) -> None:
    store.save(article(), made(article(), CLAIM), MAKER)
    kept = store.document("d1")
    assert kept == article()
    assert kept is not None and [ord(sign) for sign in kept.text] == [ord(sign) for sign in AWKWARD]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_that_can_be_written_comes_back(store: Store, text: str) -> None:
    store.save(replace(article(text=text), title=text or None), None, MAKER)
    assert [(kept.text, kept.title) for kept in store.documents()] == [(text, text or None)]


def test_a_claim_comes_back_whole_with_links_numbers_days_and_quote(at: At) -> None:
    with open_store(at("a")) as store:
        store.save(article(), made(article(), CLAIM, statements=(BESIDE,)), MAKER)
    with open_store(at("a")) as store:
        assert list(store.claims()) == [CLAIM]
        assert list(store.statements()) == [BESIDE]
        assert [source.name for source in store.sources()] == ["Harbour Daily"]


def test_what_is_not_known_stays_not_known(store: Store) -> None:
    bare = Document("d9", SHORT)
    store.save(bare, None, MAKER)
    assert store.document("d9") == bare
    assert list(store.sources()) == []
    assert store.document("d8") is None


def test_the_same_article_twice_changes_nothing(store: Store) -> None:
    for _ in range(2):
        store.save(article(), made(article(), CLAIM, statements=(BESIDE,)), MAKER)
    store.replace_worked_out(work_out([article()], [CLAIM]))
    before = everything(store)
    store.save(article(), made(article(), CLAIM, statements=(BESIDE,)), MAKER)
    store.replace_worked_out(work_out([article()], [CLAIM]))
    assert everything(store) == before
    assert (store.counts().documents, store.counts().claims) == (1, 1)
    assert [id for id, _ in store.search("mayor")] == ["d1"]


def test_a_new_reading_takes_the_place_of_the_old_one(store: Store) -> None:
    store.save(article(), made(article(), CLAIM, claim("hold", "Raqqa", at=9)), MAKER)
    newer = claim("hold", "Mosul", at=20)
    store.save(article(text=SHORT), made(article(text=SHORT), newer), "extract 2, reader a")
    assert list(store.claims()) == [newer]
    assert list(store.claims(["gn:1", "gn:2"])) == []
    assert (store.search("mayor"), [id for id, _ in store.search("governor")]) == ([], ["d1"])
    assert (store.has("d1", MAKER), store.has("d1", "extract 2, reader a")) == (False, True)


def test_claims_are_found_under_their_place_and_all_that_it_lies_in(store: Store) -> None:
    mosul, raqqa = claim("capture", "Mosul", doc="d1", at=1), claim("hold", "Raqqa", doc="d1", at=9)
    talks = claim("talks", "Raqqa", doc="d1", at=30)
    store.save(article(), made(article(), mosul, raqqa, talks), MAKER)
    assert list(store.claims(["gn:3"])) == [mosul]
    assert list(store.claims(["country:SY"])) == [raqqa], "talks say nothing of who holds a place"
    assert {c.id for c in store.claims(["country:SY", "country:IQ", "gn:3"])} == {mosul.id, raqqa.id}
    assert list(store.claims([])) == []


def test_the_start_of_an_id_will_do_where_it_names_one_claim(store: Store) -> None:
    one, other = replace(CLAIM, id="ab12"), replace(claim("hold", at=3), id="ab34")
    store.save(article(), made(article(), one, other), MAKER)
    assert [store.claim(id) for id in ("ab1", "ab34", "ab", "zz", "ab%")] == [one, other, None, None, None]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mayor", ["d1"]), ("MAYOR", ["d1"]), ("عيسى", ["d1"]), ("governor ain", ["d2"]), ("ain issa", ["d1", "d2"]),
        ("governor mayor", []), ("dusseldorf", ["d3"]), ("Düsseldorf", ["d3"]), ("", []), ("   ", []), ('"', []),
        ("AND", []), ("army OR", []), ("NEAR(", []), ("title:fighters", []), ("*", []), ("x' --", []),
    ],
)  # fmt: skip
def test_articles_are_found_by_their_words_whatever_signs_are_asked_for(
    store: Store, words: str, found: list[str]
) -> None:
    store.save(article("d1"), None, MAKER)
    store.save(replace(article("d2", SHORT), title=None), None, MAKER)
    store.save(replace(article("d3", "Talks were held in Düsseldorf."), title=None), None, MAKER)
    assert sorted(id for id, _ in store.search(words)) == found


def test_a_search_shows_where_the_words_stand(store: Store) -> None:
    store.save(article("d2", "Nothing here. " * 50 + SHORT), None, MAKER)
    assert "[governor]" in store.search("governor")[0][1]
    assert len(store.search("ain", most=0)) == 0


def test_a_null_byte_in_a_search_finds_nothing_and_breaks_nothing(store: Store) -> None:
    assert store.search("ar\x00my") == []


def test_judgements_outlive_a_new_reading_and_a_lost_claim(store: Store) -> None:
    later = replace(
        WRONG, id="j0", when=datetime(2026, 3, 2, tzinfo=UTC), verdict="change", change=(("status", "denied"),)
    )
    store.save(article(), made(article(), CLAIM), MAKER)
    store.save_judgement(later)
    store.save_judgement(WRONG)
    store.save(article(), made(article()), "extract 2, reader a")
    assert list(store.claims()) == []
    assert list(store.judgements()) == [WRONG, later], "oldest first, kept to the letter"


def test_the_worked_out_shelf_is_stale_until_it_is_made_anew(store: Store) -> None:
    assert not store.counts().stale
    store.save(article(), made(article(), CLAIM), MAKER)
    assert store.counts().stale
    state = work_out([article()], [CLAIM])
    store.replace_worked_out(state)
    assert (store.worked_out(), store.counts().stale) == (state, False)
    assert state.holdings and state.events and store.counts().holdings == len(state.holdings)
    store.save_judgement(WRONG)
    assert store.counts().stale
    store.replace_worked_out(State())
    assert (store.worked_out(), store.counts().events) == (State(), 0)


def test_failures_are_told_once_with_the_newest_reason(store: Store) -> None:
    store.save_failure("b.txt", "empty")
    store.save_failure("a.txt", "empty")
    store.save_failure("a.txt", "not text")
    assert store.failures() == [("a.txt", "not text"), ("b.txt", "empty")]
    assert store.counts().failed == 2


def test_a_failure_is_forgotten_when_its_article_is_read_well(store: Store) -> None:
    for path in ("a.txt", "b.csv", "b.csv:2", "b.csv:3", "d2", "caf\udce9.txt"):
        store.save_failure(path, "empty")
    for id, path in (("d1", "a.txt"), ("d2", None), ("d3", "caf\udce9.txt"), ("d4", "b.csv:2")):
        store.save(replace(article(id), path=path), None, MAKER)
    assert store.failures() == [("b.csv:3", "empty")]


def test_an_article_whose_claims_cannot_be_written_is_not_kept_by_half(store: Store) -> None:
    store.save(article(), made(article(), CLAIM), MAKER)
    before = everything(store)
    stray = replace(CLAIM, id="c9", document="another article")
    with pytest.raises(StoreError, match="not written .*nothing was lost"):
        store.save(article(text=SHORT), made(article(text=SHORT), stray), MAKER)
    assert everything(store) == before


def test_a_full_disk_is_told_in_words_and_loses_nothing(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "full.db") as store:
        store.save(article(), made(article(), CLAIM), MAKER)
        store._db.execute("PRAGMA max_page_count=60")
        before = everything(store)
        with pytest.raises(StoreError, match="full"):
            store.save(article("d2", "Villages changed hands. " * 40_000), None, MAKER)
        assert everything(store) == before


def test_half_a_surrogate_pair_outside_the_text_is_kept_or_told_in_words(store: Store) -> None:
    store.save_failure("folder/caf\udce9.txt", "empty")
    store.save(replace(article(), title="Town \ud83c taken"), None, MAKER)


def test_a_walk_through_the_articles_is_not_moved_by_a_writer(at: At) -> None:
    with open_store(at("a")) as writer, open_store(at("a")) as reader:
        for id in ("d1", "d3", "d5"):
            writer.save(article(id), None, MAKER)
        walk = reader.documents()
        seen = [next(walk).id]
        writer.save(article("d4"), None, MAKER)
        seen += [document.id for document in walk]
        assert seen == ["d1", "d3", "d5"]
        assert [document.id for document in reader.documents()] == ["d1", "d3", "d4", "d5"]


def test_a_reader_beside_a_writer_sees_whole_articles_only(at: At) -> None:
    """Every reading writes three claims that carry its number: a reader must never see two numbers, or two claims."""
    address, stop, seen = at("a"), threading.Event(), set[str | None]()

    def write() -> None:
        with open_store(address) as writer:
            for number in range(1, 400):
                if stop.is_set():
                    break
                claims = (claim("hold", at=at, publisher=f"reading {number}") for at in (1, 50, 99))
                writer.save(article(), made(article(), *claims), MAKER)

    with open_store(address) as reader:
        reader.save(
            article(), made(article(), *(claim("hold", at=at, publisher="reading 0") for at in (1, 50, 99))), MAKER
        )
        thread = threading.Thread(target=write)
        thread.start()
        try:
            for _ in range(200):
                found = list(reader.claims())
                assert len(found) == 3 and len({one.publisher for one in found}) == 1
                seen.add(found[0].publisher)
                time.sleep(0.001)
        finally:
            stop.set()
            thread.join()
    assert len(seen) > 1, "the writer never got to write while the reader read"


def test_the_worked_out_shelf_is_read_as_one_state(at: At) -> None:
    lost = claim("hold", "Mosul", who="Peshmerga", day="2016-01-01", doc="d2")
    states = work_out([article()], [CLAIM]), work_out([article(), article("d2", SHORT)], [CLAIM, lost])
    seen: list[State] = []
    with open_store(at("a")) as writer, open_store(at("a")) as reader:
        writer.replace_worked_out(states[0])
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                seen.append(reader.worked_out())

        thread = threading.Thread(target=read)
        thread.start()
        for number in range(1000):
            writer.replace_worked_out(states[number % 2])
            if number > 40 and {states.index(one) for one in seen[-20:]} == {0, 1}:
                break
        stop.set()
        thread.join()
    assert all(one in states for one in seen)
    assert {states.index(one) for one in seen} == {0, 1}, "the writer never wrote while the reader read"


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "a.db") as first, open_store(tmp_path / "a.db") as second:
        first._db.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, lambda: first._db.execute("COMMIT"))
        begun = time.monotonic()
        release.start()
        second.save(article(), None, MAKER)
        assert time.monotonic() - begun >= 0.25
        release.join()
        assert [document.id for document in first.documents()] == ["d1"]


def test_a_second_writer_that_waited_long_enough_is_told_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.store.sqlite.WAIT_SECONDS", 0.05)
    with SqliteStore(tmp_path / "a.db") as first, open_store(tmp_path / "a.db") as second:
        first._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="cannot be written .*locked.*another program may hold it"):
            second.save(article(), None, MAKER)
        first._db.execute("COMMIT")
        second.save(article(), None, MAKER)
        assert second.counts().documents == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the rights of folders do not bind this user")
def test_a_read_only_folder_is_told_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="cannot be opened as a store"):
            open_store(tmp_path / "a.db")
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("content", [SHORT.encode() * 20, b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_store_is_told_in_words_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"notes\.db: cannot be opened as a store .*--db"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_cut_store_a_folder_and_a_missing_folder_are_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    with open_store(path) as store:
        store.save(article(), made(article(), CLAIM), MAKER)
    path.write_bytes(path.read_bytes()[:6000])
    for bad in (path, tmp_path, tmp_path / "nowhere" / "a.db"):
        with pytest.raises(StoreError, match="cannot be opened as a store .*check the path"):
            open_store(bad)


def test_a_store_damaged_inside_is_told_in_words_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    with open_store(path) as store:
        for number in range(30):
            store.save(article(f"d{number:02}", f"Village {number} was taken. " * 200), None, MAKER)
    whole = path.read_bytes()
    path.write_bytes(whole[:12_288] + bytes(byte ^ 0x5A for byte in whole[12_288:]))
    with open_store(path) as store, pytest.raises(StoreError):
        list(store.documents())


def test_a_question_to_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here; make one with"):
        open_store(tmp_path / "a.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_what_comes_in_while_the_shelf_is_worked_out_leaves_it_stale(at: At) -> None:
    with open_store(at("a")) as one, open_store(at("a")) as other:
        one.save(article(), made(article(), CLAIM), MAKER)
        with one.one_moment() as moment:
            seen = list(one.claims())
            other.save(article("d2"), made(article("d2"), claim("hold", doc="d2")), MAKER)
            assert (list(one.claims()), len(list(one.documents()))) == (seen, 1), "the moment moved"
        one.replace_worked_out(work_out([article()], seen), moment)
        assert one.counts().stale and len(list(one.claims())) == 2
        other.replace_worked_out(State())
        assert not one.counts().stale


def test_a_shelf_worked_out_of_less_never_takes_the_place_of_one_worked_out_of_more(at: At) -> None:
    state = work_out([article()], [CLAIM])
    with open_store(at("a")) as store:
        with store.one_moment() as early:
            pass
        store.save(article(), made(article(), CLAIM), MAKER)
        store.replace_worked_out(state)
        store.replace_worked_out(State(), early)
        assert (store.worked_out(), store.counts().stale) == (state, False)
