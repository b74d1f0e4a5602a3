"""The weights of status trust the rules where their marks are plain, and say what they were told."""

import pytest

from tests.extract.read_trees import annotated, at, rows
from whoholds.extract.weighed_status import read_status, weighed_status
from whoholds.extract.weights import open_weights
from whoholds.records import STATUSES

CASES = rows("status.tsv")


def test_the_weights_agree_with_the_plain_cases_of_the_rules() -> None:
    agree = 0
    for trigger, status, line in CASES:
        document = annotated(line)
        agree += weighed_status(document, 0, at(document, trigger), "attack", ()) == status
    assert agree / len(CASES) > 0.85


@pytest.mark.parametrize("bare", [True, False])
def test_every_status_has_weights(bare: bool) -> None:
    assert set(open_weights("status", bare=bare)) == set(STATUSES)


def test_what_is_said_of_a_trigger_is_said_once() -> None:
    trigger, status, line = CASES[0]
    document = annotated(line)
    read = read_status(document, 0, at(document, trigger), "attack", ())
    assert read.ruled == status
    assert len(read.features) == len(set(read.features))
