"""`whoholds places`: the gazetteer, asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from whoholds.cli.common import bad_line, json_option, open_places, print_json, print_table
from whoholds.geo.names import answer_name
from whoholds.geo.tables import country_code


@click.command("places")
@click.argument("name", required=False)
@click.option("--country", help="Name or ISO code of the country to look in.")
@click.option("--file", "names", type=click.Path(), help="Answer a tab-separated file: name, country code or name.")
@json_option
def command(name: str | None, country: str | None, names: str | None, as_json: bool) -> None:
    """Look a place name up: what is accepted, and what is only proposed because it sounds alike."""
    if (name is None) == (names is None):
        raise click.UsageError("give a NAME, or --file NAMES.tsv")
    asked, bad = ([(str(name), country)], False) if names is None else _read(names)
    gazetteer = open_places()
    rows = [answer_name(one, where, country_code(where), gazetteer) for one, where in asked]
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            found = ([("accepted", row["accepted"])] if row["accepted"] else []) + [
                ("proposed", p) for p in row["proposed"]
            ]
            table = [
                (how, p["name"], p["kind"], p["country"], p["lat"], p["lon"], p["score"], p["method"], p["id"], _terms(p))
                for how, p in found
            ]
            columns = ("", "name", "kind", "country", "lat", "lon", "score", "method", "id", "source and licence")
            print_table(row["name"], columns, table, f"{row['name']}: no place of this name is known")
    if bad:
        sys.exit(1)


def _terms(place: dict[str, Any]) -> str:
    """Write where a row comes from: shipped tables first, then the user's by name."""
    return "; ".join(
        f"{one['table']}: {one['source']}, {one['licence']}" if one["table"] else f"{one['source']}, {one['licence']}"
        for one in place["sources"]
    )


def _read(path: str) -> tuple[list[tuple[str, str | None]], bool]:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise click.ClickException(f"{path}: cannot be opened ({fault.strerror}); check the path") from None
    except UnicodeDecodeError as fault:
        raise click.ClickException(f"{path}: not UTF-8 at byte {fault.start}; save it as UTF-8") from None
    rows: list[tuple[str, str | None]] = []
    bad = False
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if number == 1 and cells[0].casefold() in ("name", "place"):
            continue
        if not line.strip():
            continue
        if not cells[0]:
            bad = True
            bad_line(number, "no name in the first column")
            continue
        rows.append((cells[0], cells[1] if len(cells) > 1 and cells[1] else None))
    return rows, bad
