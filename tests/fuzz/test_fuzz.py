"""The short fuzzing that every run of the tests does; `make fuzz` takes ten minutes. See docs/fuzzing.md."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from tests.fuzz.doors import TARGETS, folder_of, kept
from tests.fuzz.site import Visitor
from tests.fuzz.target import Target, TooLong, hold, in_time, is_json, stands, steep
from whoholds.records import Mention

COSTLY = {"articles": 12, "lines of annotate": 8, "requests": 40, "files .html": 15, "archives": 15}
"""Examples of targets whose input costs more than some milliseconds."""
QUICK = [Phase.explicit, Phase.generate]
"""No shrinking: `python -m tests.fuzz` reduces what breaks."""
QUICK = [Phase.explicit, Phase.generate]
"""No shrinking: `python -m tests.fuzz` reduces what breaks."""
LOOSE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize("name", TARGETS)
def test_made_up_input_breaks_nothing(name: str) -> None:
    @settings(max_examples=COSTLY.get(name, 60), deadline=None, database=None, suppress_health_check=LOOSE, derandomize=True, phases=QUICK)
    @given(TARGETS[name].inputs)
    def holds(data: bytes) -> None:
        hold(TARGETS[name], data)

    holds()


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_good_input(name: str) -> None:
    for seed in TARGETS[name].seeds:
        hold(TARGETS[name], seed)


@pytest.mark.parametrize(("target", "path"), [pytest.param(target, path, id=f"{target.name}: {path.name}") for target, path in kept()])
def test_what_broke_it_once_breaks_it_no_more(target: Target, path: Path) -> None:
    hold(target, path.read_bytes())


def test_kept_input_is_of_targets_that_there_are() -> None:
    known = {folder_of(target) for target in TARGETS.values()}
    assert {path for path in Path(__file__).parent.joinpath("kept").iterdir() if path.is_dir()} <= known


def test_a_visitor_who_does_many_things_loses_and_doubles_nothing() -> None:
    run_state_machine_as_test(Visitor, settings=settings(max_examples=4, stateful_step_count=12, deadline=None, database=None, derandomize=True, phases=QUICK))


@pytest.mark.parametrize("name", ["time words", "coordinates", "numbers", "settling", "files .md", "publication days"])
def test_twice_the_words_cost_about_twice_the_time(name: str) -> None:
    for seed in TARGETS[name].seeds[:4]:
        assert steep(TARGETS[name].law, seed, 8_000) is None


class TestTheHarness:
    def test_a_span_that_says_other_words_than_stand_there_is_told(self) -> None:
        stands("Rebels took it", (Mention(0, 6, "Rebels"),))
        with pytest.raises(AssertionError):
            stands("Rebels took it", (Mention(0, 6, "Rebel"),))

    def test_nan_is_no_json(self) -> None:
        with pytest.raises(AssertionError):
            is_json('{"a": NaN}')

    def test_what_takes_too_long_is_broken_off(self) -> None:
        with pytest.raises(TooLong), in_time(0.05):
            while True:
                pass

    def test_square_cost_is_told_and_straight_cost_is_not(self) -> None:
        square = (steep(lambda data: sum(1 for _ in data for _ in data), b"ab", 1_600, spare=0.01) for _ in range(5))
        assert any(square), "told at least once, whatever else the machine does"
        assert steep(lambda data: sum(data), b"ab", 8_000, spare=0.0001) is None


@settings(max_examples=30, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=60))
def test_any_bytes_at_every_door(data: bytes) -> None:
    for name, target in TARGETS.items():
        if name not in COSTLY:
            hold(target, data)
