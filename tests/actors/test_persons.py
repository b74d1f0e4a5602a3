"""Names of persons are told from names of groups, so that no person becomes a side."""

from __future__ import annotations

import pytest

from whoholds.actors.persons import looks_like_person


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Abu Harith", ""),
        ("Khalid bin Saif", ""),
        ("Edwin Vale", ""),
        ("Sheikh Mahdi", ""),
        ("Terzan", "The town fell after Commander Terzan fled."),
        ("Orlin Dask", "Orlin Dask, 34, said he saw them."),
    ],
)
def test_what_looks_like_a_person(name: str, sentence: str) -> None:
    assert looks_like_person(name, [sentence])


@pytest.mark.parametrize(
    "name", ["Burkan al-Furat", "Ali Brigade", "Jaysh Muhammad", "Abu Amara Battalion", "Twirwaneho", "Lions of Harran", "17th Division"]
)
def test_what_looks_like_a_group(name: str) -> None:
    assert looks_like_person(name, [f"Fighters of {name} took the town."]) == ""
