"""The coder on sentences that it has not learned from: class, actors, and how it chooses among phrases."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tests.shelves import shelves

from whoholds.errors import ModelError
from whoholds.pipeline import claims_of
from whoholds.plover.actors import Candidate
from whoholds.plover.coder import Coded, choose, code_sentences, code_text
from whoholds.plover.codes import EVENTS
from whoholds.plover.model import NONE, Classes, Role, open_weights, read_weights
from whoholds.plover.words import open_families, read_families
from whoholds.records import Document


@cache
def coded(text: str) -> tuple[Coded, ...]:
    return code_sentences(claims_of(Document("d", text), shelves()), shelves().reader)


EXAMPLES = [
    (
        "The Kenyan government urged Ethiopia to release the captured fishermen.",
        "REQUEST",
        ["Kenyan government"],
        ["Ethiopia"],
    ),
    (
        "Slovak farmers marched through Bratislava on Tuesday to protest against the trade deal.",
        "PROTEST",
        ["Slovak farmers"],
        None,
    ),
    (
        "Libya's parliament rejected a Tunisian proposal for joint patrols.",
        "REJECT",
        ["Libya's parliament"],
        ["Tunisian"],
    ),
    (
        "Moroccan police arrested two Spanish journalists in Tangier.",
        "COERCE",
        ["Moroccan police"],
        ["Spanish journalists"],
    ),
    ("Militants shelled an army post near Derna, killing four soldiers.", "ASSAULT", ["Militants"], None),
    ("Bulgaria condemned the Serbian decision as illegal.", "ACCUSE", ["Bulgaria"], ["Serbian"]),
    ("Portugal threatened to close the port to Russian ships.", "THREATEN", ["Portugal"], ["Russian"]),
    (
        "The Finnish foreign minister met Georgian leaders in Tbilisi on Friday.",
        "CONSULT",
        ["Finnish foreign minister"],
        ["Georgian leaders"],
    ),
]


@pytest.mark.parametrize(("text", "event", "sources", "targets"), EXAMPLES)
def test_sentence_is_coded_with_its_actors(
    text: str, event: str, sources: list[str], targets: list[str] | None
) -> None:
    (found,) = coded(text)
    assert found.event == event
    assert [one.words for one in found.sources] == sources
    assert targets is None or [one.words for one in found.targets] == targets


def test_parties_that_act_on_each_other_are_sources() -> None:
    (found,) = coded("Ghana and Togo agreed on Monday to reopen the bridge between their countries.")
    assert ([one.words for one in found.sources], found.targets, found.mutual) == (["Ghana", "Togo"], (), True)


def test_background_is_no_event() -> None:
    (found,) = coded("The valley is 60 kilometres long and has about 30,000 inhabitants.")
    assert (found.event, found.sources) == (None, ())


def test_every_sentence_is_coded_and_quoted() -> None:
    text = "Rebels attacked the town of Bria on Monday. It lies on a river. France condemned the raid."
    assert [one.sentence.words for one in coded(text) if one.sentence] == text.replace(". ", ".|").split("|")
    assert [one.event for one in coded(text)][1] is None


def test_actors_are_words_of_the_text() -> None:
    text = EXAMPLES[0][0]
    (found,) = coded(text)
    assert all(text[one.start : one.end] == one.words for one in (*found.sources, *found.targets))


def test_text_has_the_event_of_its_longest_sentence_that_has_one() -> None:
    made = claims_of(
        Document("d", "Two rebels surrendered. The hills are green and high there in the warm spring of the year."),
        shelves(),
    )
    assert code_text(made, shelves().reader).event == "RETREAT"


class Plain:
    """A reader that gives no vectors."""

    name = "plain"

    def read(self, text: str) -> tuple[()]:
        return ()

    def read_many(self, texts: object) -> object:
        return iter(())


def test_reader_without_vectors_is_coded_by_the_bare_model() -> None:
    made = claims_of(Document("d", EXAMPLES[0][0]), shelves())
    assert code_sentences(made, Plain())[0].event == "REQUEST"  # type: ignore[arg-type]


def test_event_that_is_not_sure_enough_is_none() -> None:
    made = claims_of(Document("d", EXAMPLES[0][0]), shelves())
    assert code_sentences(made, shelves().reader, least=1.0)[0].event is None


def test_phrases_are_chosen_by_score_and_never_overlap() -> None:
    phrases = [
        Candidate(1, 0, 2, False),
        Candidate(0, 0, 0, True),
        Candidate(4, 4, 4, False),
        Candidate(6, 6, 6, False),
    ]
    role = Role({"good": 3.0, "fair": 1.0, "poor": -3.0}, 0.3, 0.6)
    found = choose(phrases, [["good"], ["fair"], ["fair"], ["poor"]], role, [])
    assert [one.head for one in found] == [1, 4]
    assert [one.head for one in choose(phrases, [["good"], ["fair"], ["fair"], ["poor"]], role, [phrases[0]])] == [4]


def test_classes_are_weighed_by_features_and_vector() -> None:
    model = Classes(("A", "B"), {"x": [2.0, 0.0]}, np.zeros(1), np.ones(1), np.array([[0.0, 5.0]]))
    assert model.probabilities(["x"], np.zeros(1, dtype=np.float32))["A"] > 0.8
    assert model.probabilities(["x"], np.ones(1, dtype=np.float32))["B"] > 0.9


def test_shipped_weights_know_the_classes_of_plover() -> None:
    assert {*EVENTS, NONE} == set(open_weights().events.names) == set(open_weights().bare.names)


def test_families_are_found_by_the_longest_form() -> None:
    families = read_families("# a table\nend: call_off\nask: call\n")
    assert families.find("call off", "call") == ("end",)
    assert families.find("hum") == ()
    assert open_families().of["curfew"]


def test_damaged_files_are_named() -> None:
    with pytest.raises(ValueError, match="line 1"):
        read_families("no family")
    with pytest.raises((ValueError, OSError)):
        read_weights(b"no weights")
    assert issubclass(ModelError, Exception)
