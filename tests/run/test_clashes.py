"""Two articles of one id: nothing is lost, whatever the order, and each keeps its claims."""

from __future__ import annotations

import json
from pathlib import Path

from tests.run.collections import ARTICLES, as_lines, rows
from tests.run.test_job import files, opened_once, run, table
from tests.shelves import shelves
from whoholds.pipeline import claims_of
from whoholds.read.formats import from_facts
from whoholds.read.make import Found, make_document
from whoholds.read.options import ReadOptions
from whoholds.records import Claim, Document, PlaceStatement
from whoholds.records.ids import own_id
from whoholds.records.json_lines import from_line, from_plain

__all__ = ["opened_once"]
HELD = "Rebels hold Saraqib, 50 km south of Aleppo, and shelled Harim on June 3, 2015, witnesses said. At least 12 people died."


def numbered(text: str, id: str = "1", source: str = "Town Post") -> dict[str, str]:
    """Return an article whose file numbers its rows."""
    return {"id": id, "text": text, "source": source, "date": "2015-06-16"}


def test_articles_of_one_id_and_other_texts_are_all_kept_and_told(tmp_path: Path) -> None:
    as_lines(tmp_path / "in" / "a.jsonl", [numbered(ARTICLES[0][1]), numbered(ARTICLES[1][1], "2")])
    as_lines(tmp_path / "in" / "b.jsonl", [numbered(HELD, source="Harbour Daily"), numbered(HELD, source="Harbour Daily"), numbered(ARTICLES[1][1], "2")])
    found = run(tmp_path / "to", tmp_path / "in")
    assert (found.summary.documents, found.summary.apart, found.summary.outcomes) == (3, 1, {"read": 3})
    (apart,) = (row for row in table(tmp_path / "to", "documents") if row["document"] not in ("1", "2"))
    assert (apart["path"], apart["source"]) == ("in/b.jsonl@0", "Harbour Daily")
    assert apart["reason"] == "another article has the id '1': in/a.jsonl@0; this one is kept under an id of its own"
    assert apart["document"] == own_id("1", "Harbour Daily", apart["digest"])
    assert run(tmp_path / "to", tmp_path / "in").summary == found.summary


def test_an_article_apart_has_the_claims_that_it_has_under_that_id(tmp_path: Path) -> None:
    as_lines(tmp_path / "a.jsonl", [numbered(ARTICLES[0][1]), numbered(HELD)])
    run(tmp_path / "to", tmp_path / "a.jsonl")
    (row,) = (row for row in table(tmp_path / "to", "documents") if row["document"] != "1")
    found = from_facts(numbered(HELD), "x")
    assert isinstance(found, Found)
    document = make_document(found, ReadOptions())
    made = claims_of(Document(**{name: getattr(document, name) for name in Document.__slots__} | {"id": row["document"]}), shelves())
    claims = {claim for row in table(tmp_path / "to", "claims") if (claim := from_line(Claim, row["claim"])).document == row["document"] != "1"}
    assert claims == set(made.claims) and len(claims) == len(made.claims) >= 3
    assert [from_plain(PlaceStatement, one) for one in json.loads(row["statements"])] == list(made.statements)
    assert made.statements


def test_the_order_in_which_they_come_changes_nothing(tmp_path: Path) -> None:
    one = as_lines(tmp_path / "a.jsonl", [numbered(ARTICLES[0][1]), *rows(2)])
    other = as_lines(tmp_path / "b.jsonl", [numbered(HELD), *rows(3)])
    run(tmp_path / "both", one, other)
    run(tmp_path / "turned", other, one)
    run(tmp_path / "late", other)
    assert run(tmp_path / "late", one).summary.apart == 1
    assert files(tmp_path / "both") == files(tmp_path / "turned") == files(tmp_path / "late")
