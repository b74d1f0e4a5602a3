from dataclasses import replace

import pytest

from tests.resolve.scenes import scene_of
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.records import Filler, Link
from whoholds.resolve.antecedents import resolve_place_words
from whoholds.resolve.inside import seat_of
from whoholds.resolve.scene import Scene


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


def names(scene: Scene, words: str) -> list[str]:
    at = scene.text.rindex(words)
    return [links[0].name for links in resolve_place_words(scene, Filler(at, at + len(words), words))]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the town", "Kobani"),
        ("there", "Kobani"),
        ("its outskirts", "Kobani"),
        ("the town's edge", "Kobani"),
        ("the town's northern districts", "northern Kobani"),
        ("the junta's headquarters", "junta's headquarters"),
        ("parts of the town", "Kobani"),
        ("the airport", "Kobani airport"),
        ("villages around the town", "villages around Kobani"),
        ("the refinery 10 km north of the town", "Kobani refinery"),
        ("Turkish soil", "Turkey"),
        ("the country", "Syria"),
        ("Marj al-Nur", "Marj al-Nur"),
        ("a town", "town"),
    ],
)
def test_a_description_means_the_place_told_of(catalogue: Catalogue, words: str, name: str) -> None:
    scene = scene_of(f"Fighting reached Kobani on Monday.\nOn Tuesday shells hit {words}.", [], catalogue)
    assert names(scene, words) == [name]


def test_these_towns_are_several(catalogue: Catalogue) -> None:
    scene = scene_of("The road joins Raqqa and Palmyra.\nHolding these towns is dear.", [], catalogue)
    assert names(scene, "these towns") == ["Raqqa", "Palmyra"]


def test_nothing_told_of_is_said_so(catalogue: Catalogue) -> None:
    scene = scene_of("Shells hit the mill.", [], catalogue)
    at = scene.text.index("the mill")
    link = resolve_place_words(scene, Filler(at, at + 8, "the mill"))[0][0]
    assert link.name == "mill" and link.score <= 0.1


def test_the_capital_of_a_province_is_the_town_there_that_the_text_speaks_of(catalogue: Catalogue) -> None:
    scene = scene_of("Fighting reached Mosul on Monday.\nThe capital of Nineveh fell.", [], catalogue)
    nineveh = Link("region:iq-nineveh", "Nineveh", "region", 1.0, "")
    assert [link.name for link in seat_of(scene, (nineveh,), 60)] == ["capital in Nineveh"]
    scene.places[:] = [replace(h, link=replace(h.link, within=("region:iq-nineveh",))) for h in scene.places]
    assert [link.name for link in seat_of(scene, (nineveh,), 60)] == ["Mosul"]
