"""PLOVER: claims coded as events by the tables, and the scores of events and actor spans, on records made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from whoholds.evaluate.plover import EVENTS, errors_of, fitting_half, measured, tally
from whoholds.evaluate.plover_codes import FACT, HARSH, KIND, LEMMAS, Coded, code, event_of
from whoholds.pipeline import Made
from whoholds.records import Annotated, Claim, Document, Filler, Mention, Sentence
from whoholds.records.claim import STATUSES, TYPES
from whoholds.records.sentence import Token

TEXT = "Rebels attacked police who demanded talks."
HEADS = {"Rebels": 1, "attacked": -1, "police": 1, "who": 4, "demanded": 2, "talks": 4, ".": 1}
LEMMA = {"demanded": "demand"}


def spot(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def filler(words: str) -> Filler:
    return Filler(*spot(words), words)


def claim(kind: str, trigger: str, status: str = "fact", **roles: tuple[Filler, ...]) -> Claim:
    return Claim(kind, "d", kind, Mention(*spot(trigger), trigger), Mention(0, len(TEXT), TEXT), status=status, **roles)


def made(*claims: Claim) -> Made:
    tokens = tuple(
        Token(number, *spot(words), words, LEMMA.get(words, words), "PRON" if words == "who" else "X", "", head, "dep")
        for number, (words, head) in enumerate(HEADS.items())
    )
    sentence = Sentence(0, 0, len(TEXT), 0, tokens)
    return Made(Annotated(Document("d", TEXT), (sentence,)), claims)


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


def test_claim_that_stands_highest_is_the_event() -> None:
    found = code(made(claim("talks", "talks", "planned"), claim("attack", "attacked", actors=(filler("Rebels"),))))
    assert (found.event, [one.words for one in found.sources]) == ("ASSAULT", ["Rebels"])


def test_statement_without_addressee_is_to_the_party_of_what_it_asks_for() -> None:
    asked = claim("talks", "talks", "planned", actors=(filler("police"), filler("Rebels")))
    found = code(made(claim("statement", "demanded", actors=(filler("police"),)), asked))
    assert (found.event, [one.words for one in found.targets]) == ("REQUEST", ["Rebels"])


def test_pronoun_gives_way_to_who_says_it() -> None:
    found = code(made(claim("attack", "attacked", actors=(filler("who"),), sources=(filler("police"),))))
    assert [one.words for one in found.sources] == ["police"]


def test_nothing_read_is_no_answer() -> None:
    assert code(made()).event is None


def row(event: str, sources: list[str], targets: list[str], reciprocal: bool = False) -> dict[str, Any]:
    def actors(words: list[str]) -> list[dict[str, Any]]:
        return [{"text": one, "start": spot(one)[0], "end": spot(one)[1]} for one in words]

    gold = {"event": event, "source": actors(sources), "target": actors(targets), "reciprocal": reciprocal}
    return {"id": "r", "text": TEXT, "gold": gold}


RIGHT = Coded("ASSAULT", (filler("Rebels"),), (filler("police who"),))


def test_span_matches_by_half_of_the_shorter_and_strictly_by_its_words() -> None:
    counts = tally(row("ASSAULT", ["Rebels"], ["police"]), RIGHT)
    assert (counts["overlap", "whole"], counts["strict", "whole"]) == (1, 0)
    assert (counts["overlap", "target", "right"], counts["strict", "target", "right"]) == (1, 0)


def test_actors_in_each_others_place_are_wrong_unless_the_coders_made_them_equal() -> None:
    turned = Coded("ASSAULT", (filler("police"),), (filler("Rebels"),))
    assert tally(row("ASSAULT", ["Rebels"], ["police"]), turned)["overlap", "whole"] == 0
    assert tally(row("ASSAULT", ["Rebels", "police"], [], reciprocal=True), turned)["overlap", "whole"] == 1


def test_actor_that_is_not_verbatim_matches_by_its_words() -> None:
    gold = row("ASSAULT", ["Rebels"], [])
    gold["gold"]["source"] = [{"text": "Rebels ... police"}]
    assert tally(gold, Coded("ASSAULT", (filler("police"),)))["overlap", "source", "right"] == 1


def test_unanswered_counts_as_wrong_and_no_class_is_left_out_that_was_coded() -> None:
    records = [tally(row("ASSAULT", ["Rebels"], []), RIGHT), tally(row("PROTEST", ["Rebels"], []), Coded())]
    found = measured({"all": records}).scores
    assert found["all: event accuracy"] == found["all: macro-F1 of 16 classes"] == 0.5


def test_errors_name_event_and_actors() -> None:
    lines = errors_of(row("PROTEST", ["Rebels"], []), RIGHT)
    assert [line[:4] for line in lines] == [("event", "r", "PROTEST", "ASSAULT"), ("target", "r", "-", "police who")]


def test_sentence_that_was_coded_twice_is_in_one_half() -> None:
    rows = [{"id": f"r{number}", "text": f"text {number // 2}"} for number in range(40)]
    kept = [one["text"] for one in fitting_half(rows)]
    assert all(kept.count(text) == 2 for text in kept)
    assert 0 < len(kept) < 40
