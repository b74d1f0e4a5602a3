"""Days, weeks, months, seasons and feasts as windows. Pure arithmetic on the Gregorian calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from whoholds.records import Window

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, as the weather services and the annotation guide count them."""
FIRST_YEAR, LAST_YEAR = 2, 9998
"""Years outside cannot be shifted safely by `datetime`."""


def add_days(day: date, count: int) -> date:
    """Shift a day, held inside the years that a date can have."""
    number = min(max(day.toordinal() + count, 366), date(LAST_YEAR, 12, 31).toordinal())
    return date.fromordinal(number)


def add_months(day: date, count: int) -> date:
    """Shift a day by months; the 31st becomes the last day of a shorter month."""
    whole = day.year * 12 + day.month - 1 + count
    year = min(max(whole // 12, FIRST_YEAR), LAST_YEAR)
    return date(year, whole % 12 + 1, min(day.day, calendar.monthrange(year, whole % 12 + 1)[1]))


def make_day(year: int, month: int, day: int) -> date | None:
    """Make a day, or None where the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def month_of(year: int, month: int) -> Window:
    """Return the days of a month."""
    return Window(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def months_of(year: int, first: int, last: int) -> Window:
    """Return the days from the first of one month to the last of another, both of one year."""
    return Window(date(year, first, 1), month_of(year, last).latest)


def year_of(year: int) -> Window:
    """Return the days of a year."""
    return Window(date(year, 1, 1), date(year, 12, 31))


def years_of(first: int, count: int) -> Window:
    """Return the days of `count` years from the first of January of `first`."""
    return Window(date(max(first, FIRST_YEAR), 1, 1), date(min(first + count - 1, LAST_YEAR), 12, 31))


def week_of(day: date) -> Window:
    """Return Monday to Sunday around a day."""
    monday = add_days(day, -day.weekday())
    return Window(monday, add_days(monday, 6))


def week_value(day: date) -> str:
    """Write the ISO week of a day as TIMEX3 does: `2016-W12`."""
    iso = day.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def weekend_of(day: date) -> Window:
    """Return Saturday and Sunday of the ISO week of a day."""
    monday = add_days(day, -day.weekday())
    return Window(add_days(monday, 5), add_days(monday, 6))


def season_of(year: int, season: str) -> Window:
    """Return the days of a season that begins in `year`; a winter runs into the next year."""
    first = date(year, SEASONS[season], 1)
    return Window(first, add_days(add_months(first, 3), -1))


def season_at(day: date, season: str) -> int:
    """Return the year in which the last such season began, up to `day`."""
    return day.year if day.month >= SEASONS[season] else day.year - 1


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the n-th such weekday (Monday 0) of a month, counted from its end where `nth` is below zero."""
    if nth < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return add_days(last, -((last.weekday() - weekday) % 7) + 7 * (nth + 1))
    first = date(year, month, 1)
    return add_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter_of(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped, leap = century // 4, century % 4
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def islamic_day(year: int, month: int, day: int) -> date:
    """Return the day of a date of the tabular Islamic calendar; a sighted new moon may differ by a day or two."""
    number = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(number)


def islamic_window(year: int, first: tuple[int, int], length: int) -> Window:
    """Return a feast of the Islamic year that falls in a Gregorian year, a day wider on each side."""
    for islamic in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        start = islamic_day(islamic, *first)
        if start.year == year:
            return Window(start - timedelta(1), start + timedelta(length))
    return year_of(year)
