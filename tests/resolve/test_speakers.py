from dataclasses import replace

import pytest

from tests.resolve.scenes import ask, scene_of
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.records import Filler, Mention
from whoholds.resolve.persons import read_people
from whoholds.resolve.scene import Scene, hear
from whoholds.resolve.speakers import resolve_speaker


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


def with_person(scene: Scene, name: str) -> Scene:
    """Let the reader have seen a person."""
    at = scene.text.index(name)
    entity = Mention(at, at + len(name), name, "PER")
    sentences = tuple(replace(s, entities=(entity,)) if s.start <= at < s.end else s for s in scene.annotated.sentences)
    scene.annotated = replace(scene.annotated, sentences=sentences)
    scene.people.update(read_people(scene))
    return scene


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Tikrit is free, a military spokesman said.", "a military spokesman", "Iraqi military spokesman"),
        ("Palmyra is lost, state television said.", "state television", "Syrian state television"),
        ("Palmyra is lost, Syrian television said.", "Syrian television", "Syrian state television"),
        ("Kobani is free, a YPG commander said.", "a YPG commander", "YPG commander"),
        ("Kobani is free, an ISIL commander said.", "an ISIL commander", "Islamic State commander"),
        ("Mosul is quiet, the mayor said.", "the mayor", "mayor of Mosul"),
        (
            "Mosul is quiet, a spokesman for the US State Department said.",
            "a spokesman for the US State Department",
            "US State Department spokesman",
        ),
        (
            "Mosul is quiet, a study by Amnesty International says.",
            "a study by Amnesty International",
            "Amnesty International",
        ),
        ("Mosul is quiet, the UN refugee agency says.", "the UN refugee agency", "UNHCR"),
        ("Mosul is quiet, Washington says.", "Washington", "United States"),
        ("Mosul is quiet, a resident said.", "a resident", "resident of Mosul"),
    ],
)
def test_a_speaker_is_an_institution_or_a_role(catalogue: Catalogue, text: str, words: str, name: str) -> None:
    scene = scene_of(text, [], catalogue)
    assert resolve_speaker(scene, ask(scene, words, role="source"))[0].name == name


def test_a_spokesman_is_not_kept_by_name(catalogue: Catalogue) -> None:
    text = "Mosul is quiet, Edwin Vale, a spokesman for the US State Department, said."
    scene = with_person(scene_of(text, [], catalogue), "Edwin Vale")
    link = resolve_speaker(scene, ask(scene, "Edwin Vale", role="source"))[0]
    assert link.name == "US State Department spokesman"
    assert "vale" not in link.id


def test_a_private_person_is_not_kept_by_name(catalogue: Catalogue) -> None:
    scene = with_person(scene_of("Mosul is quiet, Edwin Vale said.", [], catalogue), "Edwin Vale")
    link = resolve_speaker(scene, ask(scene, "Edwin Vale", role="source"))[0]
    assert link.name == "unnamed person"


def test_a_minister_is_named(catalogue: Catalogue) -> None:
    scene = with_person(
        scene_of("Interior Minister Edwin Vale spoke of Mosul.\nMinister Vale was calm.", [], catalogue), "Edwin Vale"
    )
    assert resolve_speaker(scene, ask(scene, "Interior Minister Edwin Vale", role="source"))[0].name == "Edwin Vale"


def test_the_monitor_is_the_monitoring_group_before(catalogue: Catalogue) -> None:
    scene = scene_of(
        "A monitoring group counted ten dead in Raqqa.\nThe monitor said more would follow.", [], catalogue
    )
    first = resolve_speaker(scene, ask(scene, "A monitoring group", role="source"))[0]
    scene.speakers.append(hear(scene, Filler(0, 18, "A monitoring group"), first))
    assert first.name == "monitoring group"
    assert resolve_speaker(scene, ask(scene, "The monitor", role="source"))[0].id == first.id
