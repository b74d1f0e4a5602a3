"""Which numbers are a trigger's."""

import pytest

from tests.extract.read_trees import annotated, at, rows
from whoholds.extract.amounts import amounts_for, separate, settled_unit
from whoholds.records import Quantity

CASES = rows("amount.tsv")


@pytest.mark.parametrize(
    ("trigger", "words", "type", "line"), CASES, ids=[f"{row[2]} {row[0]} {row[1]}" for row in CASES]
)
def test_amounts(trigger: str, words: str, type: str, line: str) -> None:
    document = annotated(line)
    found = amounts_for(document, 0, at(document, trigger), (), type)
    assert "|".join(quantity.words for quantity in found) == words


def number(value: float, unit: str) -> Quantity:
    """Build a bare number."""
    return Quantity(0, 1, str(value), value, value, unit)


def test_the_dead_are_people_and_strength_is_in_fighters() -> None:
    assert settled_unit(number(40, "fighters"), "casualties").unit == "people"
    assert settled_unit(number(40, "people"), "strength").unit == "fighters"
    assert settled_unit(number(40, "percent"), "casualties").unit == "percent"


def test_numbers_of_one_unit_go_to_claims_of_their_own() -> None:
    two = (number(17, "people"), number(31, "people"))
    assert separate(two, "casualties") == ((two[0],), (two[1],))
    assert separate(two, "destroy") == (two,)
    assert separate((), "casualties") == ((),)
