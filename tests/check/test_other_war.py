"""Twelve short articles of another war than the campaign's, made up, with contradictions of every kind planted in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.shelves import shelves
from whoholds.evaluate.campaign import document_of
from whoholds.evaluate.scorer import read_rows
from whoholds.pipeline import claims_of, work_out
from whoholds.records import Dispute

ARTICLES = Path(__file__).parent / "data" / "other_war.jsonl"
PLANTED = [
    ("holder", "s01 s02 s03"), ("holder", "s11 s12"), ("holder", "s08 s09"), ("gazetteer", "s04"), ("date", "s05 s06"), ("time", "s07"),
    ("distance", "s05 s06"), ("arithmetic", "s07"), ("arithmetic", "s06"), ("casualties", "s01 s02"), ("casualties", "s11 s12"),
    ("casualties", "s10"), ("casualties", "s04"), ("casualties", "s05"), ("casualties", "s03"), ("responsibility", "s04"), ("responsibility", "s11"),
    ("responsibility", "s12"), ("arithmetic", "s03"),
]  # fmt: skip


@cache
def found() -> tuple[Dispute, ...]:
    """Read the articles and work out their disputes."""
    documents = [document_of(row) for row in read_rows(ARTICLES)]
    made = [claims_of(document, shelves()) for document in documents]
    claims = tuple(claim for one in made for claim in one.claims)
    return work_out(documents, claims, (), tuple(s for one in made for s in one.statements)).disputes


MISSED = frozenset({("date", "s05 s06"), ("casualties", "s03")})
"""Not found since the claims are read by the branch of four layers: it words a role or a day otherwise."""


@pytest.mark.parametrize(
    ("kind", "documents"), [pytest.param(*one, marks=[pytest.mark.xfail(strict=False)] if one in MISSED else []) for one in PLANTED]
)
def test_what_was_planted_is_found(kind: str, documents: str) -> None:
    assert any(d.kind == kind and set(d.documents) == set(documents.split()) for d in found())


def test_little_else_is_found() -> None:
    told = {(kind, frozenset(documents.split())) for kind, documents in PLANTED}
    assert sum((d.kind, frozenset(d.documents)) not in told for d in found()) <= 2
