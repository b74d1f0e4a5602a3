"""Holdings in time order: found by halving, the same as by walking them all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.report.test_map import HELD
from whoholds.infer.histories import histories_of
from whoholds.infer.holdings import holding_on
from whoholds.records import Window

FIRST = date(2015, 1, 1)
DAYS = st.none() | st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))


@given(st.lists(DAYS, min_size=1, max_size=8), st.integers(-3, 33).map(lambda n: FIRST + timedelta(days=n)))
def test_the_holding_of_a_day_is_that_which_a_walk_finds(starts: list[date | None], day: date) -> None:
    rows = [replace(HELD, id=f"h{n}", start=Window(None, start)) for n, start in enumerate(starts)]
    history = histories_of(rows)[HELD.place.id]
    assert history.on(day) == holding_on(rows, day)
    assert sorted(history.rows, key=lambda row: row.id) == rows
