"""Whose officer speaks, and who existed and belonged to whom on the day that a claim tells of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.claims import claim
from tests.resolve.scenes import ask, scene_of
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.records import Claim, Filler
from whoholds.resolve.actors import resolve_side
from whoholds.resolve.days import day_told, on_its_day
from whoholds.resolve.speakers import resolve_speaker


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


@pytest.mark.parametrize(
    ("speaker", "side"),
    [
        ("an army officer", "Syrian army"),
        ("a rebel officer", "Syrian rebels"),
        ("a Bosnian Serb commander", "Bosnian Serb army"),
        ("a Houthi commander", "Houthis"),
        ("a Tuareg rebel commander", "MNLA"),
    ],
)
def test_we_are_the_side_of_the_officer_who_speaks(catalogue: Catalogue, speaker: str, side: str) -> None:
    scene = scene_of(f"We hold Palmyra, {speaker} said.", [], catalogue, day=date(2013, 6, 1))
    spoke = resolve_speaker(scene, ask(scene, speaker, role="source"))[0]
    assert resolve_side(scene, ask(scene, "We", type="hold", speaker=spoke))[0].name == side


@pytest.mark.parametrize(
    ("words", "name"),
    [("the provincial council", "Nineveh provincial council"), ("an officer of the provincial police", "Nineveh police officer")],
)
def test_provincial_bodies_are_those_of_the_province_told_of(catalogue: Catalogue, words: str, name: str) -> None:
    scene = scene_of(f"Mosul fell.\nIt is gone, {words} said.", [], catalogue)
    mosul = scene.places[0]
    scene.places.append(replace(mosul, link=replace(mosul.link, id="region:iq-nineveh", name="Nineveh", kind="region")))
    assert resolve_speaker(scene, ask(scene, words, role="source"))[0].name == name


def test_a_ministry_keeps_the_words_of_the_text_and_has_one_id(catalogue: Catalogue) -> None:
    scene = scene_of("Mosul is lost, the defence ministry said.\nThe Ministry of Defence denied it.", [], catalogue)
    links = [resolve_side(scene, ask(scene, words))[0] for words in ("the defence ministry", "The Ministry of Defence")]
    assert [link.name for link in links] == ["Iraqi defence ministry", "Iraqi Ministry of Defence"]
    assert {link.id for link in links} == {"actor:iraq-defence-ministry"}


def told(catalogue: Catalogue, name: str, day: str, published: str) -> Claim:
    """Make a claim about a day, read by the ties of its publication."""
    links = catalogue.look_up(name, date.fromisoformat(published))
    return replace(claim("hold", day=day, told=published), actors=(Filler(0, len(name), name, "name", links),))


@pytest.mark.parametrize(("day", "inside"), [("2023-04-14", True), ("2023-04-15", False)])
def test_a_side_is_part_of_what_it_was_part_of_on_the_day_told(catalogue: Catalogue, day: str, inside: bool) -> None:
    done = on_its_day(told(catalogue, "Rapid Support Forces", day, "2024-01-01"), catalogue)
    assert ("actor:sudan-army" in done.actors[0].links[0].within) == inside


def test_who_existed_on_the_day_told_is_not_doubted(catalogue: Catalogue) -> None:
    made = told(catalogue, "al-Qaeda in Iraq", "2006-06-01", "2015-06-01")
    link = on_its_day(made, catalogue).actors[0].links[0]
    assert "not known to exist" in made.actors[0].links[0].reason
    assert link.score == pytest.approx(0.98) and link.reason == "named" and "actor:al-qaeda" in link.within


def test_the_day_told_is_that_of_time_words_before_publication(catalogue: Catalogue) -> None:
    timed, untimed = claim("hold", day="2006-06-01"), claim("hold", told="2015-06-01")
    published = date(2015, 6, 1)
    assert (day_told(timed, published), day_told(untimed, published)) == (date(2006, 6, 1), published)
