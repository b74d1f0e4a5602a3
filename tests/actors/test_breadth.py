"""The catalogue knows the sides that the news of sixty wars names, on their day, and tells apart those of one name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from whoholds.actors.catalogue import Catalogue, open_catalogue

NAMED = Path(__file__).parent / "data" / "named_in_news.tsv"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


def test_the_sides_of_sixty_wars_are_known_by_their_usual_names(catalogue: Catalogue) -> None:
    rows = [line.split("\t") for line in NAMED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    lost = [
        name
        for name, year, id in rows
        if f"actor:{id}" not in {link.id for month in (1, 12) for link in catalogue.look_up(name, date(int(year), month, 1))}
    ]
    assert len(rows) > 280 and lost == []


def test_a_name_of_several_sides_is_of_several_countries(catalogue: Catalogue) -> None:
    shared = {name: [id for id, _ in owners] for name, owners in catalogue.names.items() if len(owners) > 1}
    blurred = [
        name
        for name, ids in shared.items()
        if not all(catalogue.countries.get(id) or catalogue.actors[id].kind == "media" for id in ids)
    ]
    assert blurred == []


@pytest.mark.parametrize(
    ("words", "day", "id"),
    [
        ("Syrian interim government", "2014-06-01", "syrian-interim-government"),
        ("Syrian interim government", "2025-03-01", "syrian-transitional-government"),
        ("National Liberation Army", "1990-01-01", "eln"),
        ("Russia's defence ministry", "2022-06-01", "russia-defence-ministry"),
        ("Ministry of Defence of Azerbaijan", "2020-10-01", "azerbaijan-defence-ministry"),
        ("al-Aqsa Martyrs Brigades", "2003-01-01", "al-aqsa-martyrs-brigades"),
    ],
)
def test_a_name_means_who_bore_it_then(catalogue: Catalogue, words: str, day: str, id: str) -> None:
    assert catalogue.look_up(words, date.fromisoformat(day))[0].id == f"actor:{id}"


@pytest.mark.parametrize("words", ["popular resistance", "the model", "facts", "a site", "popular front", "Model"])
def test_words_in_small_letters_are_no_names(catalogue: Catalogue, words: str) -> None:
    assert catalogue.look_up(words) == ()


def test_names_are_added_to_a_side_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("- {adds_to: ypg, names: [Yekineyen Parastina Gel]}\n")
    ypg = open_catalogue([tmp_path]).look_up("Yekineyen Parastina Gel")[0]
    assert ypg.id == "actor:ypg" and ypg.name == "YPG"
