"""What a report means by its time words: open ends, earlier events, tense, carried years, parts, ages, look-alikes."""

from __future__ import annotations

import pytest

from tests.dates.test_tagger import days, read

WEDNESDAY = "2016-03-23"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("They have held the town since 2012.", "2012-01-01..2016-03-23"),
        ("They have held the town since last May.", "2015-05-01..2016-03-23"),
        ("The siege will last until Friday.", "..2016-03-25"),
        ("The siege lasted until Friday.", "..2016-03-18"),
        ("Schools are shut until Friday.", "..2016-03-25"),
        ("The army must leave by the end of June.", "..2016-06-30"),
        ("The pass was closed before Tuesday.", "..2016-03-21"),
        ("The army had left by Monday.", "2016-03-21..2016-03-21"),
    ],
)
def test_prepositions_open_the_window(text: str, window: str) -> None:
    assert days(read(text, WEDNESDAY)[0]) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("The base fell on May 17. Two days earlier its radar was hit.", "2015-05-15..2015-05-15"),
        ("The base fell on May 17. The following day it was empty.", "2015-05-18..2015-05-18"),
        ("They took the mill on 3 March. That night planes struck it.", "2016-03-03..2016-03-03"),
        ("The base fell on 3 March. A week later the dam did.", "2016-03-10..2016-03-10"),
        ("He died in 1995, and his son two years later.", "1997-01-01..1997-12-31"),
        ("The war of 1916 lasted. In that year the fort fell.", "1916-01-01..1916-12-31"),
        ("The truce began on 27 February. In its second week it broke.", "2016-03-05..2016-03-11"),
        ("The war began on 24 February 2022. On Day 50 the port fell.", "2022-04-14..2022-04-14"),
        ("They met at 9 a.m. Tuesday and left three hours later.", "2016-03-22..2016-03-22"),
    ],
)
def test_words_count_from_an_earlier_time_of_the_text(text: str, window: str) -> None:
    assert days(read(text, WEDNESDAY)[-1]) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("It is three months since the mill burned.", "2015-12-08..2016-01-07"),
        ("It has now been ten days since the bridge fell.", "2016-03-13..2016-03-13"),
        ("Two weeks have passed since they left the fort.", "2016-03-06..2016-03-12"),
        ("It had been three months since the mill burned.", "None"),
        ("The three years since were quiet.", "None"),
    ],
)
def test_lengths_since_something_are_counted_back_from_the_report(text: str, window: str) -> None:
    found = next(when for when in read(text, WEDNESDAY) if when.type == "DURATION")
    assert (days(found) if found.window else "None") == window


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The army took the city in June.", "2015-06"), ("The army plans to take the city in June.", "2016-06"),
        ("He could not be reached on Friday.", "2016-03-18"), ("Congress could vote on Friday.", "2016-03-25"),
        ("Elections are set for November.", "2016-11"), ("The record, set on Friday, fell.", "2016-03-18"),
        ("Funds are due Friday.", "2016-03-25"), ("A report on October sales is due in June.", "2015-10"),
    ],
)  # fmt: skip
def test_the_verb_decides_the_direction(text: str, value: str) -> None:
    assert read(text, WEDNESDAY)[0].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Between November 20 and January 5, 2016 it rained.", "2015-11-20/2016-01-05"),
        ("From December to February shells fell.", "2015-12/2016-02"),
        ("The last votes, in May and June of 2012, were fair.", "2012-05"),
        ("In 2014, the army lost the town, and in May it came back.", "2014"),
    ],
)
def test_a_year_said_once_counts_for_both(text: str, value: str) -> None:
    assert read(text, WEDNESDAY)[0].value == value


def test_the_year_that_opens_a_sentence_dates_it() -> None:
    assert [when.value for when in read("In 2014, the army lost the town in May.", WEDNESDAY)] == ["2014", "2014-05"]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("It fell in early June 2015.", "2015-06-01..2015-06-10"), ("It fell in mid-July.", "2015-07-11..2015-07-20"),
        ("It fell at the end of last year.", "2015-12-01..2015-12-31"),
        ("It fell in the first week of March.", "2016-03-01..2016-03-07"),
        ("It fell late in the 1990s.", "1996-09-01..1999-12-31"),
        ("It fell in the latter half of 2014.", "2014-07-01..2014-12-31"),
        ("The week ended March 12 was calm.", "2016-03-06..2016-03-12"),
    ],
)  # fmt: skip
def test_parts_of_a_time(text: str, window: str) -> None:
    assert days(read(text, WEDNESDAY)[0]) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("The three-week-old offensive stalled.", "2016-03-02..2016-03-23"),
        ("The five-year-old war goes on.", "2011-03-23..2016-03-23"),
        ("The 24-year-old man fled.", ""), ("His four-year-old son fled.", ""),
    ],
)  # fmt: skip
def test_ages_of_happenings_not_of_persons(text: str, window: str) -> None:
    assert days(read(text, WEDNESDAY)[0]) == window


@pytest.mark.parametrize(
    "text",
    [
        "We may march on the city.", "May said the army would march.", "It cost $27.", "The 7th Brigade brought 2,015 men.",
        "Resolution 2254 calls for talks.", "The 1st Battalion met it at Hill 1985.", "Route 2011 leads to the M4.",
        "The March 14 Alliance denied it.", "They fired 1,990 shells and 2003 rockets.", "He is a second lieutenant.",
        "Fighters march north; the fall of the town follows.", "The spring of water at the mill dried up.",
        "Mr. March and Ms. April May met General August.", "The Sunday Times and the Friday Market closed.",
        "It was a day of mourning.", "It may one day return.", "They won 3-2 and 21-14.", "Overnight rates rose.",
    ],
)  # fmt: skip
def test_look_alikes_are_no_times(text: str) -> None:
    assert read(text, WEDNESDAY) == ()
