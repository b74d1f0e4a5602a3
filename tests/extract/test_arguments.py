"""Who does and who is done to, whatever the grammar."""

import pytest

from tests.trees import sentence
from whoholds.extract.arguments import objects, subjects
from whoholds.extract.tree import open_tree

CASES = [
    ("active", "Rebels/NOUN/NNS/nsubj>2 seized/VERB/VBD/root>0 Harim/PROPN/NNP/obj>2", 1, ["Rebels"], ["Harim"]),
    (
        "passive",
        "Harim/PROPN/NNP/nsubj:pass>3 was/AUX/VBD/aux:pass>3 seized/VERB/VBN/root>0 by/ADP/IN/case>5 rebels/NOUN/NNS/obl>3",
        2,
        ["rebels"],
        ["Harim"],
    ),
    (
        "shared subject and object",
        "Rebels/NOUN/NNS/nsubj>2 seized/VERB/VBD/root>0 and/CCONJ/CC/cc>4 held/VERB/VBD/conj>2 Harim/PROPN/NNP/obj>4",
        1,
        ["Rebels"],
        ["Harim"],
    ),
    (
        "control by the object",
        "Jets/NOUN/NNS/nsubj>2 helped/VERB/VBD/root>0 troops/NOUN/NNS/obj>2 retake/VERB/VB/xcomp>2 Harim/PROPN/NNP/obj>4",
        3,
        ["troops"],
        ["Harim"],
    ),
    (
        "control by the subject",
        "Rebels/NOUN/NNS/nsubj>2 began/VERB/VBD/root>0 shelling/VERB/VBG/xcomp>2 Harim/PROPN/NNP/obj>3",
        2,
        ["Rebels"],
        ["Harim"],
    ),
    (
        "relative clause on the subject",
        "Rebels/NOUN/NNS/nsubj>5 who/PRON/WP/nsubj>3 held/VERB/VBD/acl:relcl>1 Harim/PROPN/NNP/obj>3 fled/VERB/VBD/root>0",
        2,
        ["Rebels"],
        ["Harim"],
    ),
    (
        "reduced relative clause on the object",
        "Land/NOUN/NN/nsubj>4 rebels/NOUN/NNS/nsubj>3 held/VERB/VBD/acl:relcl>1 shrank/VERB/VBD/root>0",
        2,
        ["rebels"],
        ["Land"],
    ),
    (
        "participle after its noun",
        "Harim/PROPN/NNP/root>0 seized/VERB/VBN/acl>1 by/ADP/IN/case>4 rebels/NOUN/NNS/obl>2",
        1,
        ["rebels"],
        ["Harim"],
    ),
    (
        "hyphened participle before its noun",
        "rebel/NOUN/NN/compound>3 -/PUNCT/HYPH/punct>3 held/VERB/VBN/amod>4 Harim/PROPN/NNP/root>0",
        2,
        ["rebel"],
        ["Harim"],
    ),
]


@pytest.mark.parametrize(("line", "verb", "who", "what"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_logical_arguments(line: str, verb: int, who: list[str], what: list[str]) -> None:
    tree = open_tree(sentence(line, {"helped": "help"})[1])
    assert [tree.tokens[i].words for i in subjects(tree, verb)] == who
    assert [tree.tokens[i].words for i in objects(tree, verb)] == what


def test_broken_tree_ends() -> None:
    loop = "a/VERB/VBN/conj>2 b/VERB/VBN/conj>1 c/NOUN/NN/obj>9"
    tree = open_tree(sentence(loop)[1])
    assert subjects(tree, 0) == []
    assert tree.first_conjunct(0) in (0, 1)
