"""Place names for a map: the names alone, also inside names of bodies; no streets, buildings, illnesses or persons."""

from __future__ import annotations

import pytest

from tests.shelves import seen, shelves
from whoholds.annotate.place_names import find_place_names
from whoholds.forms.interchange import annotated_line
from whoholds.pipeline import mapped
from whoholds.resolve.document import resolve


def named(text: str) -> list[str]:
    """Return the words of the place names of a text, adjectives left out."""
    return [name.words for name in seen(text).toponyms if name.kind == "toponym"]


@pytest.mark.parametrize(
    ("report", "names"),
    [
        ("Shells fell across northern Iraq on Friday.", ["Iraq"]),
        ("Rebels left Aleppo province and Kharkiv city.", ["Aleppo", "Kharkiv"]),
        ("The wounded were taken to a Benghazi hospital.", ["Benghazi"]),
        ("The mayor spoke to the Dallas Police Department in Texas.", ["Dallas", "Texas"]),
        ("A woman from Monroeville, Ala., was found in Fargo, N.D., on Monday.", ["Monroeville", "Ala.", "Fargo", "N.D."]),
        ("The storm crossed Becker, Clay and Wilkin counties in Minnesota.", ["Becker", "Clay", "Wilkin", "Minnesota"]),
        ("Rain fell on East Java and on South Korea.", ["East Java", "South Korea"]),
        ("The samples were sold by Alexandria Pharmaceuticals and flown to Lagos.", ["Lagos"]),
    ],
)  # fmt: skip
def test_names_stand_alone(report: str, names: list[str]) -> None:
    assert named(report) == names


@pytest.mark.parametrize(
    ("report", "names"),
    [
        ("The driver turned from Maple Street into Dublin Road in Austin.", ["Austin"]),
        ("Cases of West Nile virus were found in Texas.", ["Texas"]),
        ("Hillary Clinton arrived in Baghdad. Later Clinton met Kurdish leaders.", ["Baghdad"]),
        ("The church on the corner burned, police in Mosul said.", ["Mosul"]),
    ],
)
def test_streets_illnesses_and_persons_are_no_places(report: str, names: list[str]) -> None:
    assert named(report) == names


def test_adjectives_of_countries_and_of_areas_are_told_apart_from_names() -> None:
    kinds = {
        name.words: name.kind for name in seen("Sri Lankan and African leaders met Texan farmers in Colombo.").toponyms
    }
    assert kinds == {"Sri Lankan": "demonym", "African": "demonym", "Texan": "demonym", "Colombo": "toponym"}


def test_claims_still_read_the_whole_phrase() -> None:
    article = seen("Iraqi forces advanced in northern Iraq.")
    assert [place.words for place in article.places if place.kind == "relative"] == ["northern Iraq"]


def test_names_never_overlap_and_stand_where_they_say() -> None:
    report = "Aleppo's mayor left the Aleppo City Council for northern Syria, Paris, Texas, and the West Bank."
    names = seen(report).toponyms
    assert [report[name.start : name.end] for name in names] == [name.words for name in names]
    assert all(one.end <= other.start for one, other in zip(names, names[1:], strict=False))


def test_what_others_measure_are_the_names() -> None:
    article, claims = resolve(seen("Shells fell across northern Iraq."), (), shelves())
    (place,) = annotated_line(mapped(article, shelves()), claims)["places"]
    assert (place["text"], place["geonameid"]) == ("Iraq", 99237)


def test_no_text_has_no_names() -> None:
    assert find_place_names("", (), (), shelves().gazetteer) == ()


@pytest.mark.parametrize(
    ("report", "names"),
    [
        ("The bill of Rep. Tom Hale, R-Elbow Lake, failed in Minnesota.", ["Elbow Lake", "Minnesota"]),
        ("She moved to New York City in May.", ["New York City"]),
        ("An aide left the White House and flew to Amman.", ["Amman"]),
    ],
)
def test_seats_of_members_whole_cities_and_no_houses(report: str, names: list[str]) -> None:
    assert named(report) == names
