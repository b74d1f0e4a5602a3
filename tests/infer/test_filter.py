"""The filter alone: chances add up, evidence moves them, silence lets them fade."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.infer.evidence import Change, Say
from whoholds.infer.filter import UNKNOWN, believe
from whoholds.infer.voices import Evidence
from whoholds.infer.weights import DEFAULT

DAY = date(2015, 6, 1)


def says(state: str, offset: int, weight: float, days: int = 0) -> Evidence:
    """Make evidence for a state some days after the first of June."""
    first = DAY + timedelta(days=offset)
    return Evidence(f"c{offset}{state}", f"o{offset}", state, first, first + timedelta(days=days), weight)


def chance(say: Say, day: date, state: str) -> float:
    """Return the chance of a state on a day."""
    return next(b.chances[state] for b in believe(say, DEFAULT) if b.first <= day and (b.last is None or day <= b.last))


def test_nothing_said_nothing_believed() -> None:
    assert believe(Say((), ()), DEFAULT) == ()


def test_a_report_of_a_change_makes_the_change_likely() -> None:
    evidence = (says("a", 0, 4.0), says("b", 30, 4.0))
    day = DAY + timedelta(days=30)
    silent, told = Say(evidence, ()), Say(evidence, (Change("c", day, day, ("b",)),))
    assert chance(told, day, "b") > chance(silent, day, "b") > 0.2


def test_long_silence_fades_towards_unknown() -> None:
    say = Say((says("a", 0, 4.0), says("b", 3000, 0.01)), ())
    near, far = (chance(say, DAY + timedelta(days=d), UNKNOWN) for d in (30, 2500))
    assert near < far


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(says, st.sampled_from("abc"), st.integers(0, 900), st.floats(-6, 6), st.integers(0, 300)), max_size=8
    )
)
def test_chances_add_up_and_stretches_have_no_gap(evidence: list[Evidence]) -> None:
    beliefs = believe(Say(tuple(evidence), ()), DEFAULT)
    for belief in beliefs:
        assert abs(sum(belief.chances.values()) - 1) < 1e-9
    for one, other in pairwise(beliefs):
        assert one.last is not None and one.last + timedelta(days=1) == other.first
