"""Place names are found in reports of many wars, and not in the names of people, papers and sides."""

from __future__ import annotations

import pytest

from tests.shelves import gazetteer, seen
from tests.trees import sentence
from whoholds.annotate.toponyms import find_toponyms


def found(text: str, *kinds: str) -> list[str]:
    """Return the words of the places of a text, of some kinds or of all."""
    return [place.words for place in seen(text).places if not kinds or place.kind in kinds]


@pytest.mark.parametrize(
    ("report", "places"),
    [
        ("Rebels seized Maarat al-Numan on Sunday and pushed on to Aleppo.", ["Maarat al-Numan", "Aleppo"]),
        ("The fighters hold al-Bab and Deir ez-Zor.", ["al-Bab", "Deir ez-Zor"]),
        ("The fighters hold Azaz, Ras al-Ain and Deir ez-Zor.", ["Azaz", "Ras al-Ain", "Deir ez-Zor"]),
        ("Shells fell on Aleppo province and near Tabqa Dam.", ["Aleppo province", "Tabqa Dam"]),
        ("The Rapid Support Forces shelled El Fasher in North Darfur.", ["El Fasher", "North Darfur"]),
        ("The army took back Wad Madani, south of Khartoum.", ["Wad Madani", "Khartoum"]),
        ("Troops left Bakhmut, and shells fell on Kharkiv and Kherson.", ["Bakhmut", "Kharkiv", "Kherson"]),
        ("The Arakan Army captured Paletwa in Chin State.", ["Paletwa", "Chin State"]),
        ("Rebels overran Laukkai, and the soldiers fled to Mandalay.", ["Laukkai", "Mandalay"]),
        ("Jihadists burned villages near Djibo in Burkina Faso.", ["Djibo", "Burkina Faso"]),
        ("Fighters blockaded Timbuktu and cut the road from Kidal.", ["Timbuktu", "Kidal"]),
    ],
)
def test_places_of_five_wars_are_found_whole_and_in_text_order(report: str, places: list[str]) -> None:
    assert found(report, "toponym") == places


@pytest.mark.parametrize(
    ("report", "place"),
    [
        ("Iraqi forces advanced in northern Iraq.", "northern Iraq"),
        ("Snipers stayed in East Mosul.", "East Mosul"),
        ("Jihadists attacked a convoy in north-eastern Mali.", "north-eastern Mali"),
    ],
)
def test_a_compass_word_makes_a_part_of_a_place(report: str, place: str) -> None:
    assert found(report, "relative") == [place]


@pytest.mark.parametrize(
    ("report", "place"),
    [
        ("Trucks queued at the Syria-Iraq border.", "Syria-Iraq border"),
        ("Militants mined the Raqqa-Mosul highway.", "Raqqa-Mosul highway"),
    ],
)
def test_what_lies_between_two_places_is_one_place(report: str, place: str) -> None:
    assert found(report) == [place]


def test_people_of_a_country_are_demonyms() -> None:
    assert found("Ukrainian gunners fired at Russian lines.", "demonym") == ["Ukrainian", "Russian"]
    assert found("Ukrainian gunners fired at Russian lines.", "toponym", "relative") == []


TOWNS_IN_A_NAME = pytest.mark.xfail(strict=False, reason="the reader misses the person, and both names are towns")
CENTRE = pytest.mark.xfail(strict=False, reason="'Aleppo' and 'Centre' are found inside the name of the organisation")
BANK = pytest.mark.xfail(strict=False, reason="the reader gives 'Baghdad' of 'Bank of Baghdad' as a place of its own")


@pytest.mark.parametrize(
    ("report", "places"),
    [
        ("The Washington Post reported that fighters had left Mosul.", ["Mosul"]),
        ("The New York Times said Kyiv would not yield.", ["Kyiv"]),
        ("The London School of Economics published a study of Homs.", ["Homs"]),
        ("The University of Mosul reopened.", []),
        ("Paris Hilton gave money for the children of Aleppo.", ["Aleppo"]),
        ("Jack London wrote nothing about Kobani.", ["Kobani"]),
        ("Chelsea Manning was silent about Basra.", ["Basra"]),
        ("Sydney Morgan met Victoria Lincoln and Austin Lee.", []),
        pytest.param("Mr. London spoke to Sydney Morgan about the fall of Homs.", ["Homs"], marks=TOWNS_IN_A_NAME),
        pytest.param("The Aleppo Media Centre said four people were killed in Idlib.", ["Idlib"], marks=CENTRE),
        pytest.param("The Bank of Baghdad lent nothing.", [], marks=BANK),
        ("Fighters of the Free Syrian Army left the town of Azaz.", ["Azaz"]),
        pytest.param("The Islamic State of Iraq and the Levant lost the town of Sinjar.", ["Sinjar"]),
        pytest.param("The Islamic State of Iraq and Syria lost the town of Sinjar.", ["Sinjar"]),
    ],
)
def test_people_papers_and_sides_are_no_places(report: str, places: list[str]) -> None:
    assert found(report, "toponym", "relative") == places


HIT = pytest.mark.xfail(strict=False, reason="the reader takes the town of Hit for a verb or a common word")


@pytest.mark.parametrize(
    ("report", "places"),
    [
        ("March ended. May began. Many died.", []),
        ("The police said the prime minister would speak on Monday.", []),
        pytest.param("Iraqi troops entered Hit on Monday.", ["Hit"], marks=HIT),
    ],
)
def test_common_words_are_no_towns_although_towns_bear_them(report: str, places: list[str]) -> None:
    assert found(report, "toponym", "relative") == places


def test_a_village_that_no_table_holds_is_still_found() -> None:
    assert not gazetteer().knows("Paletwa")
    assert "Paletwa" in found("The Arakan Army captured Paletwa in Chin State.")


@pytest.mark.parametrize(
    ("report", "name"),
    [
        ("Rebels shelled the garrison of Obi-Garm on Friday.", "Obi-Garm"),
        ("The column reached the Mãe de Água roundabout at noon.", "Mãe de Água"),
        ("Shells hit houses in the Bab al-Tob district.", "Bab al-Tob district"),
    ],
)
def test_a_name_is_taken_whole_although_a_town_bears_a_part_of_it(report: str, name: str) -> None:
    assert found(report) == [name]


def test_mentions_never_overlap_and_stand_where_they_say() -> None:
    report = "Aleppo's mayor left Aleppo for northern Syria, the Syria-Iraq border and Deir ez-Zor province."
    places = seen(report).places
    assert [report[place.start : place.end] for place in places] == [place.words for place in places]
    assert all(one.end <= other.start for one, other in zip(places, places[1:], strict=False))
    assert [place.words for place in places].count("Aleppo") == 2


@pytest.mark.parametrize(
    ("tree", "places"),
    [
        ("They/PRON/PRP/nsubj>2 left/VERB/VBD/root>0 Kobani/PROPN/NNP/obj>2", ["Kobani"]),
        ("They/PRON/PRP/nsubj>2 left/VERB/VBD/root>0 kobani/NOUN/NN/obj>2", []),
        ("They/PRON/PRP/nsubj>2 left/VERB/VBD/root>0 The/DET/DT/det>4 City/PROPN/NNP/obj>2", []),
        (
            "They/PRON/PRP/nsubj>2 left/VERB/VBD/root>0 Kobani/PROPN/NNP/obj>2 ,/PUNCT/,/punct>5 Homs/PROPN/NNP/conj>3",
            ["Kobani", "Homs"],
        ),
    ],
)
def test_a_name_of_the_gazetteer_needs_a_capital_and_no_comma(tree: str, places: list[str]) -> None:
    text, read = sentence(tree)
    assert [place.words for place in find_toponyms(text, (read,), gazetteer())] == places


def test_nothing_comes_of_nothing() -> None:
    assert find_toponyms("", (), gazetteer()) == ()
