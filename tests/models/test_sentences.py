"""Paragraphs and sentences of raw text."""

from __future__ import annotations

import pytest

from whoholds.models.card import FOLDER
from whoholds.models.paragraphs import paragraph_spans
from whoholds.models.sentences import cut_text, read_weights

WEIGHTS = read_weights(FOLDER / "sentence-ends.tsv.gz")
WRAPPED = (
    "The rebels said on Monday that they had taken the hill above the\n"
    "town after a fight of three days, and that the army had withdrawn\n"
    "towards the river. A spokesman for the army denied that any of its\n"
    "positions had been given up.\n"
    "   In the capital the president spoke of a temporary setback, and he\n"
    "promised to send help.\n"
)


def paragraphs_of(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraph_spans(text)]


def sentences_of(text: str) -> list[str]:
    return [text[spans[0][0] : spans[-1][1]] for _, spans in cut_text(text, WEIGHTS)]


def test_blank_lines_part_paragraphs_whatever_the_line_end() -> None:
    assert paragraphs_of("One.\r\n\r\nTwo.\n \t\nThree.") == ["One.", "Two.", "Three."]


def test_single_line_breaks_part_paragraphs_of_unwrapped_text() -> None:
    assert paragraphs_of("Army takes town\nBy A Reporter\nThe army took the town. It was dark.") == [
        "Army takes town",
        "By A Reporter",
        "The army took the town. It was dark.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    assert [each[:10] for each in paragraphs_of(WRAPPED)] == ["The rebels", "In the cap"]


def test_a_line_broken_in_mid_sentence_goes_on() -> None:
    assert paragraphs_of("The army took\nthe town of Hit.") == ["The army took\nthe town of Hit."]


def test_list_items_stand_alone() -> None:
    assert len(paragraphs_of("Near Hit\n- one strike\n- two strikes")) == 3


@pytest.mark.parametrize(
    "sentences",
    [
        ["The army left.", "It did not return."],
        ["Col. Steve Warren spoke to Lt. Gen. Sean MacFarland on Monday.", "He said no."],
        ["The U.S. has left.", "Brig. Gen. Ali stayed."],
        ['"We have won," he said.', '"They fled."', "No one was hurt."],
        ["“We will not leave.”", "“Never,” said Mr. Assad."],
        ["J. K. Smith arrived on Jan. 5.", "She left on Feb. 7."],
        ["They lost 22.5 per cent of it (see No. 4).", "Is it over?", "No!"],
        ["COL. JUAN PEREZ SAID THE ARMY LEFT.", "TWO SOLDIERS DIED."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences)) == sentences


def test_closing_quotes_never_stand_alone() -> None:
    assert len(sentences_of('He called them "the best". "')) == 1


def test_a_sentence_torn_by_a_blank_line_goes_on() -> None:
    torn = "The group faces its most serious threat since it declared a caliphate almost\n\none year ago, analysts say."
    assert len(sentences_of(torn)) == 1
