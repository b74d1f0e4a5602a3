"""Fact, denied, possible, planned, unreal."""

import pytest

from tests.extract.read_trees import annotated, at, rows
from whoholds.extract.status import status_of
from whoholds.records import STATUSES

CASES = rows("status.tsv")


@pytest.mark.parametrize(("trigger", "status", "line"), CASES, ids=[f"{row[1]} {row[0]}" for row in CASES])
def test_status(trigger: str, status: str, line: str) -> None:
    document = annotated(line)
    assert status_of(document, 0, at(document, trigger)) == status


@pytest.mark.parametrize("line", sorted({row[2] for row in CASES}))
def test_every_token_has_some_status(line: str) -> None:
    document = annotated(line)
    assert all(status_of(document, 0, t.index) in STATUSES for t in document.sentences[0].tokens)


def test_a_tree_in_pieces_is_no_fault() -> None:
    document = annotated("Rebels/rebel/NOUN/NNS/dep>0 took/take/VERB/VBD/dep>0 Harim/Harim/PROPN/NNP/dep>0")
    assert status_of(document, 0, 1) == "fact"
