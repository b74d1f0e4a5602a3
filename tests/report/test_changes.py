"""Changes of hands between two days, and the timeline of a place or a side."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations

import pytest

from tests.claims import PLACES, claim, window
from tests.report.base import C_LOST, C_MOSUL, C_OLD, C_RAID, C_TAKEN, event, holding
from whoholds.records import Holding
from whoholds.report.changes import Change, Entry, change_line, changes_between, timeline_of

FIRST = holding("Ain Issa", "Islamic State", None, "2015-06-22", C_TAKEN, kind="implied")
SECOND = holding("Ain Issa", "YPG", "2015-06-23", "2015-06-23", C_TAKEN)
THIRD = holding("Ain Issa", "Islamic State", "2015-07-05", "2015-07-06", C_LOST)
SIEGE = holding("Mosul", None, "2015-06-30", "2015-07-01", C_MOSUL, rivals=("Islamic State", "Iraqi army"))
HELD = (FIRST, SECOND, THIRD, SIEGE)


def day(text: str | None) -> date | None:
    """Read a day."""
    return date.fromisoformat(text) if text else None


def passed(
    *holdings: Holding, start: str | None = None, end: str | None = None
) -> list[tuple[str, str | None, str | None]]:
    """Return place, side before and side after of each change."""
    return [(c.place, c.before, c.after) for c in changes_between(holdings, day(start), day(end))]


def test_changes_come_oldest_first_with_the_sides_before_and_after() -> None:
    assert passed(*HELD) == [
        ("Ain Issa", "Islamic State", "YPG"),
        ("Mosul", None, "Islamic State / Iraqi army"),
        ("Ain Issa", "YPG", "Islamic State"),
    ]


def test_the_order_in_which_holdings_come_changes_nothing() -> None:
    assert {tuple(changes_between(order, None, None)) for order in permutations(HELD)} == {
        tuple(changes_between(HELD, None, None))
    }


@pytest.mark.parametrize(
    ("start", "end", "places"),
    [
        ("2015-06-23", "2015-06-23", ["Ain Issa"]),
        ("2015-06-24", "2015-07-05", ["Mosul"]),
        ("2015-07-02", None, ["Ain Issa"]),
        (None, "2015-06-22", []),
        ("2015-07-07", None, []),
    ],
)
def test_both_days_are_inclusive_and_a_change_counts_on_its_latest_day(
    start: str | None, end: str | None, places: list[str]
) -> None:
    assert [place for place, _, _ in passed(*HELD, start=start, end=end)] == places


def test_the_first_side_known_of_is_no_change_unless_a_day_is_known_since_when() -> None:
    assert passed(FIRST) == []
    assert passed(SECOND) == [("Ain Issa", None, "YPG")]


def test_a_side_that_still_holds_changes_nothing() -> None:
    again = holding("Ain Issa", "YPG", "2015-08-01", "2015-08-01", C_LOST)
    assert passed(SECOND, again) == [("Ain Issa", None, "YPG")]


def test_a_place_that_falls_into_the_unknown_is_no_change_but_coming_out_of_it_is() -> None:
    gap = holding("Ain Issa", None, "2015-07-01", "2015-07-01", C_LOST)
    assert passed(FIRST, gap) == []
    assert passed(FIRST, gap, THIRD) == [("Ain Issa", None, "Islamic State")]


def test_a_contested_place_is_told_with_its_sides_before_one_wins() -> None:
    won = holding("Mosul", "Iraqi army", "2015-08-01", "2015-08-01", C_MOSUL)
    assert passed(SIEGE, won)[-1] == ("Mosul", "Islamic State / Iraqi army", "Iraqi army")


@pytest.mark.parametrize(("probability", "count"), [(0.49, 0), (0.5, 1)])
def test_what_is_less_likely_than_not_is_no_change(probability: float, count: int) -> None:
    assert len(passed(holding("Raqqa", "YPG", "2015-07-01", "2015-07-01", C_RAID, probability=probability))) == count


def test_places_do_not_mix() -> None:
    mosul = holding("Mosul", "Islamic State", None, "2015-06-24", C_MOSUL)
    assert passed(FIRST, mosul) == []


def test_a_change_as_json_holds_its_window_probability_and_claims() -> None:
    [change] = changes_between([FIRST, SECOND], None, None)
    assert json.loads(json.dumps(change_line(change))) == {
        "place": "Ain Issa", "before": "Islamic State", "after": "YPG", "status": "held", "earliest": "2015-06-23",
        "latest": "2015-06-23", "probability": 0.9, "claims": [C_TAKEN.id], "place_id": "gn:1",
    }  # fmt: skip
    assert isinstance(change, Change)


TAKEN = event("capture", "Ain Issa", C_TAKEN.window, C_TAKEN, actors=("YPG",), targets=("Islamic State",))
LOST = event("capture", "Ain Issa", window("2015-07-05", "2015-07-06"), C_LOST, C_RAID, actors=("Islamic State",))
PLAN = event("attack", "Mosul", None, C_OLD, actors=("Peshmerga",), status="planned")
EVENTS = (PLAN, LOST, TAKEN)
CLAIMS = (C_TAKEN, C_LOST, C_OLD)


def timeline(name: str) -> list[Entry]:
    """Return the timeline of a place or a side."""
    return timeline_of(name, EVENTS, CLAIMS)


def test_a_timeline_of_a_place_is_told_oldest_first_with_who_and_against_whom() -> None:
    assert [(str(entry.latest), entry.what) for entry in timeline("Ain Issa")] == [
        ("2015-06-23", "capture: YPG against Islamic State at Ain Issa"),
        ("2015-07-06", "capture: Islamic State at Ain Issa"),
    ]


def test_a_timeline_of_a_side_holds_what_it_did_and_what_it_suffered() -> None:
    assert [entry.claims for entry in timeline("Islamic State")] == [(C_TAKEN.id,), (C_LOST.id, C_RAID.id)]


@pytest.mark.parametrize("name", ["ain issa", "AIN ISSA", "Ain-Issa", " Ain  Issa "])
def test_a_name_is_found_whatever_its_case_and_signs(name: str) -> None:
    assert len(timeline(name)) == 2


def test_a_place_is_found_by_the_spelling_of_an_article_too() -> None:
    spelt = claim("clash", words="Ayn Issa", day="2015-06-25", doc="d8")
    clash = event("clash", "Ain Issa", spelt.window, spelt)
    assert [entry.claims for entry in timeline_of("Ayn Issa", [clash, TAKEN], [spelt, C_TAKEN])] == [(spelt.id,)]


def test_what_is_undated_comes_last_and_what_is_no_fact_is_marked() -> None:
    early = event("attack", "Mosul", window("2016-01-01", "2016-01-01"), C_OLD)
    told = timeline_of("Mosul", (PLAN, early), CLAIMS)
    assert [(entry.latest, entry.what) for entry in told] == [
        (date(2016, 1, 1), "attack: unsaid at Mosul"),
        (None, "attack: Peshmerga at Mosul (planned)"),
    ]


def test_an_entry_counts_independent_origins() -> None:
    assert [entry.origins for entry in timeline("Ain Issa")] == [1, 2]


def test_a_name_that_nothing_tells_of_has_no_timeline() -> None:
    assert PLACES["Raqqa"].name == "Raqqa"
    assert timeline("Raqqa") == []
    assert timeline("") == []
