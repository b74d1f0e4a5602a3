"""Claims turned into MUC-4 templates, on wires of our own."""

from __future__ import annotations

from datetime import date

import pytest

from whoholds.evaluate.muc4_cast import noun_in, tidy, without_titles
from whoholds.evaluate.muc4_causes import errors_of
from whoholds.evaluate.muc4_score import GoldFilled, GoldTemplate, Template
from whoholds.evaluate.muc4_templates import day_of_dateline, templates_of
from whoholds.pipeline import Made, claims_of
from whoholds.records import Document
from whoholds.toolkit import open_toolkit

TOOLS = open_toolkit()


def read(text: str) -> Made:
    return claims_of(Document("wire", text), TOOLS)


def templates(text: str) -> list[Template]:
    return templates_of(read(text))


def words(template: Template, role: str) -> list[str]:
    return [one.words for one in template.roles[role]]


def test_bomb_and_its_toll_are_one_bombing() -> None:
    (one,) = templates("Guerrillas bombed the Northern Bank in Lima on Sunday. Two peasants were killed by the bomb.")
    assert (one.incident, words(one, "PerpInd"), words(one, "Weapon")) == ("BOMBING", ["Guerrillas"], ["bomb"])
    assert [(v.words, v.named) for v in one.roles["Victim"]] == [("peasants", False)]


def test_kidnapping_has_the_victims_full_name_without_titles() -> None:
    (one,) = templates("Gunmen kidnapped Judge Maria Diaz in Cali. Police said the gunmen abducted Diaz at her home.")
    assert (one.incident, words(one, "Victim")) == ("KIDNAPPING", ["Maria Diaz"])


def test_house_burnt_is_arson_with_a_target() -> None:
    (one,) = templates("Terrorists burned a school in Ayacucho on Friday.")
    assert (one.incident, words(one, "Target")) == ("ARSON", ["school"])


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers clashed with guerrillas near Morazan, and five guerrillas were killed.",
        "The army denied that rebels attacked the bank in Cali.",
        "The minister spoke of the economy.",
    ],
)
def test_what_muc4_leaves_out(text: str) -> None:
    assert templates(text) == []


def test_wires_in_capitals_read_alike() -> None:
    text = "GUATEMALA CITY, 4 FEB 90 -- TERRORISTS BURNED A SCHOOL IN AYACUCHO ON FRIDAY, THE GOVERNMENT SAID."
    assert [(one.incident, words(one, "Target")) for one in templates(text)] == [("ARSON", ["SCHOOL"])]


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("the  car", "car"),
        ("at least three power lines", "power lines"),
        ("alleged urban guerrillas", "urban guerrillas"),
    ],
)
def test_words_are_tidied(words: str, plain: str) -> None:
    assert tidy(words) == plain


def test_titles_and_nouns() -> None:
    assert without_titles("GENERAL GUSTAVO ALVAREZ") == "GUSTAVO ALVAREZ"
    assert noun_in("offices of the bank") == "office"


def test_dateline_has_a_day() -> None:
    assert day_of_dateline("SAN SALVADOR, 3 JAN 90") == date(1990, 1, 3)
    assert day_of_dateline("CLANDESTINE") is None


def test_each_error_has_a_cause() -> None:
    key = GoldTemplate(("BOMBING",), {"Target": (GoldFilled(frozenset({"bridge"})),)})
    causes = {(one.kind, one.slot, one.cause) for one in errors_of([key], read("The minister spoke."))}
    assert causes == {("missed", "Type", "no claim extracted"), ("missed", "Target", "its template missed")}
