"""The engines and the two pure halves: the same bytes in any order and any engine; a bad article fails alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import claim, document
from tests.shelves import shelves
from whoholds.errors import ModelError
from whoholds.models.reader import Reader
from whoholds.pipeline import State, claims_of, holdings_of, keys_of, state_of, state_of_claims, work_out
from whoholds.records import Claim, Document, Sentence
from whoholds.records.json_lines import to_line
from whoholds.run import engines
from whoholds.run.engines import Outcome, read_one, run_processes, run_serial
from whoholds.toolkit import Toolkit, ToolkitSpec

ARTICLES = (
    document("a1", "Kurdish fighters captured Tal Abyad from Islamic State on June 15, 2015, a spokesman said.", "2015-06-16"),
    document("a2", "Islamic State seized Palmyra on Wednesday. Troops withdrew towards Homs.", "2015-05-21", "Harbour Daily"),
    document("a3", "", "2015-05-22"),
    document("a4", "About 300 militants fled Ramadi 🏚️ (الرمادي) after Iraqi forces retook it.\r\n\r\nIt was quiet.", "2015-12-29"),
    document("a5", "Islamic State seized Palmyra on Wednesday. Troops withdrew towards Homs.", "2015-05-21", "Hill Post"),
)  # fmt: skip
CLAIMS = (
    claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", doc="d1", said_by="Observatory"),
    claim("capture", who="Islamic State", whom="YPG", day="2015-07-06", doc="d2"),
    claim("hold", who="YPG", day="2015-08-03", doc="d3"),
    claim("hold", who="Islamic State", day="2015-08-03", doc="d4", status="denied"),
    claim("capture", "Mosul", who="Iraqi army", whom="Islamic State", day="2015-08-01", doc="d1", at=90),
    claim("withdraw", "Nineveh", who="Peshmerga", day="2015-08-02", doc="d5"),
    claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", doc="d6", publisher="Hill Post"),
    claim("strike", "Raqqa", who="Russia", day="2015-11-20", doc="d2", at=60),
    claim("talks", "Syria", who="Turkey+Russia", day="2015-11-24", doc="d3", at=80),
    claim("hold", "Mosul", who="Islamic State", doc="d7"),
    claim("hold", who="Islamic State", day="2015-08-03", doc="d7", at=70),
)
TEXTS = {
    "d1": "Fighters raised their flag over the town at dawn. Two shops burnt and the bakery stayed shut for a week.",
    "d2": "The counter-offensive came from the south, along the canal. Nurses were flown out by helicopter.",
    "d3": "Commanders told visitors that the front is calm. Farmers have gone back to harvest what the drought left.",
    "d4": "A broadcast of the group was called untrue by the mayor, who spoke by telephone from his office.",
    "d5": "Trucks with furniture queued at the pass. A shepherd counted sixty of them before noon.",
    "d7": "Leaflets said that the black banner still flies, and that rumours of a retreat are lies.",
}
TEXTS["d6"] = TEXTS["d1"]
DOCUMENTS = tuple(document(id, text, "2015-08-05", f"Paper {id}") for id, text in sorted(TEXTS.items()))
ORIGINS = {one.id: "d1" if one.id == "d6" else one.id for one in DOCUMENTS}
PLACE = [one for one in CLAIMS if "gn:1" in keys_of(one)]


class BrokenReader:
    """A reader that cannot read one word, in one way or another."""

    def __init__(self, whole: Reader, fault: Exception) -> None:
        self.whole, self.fault = whole, fault

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Read, unless the text holds the word."""
        if "Ramadi" in text:
            raise self.fault
        return self.whole.read(text)


@cache
def serial() -> tuple[Outcome, ...]:
    """Read the articles one after the other."""
    return tuple(run_serial(ARTICLES, shelves()))


def line(outcome: Outcome) -> str:
    """Write an outcome to the last sign."""
    made = outcome.made
    assert made is not None, outcome.failed
    return "\n".join(map(to_line, (outcome.document, made.annotated, made.claims, made.statements)))


def written(state: State) -> str:
    """Write a state to the last sign."""
    return to_line(state)


def broken(fault: Exception) -> Toolkit:
    """Return the shipped shelves with a broken reader."""
    return replace(shelves(), reader=BrokenReader(shelves().reader, fault))


def found(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Count the claims of each article, in order."""
    return {one.document.id: len(one.made.claims) if one.made else -1 for one in outcomes}


def test_articles_are_read_in_the_order_they_came() -> None:
    assert [one.document for one in serial()] == list(ARTICLES)
    counts = found(serial())
    assert counts["a1"] and counts["a2"] and counts["a4"] and counts["a3"] == 0


def test_processes_give_the_same_bytes_as_one_process() -> None:
    outcomes = list(run_processes(ARTICLES * 3, ToolkitSpec(), workers=2))
    assert [line(one) for one in outcomes] == [line(one) for one in serial()] * 3


def test_an_article_is_read_the_same_whatever_was_read_before_it() -> None:
    backwards = list(run_serial(reversed(ARTICLES), shelves()))[::-1]
    assert [line(one) for one in backwards] == [line(one) for one in serial()]


def test_every_claim_quotes_its_article_to_the_sign() -> None:
    for outcome in serial():
        assert outcome.made is not None
        for one in outcome.made.claims:
            text = outcome.document.text
            assert text[one.trigger.start : one.trigger.end] == one.trigger.words
            assert text[one.sentence.start : one.sentence.end] == one.sentence.words
            assert (one.document, one.published) == (outcome.document.id, outcome.document.published)


@pytest.mark.parametrize(
    "fault", [ValueError("odd"), RecursionError("deep"), MemoryError(), ModelError("no weights here")]
)
def test_a_bad_article_fails_alone_and_says_why(fault: Exception) -> None:
    outcomes = list(run_serial(ARTICLES, broken(fault)))
    assert [one.document.id for one in outcomes if one.made is None] == ["a4"]
    assert [line(one) for one in outcomes if one.made] == [line(one) for one in serial() if one.document.id != "a4"]
    reason = next(one.failed for one in outcomes if one.made is None)
    assert reason == str(fault) if isinstance(fault, ModelError) else reason.startswith(type(fault).__name__)


def test_an_article_too_long_is_told_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "LONGEST", len(ARTICLES[0].text))
    assert read_one(ARTICLES[0], shelves()).made is not None
    longer = read_one(replace(ARTICLES[0], text=ARTICLES[0].text + "!"), shelves())
    assert longer.made is None and "cut it into articles" in longer.failed


def test_the_stop_key_is_not_an_article_that_failed() -> None:
    class Stopped(BrokenReader):
        def read(self, text: str) -> tuple[Sentence, ...]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_one(ARTICLES[0], replace(shelves(), reader=Stopped(shelves().reader, ValueError())))


def test_articles_are_asked_for_only_as_fast_as_they_are_read() -> None:
    asked: list[str] = []

    def come() -> list[Document]:
        for number in range(100):
            asked.append(str(number))
            yield document(str(number), "It was quiet.", "2015-06-16")

    first = next(iter(run_serial(come(), shelves())))
    assert (first.document.id, asked) == ("0", ["0"])


@settings(max_examples=40, deadline=None)
@given(st.permutations(PLACE))
def test_the_order_of_claims_never_changes_the_state_of_a_place(claims: list[Claim]) -> None:
    assert written(state_of("gn:1", claims, ORIGINS)) == written(state_of("gn:1", PLACE, ORIGINS))


@settings(max_examples=40, deadline=None)
@given(st.permutations(CLAIMS), st.permutations(DOCUMENTS))
def test_the_order_of_articles_and_claims_never_changes_what_is_worked_out(
    claims: list[Claim], documents: list[Document]
) -> None:
    assert written(work_out(documents, claims)) == written(work_out(DOCUMENTS, CLAIMS))
    assert written(state_of_claims(claims)) == written(state_of_claims(CLAIMS))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(CLAIMS), unique=True), st.dates(date(2015, 6, 1), date(2015, 12, 31)))
def test_what_is_known_by_a_day_rests_on_nothing_told_later(claims: list[Claim], day: date) -> None:
    told = [one for one in claims if one.published and one.published.latest and one.published.latest <= day]
    assert written(work_out(DOCUMENTS, claims, known_by=day)) == written(work_out(DOCUMENTS, told))
    assert holdings_of(claims, ORIGINS, day) == holdings_of(told, ORIGINS)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(CLAIMS), unique=True))
def test_all_that_is_worked_out_rests_on_claims_that_were_given(claims: list[Claim]) -> None:
    state, ids = work_out(DOCUMENTS, claims), {one.id for one in claims}
    for holding in state.holdings:
        assert set(holding.claims_for) | set(holding.claims_against) <= ids
        assert holding.claims_for or holding.status != "held"
    assert {id for event in state.events for id in event.claims} <= ids
    assert {id for dispute in state.disputes for id in dispute.claims} <= ids


def test_the_examples_above_work_something_out() -> None:
    state = work_out(DOCUMENTS, CLAIMS)
    assert {holding.place.id for holding in state.holdings} >= {"gn:1", "gn:3"}
    assert state.events and state.disputes
    assert dict(state.origins) == ORIGINS, "a paper that prints another's story is no second origin"
    assert len(PLACE) >= 5 and state_of("gn:1", PLACE, ORIGINS).holdings
    assert work_out((), ()) == State()


def test_a_claim_is_evidence_for_its_place_and_all_that_it_lies_in_but_talk_is_none() -> None:
    assert keys_of(claim("hold", "Raqqa")) == ("country:SY", "gn:2", "region:sy-raqqa")
    assert keys_of(claim("talks", "Raqqa")) == ()
    assert keys_of(claim("hold", "")) == ()


def test_a_country_is_never_held_as_one_place() -> None:
    assert holdings_of([claim("hold", "Syria", who="Islamic State", day="2015-06-01")], {}) == ()


def test_one_article_read_alone_gives_what_the_engine_gives() -> None:
    made = claims_of(ARTICLES[0], shelves())
    assert line(Outcome(ARTICLES[0], made)) == line(serial()[0])
