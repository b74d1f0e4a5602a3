"""Windows of claims, with and without time words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.trees import sentence
from whoholds.dates.tagger import find_times
from whoholds.records import Annotated, Claim, Document, Mention, Sentence, Window, on_day
from whoholds.resolve.windows import place_in_time

DAY = on_day(date(2016, 3, 20))
PAST = "Rebels/NOUN/NNS/nsubj>2 seized/VERB/VBD/root>0 Harim/PROPN/NNP/obj>2"
HAD = "Rebels/NOUN/NNS/nsubj>3 had/AUX/VBD/aux>3 seized/VERB/VBN/root>0 Harim/PROPN/NNP/obj>3"
NOW = "Rebels/NOUN/NNS/nsubj>2 control/VERB/VBP/root>0 Harim/PROPN/NNP/obj>2"


def place(
    line: str, claim_type: str = "capture", status: str = "fact", published: Window | None = DAY, paragraph: int = 0
) -> Claim:
    text, tree = sentence(line)
    tree = Sentence(0, tree.start, tree.end, paragraph, tree.tokens)
    verb = next(token for token in tree.tokens if token.upos == "VERB")
    times = find_times(text, (tree,), published)
    claim = Claim(
        "c", "d", claim_type, Mention(verb.start, verb.end, verb.words), Mention(0, len(text), text),
        status=status, time=times[0] if times else None,
    )  # fmt: skip
    document = Document("d", text, published=published)
    placed = place_in_time(claim, Annotated(document, (tree,), times=times))
    assert replace(placed, window=None, window_reason="") == claim
    return placed


def test_time_words_give_the_window() -> None:
    claim = place(PAST + " on/ADP/IN/case>5 Friday/PROPN/NNP/obl>2")
    assert claim.window == on_day(date(2016, 3, 18))
    assert claim.window_reason == '"Friday", read against publication on 2016-03-20'


def test_a_fact_dated_after_publication_is_flagged() -> None:
    claim = place(PAST + " on/ADP/IN/case>6 2/NUM/CD/nummod>6 April/PROPN/NNP/obl>2")
    assert claim.window == on_day(date(2016, 4, 2))
    assert "after publication" in claim.window_reason


def test_news_of_the_first_paragraph_is_of_the_last_week() -> None:
    assert place(PAST).window == Window(date(2016, 3, 13), date(2016, 3, 20))
    assert place(PAST, paragraph=2).window == Window(None, date(2016, 3, 20))


def test_past_perfect_is_left_open() -> None:
    assert place(HAD).window == Window(None, date(2016, 3, 20))


def test_a_state_in_the_present_holds_at_publication() -> None:
    assert place(NOW, "hold").window == DAY


def test_a_plan_lies_ahead() -> None:
    assert place(NOW, "advance", "planned").window == Window(date(2016, 3, 20), None)


def test_a_deadline_of_a_plan_begins_at_publication() -> None:
    line = "They/PRON/PRP/nsubj>3 will/AUX/MD/aux>3 leave/VERB/VB/root>0 by/ADP/IN/case>5 May/PROPN/NNP/obl>3"
    assert place(line, "withdraw", "planned").window == Window(date(2016, 3, 20), date(2016, 5, 31))


def test_without_a_publication_day_nothing_is_guessed() -> None:
    claim = place(PAST, published=None)
    assert claim.window is None
    assert claim.window_reason == "no time words; publication day not known"


def test_full_dates_need_no_publication_day() -> None:
    claim = place(PAST + " in/ADP/IN/case>5 2014/NUM/CD/obl>2", published=None)
    assert claim.window == Window(date(2014, 1, 1), date(2014, 12, 31))
