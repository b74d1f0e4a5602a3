"""Numbers with bounds and units; what looks like one and is none."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.annotate.number_words import find_amounts, value_of
from whoholds.annotate.numbers import find_numbers
from whoholds.records import Mention, Sentence, Token, When, on_day

AMOUNTS = [
    ("more than 6,000", 6000, None, ""),
    ("at least 60", 60, None, ""),
    ("no more than 400", None, 400, ""),
    ("no more than about 350", None, 350, ""),
    ("no higher than 150", None, 150, ""),
    ("325km", 325, 325, "km"),
    ("between 50km and 140km", 50, 140, "km"),
    ("some 20k", 20_000, 20_000, ""),
    ("40 tonnes", 40, 40, "tonnes"),
    ("about 30", 30, 30, ""),
    ("nearly 100", 100, 100, ""),
    ("fewer than 500", None, 500, ""),
    ("no fewer than 150", 150, None, ""),
    ("up to 20", None, 20, ""),
    ("as many as half a million", None, 500_000, ""),
    ("between 20 and 30", 20, 30, ""),
    ("20 to 30", 20, 30, ""),
    ("20-30", 20, 30, ""),
    ("two or three", 2, 3, ""),
    ("2-3 million", 2e6, 3e6, ""),
    ("100 or more", 100, None, ""),
    ("dozens", 24, None, ""),
    ("tens of thousands", 20_000, None, ""),
    ("millions of dollars", 2e6, None, "USD"),
    ("several hundred", 200, None, ""),
    ("two dozen", 24, 24, ""),
    ("twenty-three", 23, 23, ""),
    ("one hundred and twenty", 120, 120, ""),
    ("a third", 33, 33, "percent"),
    ("a quarter of a million", 250_000, 250_000, ""),
    ("half of a million", 500_000, 500_000, ""),
    ("SEK 600 million", 6e8, 6e8, "SEK"),
    ("USD 12,500", 12_500, 12_500, "USD"),
    ("as high as 500", None, 500, ""),
    ("as low as 12", 12, None, ""),
    ("does not exceed two", None, 2, ""),
    ("two-thirds", 66.7, 66.7, "percent"),
    ("one in five", 20, 20, "percent"),
    ("22 per cent", 22, 22, "percent"),
    ("10.5%", 10.5, 10.5, "percent"),
    ("25 to 30 per cent", 25, 30, "percent"),
    ("$135 million", 135e6, 135e6, "USD"),
    ("$10-15 million", 10e6, 15e6, "USD"),
    ("80 million dollars a month", 80e6, 80e6, "USD per month"),
    ("\u20ac20m", 20e6, 20e6, "EUR"),
    ("31 miles", 31, 31, "miles"),
    ("500 sq km", 500, 500, "km2"),
    ("78,000 square kilometres", 78_000, 78_000, "km2"),
]


@pytest.mark.parametrize(("words", "low", "high", "unit"), AMOUNTS)
def test_bounds(words: str, low: float | None, high: float | None, unit: str) -> None:
    found = find_amounts(f"They had {words} there.")
    assert [(a.low, a.high, a.unit) for a in found] == [(low, high, unit)]
    assert f"They had {words} there."[found[0].start : found[0].end] == words


@pytest.mark.parametrize("words", ["Su-24", "T-55", "Liwa-93", "9/11", "7th", "24/7", "GBU-39"])
def test_names_hold_no_numbers(words: str) -> None:
    assert find_amounts(f"The {words} came.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at least 25 107mm rockets", [(25, None, "")]),
        ("a 60mm mortar", []),
        ("two 2,000-pound bombs and three 500lb laser-guided bombs", [(2, 2, ""), (3, 3, "")]),
        ("more than 400 pounds of explosives", [(400, None, "pounds")]),
        ("40 tonnes of shells", [(40, 40, "tonnes")]),
        ("ten million pounds", [(1e7, 1e7, "GBP")]),
    ],
)
def test_what_arms_are_called_by_is_no_number(text: str, found: list[tuple[float | None, float | None, str]]) -> None:
    assert [(one.low, one.high, one.unit) for one in find_amounts(text)] == found


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("Eighty drivers or more were stopped.", "Eighty", 80, None),
        ("Some ten people or fewer stayed.", "Some ten", None, 10),
        ("Shells fell within 300 metres of the mill.", "300 metres", 300, 300),
        ("Aid is due within 10 days.", "within 10", None, 10),
    ],
)
def test_bounds_stand_behind_the_noun_and_a_distance_has_none(text: str, words: str, low: float | None, high: float | None) -> None:
    [found] = find_amounts(text)
    assert (text[found.start : found.end], found.low, found.high) == (words, low, high)


def test_a_word_that_is_spelled_like_money_is_none() -> None:
    assert [(one.low, one.unit) for one in find_amounts("They try 50 roads, all 3 of them.")] == [(50, ""), (3, "")]


@given(st.integers(0, 10**9))
def test_figures_are_read_back(value: int) -> None:
    assert value_of(f"{value:,}") == value


@given(st.text("0123456789,.$%-\u2013 abcdefghimnorstuvw", max_size=60))
def test_any_text_is_read_without_fault(text: str) -> None:
    for amount in find_amounts(text):
        assert 0 <= amount.start <= amount.core < amount.end <= len(text)
        assert amount.low is None or amount.high is None or amount.low <= amount.high


NOUNS = "fighters|people|villages|tanks|strikes|invasion|troops|town|Route|Resolution|Division|report|page|militants"


def flat(text: str) -> tuple[Sentence, ...]:
    """Cut a text into words without a tree, as a reader that failed would."""
    found = []
    for index, hit in enumerate(re.finditer(r"\w+(?:[.,]\d+)*|[^\w\s]", text)):
        noun = re.fullmatch(NOUNS, hit[0]) is not None
        upos = "NOUN" if noun else "NUM" if hit[0][0].isdigit() else "PUNCT" if not hit[0].isalnum() else "X"
        xpos = "NNS" if noun and hit[0].endswith("s") else "NN"
        found.append(Token(index, hit.start(), hit.end(), hit[0], hit[0].lower(), upos, xpos, -1, "dep"))
    return (Sentence(0, 0, len(text), 0, tuple(found)),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They lost 60 fighters and 12 tanks.", ["60", "12"]),
        ("Resolution 2254 was read.", []),
        ("They went along Route 4.", []),
        ("See page 14.", []),
        ("It fell in 2015.", []),
        ("The 2022 invasion failed.", []),
        ("In all 2015 people fled.", ["2015"]),
        ("A man aged 22 died.", []),
        ("A 22-year-old died.", []),
        ("As was said [3] before.", []),
        ("One of them left.", []),
    ],
)
def test_what_counts(text: str, words: list[str]) -> None:
    assert [number.words for number in find_numbers(text, flat(text))] == words


def test_times_are_no_numbers() -> None:
    text = "On 12 May they took 12 villages."
    when = When(Mention(3, 9, "12 May"), "DATE", "2016-05-12", on_day(date(2016, 5, 12)))
    assert [(q.start, q.unit) for q in find_numbers(text, flat(text), (when,))] == [(20, "villages")]


def test_a_bare_number_shares_its_neighbours_unit() -> None:
    text = "They lost 22 per cent, then 30."
    assert [q.unit for q in find_numbers(text, flat(text))] == ["percent", "percent"]


def test_what_is_counted_is_kept() -> None:
    text = "At least 60 militants fled."
    assert [(q.words, q.unit, q.counts) for q in find_numbers(text, flat(text))] == [
        ("At least 60", "fighters", "militants")
    ]
