"""Bare dates in texts about years long past."""

from __future__ import annotations

from datetime import date

import pytest

from whoholds.dates.chronicles import is_chronicle
from whoholds.dates.tagger import find_times
from whoholds.records import on_day

OLD = "In the autumn of 1991 the army laid siege to Vukovar. On 18 November the town fell. Its hospital was emptied in 1991."


def test_a_bare_date_falls_in_the_year_told_of() -> None:
    windows = [when.window for when in find_times(OLD, (), on_day(date(2012, 5, 1)))]
    assert date(1991, 11, 18) in [window.earliest for window in windows if window is not None]


@pytest.mark.parametrize(
    "text",
    [
        OLD + " The court ruled on Tuesday.",
        OLD + " A memorial opened in 2012.",
        "On 18 November the town fell. It had been besieged in 1991.",
    ],
)
def test_news_is_no_chronicle(text: str) -> None:
    assert not is_chronicle(text, on_day(date(2012, 5, 1)))


def test_news_of_an_anniversary_keeps_its_own_year() -> None:
    text = "The war of 1991 and 1992 is remembered today. On 18 November the mayor will lay a wreath."
    windows = [when.window for when in find_times(text, (), on_day(date(2012, 11, 15)))]
    assert date(2012, 11, 18) in [window.earliest for window in windows if window is not None]
