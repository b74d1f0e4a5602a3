"""`whoholds figures`: numbers with their definitions."""

from __future__ import annotations

import click

from whoholds.cli.common import cell, db_option, json_option, open_db, print_json, print_table
from whoholds.forms.lines import figure_line
from whoholds.records import Figure


@click.command("figures")
@click.option("--measure", help="Only measures with this word.")
@json_option
@db_option
def command(measure: str | None, as_json: bool, db: str | None) -> None:
    """List reported figures: measure, subject, scope, definition, value and the words it rests on."""
    with open_db(db) as store:
        found = [f for f in store.worked_out().figures if not measure or measure.casefold() in f.measure.casefold()]
    if as_json:
        print_json(figure_line(figure) for figure in found)
        return
    found.sort(key=lambda f: (f.measure, f.subject, f.scope, f.document, f.start))
    rows = [
        (f.measure, f.subject, f.scope, f.definition, value_of(f), f.claim[:8], " ".join(f.quote.split())[:90])
        for f in found
    ]
    columns = ("measure", "subject", "scope", "definition", "value", "claim", "words")
    print_table("Figures", columns, rows, "no figures")


def value_of(figure: Figure) -> str:
    """Write a figure's range: an open end is "at least" or "up to"."""
    if figure.low == figure.high:
        number = cell(figure.low)
    elif figure.high is None:
        number = f"at least {cell(figure.low)}"
    elif figure.low is None:
        number = f"up to {cell(figure.high)}"
    else:
        number = f"{cell(figure.low)} to {cell(figure.high)}"
    return f"{number} {figure.unit}".strip()
