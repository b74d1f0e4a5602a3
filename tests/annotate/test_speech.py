"""Quotations, scare quotes, blocks of speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.annotate.speech import find_quotes


def found(text: str) -> list[tuple[str, str]]:
    """List kind and words."""
    return [(quote.kind, quote.words) for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said "we will go there." Then he left.', ['"we will go there."']),
        (
            "\u201cWe took it,\u201d he said. \u201cIt is ours now.\u201d",
            ["\u201cWe took it,\u201d", "\u201cIt is ours now.\u201d"],
        ),
        ("\u00abNous avons pris la ville\u00bb, he said.", ["\u00abNous avons pris la ville\u00bb"]),
        ("'We took it at dawn,' he said.", ["'We took it at dawn,'"]),
        ("\u2018The town\u2019s gate fell today,\u2019 he said.", ["\u2018The town\u2019s gate fell today,\u2019"]),
        ('""We have met before,"" he said.', ['""We have met before,""']),
        (
            "\u201cIt is a long war.\n\n\u201cIt goes on.\u201d So he said.",
            ["\u201cIt is a long war.\n\n\u201cIt goes on.\u201d"],
        ),
        ("\u201cIt is a long\n\nwar today,\u201d he said.", ["\u201cIt is a long\n\nwar today,\u201d"]),
        ('He said "we will go there and never closed.', ['"we will go there and never closed.']),
    ],
)
def test_quotations(text: str, quotes: list[str]) -> None:
    assert found(text) == [("quote", words) for words in quotes]


@pytest.mark.parametrize(
    "text", ["The rebels' base at O'Neill's farm fell.", "The rebels\u2019 base fell.", "It was 6' long."]
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("words", ['"capital"', '"safe zone"', "\u201cutopia\u201d"])
def test_words_in_marks_of_distance(words: str) -> None:
    assert found(f"It is their {words} in the east.") == [("scare", words)]


def test_short_speech_is_speech() -> None:
    assert found('He said: "Never again."') == [("quote", '"Never again."')]


def test_a_block_runs_to_the_foot_of_the_page() -> None:
    text = "The minister said:\n\nWe are here.\n\nWe stay.\n\nNotes to editors\n\nMore."
    assert found(text) == [("block", "We are here.\n\nWe stay.")]


def test_a_speech_may_go_on_where_it_opens() -> None:
    text = "The minister said: We are here. They fled.\n\nAid came."
    assert found(text) == [("block", "We are here. They fled.")]
    assert found("The report said: Three died. They fled.") == []


def test_a_speech_goes_on_as_far_as_somebody_says_i() -> None:
    text = "The minister said: Two died.\n\nI call on both to stop.\n\nAid came.\n\nNotes to editors\n\nWe publish this."
    assert found(text) == [("block", "Two died.\n\nI call on both to stop.")]
    assert found("The minister said: We came.\n\nMs Arlow said: We left.") == [("block", "We came."), ("block", "We left.")]


def test_turns_of_a_transcript_are_blocks_up_to_the_next() -> None:
    text = "QUESTION: And the dam?\n\nCOL. HARPER: It is ours. They fled.\n\nNobody was hurt.\n\nQUESTION: When?"
    assert [words for kind, words in found(text) if kind == "block"] == [
        "And the dam?", "It is ours. They fled.\n\nNobody was hurt.", "When?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "STRIKES IN SYRIA: Near Hasakah, two strikes.\n\nSTRIKES IN IRAQ: Near Mosul, four strikes.",  # headings
        "COL. HARPER: It is ours.",  # one turn alone
        "MINISTER GOMEZ: THE ARMY LEFT.\n\nGENERAL RUIZ: IT DID NOT.",  # all in capitals, as old wires are
    ],
)
def test_capitals_and_a_colon_alone_are_no_transcript(text: str) -> None:
    assert found(text) == []


def test_a_quotation_after_the_colon_is_no_block() -> None:
    assert found('The minister said:\n\n"We are here to stay."') == [("quote", '"We are here to stay."')]


@given(st.text("ab .,\n\"'\u201c\u201d\u2018\u2019\u00ab\u00bb:", max_size=80))
def test_spans_hold_their_words_in_order(text: str) -> None:
    quotes = find_quotes(text)
    assert all(text[quote.start : quote.end] == quote.words for quote in quotes)
    assert list(quotes) == sorted(quotes)
