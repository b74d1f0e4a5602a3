"""`whoholds series`: what was reported over time, by side and place."""

from __future__ import annotations

import click

from whoholds.cli.common import cell, db_option, json_option, open_db, print_json, print_table
from whoholds.infer.tallies import KINDS, PERIODS


@click.command("series")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--place", help="Only rows of a place of this name.")
@click.option("--side", help="Only rows in which a side of this name acts or is told of.")
@click.option("--by", type=click.Choice(PERIODS), default="month", show_default=True, help="Length of a period.")
@json_option
@db_option
def command(kind: str, place: str | None, side: str | None, by: str, as_json: bool, db: str | None) -> None:
    """List what was reported by period, place and side: attacks and strikes as events, money, displacement and aid as ranges.

    A period without a row is one of which nothing was reported, not one in which nothing happened.
    """
    from whoholds.geo.spelling import fold
    from whoholds.infer.series import series_of
    from whoholds.infer.tallies import tally
    from whoholds.records.json_lines import to_plain

    with open_db(db) as store:
        made = store.worked_out()
    rows = [
        row
        for row in tally(kind, by, made.events, series_of(made.figures))
        if (place is None or fold(place) in {fold(part) for part in row.place.split(", ")})
        and (side is None or fold(side) in {fold(part) for part in f"{row.side}, {row.against}".split(", ")})
    ]
    if as_json:
        print_json(to_plain(row) for row in rows)
        return
    shown = [
        (r.period, r.place, r.side, r.against, r.measure, r.events or None, r.origins, _range(r.low, r.high), r.unit, " ".join(c[:8] for c in r.claims[:4]))
        for r in rows
    ]
    columns = ("period", "place", "side", "against", "measure", "events", "reports", "value", "unit", "claims")
    print_table(f"{kind.capitalize()} by {by}", columns, shown, f"no {kind} are reported here")


def _range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {cell(low)}"
    if low is None:
        return f"up to {cell(high)}"
    return cell(low) if low == high else f"{cell(low)} to {cell(high)}"
