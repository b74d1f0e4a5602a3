"""The store for teams: many at once, nothing lost between them, and no password in anything that is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.claims import claim, document
from tests.postgres import ask, cluster, new_database
from tests.store.conftest import At
from whoholds.errors import StoreError
from whoholds.pipeline import Made
from whoholds.records import Annotated, Claim, Document, Judgement
from whoholds.store.address import read_address
from whoholds.store.base import open_store
from whoholds.store.postgres import LONGEST_KEY

ARTICLE = document("d1", "The army entered Ain Issa at dawn.", "2015-06-24", "Harbour Daily")
SECRET = "s3cr3t-of-ours"


def made(article: Document, *claims: Claim) -> Made:
    """Make what the map side would have made."""
    return Made(Annotated(article, ()), claims)


def at_once(*work: Callable[[], None]) -> list[Exception]:
    """Do all at the same time; return what went wrong."""
    start, faults = threading.Barrier(len(work)), list[Exception]()

    def do(one: Callable[[], None]) -> None:
        start.wait()
        try:
            one()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=do, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_many_read_and_judge_at_once_and_nothing_is_lost(team: At) -> None:
    address = team("a")

    def reads(first: int) -> Callable[[], None]:
        def work() -> None:
            with open_store(address) as store:
                for number in range(first, first + 20):
                    article = replace(ARTICLE, id=f"d{number}")
                    store.save(article, made(article, claim("hold", doc=article.id)), "maker")

        return work

    def judges(name: str) -> Callable[[], None]:
        def work() -> None:
            with open_store(address) as store:
                for number in range(20):
                    when = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number)
                    store.save_judgement(Judgement(f"{name}{number}", "c", "right", name, when, ""))
                    assert len(list(store.claims(["gn:1"]))) <= 40

        return work

    assert at_once(reads(0), reads(20), reads(10), judges("a"), judges("b")) == []
    with open_store(team("a")) as store:
        assert (store.counts().documents, store.counts().claims, len(list(store.judgements()))) == (40, 40, 40)
        assert store.faults() == [] and store._fact("changes") == 100  # type: ignore[attr-defined]


def test_two_who_save_one_article_leave_the_whole_reading_of_one(team: At) -> None:
    address = team("a")

    def saves(maker: str) -> Callable[[], None]:
        def work() -> None:
            with open_store(address) as store:
                for _ in range(15):
                    claims = (claim("hold", at=at, publisher=maker) for at in (1, 50, 99))
                    store.save(ARTICLE, made(ARTICLE, *claims), maker)

        return work

    assert at_once(saves("one"), saves("two"), saves("three")) == []
    with open_store(team("a")) as store:
        found = list(store.claims())
        assert len(found) == 3 and len({one.publisher for one in found}) == 1
        assert store.has("d1", str(found[0].publisher)) and store.faults() == []


def test_what_else_is_in_the_database_is_left_alone(team: At) -> None:
    ask(team("a"), "CREATE TABLE public.documents (name TEXT); INSERT INTO public.documents VALUES ('a photograph')")
    with open_store(team("a")) as store:
        store.save(ARTICLE, None, "maker")
        assert list(store.documents()) == [ARTICLE]
    assert ask(team("a"), "SELECT name FROM public.documents") == [("a photograph",)]


def test_who_may_only_read_can_read_and_is_told_when_writing(team: At) -> None:
    with open_store(team("a")) as store:
        store.save(ARTICLE, made(ARTICLE, claim("hold")), "maker")
    reader = team("a").replace("tester", "visitor")
    ask(team("a"), "DO $$BEGIN CREATE ROLE visitor LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$")
    ask(team("a"), "GRANT USAGE ON SCHEMA whoholds TO visitor; GRANT SELECT ON ALL TABLES IN SCHEMA whoholds TO visitor")
    with open_store(reader, create=False) as store:
        assert [id for id, _ in store.search("dawn")] == ["d1"]
        with pytest.raises(StoreError, match="not written .*permission denied.*nothing was lost"):
            store.save_failure("a.txt", "empty")


def test_a_question_to_a_database_without_a_store_makes_none(team: At) -> None:
    with pytest.raises(StoreError, match="no store here; make one with"):
        open_store(team("a"), create=False)
    assert ask(team("a"), "SELECT count(*) FROM pg_namespace WHERE nspname = 'whoholds'") == [(0,)]


def test_a_database_of_another_encoding_is_refused() -> None:
    with pytest.raises(StoreError, match="encoding is not UTF8"):
        open_store(new_database("SQL_ASCII"))


def test_a_server_that_ends_the_connection_is_told_in_words(team: At) -> None:
    with open_store(team("a")) as store:
        store.save(ARTICLE, None, "maker")
        walk = store.documents()
        ask(team("a"), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        with pytest.raises(StoreError, match="not written .*run the same command again"):
            store.save(replace(ARTICLE, id="d2"), None, "maker")
        with pytest.raises(StoreError, match="cannot be read"):
            store.counts()
        del walk
    with open_store(team("a")) as store:
        assert [one.id for one in store.documents()] == ["d1"]


def test_ids_and_paths_longer_than_an_index_takes_are_kept(team: At) -> None:
    long = replace(ARTICLE, id="https://harbour.example/" + "ä" * LONGEST_KEY, path="folder/" * 900)
    with open_store(team("a")) as store:
        store.save_failure(str(long.path), "empty")
        store.save(long, made(long, claim("hold", doc=long.id)), "maker")
        assert (store.document(long.id), store.has(long.id, "maker"), store.failures()) == (long, True, [])
        assert [id for id, _ in store.search("dawn")] != [] and store.faults() == []


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://editor:{SECRET}@127.0.0.1:1/whoholds",
        f"postgres://editor:{SECRET}@nowhere.invalid/whoholds?connect_timeout=1",
        f"postgresql://editor:{SECRET}%40@127.0.0.1:1/whoholds?sslmode=nonsense",
        f"postgresql://editor:{SECRET}@x@127.0.0.1/whoholds",
        f"postgresql://editor:{SECRET}/x@127.0.0.1/whoholds",
        f"postgresql://editor:{SECRET}#x@127.0.0.1:1/whoholds",
        f"postgresql://127.0.0.1:1/whoholds?user=editor&password={SECRET}",
        f"postgresql://editor:{SECRET}@127.0.0.1:port/whoholds",
        f"postgresql://editor:{SECRET}@[::1/whoholds",
        f"postgresql://editor:{SECRET}@127.0.0.1:1/whoholds?nosuch=setting&password={SECRET}",
    ],
)
def test_no_password_is_ever_told(address: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="postgresql://") as told:
        open_store(address)
    shown = f"{told.value} {told.value!r}"
    assert SECRET not in shown and "x@" not in shown
    assert told.value.__cause__ is None
    assert told.value.__context__ is None or told.value.__suppress_context__, "a traceback would show the driver's words"


def test_an_address_is_shown_without_who_asks() -> None:
    found = read_address(f"postgresql://editor:{SECRET}@db.example:5433/whoholds?sslmode=require")
    assert (found.shown, SECRET in repr(found)) == ("postgresql://db.example:5433/whoholds", False)
    assert found.tell(ValueError(f"no\n entry for {SECRET}")) == "no entry for ***"


def test_a_store_is_called_by_its_address_without_user(team: At) -> None:
    with open_store(team("a")) as store:
        assert store.name == f"postgresql:///{team('a').partition('?')[0].rpartition('/')[2]}"
        assert str(cluster()) not in store.name
