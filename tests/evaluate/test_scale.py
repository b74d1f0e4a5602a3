"""The cost of the fold: measured, drawn, and nearly the same a claim for few and for many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from whoholds.cli import simulating
from whoholds.evaluate.measured import Measured
from whoholds.evaluate.quality import SCALE, page, with_scale
from whoholds.evaluate.scale import NOISE, SHAPE, Cost, cost_of, scale_table
from whoholds.evaluate.simulate import report_war
from whoholds.pipeline import holdings_of
from whoholds.run.folding import fold

COST = Cost(10_000, 50, 380, 0.5, 1.5, 0.6, 80.0)


def test_a_cost_names_what_was_folded() -> None:
    cost = cost_of(1000)
    assert (cost.claims, cost.places) == (1000, 5)
    assert cost.holdings > 5 and cost.folded > 0 and cost.linked


def test_the_fold_from_disk_is_the_fold_in_memory() -> None:
    told = report_war(NOISE, 1, replace(SHAPE, places=4, days=200))
    assert tuple(fold(told.claims, told.origins)) == holdings_of(told.claims, told.origins)


def test_microseconds_count_putting_aside_and_folding() -> None:
    assert (COST.microseconds, COST.events_microseconds) == (200.0, 60.0)
    assert scale_table([COST, replace(COST, linked=None, memory=None)]).rows[1][-2:] == ("", "")


def test_the_page_keeps_what_is_not_measured_anew() -> None:
    first = page({"times": Measured({"found": 1.0}), "campaign": Measured({"questions": 0.85})}, {})
    scaled = with_scale(first, [COST], "a machine", "images/scale.svg")
    again = page({"campaign": Measured({"questions": 0.86})}, {}, scaled)
    assert "| found | 1 |" in again and "0.86" in again and "0.85" not in again
    assert again.count(SCALE) == 1 and "| 10000 | 50 | 380 |" in again
    assert with_scale(scaled, [COST], "a machine", "images/scale.svg") == scaled


def test_the_curve_stands_beside_its_page(tmp_path: Path) -> None:
    simulating._write([COST, replace(COST, claims=100_000, linked=None)], tmp_path / "quality.md")
    chart = (tmp_path / "images" / "scale.svg").read_text(encoding="utf-8")
    assert chart.count('class="curve"') == 1 and "10 k" in chart
    assert "images/scale.svg" in (tmp_path / "quality.md").read_text(encoding="utf-8")
