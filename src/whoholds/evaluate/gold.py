"""The campaign's questions answered from gold claims in place of the reader's: what link and infer lose by themselves."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoholds.evaluate.gold_fold import Names, names_from, read_claims, read_documents
from whoholds.evaluate.measured import Measured, Table
from whoholds.evaluate.scorer import open_scorer, read_rows
from whoholds.geo.tables import country_code
from whoholds.link.context import with_context
from whoholds.link.origins import find_origins
from whoholds.records import Claim
from whoholds.toolkit import Toolkit

Rows = list[dict[str, Any]]
COLUMNS = ("place", "on", "known by", "said", "gold", "why")


def measure(shared: Path, toolkit: Toolkit, answers: Callable[..., Rows]) -> Measured:
    """Answer the questions whose articles all have gold claims, from those articles alone; tell each wrong answer.

    `answers` answers questions from claims, documents and origins (the room `report`).
    """
    articles, folder = shared / "claims" / "train.jsonl", shared / "campaign"
    documents = read_documents(articles)
    known = {document.id for document in documents}
    rows = [row for row in read_rows(folder / "questions.jsonl") if set(row["docs"]) <= known]
    claims = claims_in_context(articles, names_from(toolkit.gazetteer, toolkit.catalogue, _countries(rows)))
    said = answers(rows, claims, documents, find_origins(documents), toolkit)
    wrong = _wrong(rows, said, folder)
    scores = {f"gold claims: {name}": round(value, 4) for name, value in _scored(rows, said, folder).items()}
    table = Table("Wrong answers", COLUMNS, tuple(wrong), on_page=False)
    return Measured(scores, tables=(table,) if wrong else (), errors=(COLUMNS, *wrong))


def claims_in_context(articles: Path, names: Names) -> tuple[Claim, ...]:
    """Read gold claims and add, document by document, what one leaves to another, as is done with the reader's."""
    by_document: dict[str, list[Claim]] = {}
    for claim in read_claims(articles, names):
        by_document.setdefault(claim.document, []).append(claim)
    return tuple(claim for some in by_document.values() for claim in with_context(tuple(some)))


def _countries(rows: Rows) -> frozenset[str]:
    named = Counter(row["country"] for row in rows if row.get("country"))
    return frozenset(code for name in named if (code := country_code(name)))


def _scored(rows: Rows, said: Rows, folder: Path) -> dict[str, float]:
    scorer = open_scorer(folder / "score.py")
    with tempfile.TemporaryDirectory() as place:
        asked, got = Path(place) / "questions.jsonl", Path(place) / "answers.jsonl"
        for path, lines in ((asked, rows), (got, said)):
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        found: dict[str, float] = scorer.questions(place, str(got), [])
    return found


def _wrong(rows: Rows, said: Rows, folder: Path) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    for row, one in zip(rows, said, strict=True):
        if not _scored([row], [one], folder)["questions"]:
            name = one["status"] if one["status"] != "held" else one["holders"][0]["name"]
            out.append((row["place"], row["on"], row["known_by"] or "", name, " or ".join(row["answer"]), row["why"]))
    return out

