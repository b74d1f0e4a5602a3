"""`whoholds state`: claims as JSON lines in, holdings out; the fold side as a filter."""

from __future__ import annotations

import sys
from datetime import date

import click

from whoholds.cli.common import DAY, bad_line, print_json, read_json_lines
from whoholds.forms.lines import holding_line
from whoholds.pipeline import state_of_claims
from whoholds.records import Claim
from whoholds.records.json_lines import from_stranger


@click.command("state")
@click.argument("claims", default="-")
@click.option("--known-by", type=DAY, help="Use only claims published up to this day.")
def command(claims: str, known_by: date | None) -> None:
    """Fold claims, as `whoholds extract` prints them and in any order, into who holds what."""
    kept: list[Claim] = []
    bad = False
    for number, data in read_json_lines(claims):
        if data is None:
            bad = True
            continue
        data.pop("keys", None)
        try:
            kept.append(from_stranger(Claim, data))
        except (ValueError, TypeError, RecursionError) as fault:
            bad = True
            bad_line(number, f"no claim ({fault})")
    print_json(holding_line(holding) for holding in state_of_claims(kept, known_by).holdings)
    if bad:
        sys.exit(1)
