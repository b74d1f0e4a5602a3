"""`whoholds who`: who holds a place, and who says so."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import click

from whoholds.cli.common import (
    DAY,
    bad_line,
    cell,
    days,
    db_option,
    json_option,
    open_db,
    open_shelf,
    print_json,
    read_json_lines,
)
from whoholds.report.who import Answer, Question, answer_line, who_held


@click.command("who")
@click.argument("place", required=False)
@click.option("--country", help="Name or ISO code of the country that the place is in.")
@click.option("--on", type=DAY, help="The day asked about; default: the last day that anything was published.")
@click.option("--known-by", type=DAY, help="Use only what was published up to this day.")
@click.option(
    "--questions", type=click.Path(), help="Answer a question a line: JSON objects with place, country, on, known_by."
)
@json_option
@db_option
def command(
    place: str | None,
    country: str | None,
    on: date | None,
    known_by: date | None,
    questions: str | None,
    as_json: bool,
    db: str | None,
) -> None:
    """Say who holds PLACE at the end of a day, how sure that is, and who says so. "Not known" is an answer."""
    if (place is None) == (questions is None):
        raise click.UsageError("give a PLACE, or --questions FILE")
    with open_db(db) as store:
        shelf = open_shelf(store)
    if questions is not None:
        _answer_file(questions, shelf)
        return
    answer = who_held(Question(str(place), country, on, known_by), shelf)
    if as_json:
        print_json([answer_line(answer)])
    else:
        _print(answer)


def _answer_file(path: str, shelf: Any) -> None:
    bad = False
    for number, data in read_json_lines(path):
        question = _question(number, data) if data is not None else None
        if question is None:
            bad = True
            continue
        print_json([answer_line(who_held(question, shelf))])
    if bad:
        sys.exit(1)


def _question(number: int, data: dict[str, Any]) -> Question | None:
    try:
        on, known = (date.fromisoformat(data[key]) if data.get(key) else None for key in ("on", "known_by"))
        return Question(str(data["place"]), data.get("country"), on, known)
    except (KeyError, ValueError, TypeError) as fault:
        bad_line(number, f"no question ({fault}); it needs a place, and days as YYYY-MM-DD")
        return None


def _print(answer: Answer) -> None:
    known = f", as known by {answer.question.known_by}" if answer.question.known_by else ""
    name = answer.place.name if answer.place else answer.question.place
    holding = answer.holding
    if holding is None or holding.status == "unknown":
        click.echo(f"{name} on {cell(answer.on)}{known}: not known; no article read says who holds it")
        return
    if holding.status == "contested":
        click.echo(f"{name} on {answer.on}{known}: contested between {' and '.join(holding.rivals)}")
    else:
        click.echo(f"{name} on {answer.on}{known}: {holding.holder} ({holding.probability:.0%}, {holding.kind})")
    click.echo(
        f"  since {days(holding.start.earliest, holding.start.latest)}; last confirmed {cell(holding.last_confirmed)}"
    )
    for doc, source, quote in answer.sources:
        click.echo(f"  {source or 'publisher not known'} [{doc}]: “{' '.join(quote.split())}”")
