"""What holds for any text and any day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.dates.calendar import add_days, add_months, easter_of, islamic_day, week_of
from whoholds.dates.tagger import find_times
from whoholds.records import Window, on_day

DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
WORDS = (
    *("on", "in", "since", "by", "until", "before", "the", "last", "next", "this", "two", "three", "March", "May", "5"),
    *(
        "12",
        "2015",
        "Tuesday",
        "Friday",
        "week",
        "month",
        "year",
        "days",
        "ago",
        "earlier",
        "later",
        "night",
        "morning",
    ),
    *(
        "end",
        "of",
        "early",
        "mid",
        "-",
        ",",
        ".",
        "and",
        "to",
        "between",
        "from",
        "every",
        "said",
        "will",
        "had",
        "old",
    ),
    *("past", "10", "p.m.", "summer", "winter", "noon", "today", "decade", "1990s"),
)
PIECES = st.lists(
    st.sampled_from(
        WORDS,
    ),
    max_size=14,
)
VALUE = re.compile(
    r"|(?:PAST|PRESENT|FUTURE)_REF|FY\d{4}|P(?:T)?(?:\d+(?:\.\d+)?|X)(?:[YMWDHSQ]|DE|CE)|\d{2}|\d{3}"
    r"|XXXX-WXX-\d|XXXX-\d\d(?:-\d\d)?"
    r"|XXXX-[QH]\d|XXXX-(?:SP|SU|FA|WI)|XXXX-XX-XX(?:T\w+(?::\d\d)?)|T(?:MO|NI|EV|AF|MI|\d\d:\d\d)"
    r"|(?:(?:\d{4}|XXXX)"
    r"(?:-(?:\d\d(?:-\d\d)?|W\d\d(?:-WE)?|[QH]\d|SP|SU|FA|WI|WXX-\d))?(?:T(?:MO|NI|EV|AF|MI|\d\d:\d\d))?/?){1,2}"
)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.one_of(st.none(), DAYS))
def test_offsets_order_windows_and_values_are_sound(pieces: list[str], day: date | None) -> None:
    text = " ".join(pieces)
    found = find_times(text, (), None if day is None else on_day(day))
    assert [when.mention.start for when in found] == sorted(when.mention.start for when in found)
    for when in found:
        assert text[when.mention.start : when.mention.end] == when.mention.words
        assert when.type in ("DATE", "TIME", "DURATION", "SET")
        assert VALUE.fullmatch(when.value), when
        window = when.window
        if window is not None and window.earliest is not None and window.latest is not None:
            assert window.earliest <= window.latest


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Nd", "Nl", "No", "Cs"), max_codepoint=0x2FF), max_size=60), DAYS)
def test_any_text_is_read_without_fault(text: str, day: date) -> None:
    for when in find_times(text, (), on_day(day)):
        assert text[when.mention.start : when.mention.end] == when.mention.words


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="bcgjkpqvxz ,.", max_size=80), DAYS)
def test_nothing_is_found_without_time_words(text: str, day: date) -> None:
    assert find_times(text, (), on_day(day)) == ()


RELATIVE = [
    "today",
    "yesterday",
    "last week",
    "on Tuesday",
    "in March",
    "last month",
    "two days ago",
    "three weeks ago",
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RELATIVE), st.dates(date(1961, 1, 1), date(2040, 12, 31)))
def test_a_shift_of_four_hundred_years_shifts_results_alike(words: str, day: date) -> None:
    """400 years are a whole number of weeks: weekdays, leap years and months stand as they were."""
    text = f"Gunmen held the mill {words}."
    (here,), (there,) = (
        find_times(text, (), on_day(day)),
        find_times(text, (), on_day(day.replace(year=day.year + 400))),
    )
    assert here.window is not None and there.window is not None
    assert _moved(here.window, 400) == there.window


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["in March", "last month", "last year", "last summer", "on 3 May", "last May"]), DAYS)
def test_a_shift_of_a_year_shifts_the_year(words: str, day: date) -> None:
    if (day.month, day.day) == (2, 29):
        day = day - timedelta(1)
    text = f"Gunmen held the mill {words}."
    (here,), (there,) = find_times(text, (), on_day(day)), find_times(text, (), on_day(day.replace(year=day.year + 1)))
    assert int(there.value[:4]) - int(here.value[:4]) == 1
    assert there.value[4:] == here.value[4:]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["on Tuesday", "in March", "this week", "this month", "this year", "last June", "in the spring"]),
    DAYS,
)
def test_a_report_is_never_dated_ahead(words: str, day: date) -> None:
    (found,) = find_times(f"Gunmen seized the mill {words}.", (), on_day(day))
    assert found.window is not None and found.window.latest is not None and found.window.latest <= day


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["on Tuesday", "in June", "next week", "next month", "on 3 May"]), DAYS)
def test_a_plan_is_never_dated_back(words: str, day: date) -> None:
    (found,) = find_times(f"Envoys will meet {words}.", (), on_day(day))
    assert found.window is not None and found.window.latest is not None and found.window.latest >= day


@given(DAYS, st.integers(-60, 60))
def test_months_and_days_shift_back(day: date, count: int) -> None:
    assert add_days(add_days(day, count), -count) == day
    assert abs((add_months(add_months(day, count), -count) - day).days) <= 3


@given(DAYS)
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    window = week_of(day)
    assert window.covers(day) and window.earliest is not None and window.earliest.weekday() == 0


def test_feasts_known_from_the_almanac() -> None:
    assert [easter_of(year) for year in (2014, 2015, 2016)] == [date(2014, 4, 20), date(2015, 4, 5), date(2016, 3, 27)]
    for islamic, known in {
        (1436, 9, 1): date(2015, 6, 18),
        (1437, 10, 1): date(2016, 7, 6),
        (1435, 12, 10): date(2014, 10, 4),
    }.items():
        assert abs((islamic_day(*islamic) - known).days) <= 1


def _moved(window: Window, years: int) -> Window:
    ends = [None if day is None else day.replace(year=day.year + years) for day in (window.earliest, window.latest)]
    return Window(*ends)
