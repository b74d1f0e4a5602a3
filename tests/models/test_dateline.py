"""Datelines are told from the sentence that they stand before."""

from __future__ import annotations

import pytest

from whoholds.models.dateline import dateline_length


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("BEIRUT , March 28 ( Agency ) - The army left .", "BEIRUT , March 28 ( Agency ) -"),
        ("( Agency ) NAIROBI - Soldiers entered the mall .", "( Agency ) NAIROBI -"),
        ("Nairobi ( Agency ) - Soldiers entered the mall .", "Nairobi ( Agency ) -"),
        ("( Picture : soldiers at the mall ) Nairobi - a quiet day .", ""),
        ("The mayor - a soldier once - left .", ""),
        ("The mall ( Agency ) - a quiet place .", ""),
    ],
)
def test_a_dateline_is_a_town_and_what_belongs_to_it(line: str, dateline: str) -> None:
    words = line.split()
    assert " ".join(words[: dateline_length(words)]) == dateline
