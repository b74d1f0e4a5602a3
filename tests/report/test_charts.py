"""Charts: intervals are drawn, gaps stay gaps, and each sign leads to what it rests on."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from whoholds.report.axes import Axis, day_axis, day_ticks, number_axis, number_ticks, written
from whoholds.report.charts import Moments, Range, Reading, Stretch, draw_days, draw_ranges, draw_series, draw_stretches
from whoholds.report.marks import Look, sides_of

SIDES = sides_of([("is", "Islamic State"), ("isf", "Iraqi army")])


def reading(day: str, low: float | None, high: float | None, link: str = "") -> Reading:
    """Make a reading of one day."""
    return Reading(date.fromisoformat(day), date.fromisoformat(day), low, high, f"{low} on {day}", link)


def stretch(start: str, end: str | None, look: Look, earliest: str | None = None) -> Stretch:
    """Make a stretch."""
    first = date.fromisoformat(earliest) if earliest else None
    return Stretch(first, date.fromisoformat(start), date.fromisoformat(end) if end else None, look, f"from {start}")


def test_readings_are_dots_never_joined() -> None:
    chart = draw_series([reading("2015-01-01", 90800, 90800), reading("2015-12-01", 78000, 78000)], "km²", "Territory")
    assert chart.count("<circle") == 2
    assert not re.findall(r'<path d="M[\d. ]+L', chart)


def test_a_range_is_a_bar_from_low_to_high_and_an_open_end_an_arrow() -> None:
    both, open_end = (
        draw_series([reading("2015-01-01", 10, 20)], "", "a"),
        draw_series([reading("2015-01-01", 10, None)], "", "a"),
    )
    assert "h8m-4 0V" in both and "h8m-4 0V" not in open_end
    assert "l3.5 -4l3.5 4" in open_end and "l3.5 -4l3.5 4" not in both


def test_each_reading_says_its_words_and_leads_to_its_claim() -> None:
    chart = ElementTree.fromstring(draw_series([reading("2015-01-01", 5, 5, "claims/c1.html")], "", "a"))
    link = next(part for part in chart.iter() if part.tag.endswith("}a"))
    assert (link.get("href"), link.get("aria-label")) == ("claims/c1.html", "5 on 2015-01-01")


def test_the_order_of_readings_changes_nothing() -> None:
    rows = [reading("2015-01-01", 5, 9), reading("2015-03-01", 2, 3), reading("2015-03-01", 1, 3)]
    assert draw_series(rows, "", "a") == draw_series(rows[::-1], "", "a")


@pytest.mark.parametrize("drawn", [draw_series([], "", "a"), draw_series([reading("2015-01-01", None, None)], "", "a"), draw_ranges([], "", "a"),
                                   draw_days([], "a"), draw_stretches([], SIDES, Moments(), "a")])  # fmt: skip
def test_nothing_known_draws_nothing(drawn: str) -> None:
    assert drawn == ""


def test_ranges_keep_their_order_and_say_their_numbers() -> None:
    chart = draw_ranges(
        [Range("Tunisia", 6000, 7000, "t"), Range("<b>", 2500, 2500, "s"), Range("France", 1700, None, "f")],
        "fighters",
        "By origin",
    )
    assert re.findall(r">(6,000 to 7,000|2,500|from 1,700)<", chart)[:1] == ["6,000 to 7,000"]
    assert chart.index("Tunisia") < chart.index("&lt;b&gt;") < chart.index("France")


def test_days_without_claims_have_no_bar() -> None:
    chart = draw_days([(date(2015, 5, 17), 3), (date(2015, 5, 18), 0), (date(2015, 5, 19), 1)], "Claims")
    assert chart.count("z") - chart.count("size") == 2


def test_a_timeline_shows_doubt_contest_and_what_nobody_knows() -> None:
    rows = [
        stretch("2015-05-17", "2015-12-20", Look("filled", ("is",)), "2015-05-10"),
        stretch("2015-12-20", "2016-02-09", Look("hatched", ("is", "isf"))),
        stretch("2016-02-09", None, Look("unknown")),
    ]
    chart = draw_stretches(rows, SIDES, Moments([date(2015, 5, 17)], [date(2015, 12, 20)]), "Ramadi")
    ElementTree.fromstring(chart)
    assert "stroke-dasharray" in chart and ">!</text>" in chart and "m0 -3v6" in chart


@pytest.mark.parametrize(("low", "high", "ends"), [(68300, 90800, (0, 100000)), (14, 16, (0, 20)), (5, 5, (0, 5)), (0, 0, (0, 1)), (-3, 4, (-4, 4))])
def test_axes_hold_nought_and_end_at_round_numbers(low: float, high: float, ends: tuple[float, float]) -> None:
    axis = number_axis(low, high, 0, 100)
    assert (axis.first, axis.last) == pytest.approx(ends)
    assert len(list(number_ticks(axis))) <= 8


def test_what_still_holds_is_drawn_up_to_the_day_shown() -> None:
    rows = [stretch("2015-12-28", None, Look("filled", ("isf",)))]
    short, long = (draw_stretches(rows, SIDES, Moments(until=day), "Ramadi") for day in (date(2016, 1, 8), date(2016, 6, 1)))
    assert "May 2016" in long and "May 2016" not in short


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2015-05-17", "2015-05-20"),
        ("2015-01-15", "2015-06-01"),
        ("2013-01-01", "2016-12-31"),
        ("1990-01-01", "2026-01-01"),
    ],
)
def test_ticks_of_days_are_few_and_inside(first: str, last: str) -> None:
    axis = day_axis(date.fromisoformat(first), date.fromisoformat(last), 0, 100)
    days = [day for day, _ in day_ticks(axis)]
    assert 1 <= len(days) <= 9
    assert all(0 <= axis.on(day) <= 100 for day in days)


def test_numbers_are_written_short() -> None:
    assert [written(value) for value in (0, 1200, 36200, 1_500_000, 0.5)] == ["0", "1,200", "36.2 k", "1.5 m", "0.5"]
    assert Axis(0, 10, 100, 200).at(5) == 150
