from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.actors.spelling import clean, key, slug
from whoholds.errors import CatalogueError

ON = date(2015, 6, 1)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Islamic State fighters", "Islamic State"),
        ("Bosnian Serb tanks", "Bosnian Serb army"),
        ("Tamil Tiger boats", "LTTE"),
        ("Isis jihadists", "Islamic State"),
        ("gunmen of the Islamic State group", "Islamic State"),
        ("the so-called Islamic State", "Islamic State"),
        ("ISIL’s", "Islamic State"),
        ("Kurdish YPG forces", "YPG"),
        ("Kurdish People’s Protection Units (YPG) fighters", "YPG"),
        ("US-led coalition jets", "US-led coalition"),
        ("Syrian troops", "Syrian army"),
        ("the army of Iraq", "Iraqi army"),
        ("Iraq's army", "Iraqi army"),
        ("Iraqi forces", "Iraqi security forces"),
        ("Syrian government forces", "Syrian army"),
        ("Turkish jets", "Turkey"),
        ("Bolivian police", "Bolivian police"),
        ("the Kenyan air force", "Kenyan air force"),
        ("Russia", "Russia"),
        ("the Kremlin", "Russia"),
        ("U.S.", "United States"),
        ("Al Shabaab militants", "al-Shabaab"),
        ("Tehreek-i-Taliban Pakistan", "Pakistani Taliban"),
        ("FARC rebels", "FARC"),
        ("Shining Path guerrillas", "Shining Path"),
        ("the Rapid Support Forces", "Rapid Support Forces"),
        ("Hizbullah fighters", "Hezbollah"),
        ("UN refugee agency", "UNHCR"),
    ],
)
def test_a_name_is_read_whatever_its_spelling_and_tail(catalogue: Catalogue, words: str, name: str) -> None:
    assert catalogue.look_up(words, ON)[0].name == name


@pytest.mark.parametrize(
    "words", ["is", "us", "the west", "Let", "Syrians", "Syrian television", "peace", "a baker", ""]
)
def test_common_words_are_no_sides(catalogue: Catalogue, words: str) -> None:
    assert catalogue.look_up(words, ON) == ()


@pytest.mark.parametrize("words", ["IS", "US", "LeT", "the West"])
def test_the_same_letters_written_as_names_are(catalogue: Catalogue, words: str) -> None:
    assert catalogue.look_up(words, ON)


def test_ties_hold_from_their_day_on(catalogue: Catalogue) -> None:
    before, after = catalogue.climb("actor:ypg", date(2015, 6, 1)), catalogue.climb("actor:ypg", date(2016, 6, 1))
    assert "actor:syrian-democratic-forces" not in before
    assert after[0] == "actor:syrian-democratic-forces"


def test_a_branch_climbs_to_its_state(catalogue: Catalogue) -> None:
    assert catalogue.climb("actor:iraq-army") == ("actor:iraq-forces", "actor:iraq-government", "actor:iraq")


def test_a_description_means_who_exists_there_and_then(catalogue: Catalogue) -> None:
    assert catalogue.describe("militants", "NG", ON)[0].name == "Boko Haram"
    assert catalogue.describe("jihadists", "IQ", date(2005, 1, 1))[0].name == "al-Qaeda in Iraq"
    assert catalogue.describe("jihadists", "IQ", ON)[0].name == "Islamic State"


def test_an_office_is_held_from_day_to_day(catalogue: Catalogue) -> None:
    holder = catalogue.serving("actor:united-states", "president", ON)
    assert holder is not None and holder.name == "Barack Obama"
    assert catalogue.serving("actor:united-states", "president", None) is None


def test_every_wheres_own_state_has_an_army_or_forces(catalogue: Catalogue) -> None:
    for state in catalogue.states.values():
        assert state.branch("army") in catalogue.actors
        assert state.branch("government") in catalogue.actors


def test_every_actor_is_found_by_its_own_name(catalogue: Catalogue) -> None:
    lost = [a.id for a in catalogue.actors.values() if a.id not in {m.id for m in catalogue.look_up(a.name)}]
    assert lost == []


def test_faults_are_shown_together_with_file_and_line(tmp_path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "- {id: a, name: A, kind: army, colour: red}\n- {id: b, kind: tribe}\n- {id: c, name: C, kind: army, since: soon}\n"
    )
    with pytest.raises(CatalogueError) as caught:
        open_catalogue([file])
    message = str(caught.value)
    assert "mine.yaml, line 1: unknown key 'colour'" in message
    assert "mine.yaml, line 2: key 'name' is missing" in message
    assert "kind 'tribe' is unknown" in message
    assert "mine.yaml, line 3: since 'soon' is no day" in message


def test_a_tie_to_nobody_is_a_fault(tmp_path) -> None:
    (tmp_path / "mine.yaml").write_text("- {id: a, name: A, kind: armed, ties: [{kind: part_of, actor: nowhere}]}\n")
    with pytest.raises(CatalogueError, match="nowhere"):
        open_catalogue([tmp_path])


def test_ones_own_side_is_added_and_scalars_stay_strings(tmp_path) -> None:
    (tmp_path / "mine.yaml").write_text("- {id: no-one, name: NO, kind: armed, countries: [NO], names: [on, off]}\n")
    actor = open_catalogue([tmp_path]).actor("actor:no-one")
    assert actor is not None and actor.names == ("on", "off") and actor.country == "NO"


def test_the_key_of_a_name_is_its_own_key(catalogue: Catalogue) -> None:
    names = [name for actor in catalogue.actors.values() for name in (actor.name, *actor.names)]
    assert [name for name in names if key(key(name)) != key(name)] == []


@given(st.text(max_size=60))
def test_any_words_have_a_clean_form_and_a_slug(words: str) -> None:
    assert key(words) == key(words.upper().lower()) or not words.isascii()
    assert clean(words) == "" or clean(words).strip()
    assert " " not in slug(words)


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_words_may_be_looked_up(words: str) -> None:
    open_once().look_up(words, ON)


_OPEN: list[Catalogue] = []


def open_once() -> Catalogue:
    if not _OPEN:
        _OPEN.append(open_catalogue())
    return _OPEN[0]
