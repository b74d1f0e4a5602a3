"""Parts of a number of dead, which are claims of their own."""

from __future__ import annotations

import pytest

from tests.extract.told import days, of_type


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Shells killed 41 civilians in the town, 27 of them children.", [("civilians", 41), ("children", 27)]),
        ("The raid killed 29 people, of whom 11 were children.", [("people", 29), ("children", 11)]),
        ("Shelling of Sake killed 21 civilians, including six children, on Monday.", [("civilians", 21), ("children", 6)]),
        ("The ferry sank and 32 people, eight children among them, died.", [("people", 32), ("children", 8)]),
        ("Shells killed 14 soldiers and wounded nine.", [("soldiers", 14)]),
    ],
)
def test_a_part_of_the_dead_is_a_claim_with_whom_it_counts(text: str, numbers: list[tuple[str, int]]) -> None:
    claims = [claim for claim in of_type(text, "casualties") if claim.trigger.words != "wounded"]
    assert [(claim.targets[0].words, claim.quantities[0].low) for claim in claims] == numbers


def test_a_part_died_when_the_others_did() -> None:
    text = "The monitor counted more than 1,600 dead since mid-September, over 1,000 of them Taliban fighters."
    assert {days(claim) for claim in of_type(text, "casualties", day="2015-10-01")} == {("2015-09-11", "2015-10-01")}


@pytest.mark.parametrize(
    ("text", "type", "numbers"),
    [
        ("Jets bombed the airfield of Bunia twice on Monday.", "strike", [2]),
        ("The city of Wau, twice the size of Raja, was shelled on Monday.", "strike", []),
    ],
)
def test_how_often_is_a_number_and_how_much_larger_is_none(text: str, type: str, numbers: list[int]) -> None:
    [claim] = of_type(text, type)
    assert [number.low for number in claim.quantities] == numbers
