from dataclasses import replace

import pytest

from tests.trees import sentence
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.annotate.sides import find_sides, with_groups
from whoholds.records import Mention


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


TOOK = (
    "Kurdish/ADJ/JJ/amod>2 fighters/NOUN/NNS/nsubj>3 drove/VERB/VBD/root>0 Islamic/PROPN/NNP/compound>5 State/PROPN/NNP/compound>6 "
    "militants/NOUN/NNS/obj>3 out/ADP/IN/advmod>3 of/ADP/IN/case>9 Sarrin/PROPN/NNP/obl>3"
)
OF = (
    "The/DET/DT/det>2 guerrillas/NOUN/NNS/nsubj>6 of/ADP/IN/case>5 the/DET/DT/det>5 PKK/PROPN/NNP/nmod>2 entered/VERB/VBD/root>0 "
    "the/DET/DT/det>8 town/NOUN/NN/obj>6"
)
STATE = (
    "Turkey/PROPN/NNP/nsubj>2 said/VERB/VBD/root>0 the/DET/DT/det>4 army/NOUN/NN/nsubj>5 fought/VERB/VBD/ccomp>2 "
    "militants/NOUN/NNS/obj>5 in/ADP/IN/case>8 Iraq/PROPN/NNP/obl>5"
)
PLAIN = "It/PRON/PRP/nsubj>3 is/AUX/VBZ/cop>3 up/ADV/RB/root>0 to/ADP/IN/case>5 us/PRON/PRP/obl>3"


def found(line: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    text, tree = sentence(line)
    mentions = find_sides(text, (tree,), catalogue)
    assert all(text[m.start : m.end] == m.words for m in mentions)
    return [(m.words, m.kind) for m in mentions]


def test_names_take_their_members_with_them(catalogue: Catalogue) -> None:
    assert found(TOOK, catalogue) == [("Kurdish fighters", "name"), ("Islamic State militants", "name")]


def test_members_of_a_side_are_one_mention(catalogue: Catalogue) -> None:
    assert found(OF, catalogue) == [("guerrillas of the PKK", "name")]


def test_a_state_that_acts_is_a_side_and_one_that_says_where_is_not(catalogue: Catalogue) -> None:
    assert found(STATE, catalogue) == [("Turkey", "name"), ("army", "description"), ("militants", "description")]


def test_pronouns_and_common_words_are_no_mentions(catalogue: Catalogue) -> None:
    assert found(PLAIN, catalogue) == []


def test_nothing_comes_of_nothing(catalogue: Catalogue) -> None:
    assert find_sides("", (), catalogue) == ()


@pytest.mark.parametrize(
    ("name", "kind"), [("Faylaq al-Noor", "ORG"), ("Harakat al-Sabah", "ORG"), ("Houthi", "ORG"), ("Harith al-Noor", "PER"), ("Georgia", "PER"), ("Bashar al-Assad", "PER")]
)
def test_the_name_of_a_group_is_no_persons(catalogue: Catalogue, name: str, kind: str) -> None:
    _, left = sentence("He/PRON/PRP/nsubj>2 left/VERB/VBD/root>0")
    read = replace(left, entities=(Mention(0, len(name), name, "PER"),))
    assert with_groups((read,), catalogue)[0].entities[0].kind == kind
