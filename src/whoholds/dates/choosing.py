"""Which year, or which week, a bare date means: by direction, by the text, by range, never at random."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from whoholds.dates.calendar import add_days
from whoholds.dates.reading import FUTURE, PAST, Moment
from whoholds.records import Window

SLIP_AHEAD, SLIP_BACK = 35, 330
"""A report in the past tense that names a day up to 35 days ahead, when the last such day is 330 or more days back, is
taken at its word and left for the check room to dispute: news does not name a day of so early in last year without
the year."""
ONWARD = 0.6
"""A story goes on: a day ahead counts as this share of its distance, so that from November on "18 June" is the next one, while from
February on "the attack of 7 October" stays the last one. Set by these two, not fitted."""
OLD_STORY = 550
"""Days: a date said with its year this long before publication pulls the bare dates that follow in its sentence."""


def choose(options: Iterable[Window], now: Moment, exact: bool = False) -> Window | None:
    """Pick among the windows a bare date may mean; None where nothing anchors it."""
    windows = [window for window in options if window.earliest is not None and window.latest is not None]
    if not windows:
        return None
    if now.ceiling is not None:
        return _last(windows, now.ceiling)
    if now.floor is not None:
        return _next(windows, now.floor)
    if now.year is not None and (inside := [w for w in windows if w.earliest and w.earliest.year == now.year]):
        return inside[0]
    if now.told is not None and now.story:
        return _onward(windows, now.told, now.day)
    if now.told is not None and (now.day is None or (now.day - now.told).days > OLD_STORY):
        return _nearest(windows, now.told)
    if now.day is None:
        return None
    if now.direction == FUTURE:
        return _next(windows, now.day)
    if now.direction == PAST:
        return _past(windows, now.day, exact)
    return _nearest(windows, now.day)


def years_around(now: Moment, make: Callable[[int], Window | None]) -> list[Window]:
    """Make the windows of one yearly date for the years that may be meant."""
    centre = now.ceiling or now.floor or (date(now.year, 7, 1) if now.year else None) or now.told or now.day
    if now.year is None and now.told is not None and now.day is not None and (now.day - now.told).days <= OLD_STORY:
        centre = now.ceiling or now.floor or now.day
    if centre is None:
        return []
    years = (
        range(max(centre.year - 8, 2), min(centre.year + 8, 9997) + 1)
        if make(centre.year) is None
        else range(max(centre.year - 2, 2), min(centre.year + 2, 9997) + 1)
    )
    return [window for window in (make(year) for year in years) if window is not None]


def weekday_windows(now: Moment, weekday: int) -> list[Window]:
    """Return the days with this weekday in the weeks around the moment."""
    centre = now.ceiling or now.floor or now.day
    if centre is None:
        return []
    first = add_days(centre, weekday - centre.weekday() - 14)
    return [Window(day, day) for day in (add_days(first, 7 * i) for i in range(5))]


def _last(windows: list[Window], day: date) -> Window | None:
    return max((w for w in windows if w.earliest and w.earliest <= day), key=lambda w: w.earliest or day, default=None)


def _next(windows: list[Window], day: date) -> Window | None:
    return min((w for w in windows if w.latest and w.latest >= day), key=lambda w: w.earliest or day, default=None)


def _past(windows: list[Window], day: date, exact: bool) -> Window | None:
    last, ahead = _last(windows, day), _next(windows, day)
    if not exact or last is None or ahead is None or last.latest is None or ahead.earliest is None:
        return last
    slipped = (ahead.earliest - day).days <= SLIP_AHEAD and (day - last.latest).days >= SLIP_BACK
    slipped = slipped and last.latest.year < day.year
    return ahead if slipped else last


def _onward(windows: list[Window], told: date, until: date | None) -> Window:
    """Pick the nearest to the day told of last, those after it before those as far behind; none after `until`."""
    past = [w for w in windows if until is None or (w.earliest is not None and w.earliest <= until)] or windows
    ahead = [w for w in past if w.latest is not None and w.latest >= told]
    return min(past, key=lambda w: (_distance(w, told) * (ONWARD if w in ahead else 1.0), w.earliest or told))


def _nearest(windows: list[Window], day: date) -> Window:
    return min(windows, key=lambda w: (_distance(w, day), w.earliest or day))


def _distance(window: Window, day: date) -> int:
    if window.covers(day) or window.earliest is None or window.latest is None:
        return 0
    return min(abs((window.earliest - day).days), abs((window.latest - day).days))
