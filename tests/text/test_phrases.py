"""Noun phrases from trees built by hand."""

from __future__ import annotations

import pytest

from whoholds.records.sentence import Sentence, Token
from whoholds.text.phrases import children, conjuncts, phrase, phrase_span, subtree

TOWN = "captured/VERB/-1/root the/DET/2/det town/NOUN/0/obj of/ADP/4/case Manbij/PROPN/2/nmod ,/PUNCT/8/punct which/PRON/8/nsubj now/ADV/8/advmod lies/VERB/2/acl:relcl empty/ADJ/8/xcomp"
SIDES = "Kurds/PROPN/4/nsubj and/CCONJ/3/cc the/DET/3/det Arabs/PROPN/0/conj fought/VERB/-1/root"
FORCES = "The/DET/7/det U.S./PROPN/3/compound -/PUNCT/3/punct backed/ADJ/7/amod Syrian/PROPN/7/amod Democratic/ADJ/7/amod _/PUNCT/5/punct Forces/PROPN/12/nsubj ,/PUNCT/10/punct an/DET/10/det alliance/NOUN/7/appos ,/PUNCT/10/punct won/VERB/-1/root"
BY = "killed/VERB/-1/root by/ADP/4/case about/ADV/3/advmod 20/NUM/4/nummod fighters/NOUN/0/obl:agent backed/VERB/4/acl"
LIST = "the/DET/4/det large/ADJ/4/amod ,/PUNCT/3/punct old/ADJ/4/amod town/NOUN/-1/root Kobani/PROPN/4/appos"


def tree(rows: str) -> tuple[Sentence, str]:
    text = " ".join(row.split("/")[0] for row in rows.split())
    tokens, spot = [], 0
    for index, row in enumerate(rows.split()):
        words, upos, head, deprel = row.split("/")
        tokens.append(Token(index, spot, spot + len(words), words, words, upos, upos, int(head), deprel))
        spot += len(words) + 1
    return Sentence(0, 0, len(text), 0, tuple(tokens)), text


@pytest.mark.parametrize(
    ("rows", "head", "whole", "short"),
    [
        (TOWN, 2, "the town of Manbij", "the town"),
        (TOWN, 4, "Manbij", "Manbij"),
        (SIDES, 0, "Kurds", "Kurds"),
        (SIDES, 3, "the Arabs", "the Arabs"),
        (FORCES, 7, "The U.S. - backed Syrian Democratic _ Forces", "The U.S. - backed Syrian Democratic _ Forces"),
        (FORCES, 10, "an alliance", "an alliance"),
        (BY, 4, "about 20 fighters", "about 20 fighters"),
        (LIST, 4, "the large , old town Kobani", "the large , old town Kobani"),
    ],
)
def test_phrase_keeps_what_belongs(rows: str, head: int, whole: str, short: str) -> None:
    sentence, text = tree(rows)
    assert phrase(sentence, text, head).words == whole
    assert phrase(sentence, text, head, with_prepositional=False).words == short


def test_span_is_in_tokens_and_mention_in_code_points() -> None:
    sentence, text = tree(TOWN)
    assert phrase_span(sentence, 2) == (1, 4)
    found = phrase(sentence, text, 2, kind="place")
    assert text[found.start : found.end] == found.words
    assert found.kind == "place"


def test_children_by_relation_or_its_base() -> None:
    sentence, _ = tree(TOWN)
    assert [each.words for each in children(sentence, 2, "acl")] == ["lies"]
    assert [each.words for each in children(sentence, 2)] == ["the", "Manbij", "lies"]


def test_subtree_is_sorted_and_survives_a_cycle() -> None:
    sentence, _ = tree("a/X/1/dep b/X/0/dep")
    assert subtree(sentence, 1) == [0, 1]


def test_conjuncts_put_the_head_first() -> None:
    sentence, _ = tree(SIDES)
    assert conjuncts(sentence, 0) == [0, 3]
