"""The chooser weighs the rules' answer against the other names that a reader would think of."""

import gzip
import json

import pytest

from tests.resolve.scenes import ask, scene_of
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.pipeline import claims_of
from whoholds.records import Document
from whoholds.resolve.actors import resolve_side
from whoholds.resolve.asking import Ask
from whoholds.resolve.chooser import choose_side, open_chooser, read_chooser, softmax
from whoholds.resolve.option_features import features, mention_form
from whoholds.resolve.options import side_options
from whoholds.resolve.place_options import place_options
from whoholds.toolkit import open_toolkit


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("it", "pronoun it"),
        ("the soldiers", "the plural"),
        ("the Iraqi army", "the name first"),
        ("Sudanese Armed Forces", "bare name"),
        ("SDF", "bare acronym"),
        ("its fighters", "its plural"),
        ("12 gunmen", "number plural"),
        ("a brigade", "a"),
    ],
)
def test_how_a_mention_is_made(words: str, form: str) -> None:
    assert mention_form(words) == form


def test_whom_words_could_mean(catalogue: Catalogue) -> None:
    scene = scene_of(
        "The YPG fought Islamic State near Kobani.\nThe fighters took the hill.", ["YPG", "Islamic State"], catalogue
    )
    asked = ask(scene, "The fighters", type="capture")
    names = {option.name for option in side_options(scene, asked, resolve_side(scene, asked))}
    assert {"YPG", "Islamic State", "fighters"} <= names


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Bombs fell on Mosul.\nResidents of the city fled.", "Residents of the city", "residents of Mosul"),
        ("Bombs fell on Mosul.\nThe spokesman of the Ukrainian military spoke.", "The spokesman of the Ukrainian military", "Ukrainian military spokesman"),
        ("Bombs fell on Mosul and then on Tikrit.\nFamilies fled.", "Families", "residents of Tikrit"),
        ("Bombs fell on Kandahar.\nA member of the Uruzgan Council spoke.", "A member of the Uruzgan Council", "Uruzgan Council"),
    ],
)  # fmt: skip
def test_names_as_they_are_usually_built(text: str, words: str, name: str, catalogue: Catalogue) -> None:
    scene = scene_of(text, [], catalogue)
    asked = ask(scene, words, type="displace")
    assert name in {option.name for option in side_options(scene, asked, resolve_side(scene, asked))}


def test_a_brigade_named_long_ago_is_weighed_for_the_brigade(catalogue: Catalogue) -> None:
    others = [f"Group {letter}" for letter in "BCDEFGHJK"]
    text = "The Sultan Murad Brigade came.\n" + "\n".join(f"{name} came." for name in others) + "\nThe brigade left."
    scene = scene_of(text, ["Sultan Murad Brigade", *others], catalogue)
    asked = ask(scene, "The brigade", type="withdraw")
    assert "Sultan Murad Brigade" in {option.name for option in side_options(scene, asked, resolve_side(scene, asked))}


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("The army held Mosul.\nIt shelled the approaches to the city.", "the approaches to the city", {"approaches to Mosul"}),
        ("The army held Mosul.\nIt shelled the north of Mosul.", "the north of Mosul", {"northern Mosul"}),
        ("The army held Mosul.\nIt shelled the main bridge.", "the main bridge", {"main bridge of Mosul", "main bridge of Iraq"}),
        ("The army held Mosul.\nOthers held Raqqa.\nIt closed the border.", "the border", {"Syria-Iraq border", "Iraq-Syria border"}),
    ],
)
def test_where_words_could_be(text: str, words: str, names: set[str], catalogue: Catalogue) -> None:
    scene = scene_of(text, [], catalogue)
    asked = ask(scene, words, role="place", type="strike")
    assert names <= {option.name for option in place_options(scene, asked, ())}


def test_a_name_of_the_catalogue_stays_whom_it_means(catalogue: Catalogue) -> None:
    scene = scene_of("The YPG and Hezbollah met.\nThe Syrian Democratic Forces came.", ["YPG", "Hezbollah"], catalogue)
    asked = ask(scene, "The Syrian Democratic Forces")
    links = resolve_side(scene, asked)
    assert {option.link.id for option in side_options(scene, asked, links)} == {links[0].id}
    assert choose_side(scene, asked, links)[0].id == links[0].id


def test_the_answer_does_not_depend_on_the_order_of_options(catalogue: Catalogue) -> None:
    scene = scene_of("The YPG fought Islamic State near Kobani.\nThey took the hill.", ["YPG", "Islamic State"], catalogue)
    asked = ask(scene, "They", type="capture")
    links = resolve_side(scene, asked)
    options = side_options(scene, asked, links)
    said = dict(zip((o.name for o in options), features(scene, asked, links, options), strict=True))
    backward = options[::-1]
    again = dict(zip((o.name for o in backward), features(scene, asked, links, backward), strict=True))
    assert said == again


@pytest.mark.parametrize("words", ["A Belgian jihadi", "French militants", "Tunisian extremists"])
def test_a_citizen_who_fights_is_no_army_of_that_state(words: str, catalogue: Catalogue) -> None:
    scene = scene_of(f"{words} attacked the police station.", [], catalogue)
    asked = ask(scene, words, type="clash")
    assert not any(option.link.kind == "army" for option in side_options(scene, asked, resolve_side(scene, asked)))


def test_words_without_other_options_keep_the_rules_answer(catalogue: Catalogue) -> None:
    scene = scene_of("It rained.", [], catalogue)
    assert choose_side(scene, Ask("it", 0, 2), ()) == ()


def test_a_private_person_is_never_an_option_by_name() -> None:
    document = Document(
        "d", "Aleppo baker Samir Haddad fled the city. He said that soldiers had shot at Haddad's neighbours.", None
    )
    toolkit = open_toolkit()
    for claim in claims_of(document, toolkit).claims:
        fillers = (*claim.actors, *claim.targets, *claim.sources)
        assert not any("Haddad" in link.name for filler in fillers for link in filler.links)


def test_chances_sum_to_one() -> None:
    assert sum(softmax([700.0, -3.0, 0.5])) == pytest.approx(1.0)


def test_the_shipped_weights_can_be_read_and_a_damaged_file_is_told() -> None:
    assert open_chooser().sides and open_chooser().places
    with pytest.raises(KeyError):
        read_chooser(gzip.compress(json.dumps({"sides": {}}).encode()))
