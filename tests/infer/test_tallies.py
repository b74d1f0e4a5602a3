"""Series by period, place and side: events counted once, numbers as told, no row where nothing was reported."""

from __future__ import annotations

import pytest

from tests.claims import claim, quantity, window
from tests.report.base import C_LOST, C_RAID, event
from whoholds.infer.figures import figures_of
from whoholds.infer.series import series_of
from whoholds.infer.tallies import UNDATED, period_of, tally


def test_strikes_are_counted_by_month_place_and_side_with_their_claims() -> None:
    july = [event("strike", "Raqqa", window(d, d), C_RAID, actors=("Turkey",)) for d in ("2015-07-05", "2015-07-09")]
    other = event("strike", "Raqqa", window("2015-08-01", "2015-08-01"), C_LOST, actors=("Turkey",))
    first, second = tally("strikes", "month", [*july, other], ())
    assert (first.period, first.place, first.side, first.events, first.claims) == ("2015-07", "Raqqa", "Turkey", 2, (C_RAID.id,))
    assert (second.period, second.events) == ("2015-08", 1)


def test_plans_and_denials_are_not_counted() -> None:
    assert tally("strikes", "month", [event("strike", "Raqqa", window("2015-07-05", "2015-07-05"), C_RAID, status="planned")], ()) == ()


def test_numbers_stand_as_the_range_told_and_are_not_added_up() -> None:
    fled = [claim("displace", day=f"2015-06-{d}", trigger="fled", quantities=(quantity("n", n, n, "people"),), doc=f"d{d}") for d, n in ((10, 23000.0), (17, 16000.0))]
    [row] = tally("displacement", "month", (), series_of(figures_of(fled)))
    assert (row.low, row.high, row.origins, len(row.claims)) == (16000, 23000, 2, 2)


@pytest.mark.parametrize(
    ("first", "last", "by", "name"),
    [
        ("2015-06-10", "2015-06-10", "day", "2015-06-10"), ("2015-06-10", "2015-06-10", "week", "2015-W24"), ("2015-06-10", "2015-07-02", "month", "2015-06 to 2015-07"),
        (None, "2015-07-02", "year", "2015"), (None, None, "month", UNDATED),
    ],
)  # fmt: skip
def test_a_period_is_named_by_its_days(first: str | None, last: str | None, by: str, name: str) -> None:
    assert period_of(window(first, last), by) == name
