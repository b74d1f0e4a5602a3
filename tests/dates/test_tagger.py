"""Time expressions: words, value, window."""

from __future__ import annotations

from datetime import date

import pytest

from whoholds.dates.tagger import find_times
from whoholds.records import When, Window, on_day

SUNDAY = "2016-03-20"


def read(text: str, published: str | None = SUNDAY) -> tuple[When, ...]:
    day = None if published is None else on_day(date.fromisoformat(published))
    return find_times(text, (), day)


def days(when: When) -> str:
    """Write a window as `from..to`, an open side empty; nothing for no window."""
    return "" if when.window is None else f"{when.window.earliest or ''}..{when.window.latest or ''}"


ONE = [
    ("Gunmen seized the depot on Thursday.", "Thursday", "2016-03-17", "2016-03-17..2016-03-17"),
    ("Gunmen seized the depot on Sunday.", "Sunday", "2016-03-20", "2016-03-20..2016-03-20"),
    ("Envoys will meet in Vienna on Friday.", "Friday", "2016-03-25", "2016-03-25..2016-03-25"),
    ("The convoy is due to leave on Tuesday.", "Tuesday", "2016-03-22", "2016-03-22..2016-03-22"),
    ("The bridge was lost last Tuesday.", "last Tuesday", "2016-03-15", "2016-03-15..2016-03-15"),
    ("The offensive began on Monday last week.", "Monday last week", "2016-03-07", "2016-03-07..2016-03-07"),
    ("The pass fell in November.", "November", "2015-11", "2015-11-01..2015-11-30"),
    ("A vote is planned for June.", "June", "2016-06", "2016-06-01..2016-06-30"),
    ("The pass fell last May.", "last May", "2015-05", "2015-05-01..2015-05-31"),
    ("The pass fell in March last year.", "March last year", "2015-03", "2015-03-01..2015-03-31"),
    ("The depot blew up on Dec. 8.", "Dec. 8", "2015-12-08", "2015-12-08..2015-12-08"),
    ("The depot blew up on 8 December 2013.", "8 December 2013", "2013-12-08", "2013-12-08..2013-12-08"),
    ("Log 28/05/2015: one shell.", "28/05/2015", "2015-05-28", "2015-05-28..2015-05-28"),
    ("Log 05/28/2015: one shell.", "05/28/2015", "2015-05-28", "2015-05-28..2015-05-28"),
    ("Log 2015-05-28: one shell.", "2015-05-28", "2015-05-28", "2015-05-28..2015-05-28"),
    ("Fighting lasted from 3 to 7 March.", "3 to 7 March", "2016-03-03/2016-03-07", "2016-03-03..2016-03-07"),
    ("Fighting went on May 3-7, 2015.", "May 3-7, 2015", "2015-05-03/2015-05-07", "2015-05-03..2015-05-07"),
    (
        "Monitors counted 90 shells between January 9 and December 2, 2015.",
        "January 9 and December 2, 2015", "2015-01-09/2015-12-02", "2015-01-09..2015-12-02",
    ),
    ("He led it from May to July 2014.", "May to July 2014", "2014-05/2014-07", "2014-05-01..2014-07-31"),
    ("The battles of 2014-16 ruined it.", "2014-16", "2014/2016", "2014-01-01..2016-12-31"),
    ("The mill burned in mid-February.", "mid-February", "2016-02", "2016-02-11..2016-02-20"),
    ("The mill burned in early 2015.", "early 2015", "2015", "2015-01-01..2015-04-30"),
    ("The mill burned late last month.", "late last month", "2016-02", "2016-02-21..2016-02-29"),
    ("The mill burned at the end of May 2015.", "the end of May 2015", "2015-05", "2015-05-21..2015-05-31"),
    ("The mill burned last summer.", "last summer", "2015-SU", "2015-06-01..2015-08-31"),
    ("The mill burned this week.", "this week", "2016-W11", "2016-03-14..2016-03-20"),
    ("The mill burned last week.", "last week", "2016-W10", "2016-03-07..2016-03-13"),
    ("It has been dark since the end of 2014.", "the end of 2014", "2014", "2014-12-01..2016-03-20"),
    ("It has been dark since Monday.", "Monday", "2016-03-14", "2016-03-14..2016-03-20"),
    ("The mission will disarm them by December.", "December", "2016-12", "..2016-12-31"),
    ("The pause will last until Friday.", "Friday", "2016-03-25", "..2016-03-25"),
    ("The ridge was taken two months ago.", "two months ago", "2016-01", "2016-01-05..2016-02-04"),
    ("The ridge was taken almost one year ago.", "almost one year ago", "2015", "2015-03-05..2015-04-04"),
    ("The ridge was taken nine years ago.", "nine years ago", "2007", "2007-01-01..2007-12-31"),
    ("The army lost 40 hamlets in the past three months.", "the past three months", "P3M", "2015-12-20..2016-03-20"),
    ("The four-week-old truce is fraying.", "four-week-old", "P4W", "2016-02-21..2016-03-20"),
    ("The brigade fought for six weeks.", "six weeks", "P6W", ""),
    ("They march every Friday.", "every Friday", "XXXX-WXX-5", ""),
    ("Planes struck on Tuesday night.", "Tuesday night", "2016-03-15TNI", "2016-03-15..2016-03-15"),
    ("It fell in the early hours of Friday.", "the early hours of Friday", "2016-03-18TMO", "2016-03-18..2016-03-18"),
    (
        "It came at 06:30 local time on Friday.",
        "06:30 local time on Friday", "2016-03-18T06:30", "2016-03-18..2016-03-18",
    ),
    ("Landmines of the 1990s remain.", "the 1990s", "199", "1990-01-01..1999-12-31"),
    (
        "Prices rose in the second half of last year.",
        "the second half of last year", "2015-H2", "2015-07-01..2015-12-31",
    ),
    ("Shelling has grown in recent days.", "recent days", "PAST_REF", "..2016-03-20"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "window"), ONE)
def test_one_expression(text: str, words: str, value: str, window: str) -> None:
    found = read(text)
    assert [(when.mention.words, when.value, days(when)) for when in found] == [(words, value, window)]


NOTHING = [
    '"We may march on the capital," a deacon said.', "The March 14 Alliance walked out.", "Black September denied it.",
    "The 7th Brigade and the Second Division held Highway 4.", "Resolution 2254 and Article 51 were cited.",
    "They paid $27 for 1,985 rounds and a 9/16 wrench.", "Police found a 1973 Kalashnikov model.",
    "Colonel May met April Jordan.", "The spring that feeds the well may run dry.",
    "Friday Market lies by October Dam.",
    "The minutes of the meeting name a second helicopter.", "Sacks of dates stood by 24 T-72 tanks.",
    "About 1900 fighters and 2000 civilians left.", "The fall of the city was feared.",
    "A Sunday Times photographer fell.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_no_time_is_found_in_names_numbers_and_verbs(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The town fell on May 17. Two days earlier bombs had gone off.", "2015-05-15"),
        ("A bomb went off on May 17, and the following day crowds came.", "2015-05-18"),
        ("They took the mill on May 17. The previous day shells had fallen.", "2015-05-16"),
        ("They took the mill on May 17. A week later they lost it.", "2015-05-24"),
        ("They took the mill on May 17, and on the same day lost it.", "2015-05-17"),
        ("The raid began on 3 May 2015. On Day 12 it ended.", "2015-05-14"),
        ("The raid opened on 3 May. In its second week it slowed.", "2015-05-10/2015-05-16"),
        ("The mill fell on May 17. By evening all was quiet.", "2015-05-17TEV"),
    ],
)
def test_words_that_hang_on_an_earlier_time(text: str, value: str) -> None:
    assert read(text)[-1].value == value


def test_a_day_counted_back_to_belongs_to_the_earlier_event() -> None:
    found = read("Gunmen took the town on Sunday, a day after they overran the dam.")
    assert [(when.mention.words, days(when)) for when in found] == [
        ("Sunday", "2016-03-20..2016-03-20"), ("a day", "2016-03-19..2016-03-19"),
    ]  # fmt: skip


def test_without_a_publication_day_relative_words_are_kept_without_days() -> None:
    found = read("Troops left on Friday, in October, last week and on 12 May.", None)
    assert [(when.mention.words, when.value, when.window) for when in found] == [
        (
            "Friday",
            "XXXX-WXX-5", None), ("October", "XXXX-10", None), ("last week", "", None), ("12 May", "XXXX-05-12", None,
        ),
    ]  # fmt: skip


def test_without_a_publication_day_a_date_told_in_full_dates_the_next() -> None:
    found = read("It began on 3 May 2005. On 9 May it ended, and four days later they left.", None)
    assert [when.value for when in found] == ["2005-05-03", "2005-05-09", "2005-05-13"]


def test_without_a_publication_day_since_is_open() -> None:
    (found,) = read("It has burned since 2012.", None)
    assert days(found) == "2012-01-01.."


def test_a_month_only_publication_date_widens_relative_words() -> None:
    month = Window(date(2015, 10, 1), date(2015, 10, 31))
    found = find_times("Today it ends; the last two years were hard; it began last July.", (), month)
    assert [(when.value, days(when)) for when in found] == [
        ("2015-10", "2015-10-01..2015-10-31"), ("P2Y", "2013-10-01..2015-10-31"), ("2015-07", "2015-07-01..2015-07-31"),
    ]  # fmt: skip


def test_a_report_of_a_day_just_ahead_is_taken_at_its_word() -> None:
    (found,) = read("Rebels took the mill on 2 April.")
    assert found.value == "2016-04-02"  # a year back would be said with its year; the check room disputes it


def test_a_month_ahead_in_a_report_is_last_years() -> None:
    (found,) = read("Rebels took the mill in April.")
    assert found.value == "2015-04"


def test_slashed_dates_follow_the_order_that_the_text_shows() -> None:
    assert read("Shelled 03/25/2015, again 04/02/2015.")[1].value == "2015-04-02"
    assert read("Shelled 25/03/2015, again 04/02/2015.")[1].value == "2015-02-04"


def test_words_match_their_offsets_across_line_breaks() -> None:
    text = "A caliphate was declared almost\n\none year ago."
    (found,) = read(text)
    assert text[found.mention.start : found.mention.end] == found.mention.words == "almost\n\none year ago"


def test_a_text_in_capitals_is_read_like_any_other() -> None:
    text = "TROOPS TOOK THE BARRACKS NEAR THE COAST LAST NIGHT AND MAY MARCH ON FRIDAY. A BOMB WENT OFF ON 12 MAY."
    found = read(text)
    assert [when.mention.words for when in found] == ["LAST NIGHT", "FRIDAY", "12 MAY"]
    assert [when.value for when in found] == ["2016-03-19TNI", "2016-03-25", "2015-05-12"]
