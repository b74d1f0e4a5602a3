from datetime import date

import pytest

from tests.resolve.scenes import ask, scene_of
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.resolve.actors import resolve_side


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


def test_the_group_is_the_armed_group_told_of(catalogue: Catalogue) -> None:
    scene = scene_of(
        "Islamic State lost Raqqa.\nRussia welcomed it.\nLater the group took back a village.",
        ["Islamic State", "Russia"],
        catalogue,
    )
    assert resolve_side(scene, ask(scene, "the group"))[0].name == "Islamic State"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The fight for Kobani went on.\nThen the jihadists fled.", "the jihadists", "Islamic State"),
        ("The fight for Mosul went on.\nThen the army fled.", "the army", "Iraqi army"),
        ("Shells fell on Palmyra.\nThen rebels came.", "rebels", "Syrian rebels"),
        ("Shells fell on Palmyra.\nThen government troops came.", "government troops", "Syrian army"),
        ("A market in Maiduguri burned.\nThe militants had come at night, police said.", "The militants", "Boko Haram"),
        ("A convoy left Kandahar.\nThe insurgents had mined the road.", "The insurgents", "Taliban"),
        ("Jets flew over Mosul.\nThe coalition said so.", "The coalition", "US-led coalition"),
    ],
)
def test_a_description_alone_means_who_is_usual_there_then(
    catalogue: Catalogue, text: str, words: str, name: str
) -> None:
    scene = scene_of(text, [], catalogue)
    assert resolve_side(scene, ask(scene, words))[0].name == name


def test_kurds_of_syria_are_the_ypg_where_the_text_says_so(catalogue: Catalogue) -> None:
    plain = scene_of("In Kobani all is quiet.\nKurdish fighters hold the hill.", [], catalogue)
    assert resolve_side(plain, ask(plain, "Kurdish fighters"))[0].name == "Kurdish forces"
    named = scene_of("In Kobani the YPG is near.\nKurdish fighters hold the hill.", ["YPG"], catalogue)
    assert resolve_side(named, ask(named, "Kurdish fighters"))[0].name == "YPG"


def test_it_is_not_the_other_side_of_the_claim(catalogue: Catalogue) -> None:
    scene = scene_of(
        "The YPG fought Islamic State near Kobani.\nOn Monday it took the hill.", ["YPG", "Islamic State"], catalogue
    )
    barred = frozenset({"actor:ypg"})
    assert resolve_side(scene, ask(scene, "it", type="capture", barred=barred))[0].name == "Islamic State"


def test_our_forces_are_those_of_who_publishes(catalogue: Catalogue) -> None:
    scene = scene_of("On Tuesday our forces took the hill by Kobani.", [], catalogue, source="YPG Press Desk")
    assert resolve_side(scene, ask(scene, "our forces", type="capture"))[0].name == "YPG"
    ministry = scene_of(
        "On Tuesday our men took the bridge in Tikrit.", [], catalogue, source="Iraqi Ministry of Defence press office"
    )
    assert resolve_side(ministry, ask(ministry, "our men", type="capture"))[0].name == "Iraqi security forces"


def test_its_fighters_are_the_owner_and_its_allies_are_not(catalogue: Catalogue) -> None:
    scene = scene_of(
        "Islamic State held Raqqa.\nIts fighters left and its allies stayed.", ["Islamic State"], catalogue
    )
    assert resolve_side(scene, ask(scene, "Its fighters"))[0].name == "Islamic State"
    assert resolve_side(scene, ask(scene, "its allies"))[0].name == "allies of Islamic State"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("some of the residents", "residents"),
        ("innocent civilians", "civilians"),
        ("Aid workers", "aid workers"),
        ("all parties", "all parties"),
        ("two prisoners", "prisoners"),
        ("the Free Men of Sarrin", "Free Men of Sarrin"),
    ],
)
def test_other_phrases_stand_for_themselves(catalogue: Catalogue, words: str, name: str) -> None:
    scene = scene_of(f"They spoke of {words}.", [], catalogue)
    link = resolve_side(scene, ask(scene, words))[0]
    assert link.name == name
    assert link.id.startswith("new:")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Prime Minister Haider al-Abadi", "Haider al-Abadi"),
        ("Turkey's president", "Recep Tayyip Erdogan"),
        ("the American president", "Barack Obama"),
        ("President Bashar al-Assad's forces", "Syrian army"),
    ],
)
def test_public_office_is_read_with_its_day(catalogue: Catalogue, words: str, name: str) -> None:
    scene = scene_of(f"The talk was of {words}.", [], catalogue, day=date(2015, 6, 1))
    assert resolve_side(scene, ask(scene, words))[0].name == name


def test_the_same_document_gives_the_same_links(catalogue: Catalogue) -> None:
    text, sides = "The YPG fought Islamic State near Kobani.\nLater they withdrew.", ["YPG", "Islamic State"]
    first, second = (scene_of(text, sides, catalogue) for _ in range(2))
    assert resolve_side(first, ask(first, "they")) == resolve_side(second, ask(second, "they"))
