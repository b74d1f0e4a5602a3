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


def read(text: str, published: date | None = None) -> dict[str, str]:
    """Return the last day of each time of a text, by its words."""
    found = find_times(text, (), on_day(published) if published else None)
    return {when.mention.words: str(when.window.latest) if when.window else "" for when in found}


def test_a_year_that_only_looks_back_does_not_move_the_story() -> None:
    text = "The siege began on 28 August 2006. Under the truce of 2002 the river had been the line. On 4 September the town fell. In 2007, the rest followed. On 3 March the port was lost."
    assert read(text)["4 September"] == "2006-09-04"
    assert read(text)["3 March"] == "2007-03-03"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A truce took effect on 7 June 1992 and was broken on the 19th, the day of the great battle.", "1992-06-19"),
        ("On 30 June 1992 the army left the fort. On the 4th columns pushed in from the port.", "1992-07-04"),
        ("On 23 October 1993 the last trenches were cleared. Colombo had announced the recovery of the harbour on the 19th as a victory.", "1993-10-19"),
    ],
)
def test_a_day_of_the_month_goes_by_the_day_spoken_of(text: str, day: str) -> None:
    assert day in read(text).values()


def test_in_news_it_goes_by_the_day_of_the_same_sentence_or_of_publication() -> None:
    text = "Some 800 men came over the hills on 24 July and fought there until the 27th. It was told on the 3rd."
    assert read(text, date(2012, 11, 22)) == {"24 July": "2012-07-24", "the 27th": "2012-07-27", "the 3rd": "2012-11-03"}


def test_what_is_counted_is_no_day() -> None:
    text = "On 5 May the 7th Brigade met on the 19th floor, spoke on the 20th anniversary and went back over the 17th parallel to the 3rd Division."
    assert list(read(text, date(2012, 5, 22))) == ["5 May"]


def days_in(text: str, published: str) -> list[str]:
    found = find_times(text, (), on_day(date.fromisoformat(published)))
    return [str(when.window.earliest) for when in found if when.window is not None]


def test_an_article_that_says_its_year_at_once_goes_on_from_date_to_date() -> None:
    text = (
        "The Battle of Sebha was fought in May 2014 between two tribes. The war had begun on 3 November 2013 at Ubari. "
        "The airport changed hands on 28 November. The second attack came on 18 May. A film about it was shown in 2015."
    )
    assert days_in(text, "2015-12-05")[1:4] == ["2013-11-03", "2013-11-28", "2014-05-18"]


def test_a_year_until_which_something_lasted_or_of_an_old_treaty_dates_nothing_behind_it() -> None:
    text = (
        "The Battle of Kufra was fought in 1999. The government denied it until 2010. On 22 May the ridge was shelled. "
        "The rebels are named after a treaty signed on 23 March 1987. On 4 July they withdrew."
    )
    assert days_in(text, "2020-01-01")[2::2] == ["1999-05-22", "1999-07-04"]
