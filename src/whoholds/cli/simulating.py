"""What `whoholds evaluate simulate` does: wars made up and scored, and the cost of the fold as claims grow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whoholds.cli.common import print_json, print_table

if TYPE_CHECKING:
    from whoholds.evaluate.measured import Measured
    from whoholds.evaluate.scale import Cost
    from whoholds.evaluate.simulate import Plan

WARS, PLACES = 10, 60
TUNED_FROM = 100
"""Wars from this seed on were used to set the filter; none of them is ever scored."""
Verb = Callable[..., Any]
CHART = Path("images") / "scale.svg"
"""Where the curve goes, beside the page that shows it."""


def simulate_options(verb: Verb) -> Verb:
    """Add the options of `simulate` to the verb."""
    for option in (
        click.option("--scale", is_flag=True, help="With simulate: what the fold costs from ten thousand claims up; --to writes it into that page."),
        click.option("--places", type=click.IntRange(min=2), default=PLACES, help="With simulate: places a war."),
        click.option("--wars", type=click.IntRange(1, TUNED_FROM - 1), default=WARS, help="With simulate: made-up wars a setting."),
    ):  # fmt: skip
        verb = option(verb)
    return verb


def simulated(wars: int, places: int) -> Measured:
    """Score the filter on so many wars of each setting; seeds that parameters were set on are never used."""
    from whoholds.evaluate.simulate import measure

    return measure(_plan(wars, places), tell=lambda words: click.echo(words, err=True))


def simulated_for_gate() -> Measured:
    """Score it on a few small wars: seconds, for every change."""
    from whoholds.evaluate.simulate import GATE, measure

    return measure(GATE)


def simulation_digest(for_page: bool) -> str:
    """Name the wars of the page, or of the gate, by a digest of their parameters."""
    from whoholds.evaluate.simulate import GATE, parameters_digest

    return parameters_digest(_plan(WARS, PLACES) if for_page else GATE)


def _plan(wars: int, places: int) -> Plan:
    from dataclasses import replace

    from whoholds.evaluate.simulate import Plan

    plan = Plan()
    return replace(plan, seeds=tuple(range(1, wars + 1)), shape=replace(plan.shape, places=places))


def show_scale(most: int, page: Path | None, as_json: bool) -> None:
    """Measure the fold at growing sizes; print the table, or write it with its curve into a page that has the place for it."""
    from whoholds.evaluate.scale import SIZES, costs, scale_table

    found = list(costs([size for size in SIZES if size <= most] or [most], lambda words: click.echo(words, err=True)))
    table = scale_table(found)
    if as_json:
        print_json(table.as_plain())
    elif page:
        _write(found, page)
    else:
        print_table(table.title, table.columns, table.rows, "nothing measured")


def _write(found: list[Cost], page: Path) -> None:
    from whoholds.evaluate.quality import with_scale
    from whoholds.evaluate.speed import machine
    from whoholds.report.charts import Curve, draw_curves

    fold = Curve("the fold", [(one.claims, one.microseconds) for one in found])
    events = Curve("linking to events", [(one.claims, one.events_microseconds) for one in found if one.linked is not None])
    chart = page.parent / CHART
    chart.parent.mkdir(parents=True, exist_ok=True)
    title = "Processor time a claim as claims grow"
    chart.write_text(draw_curves([one for one in (fold, events) if one.points], "claims", "µs a claim", title) + "\n", encoding="utf-8")
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.write_text(with_scale(before, found, machine(), CHART.as_posix()), encoding="utf-8")
    click.echo(f"{page}\n{chart}")
