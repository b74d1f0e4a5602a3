"""`whoholds figures`: numbers with their definitions."""

from __future__ import annotations

import click

from whoholds.cli.common import cell, days, db_option, json_option, open_db, print_json, print_table
from whoholds.forms.lines import figure_line
from whoholds.records import Figure
from whoholds.store.base import Store


@click.command("figures")
@click.option("--measure", help="Only measures with this word.")
@click.option("--series", is_flag=True, help="Instead, values that may be compared, in time order and one unit.")
@click.option("--checks", is_flag=True, help="Instead, sums: parts and wholes, shares, differences, right or wrong.")
@json_option
@db_option
def command(measure: str | None, series: bool, checks: bool, as_json: bool, db: str | None) -> None:
    """List reported figures: measure, subject, scope, definition, value and the words it rests on."""
    if series or checks:
        with open_db(db) as store:
            _series(store, measure, as_json) if series else _checks(store, as_json)
        return
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
    return _range(figure.low, figure.high, figure.unit)


def _range(low: float | None, high: float | None, unit: str) -> str:
    if low == high:
        number = cell(low)
    elif high is None:
        number = f"at least {cell(low)}"
    elif low is None:
        number = f"up to {cell(high)}"
    else:
        number = f"{cell(low)} to {cell(high)}"
    return f"{number} {unit}".strip()


def _series(store: Store, measure: str | None, as_json: bool) -> None:
    from whoholds.infer.series import series_of
    from whoholds.records.json_lines import to_plain

    found = [s for s in series_of(store.worked_out().figures) if not measure or measure.casefold() in s.measure.casefold()]
    if as_json:
        print_json(to_plain(one) for one in found)
        return
    rows = [
        (s.measure, s.subject, s.scope, s.basis, days(p.as_of.earliest, p.as_of.latest) if p.as_of else None, _range(p.low, p.high, s.unit), p.claim[:8])
        for s in found
        for p in s.points
    ]
    columns = ("measure", "subject", "scope", "counted", "as of", "value", "claim")
    print_table("Figures over time", columns, rows, "no figures")


def _checks(store: Store, as_json: bool) -> None:
    from whoholds.check.arithmetic import arithmetic_checks
    from whoholds.check.case import open_case
    from whoholds.records.json_lines import to_plain
    from whoholds.report.knowledge import knowledge_of

    known = knowledge_of(store)
    case = open_case(known.claims, known.events, known.documents, None)
    found = arithmetic_checks(case, known.figures)
    if as_json:
        print_json(to_plain(check) for check in found)
        return
    rows = [("ok" if c.agrees else "wrong", c.what, c.tolerance, " ".join(key[:8] for key in c.claims)) for c in found]
    print_table("Sums", ("verdict", "what", "tolerance", "claims"), rows, "no numbers that can be checked against each other")
