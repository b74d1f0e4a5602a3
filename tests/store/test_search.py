"""Search: the same words find the same articles in both engines, in long texts and odd scripts, too."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.conftest import At
from whoholds.records import Document
from whoholds.store.base import Store, open_store
from whoholds.store.words import OVERLAP, PART, parts_of, phrases_of, snippet_of
from whoholds.text.search_words import search_words

SIGNS = "aZéÉüßøłİıΣςάЙйعيسىדרום日本１²½Ⅷ_-–'’.,()[]*:\"\\/&|!<>\u0301\u0308\u200c\u2019 \t\n0123456789"
TEXTS = (
    "Fighters took Ain-Issa's bridge (عين عيسى) at 06:30.", "The counter-offensive began; 3,000 fled Deir ez-Zor.",
    "Le général Düsseldorf, à l'aube.", "Η Σμύρνη και ο Όμηρος", "О Йоханнесбурге ни слова", "日本の首都", "C4I & co.",
)  # fmt: skip


def words_of_sqlite(text: str) -> list[str]:
    """Return the words that SQLite's index has of a text."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE seen USING fts5vocab (words, 'instance')")
    db.execute("INSERT INTO words VALUES (?)", (text,))
    return [word for (word,) in db.execute("SELECT term FROM seen ORDER BY offset")]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(SIGNS), max_size=30))
def test_words_are_those_of_the_index_of_sqlite(text: str) -> None:
    assert [word for word, _, _ in search_words(text)] == words_of_sqlite(text)


def test_words_stand_where_they_say() -> None:
    text = "Düsseldorf’s Étoile"
    assert [text[start:end] for _, start, end in search_words(text)] == ["Düsseldorf", "s", "Étoile"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*" ".join(TEXTS).split(), "--", '"', "issa", "06", "ez zor", "AND", "co"]), max_size=3))
def test_both_engines_find_the_same_articles(pair: tuple[Store, Store], asked: list[str]) -> None:
    one, other = ({id for id, _ in store.search(" ".join(asked), most=50)} for store in pair)
    assert one == other


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    from tests.postgres import new_database

    stores = open_store(tmp_path_factory.mktemp("search") / "a.db"), open_store(new_database())
    for number, text in enumerate(TEXTS):
        for store in stores:
            store.save(Document(f"d{number}", text, title=text.split()[0]), None, "maker")
    return stores


def test_phrases_are_found_across_every_cut_of_a_long_text(at: At) -> None:
    count = PART * 3
    text = " ".join(f"the-w{number}" for number in range(count))
    with open_store(at("a")) as store:
        store.save(Document("d1", text), None, "maker")
        asked = [f"w{number}-the-w{number + 1}" for number in range(0, count - 1, 7)]
        assert [query for query in asked if not store.search(query)] == []
        assert store.search("w1-the-w3") == []


def test_a_text_of_two_million_signs_is_found_by_its_last_word(at: At) -> None:
    with open_store(at("a")) as store:
        store.save(Document("d1", "Villages changed hands. " * 83_000 + "Peace"), None, "maker")
        (found,) = store.search("villages peace")
        assert found[0] == "d1" and "[" in found[1]


def test_a_word_of_ten_thousand_letters_breaks_nothing(at: At) -> None:
    with open_store(at("a")) as store:
        store.save(Document("d1", "ab" * 5000), None, "maker")
        assert [id for id, _ in store.search("ab" * 5000)] == ["d1"]


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("The army left.", "army", "The [army] left."),
        ("One two three.", "two-three", "One [two three]."),
        ("word " * 40 + "army " + "word " * 40, "army", " … [army] " + "word " * 14 + "word … "),
        ("army " + "word " * 40 + "army chief", "army chief", " … " + "word " * 14 + "[army] [chief]"),
        ("Nothing.", "dawn", "A [dawn]"),
    ],
)
def test_a_snippet_shows_the_words_where_most_of_them_stand(text: str, query: str, shown: str) -> None:
    assert snippet_of("A dawn", text, phrases_of(query)) == shown


def test_parts_share_words_so_that_no_phrase_is_cut() -> None:
    parts = list(parts_of("", " ".join(f"w{number}" for number in range(PART + 1))))
    assert len(parts) == 3 and parts[0] == "" and f"'w{PART - OVERLAP}':1" in parts[2]


def order(found: Sequence[tuple[str, str]]) -> list[str]:
    return [id for id, _ in found]


def test_an_article_with_the_word_in_its_title_comes_first(at: At) -> None:
    with open_store(at("a")) as store:
        store.save(Document("d1", "A truce was told, among much else that day, by two people in one town."), None, "maker")
        store.save(Document("d2", "It holds.", title="Truce"), None, "maker")
        assert order(store.search("truce")) == ["d2", "d1"]
