"""Texts in capitals: read in usual case, shown as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.annotate.casing import as_written, in_usual_case
from whoholds.pipeline import claims_of
from whoholds.records import Document
from whoholds.toolkit import Toolkit, open_toolkit

WIRE = """BEIRUT, 28 MAR 90 (AFP) -- SYRIAN REBELS KILLED TWO PEASANTS IN ALEPPO
PROVINCE ON SUNDAY, THE ARMY SAID. THE GUERRILLAS OF THE FARABUNDO MARTI
NATIONAL LIBERATION FRONT [FMLN] BLEW UP A BRIDGE WITH AN AK-47 NEARBY.

I SAW THE FMLN ATTACK SAN SALVADOR, A U.S.-BACKED FORCE SAID."""


@pytest.fixture(scope="module")
def tools() -> Toolkit:
    return open_toolkit()


@pytest.mark.parametrize(
    "words",
    [
        "BEIRUT, 28 MAR 90 (AFP) -- Syrian rebels killed two peasants in Aleppo",
        "National Liberation Front [FMLN] blew up a bridge",
        "an AK-47",
        "I saw the FMLN attack San Salvador, a U.S.-backed force said.",
    ],
)
def test_names_get_their_capitals_and_other_words_lose_them(words: str, tools: Toolkit) -> None:
    assert words in in_usual_case(Document("wire", WIRE), tools).text


def test_text_in_usual_case_is_left_alone(tools: Toolkit) -> None:
    document = Document("d", "The rebels of the FMLN took Aleppo on Sunday, the army of Syria said.")
    assert in_usual_case(document, tools) is document


def test_everything_found_stands_in_the_text_as_written(tools: Toolkit) -> None:
    made = claims_of(Document("wire", WIRE), tools)
    assert made.annotated.document.text == WIRE
    assert "KILLED" in [claim.trigger.words for claim in made.claims]
    mentions = [
        one for c in made.claims for one in (c.trigger, c.sentence, *c.actors, *c.targets, *c.places, *c.quantities)
    ]
    mentions += [*made.annotated.places, *made.annotated.actors, *(w.mention for w in made.annotated.times)]
    mentions += [token for sentence in made.annotated.sentences for token in sentence.tokens]
    assert all(WIRE[one.start : one.end] == one.words for one in mentions)


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("ABZÄİßǅ .,-[]()'\"\n19IAL"), min_size=45, max_size=160))
def test_no_sign_moves(text: str) -> None:
    document = Document("d", text)
    fresh = in_usual_case(document, TOOLS).text
    assert len(fresh) == len(text)
    assert all(new == old or new == old.lower() for new, old in zip(fresh, text, strict=True))


TOOLS = open_toolkit()


def test_words_come_back(tools: Toolkit) -> None:
    document = Document("wire", WIRE)
    plain = in_usual_case(document, tools)
    sentences = as_written(tools.reader.read(plain.text), document)
    assert [s.start for s in sentences] == [s.start for s in tools.reader.read(plain.text)]
    assert sentences[0].tokens[0].words == "BEIRUT"
