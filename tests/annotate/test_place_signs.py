"""Places by the words beside them, and whole short news texts of our own with every place name marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shelves import seen, shelves
from whoholds.records import Filler
from whoholds.resolve.places import resolve_places

NEWS = [line for line in (Path(__file__).parent / "news_places.txt").read_text("utf-8").splitlines() if line[:1] != "#"]


def named(text: str) -> list[str]:
    """Return the words of the place names of a text, adjectives left out."""
    return [name.words for name in seen(text).toponyms if name.kind == "toponym"]


def meant(text: str) -> dict[str, str]:
    """Return the id of what each place name of a text is resolved to, or its region's where it is a town."""
    article = seen(text)
    names = resolve_places(article.toponyms, article.document, article.sentences, shelves().gazetteer)
    return {name.words: _area(name) for name in names}


def _area(name: Filler) -> str:
    if name.link is None:
        return ""
    return name.link.within[0] if name.link.kind == "city" else name.link.id


@pytest.mark.parametrize("marked", NEWS, ids=lambda line: line[:24])
def test_every_name_of_a_news_text_is_found_and_nothing_else(marked: str) -> None:
    assert named(re.sub(r"\[\[|]]", "", marked)) == re.findall(r"\[\[(.*?)]]", marked)


@pytest.mark.parametrize(
    ("report", "names"),
    [
        ("A tip led police to Surprise, Ariz., on Friday.", ["Surprise", "Ariz."]),
        ("Ada Cole, 19, of Martinez, was found safe.", ["Martinez"]),
        ("Burlington Selectman Ray Holt spoke first.", ["Burlington"]),
        ("A Longview woman saw it.", ["Longview"]),
        ("The missing Ill. man was found.", ["Ill."]),
        ("The Corsicana Police Department asked for help.", ["Corsicana"]),
        ("She was held in the Columbia County Detention Center.", ["Columbia County"]),
        ("The market in Quezon City Wednesday was full.", ["Quezon City"]),
        ("MANSFIELD -- The council met. The mayor likes Mansfield.", ["MANSFIELD", "Mansfield"]),
    ],
)
def test_words_beside_a_name_make_it_a_place(report: str, names: list[str]) -> None:
    assert named(report) == names


@pytest.mark.parametrize(
    "report",
    [
        "Deputy Mayor Ann Reed and Judge Tom Ford met.",
        "An old man and a young woman spoke.",
        "Work goes on at the corner of Low and Harrison streets.",
    ],
)
def test_offices_people_and_streets_alone_name_no_place(report: str) -> None:
    assert named(report) == []


@pytest.mark.parametrize(
    ("report", "words", "kind"),
    [
        ("Pilgrims flew to Saudi Arabia.", "Saudi Arabia", "toponym"),
        ("She lives in Vancouver, British Columbia.", "British Columbia", "toponym"),
        ("Saudi officials met in Cairo.", "Saudi", "demonym"),
    ],
)
def test_an_adjective_inside_a_name_is_part_of_it(report: str, words: str, kind: str) -> None:
    assert (words, kind) in [(name.words, name.kind) for name in seen(report).toponyms]


@pytest.mark.parametrize("state", ["Arizona", "California", "Florida", "Iowa", "Kansas", "Maryland", "Oklahoma", "Oregon", "Texas"])
def test_a_state_is_not_a_small_town_called_after_it(state: str) -> None:
    assert shelves().gazetteer.look_up(state)[0].id == f"region:us-{state.lower()}"


@pytest.mark.parametrize(
    ("report", "words", "area"),
    [
        ("The governor of New York state spoke.", "New York", "region:us-new-york"),
        ("Farms in the state of Washington were searched.", "Washington", "region:us-washington"),
        ("She works in New York.", "New York", "region:us-new-york"),
    ],
)
def test_words_beside_a_name_say_that_it_is_a_state(report: str, words: str, area: str) -> None:
    assert meant(report)[words] == area


def test_only_several_counties_are_counties() -> None:
    report = "The Athens counties in Georgia, and Clay and Grant counties in Minnesota, reported."
    assert not meant(report)["Athens"].startswith("district:")
    assert meant(report)["Clay"].startswith("district:us-mn")
