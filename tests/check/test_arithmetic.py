"""Sums: what a text's own numbers say of each other, within the rounding of their words."""

from __future__ import annotations

import math

import pytest

from tests.claims import claim, quantity, window
from whoholds.check.arithmetic import arithmetic_checks, arithmetic_disputes
from whoholds.check.case import open_case
from whoholds.check.rounding import number_of
from whoholds.infer.figures import figures_of
from whoholds.records import Claim


def told(type: str, words: str, numbers: dict[str, tuple[float, str]], doc: str = "d1", **more: object) -> Claim:
    """Make a claim of one sentence with its numbers, each where it stands."""
    found = tuple(quantity(w, v, v, unit, words.index(w)) for w, (v, unit) in numbers.items())
    return claim(type, str(more.pop("where", "")), sentence=words, quantities=found, doc=doc, **more)


def verdicts(*claims: Claim) -> list[bool]:
    """Return whether each sum agrees."""
    return [c.agrees for c in arithmetic_checks(open_case(claims, (), (), None), figures_of(claims))]


@pytest.mark.parametrize(("percent", "right"), [(14.0, True), (14.1, True), (30.0, False)])
def test_a_loss_from_one_area_to_another(percent: float, right: bool) -> None:
    words = f"It shrank from 90,800 km2 to 78,000, a loss of {percent:g} per cent."
    numbers = {"90,800 km2": (90800.0, "km2"), "78,000": (78000.0, "km2"), f"{percent:g} per cent": (percent, "percent")}
    assert verdicts(told("territory", words, numbers, trigger="loss", whom="Islamic State")) == [right]


@pytest.mark.parametrize(("percent", "right"), [(22.0, True), (35.0, False)])
def test_a_share_lost_since_a_day_against_the_area_another_paper_told_for_it(percent: float, right: bool) -> None:
    base = told("territory", "It held 90,800 km2.", {"90,800 km2": (90800.0, "km2")}, trigger="held", who="Islamic State", day="2015-01-01")
    words = f"It has lost {percent:g} per cent since January 2015 and holds 70,800 km2."
    lost = told("territory", words, {f"{percent:g} per cent": (percent, "percent")}, "d2", trigger="lost", whom="Islamic State", when=window("2015-01-01", "2016-03-18"), timed=True)
    holds = told("territory", words, {"70,800 km2": (70800.0, "km2")}, "d2", trigger="holds", who="Islamic State", day="2016-03-18", at=1)
    assert verdicts(base, lost, holds) == [right]


@pytest.mark.parametrize(
    ("words", "shares", "right"),
    [
        ("Half comes from taxes, 43 per cent from oil and 17 per cent from drugs.", (50, 43, 17), [False]),
        ("Half comes from taxes, 43 per cent from oil and the remaining 7 per cent from drugs.", (50, 43, 7), [True]),
        ("Half comes from taxes, 30 per cent from oil and the remaining 7 per cent from drugs.", (50, 30, 7), [False]),
        ("Half comes from taxes, 30 per cent from oil and 7 per cent from drugs.", (50, 30, 7), []),
    ],
)
def test_shares_of_one_whole(words: str, shares: tuple[int, ...], right: list[bool]) -> None:
    numbers = {w: (float(v), "percent") for w, v in zip(("Half", f"{shares[1]} per cent", f"{shares[2]} per cent"), shares, strict=True)}
    assert verdicts(told("finance", words, numbers, trigger="revenue", who="Islamic State")) == right


@pytest.mark.parametrize(
    ("words", "numbers", "right"),
    [
        ("Ten soldiers, 6 policemen and 4 volunteers died, 25 in all.", {"Ten": 10, "6": 6, "4": 4, "25": 25}, [False]),
        ("Ten soldiers, 6 policemen and 4 volunteers died, 20 in all.", {"Ten": 10, "6": 6, "4": 4, "20": 20}, [True]),
        ("They sent 600 men: 500 from the coast and 340 from the hills.", {"600": 600, "500": 500, "340": 340}, [False]),
        ("They sent 600 men: 200 from the coast and 100 from the hills.", {"600": 600, "200": 200, "100": 100}, []),
        ("Some died: 135, of whom 85 were civilians.", {"135": 135, "85": 85}, [True]),
        ("Some died: 85, of whom 135 were civilians.", {"85": 85, "135": 135}, [False]),
        ("The number rose by 500, from 1,000 to 2,000 men.", {"500": 500, "1,000": 1000, "2,000": 2000}, [False]),
        ("The number doubled from 12,000 to 27,000 men.", {"12,000": 12000, "27,000": 27000}, [True]),
        ("The number doubled from 12,000 to 40,000 men.", {"12,000": 12000, "40,000": 40000}, [False]),
    ],
)
def test_parts_wholes_differences_and_ratios(words: str, numbers: dict[str, float], right: list[bool]) -> None:
    assert verdicts(told("casualties", words, {w: (float(v), "people") for w, v in numbers.items()}, trigger="died")) == right


@pytest.mark.parametrize(("percent", "right"), [(30.0, True), (50.0, False)])
def test_a_share_beside_its_part_and_whole(percent: float, right: bool) -> None:
    words = f"Of the 700,000 who fled, 210,000, or {percent:g} per cent, are back."
    numbers = {"700,000": (7e5, "people"), "210,000": (2.1e5, "people"), f"{percent:g} per cent": (percent, "percent")}
    assert verdicts(told("displace", words, numbers, trigger="fled")) == [right]


def test_a_copy_that_repeats_a_slip_is_one_dispute() -> None:
    words = "Half comes from taxes, 43 per cent from oil and 17 per cent from drugs."
    numbers = {"Half": (50.0, "percent"), "43 per cent": (43.0, "percent"), "17 per cent": (17.0, "percent")}
    pair = [told("finance", words, numbers, doc, trigger="revenue", who="Islamic State") for doc in ("d1", "d2")]
    case = open_case(pair, (), (), {"d1": "d1", "d2": "d1"})
    assert len(arithmetic_disputes(case, figures_of(pair))) == 1


@pytest.mark.parametrize(
    ("low", "high", "words", "span"),
    [
        (90800, 90800, "90,800", (90750, 90850)), (14, 14, "14", (13.5, 14.5)), (14.1, 14.1, "14.1", (14.05, 14.15)), (40, 40, "40", (39.5, 40.5)),
        (6000, None, "more than 6,000", (5400, math.inf)), (33.3, 33.3, "a third", (29.97, 36.63)), (50, 50, "Half", (49.5, 50.5)),
    ],
)  # fmt: skip
def test_what_a_written_number_may_stand_for(low: float, high: float | None, words: str, span: tuple[float, float]) -> None:
    found = number_of(low, high, words, "").span
    assert (found.low, found.high) == pytest.approx(span)
