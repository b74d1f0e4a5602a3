"""PLOVER's classes, and what claims are in them by the tables."""

from __future__ import annotations

import pytest

from whoholds.plover.codes import EVENTS, FACT, HARSH, KIND, LEMMAS, claim_features, event_of
from whoholds.records import Claim, Mention, Sentence
from whoholds.records.claim import STATUSES, TYPES
from whoholds.records.sentence import Token

TEXT = "Rebels attacked police who demanded talks."
HEADS = {"Rebels": 1, "attacked": -1, "police": 1, "who": 4, "demanded": 2, "talks": 4, ".": 1}


def spot(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def claim(kind: str, trigger: str, status: str = "fact") -> Claim:
    return Claim(kind, "d", kind, Mention(*spot(trigger), trigger), Mention(0, len(TEXT), TEXT), status=status)


def sentence() -> Sentence:
    tokens = (
        Token(number, *spot(words), words, words, "X", "", head, "dep")
        for number, (words, head) in enumerate(HEADS.items())
    )
    return Sentence(0, 0, len(TEXT), 0, tuple(tokens))


@pytest.mark.parametrize(
    ("kind", "status", "lemma", "event"),
    [
        ("clash", "fact", "fight", "ASSAULT"),
        ("clash", "planned", "fight", "THREATEN"),
        ("talks", "fact", "meet", "CONSULT"),
        ("talks", "planned", "meet", "AGREE"),
        ("talks", "denied", "meet", "REJECT"),
        ("withdraw", "fact", "withdraw", "RETREAT"),
        ("withdraw", "unreal", "withdraw", "THREATEN"),
        ("sanction", "fact", "investigation", "ACCUSE"),
        ("sanction", "fact", "arrest", "COERCE"),
        ("sanction", "fact", "designate", "SANCTION"),
        ("statement", "fact", "demand", "REQUEST"),
        ("statement", "fact", "hum", None),
        ("hold", "fact", "hold", None),
    ],
)
def test_type_status_and_lemma_make_the_class(kind: str, status: str, lemma: str, event: str | None) -> None:
    assert event_of(claim(kind, "attacked", status), [lemma]) == event


def test_tables_know_only_types_and_classes_that_there_are() -> None:
    assert set(FACT) | KIND | HARSH | set(LEMMAS) <= set(TYPES)
    classes = {event for words in LEMMAS.values() for event in words} | set(FACT.values())
    assert classes <= set(EVENTS)
    lemmas = [lemma for one in LEMMAS["statement"].values() for lemma in one.split()]
    assert len(lemmas) == len(set(lemmas))


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("status", STATUSES)
def test_every_claim_has_a_class_of_plover_or_none(kind: str, status: str) -> None:
    assert event_of(claim(kind, "attacked", status), ["deny"]) in (*EVENTS, None)


def test_claim_that_stands_highest_is_told_apart() -> None:
    found = claim_features([claim("talks", "talks", "planned"), claim("attack", "attacked")], sentence())
    assert {"top attack fact", "top code ASSAULT 0", "claim talks planned", "claim code AGREE"} <= set(found)
    assert "top talks" not in found


def test_sentence_without_claims_says_so() -> None:
    assert claim_features([], sentence()) == ["claim none"]
