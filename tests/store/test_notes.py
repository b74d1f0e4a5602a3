"""Notes, such as which items of feeds are read: kept with what they are about, found again, copied with the store."""

from __future__ import annotations

from tests.store.conftest import At
from whoholds.records import Document, Source, content_id
from whoholds.store.base import Store, open_store
from whoholds.store.copy import copy_store, tally_of
from whoholds.store.lists import Note

ARTICLE = Document("d1", "The army entered Ain Issa at dawn.", "Harbour Daily")
READ = Note("item", "https://harbour.example/1", '{"document":"d1"}')


def test_a_note_is_found_by_its_topic_and_name(store: Store) -> None:
    store.note([READ, Note("feed", READ.name, "{}")])
    assert store.noted("item", [READ.name, "nothing"]) == {READ.name: READ.body}
    assert store.noted("feed") == {READ.name: "{}"} and store.noted("host") == {}
    store.note([Note(*(READ.topic, READ.name, "changed"))])
    assert store.noted("item") == {READ.name: "changed"}


def test_thousands_of_names_are_asked_for_at_once(store: Store) -> None:
    store.note(Note("item", str(number), "") for number in range(0, 1300, 2))
    assert len(store.noted("item", map(str, range(1300)))) == 650


def test_what_is_noted_already_is_not_kept_a_second_time(store: Store) -> None:
    assert store.save(ARTICLE, None, "maker", READ)
    again = Document("d2", "The army entered Ain Issa at dawn. Advertisement.", "Harbour Daily")
    assert not store.save(again, None, "maker", READ)
    assert [document.id for document in store.documents()] == ["d1"]


def test_an_article_that_is_not_kept_leaves_no_note(store: Store) -> None:
    broken = Document("d3", None, "Harbour Daily")  # type: ignore[arg-type]
    try:
        store.save(broken, None, "maker", READ)
    except Exception:
        assert store.noted("item") == {}
    else:
        raise AssertionError("an article without a text was kept")


def test_what_is_known_of_a_publisher_outlives_its_articles(store: Store) -> None:
    source = Source(content_id("source", "Harbour Daily"), "Harbour Daily", grade="B", reason="named", rights="CC BY 4.0")
    store.save_source(source)
    store.save(ARTICLE, None, "maker")
    assert list(store.sources()) == [source]


def test_notes_are_copied_with_the_store(at: At) -> None:
    with open_store(at("a")) as source, open_store(at("b")) as target:
        source.save(ARTICLE, None, "maker", READ)
        told = copy_store(source, target)
        assert told.notes == 1 and tally_of(target.entries()) == told and target.noted("item") == source.noted("item")
