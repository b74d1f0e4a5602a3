"""Phrases in other words, as names are usually built."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.resolve.wordings import by_compass, plural, rewordings

STATES = {"Ukraine": "Ukrainian", "Russia": "Russian", "China": "Chinese"}


def of(phrase: str) -> dict[str, str]:
    """Return the rewordings of a phrase by their tags."""
    return dict(rewordings(phrase, lambda words: STATES.get(words, "")))


@pytest.mark.parametrize(
    ("phrase", "tag", "name"),
    [
        ("spokesman of the Ukrainian military", "turned", "Ukrainian military spokesman"),
        ("peacekeepers from China", "turned adjective", "Chinese peacekeepers"),
        ("Russia's general staff", "owner adjective", "Russian general staff"),
        ("residents of the town of Cizre", "kind left out", "residents of Cizre"),
        ("district of al-Giza al-Bahriya", "kind left out", "al-Giza al-Bahriya"),
        ("forces loyal to the Government of National Accord", "loyal", "Government of National Accord forces"),
        ("army units loyal to Ali Abdullah Saleh", "pro", "pro-Ali Abdullah Saleh army units"),
        ("two other towns in Idlib", "less", "towns in Idlib"),
        ("U.S. Department of the Treasury", "US", "US Department of the Treasury"),
        ("vital supplies", "head alone", "supplies"),
        ("Afghan civilian", "plural", "Afghan civilians"),
        ("Palestinian", "plural", "Palestinians"),
    ],
)
def test_usual_names(phrase: str, tag: str, name: str) -> None:
    """Each way to build a name is found under its tag."""
    assert of(phrase)[tag] == name


@pytest.mark.parametrize("phrase", ["United States", "Islamic State", "children", "Hezbollah fighters"])
def test_what_is_a_name_already_keeps_its_words(phrase: str) -> None:
    """Names and bare plurals are not turned round."""
    assert not {"turned", "owner", "US", "kind left out", "less"} & set(of(phrase))


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("north of Aleppo", "northern Aleppo"),
        ("the north-east of Syria", "north-eastern Syria"),
        ("the centre of Kismayo", "central Kismayo"),
        ("the road to Aleppo", ""),
    ],
)
def test_compass(phrase: str, name: str) -> None:
    """A part told by its compass point is named by an adjective."""
    assert by_compass(phrase) == name


@pytest.mark.parametrize(("phrase", "many"), [("body", "bodies"), ("gunman", "gunmen"), ("wounded people", ""), ("the convoy", "the convoys")])
def test_plural(phrase: str, many: str) -> None:
    """A common noun is put in the plural, where that is sure."""
    assert plural(phrase) == many


@given(st.text(alphabet="abc ABC'’.of", max_size=30))
def test_any_words_can_be_asked(words: str) -> None:
    """No phrase breaks it, and no rewording is empty."""
    assert all(tag and name for tag, name in rewordings(words, lambda _: ""))
