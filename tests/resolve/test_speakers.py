from dataclasses import replace
from datetime import date

import pytest

from tests.resolve.scenes import ask, scene_of
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.records import Filler, Mention
from whoholds.resolve.persons import public_role, read_people
from whoholds.resolve.privacy import without_private_names
from whoholds.resolve.scene import Scene, hear
from whoholds.resolve.speakers import plain_case, resolve_speaker


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
        ("Palmyra is lost, Syrian media say.", "Syrian media", "Syrian media"),
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
        ("Mosul is quiet, a spokesman of the Rafidain Front said.", "a spokesman of the Rafidain Front", "Rafidain Front spokesman"),
        ("Hodeidah is quiet, a Houthi military spokesman said.", "a Houthi military spokesman", "Houthi military spokesman"),
        ("Hodeidah is quiet, a Houthi spokesman said.", "a Houthi spokesman", "Houthi spokesman"),
        ("Jaffna is quiet, the ministry of defence in Colombo said.", "the ministry of defence in Colombo", "Sri Lankan ministry of defence"),
        ("Tikrit is quiet, a military spokesman in Baghdad said.", "a military spokesman in Baghdad", "Iraqi military spokesman"),
        ("Goma is quiet, the representative of Angola said.", "the representative of Angola", "representative of Angola"),
        ("Goma is quiet, a deputy foreign minister of Rwanda said.", "a deputy foreign minister of Rwanda", "Rwandan deputy foreign minister"),
    ],
)
def test_a_speaker_is_an_institution_or_a_role(catalogue: Catalogue, text: str, words: str, name: str) -> None:
    scene = scene_of(text, [], catalogue)
    assert resolve_speaker(scene, ask(scene, words, role="source"))[0].name == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("its spokesman", "Rapid Support Forces spokesman"),
        ("its chief negotiator", "Rapid Support Forces chief negotiator"),
        ("a spokesman for them", "Rapid Support Forces spokesman"),
    ],
)
def test_a_role_of_whom_a_pronoun_means(catalogue: Catalogue, words: str, name: str) -> None:
    text = f"The Rapid Support Forces hold Nyala.\nThe siege is over, {words} said."
    scene = scene_of(text, ["Rapid Support Forces"], catalogue, day=date(2025, 6, 1))
    assert resolve_speaker(scene, ask(scene, words, role="source"))[0].name == name


def test_a_towns_mayor_is_no_sides(catalogue: Catalogue) -> None:
    scene = scene_of("Islamic State attacked Mosul.\nMosul will hold, its mayor said.", ["Islamic State"], catalogue)
    assert "Islamic State" not in resolve_speaker(scene, ask(scene, "its mayor", role="source"))[0].name


def test_the_spokesman_is_the_one_told_of_before(catalogue: Catalogue) -> None:
    text = "A Houthi military spokesman showed pictures of Hodeidah.\nThe port is open, the spokesman said."
    scene = scene_of(text, [], catalogue)
    assert resolve_speaker(scene, ask(scene, "the spokesman", role="source"))[0].name == "Houthi military spokesman"


def test_a_portfolio_is_of_who_publishes(catalogue: Catalogue) -> None:
    text = "The Minister for Trade regrets the closing of the port.\nIt will open, the Minister for Trade said."
    scene = scene_of(text, [], catalogue, source="Norwegian government")
    assert resolve_speaker(scene, ask(scene, "the Minister for Trade", role="source"))[0].name == "Norwegian Minister for Trade"


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


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        ("Mosul is quiet, Jane Arlow's spokesman said.", "Jane Arlow's spokesman", "Jane Arlow"),
        ("Mosul is quiet, a spokesman for Edwin Vale said.", "a spokesman for Edwin Vale", "Edwin Vale"),
    ],
)
def test_a_spokesman_of_a_private_person_is_a_spokesman(catalogue: Catalogue, text: str, words: str, person: str) -> None:
    scene = with_person(scene_of(text, [], catalogue), person)
    links = without_private_names(scene, resolve_speaker(scene, ask(scene, words, role="source")))
    assert [link.name for link in links] == ["spokesman"]


@pytest.mark.parametrize("role", ["the head of the family", "the director of the hospital"])
def test_the_head_of_a_home_holds_no_public_office(catalogue: Catalogue, role: str) -> None:
    scene = with_person(scene_of(f"Mosul is quiet, Edwin Vale, {role}, said.", [], catalogue), "Edwin Vale")
    links = without_private_names(scene, resolve_speaker(scene, ask(scene, "Edwin Vale", role="source")))
    assert "Vale" not in links[0].name and "vale" not in links[0].id


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


def test_what_follows_a_name_between_commas_is_a_role_only_where_it_is_one(catalogue: Catalogue) -> None:
    text = "The spokesman, Col. Arno Delft, said the group held prisoners and that engineers, among others, were let in."
    scene = with_person(scene_of(text, [], catalogue), "Delft")
    assert public_role(scene, "Delft", "Delft") == ("spokesman", False)


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("SENIOR DEFENSE OFFICIAL", "senior defense official"),
        ("COL. HARPER", "Col. Harper"),
        ("QUESTION", "journalist"),
        ("UNHCR", "UNHCR"),
        ("the Ministry", "the Ministry"),
    ],
)
def test_labels_of_transcripts_are_written_as_a_text_would(label: str, plain: str) -> None:
    assert plain_case(label) == plain
