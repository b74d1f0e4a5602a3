"""Ids that files give: no article is lost for another one of the same id, and a corrected one takes its own place."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.run.collections import ARTICLES, as_lines
from tests.shelves import shelves
from whoholds.cli import read_verb
from whoholds.cli.main import whoholds
from whoholds.intake.reading import Reading, Tally, read_into
from whoholds.read.options import ReadOptions
from whoholds.records.ids import digest_of, own_id
from whoholds.settings import Settings
from whoholds.store.base import open_store

TEXTS = [text for _, text in ARTICLES]


def article(text: str, id: str = "1", **more: str) -> dict[str, str]:
    """Return an article whose file numbers its rows."""
    return {"id": id, "text": text, **more}


def read(folder: Path, *paths: Path, db: str = "a.db") -> Tally:
    """Read files into a store of the folder."""
    with open_store(folder / db) as store:
        return read_into(Reading(store, Settings(), "maker 1", lambda threads: shelves()), map(str, paths), ReadOptions())


def held(folder: Path, db: str = "a.db") -> dict[str, str]:
    """Return the text of each article of the store."""
    with open_store(folder / db) as store:
        assert {claim.document for claim in store.claims()} <= {document.id for document in store.documents()}
        return {document.id: document.text for document in store.documents()}


def test_articles_of_one_id_and_other_texts_are_all_kept_and_told(tmp_path: Path) -> None:
    one = as_lines(tmp_path / "a.jsonl", [article(TEXTS[0], source="Town Post")])
    other = as_lines(tmp_path / "b.jsonl", [article(TEXTS[1], source="Harbour Daily"), article(TEXTS[2]), article(TEXTS[1], source="Harbour Daily")])
    tally = read(tmp_path, one, other)
    assert tally.new + tally.again + tally.known == 4 and not tally.faults
    assert sorted(held(tmp_path).values()) == sorted(TEXTS[:3]) and held(tmp_path)["1"] == TEXTS[0]
    assert tally.clashes[0].path == f"{other}:1"
    assert tally.clashes[0].reason.startswith(f"another article has the id '1': {one}:1; this one is kept under an id of its own, ")
    again = read(tmp_path, one, other)
    assert (again.new, again.known, again.clashes) == (0, 4, []), "told once"


def test_the_order_in_which_files_are_named_changes_nothing(tmp_path: Path) -> None:
    one, other = (as_lines(tmp_path / f"{name}.jsonl", [article(text)]) for name, text in zip("ab", TEXTS, strict=False))
    read(tmp_path, one, other)
    read(tmp_path, other, one, db="b.db")
    assert held(tmp_path) == held(tmp_path, "b.db")
    assert set(held(tmp_path)) == {"1", own_id("1", None, digest_of(TEXTS[1]))}


def test_what_the_store_has_keeps_its_id(tmp_path: Path) -> None:
    one, other = (as_lines(tmp_path / f"{name}.jsonl", [article(text)]) for name, text in zip("ab", TEXTS, strict=False))
    read(tmp_path, other)
    assert len(read(tmp_path, one).clashes) == 1
    assert held(tmp_path)["1"] == TEXTS[1] and len(held(tmp_path)) == 2


@pytest.mark.parametrize("more", [{}, {"url": "https://a.example/1"}])
def test_a_corrected_article_takes_its_own_place(tmp_path: Path, more: dict[str, str]) -> None:
    path = as_lines(tmp_path / "a.jsonl", [article(TEXTS[0], **more)])
    read(tmp_path, path)
    if more:
        path = as_lines(tmp_path / "moved.jsonl", [article("Other.", "2"), article(TEXTS[1], **more)])
    else:
        as_lines(path, [article(TEXTS[1])])
    tally = read(tmp_path, path)
    assert held(tmp_path)["1"] == TEXTS[1] and not tally.clashes and tally.known == 0
    assert read(tmp_path, path).new == 0


def test_the_same_article_from_another_place_is_known(tmp_path: Path) -> None:
    read(tmp_path, as_lines(tmp_path / "a.jsonl", [article(TEXTS[0])]))
    tally = read(tmp_path, as_lines(tmp_path / "b.jsonl", [article("Other.", "2"), article(TEXTS[0])]))
    assert (tally.new, tally.known, tally.clashes) == (1, 1, [])


def test_the_last_line_and_the_exit_status_tell_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(read_verb, "open_tools", lambda threads: shelves())
    for name, text in zip("ab", TEXTS, strict=False):
        as_lines(tmp_path / f"{name}.jsonl", [article(text)])
    told = CliRunner().invoke(whoholds, ["read", "b.jsonl", "a.jsonl", "--db", "a.db"])
    assert told.exit_code == 1
    assert "b.jsonl:1: another article has the id '1': a.jsonl:1; this one is kept under an id of its own" in told.stderr
    again = CliRunner().invoke(whoholds, ["read", "b.jsonl", "a.jsonl", "--db", "a.db"])
    assert again.exit_code == 0 and "id of its own" not in again.stderr
    assert "read 2 new articles" in told.stdout and "0 could not be read; 1 had the id of another one and are kept under ids of their own" in told.stdout
