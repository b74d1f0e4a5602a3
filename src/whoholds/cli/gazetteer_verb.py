"""`whoholds gazetteer`: the user's own tables of places."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import json_option, open_places, print_json, print_table
from whoholds.errors import InputError

if TYPE_CHECKING:
    from whoholds.geo.added.row import Left, Row
    from whoholds.geo.added.shelf import Table

TOLD = 20
"""Bad rows that are told one by one."""
PACKAGE = "plugin:"
"""How a file is named that an installed package brings."""
KINDS = 4
"""Countries and reasons that a summary counts one by one."""


@click.group("gazetteer")
def command() -> None:
    """Add places of your own to the gazetteer: villages, sites, another gazetteer's table."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the user says of a file."""

    name: str | None
    licence: str | None
    source: str | None
    country: str | None


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="What the table is called; default: the file's name.")
@click.option("--licence", help="Terms of use; those of GeoNames and Who's On First are known.")
@click.option("--source", help="Who made it; default: the file's name, or GeoNames or Who's On First where it is theirs.")
@click.option("--country", help="Country, name or code, of rows that tell none.")
@click.option("--replace", "anew", is_flag=True, help="Take the place of a table of this name.")
def add(file: Path, name: str | None, licence: str | None, source: str | None, country: str | None, anew: bool) -> None:
    """Add the places of FILE and build the index of your tables.

    FILE is a country dump of GeoNames (SY.zip, SY.txt), a distribution of Who's On First (SQLite, CSV, a feature or a folder of
    them), a table with a header (CSV, TSV; columns for name, latitude, longitude), or GeoJSON (points and areas).

    A row that cannot be taken is told with its line and passed over; the exit status is then 1. A place that is known already is
    merged with the known one. Adding the same file again changes nothing. The next `whoholds read` reads articles anew.
    FILE may be plugin:NAME for a file that an installed package brings; the package says source, licence and country.

    Use it as: whoholds gazetteer add villages.csv --country Syria --licence "CC BY 4.0" --source "Field office"
    """
    file, terms = _of_package(file, _Terms(name, licence, source, country))
    table, rows, left = _read(file, terms)
    bad = _tell([one for one in left if one.bad])
    if not rows:
        raise InputError(f"{file}: no row of it can be taken; nothing was added")
    known = _put(table, rows, anew)
    _summary(table, rows, left, known)
    if bad:
        sys.exit(1)


@command.command("list")
@json_option
def list_tables(as_json: bool) -> None:
    """List the tables that were added: rows, terms, where they come from, when."""
    from whoholds.geo.added.shelf import tables_on
    from whoholds.records.json_lines import to_plain

    tables = tables_on(_shelf())
    if as_json:
        print_json(to_plain(table) for table in tables)
        return
    rows = [(t.name, t.rows, t.source, t.licence, f"{t.file} ({t.form})", t.added.isoformat(), t.digest[:12]) for t in tables]
    columns = ("table", "rows", "source", "licence", "from", "added", "digest")
    print_table("Tables of places", columns, rows, "no tables were added; the shipped gazetteer is in force")


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Take the table NAME out of the gazetteer; the index is then as if it had never been added."""
    from whoholds.geo.added.shelf import remove_table
    from whoholds.geo.gazetteer import forget_joined

    remove_table(_shelf(), name)
    forget_joined(_own_index())
    open_places()
    click.echo(f"removed: {name}; the next `whoholds read` reads articles anew without it")


@command.command("check")
@json_option
def check(as_json: bool) -> None:
    """Look the index and the added tables over: damage, rows left out or doubtful, places known already.

    The exit status is 1 where something is damaged or stale.
    """
    from whoholds.geo.added.check import check_gazetteer
    from whoholds.geo.gazetteer import cache_path
    from whoholds.records.json_lines import to_plain

    found = check_gazetteer(_own_index() or cache_path(), _shelf())
    if as_json:
        print_json(to_plain(one) for one in found)
    else:
        rows = [("FAULT" if f.bad else "", f.table, f.what, f.count, "; ".join(f.examples)) for f in found]
        print_table("Gazetteer", ("", "table", "found", "count", "such as"), rows, "nothing was found")
    if any(one.bad for one in found):
        sys.exit(1)


def _own_index() -> Path | None:
    from whoholds.settings import read_settings

    own = read_settings().gazetteer
    return Path(own) if own else None


def _shelf() -> Path:
    from whoholds.geo.added.shelf import shelf_of

    return shelf_of(_own_index())


def _of_package(file: Path, terms: _Terms) -> tuple[Path, _Terms]:
    """Return the file that a package brings where `plugin:NAME` is given, with its terms where the user says none."""
    if not str(file).startswith(PACKAGE):
        return file, terms
    from whoholds.plugins.places import open_places_file

    name = str(file).removeprefix(PACKAGE)
    brought = open_places_file(name)
    told = (terms.name or name, terms.licence or brought.licence, terms.source or brought.source, terms.country or brought.country)
    return Path(brought.path), _Terms(*told)


def _read(file: Path, terms: _Terms) -> tuple[Table, tuple[Row, ...], tuple[Left, ...]]:
    """Read a file: the table that it is, its rows with their ids, and what was left out."""
    from whoholds.geo.added.files import TERMS, read_file
    from whoholds.geo.added.shelf import NO_LICENCE, Table, name_of, unused, with_digest, with_ids
    from whoholds.geo.tables import country_code

    code = country_code(terms.country)
    if terms.country and code is None:
        raise InputError(f"--country {terms.country}: no country of this name or code is known; write it as SY or Syria")
    found = read_file(file, code)
    called = name_of(terms.name or file.resolve().name.partition(".")[0])
    rows, twice = with_ids(found.rows, called)
    left = (*found.left, *twice)
    source, licence = TERMS.get(found.form, (file.name, NO_LICENCE))
    day = datetime.now(UTC).date()
    table = Table(called, terms.source or source, terms.licence or licence, found.form, file.name, day, 0, "", unused(left))
    return with_digest(table, rows), rows, left


def _put(table: Table, rows: tuple[Row, ...], anew: bool) -> bool:
    """Keep a table; tells whether it was there already, and then changes nothing."""
    from whoholds.geo.added.shelf import put_table, tables_on

    before = next((one for one in tables_on(_shelf()) if one.name == table.name), None)
    if before is not None and before.digest == table.digest:
        return True
    if before is not None and not anew:
        raise InputError(
            f"{table.name}: a table of this name with other rows or terms was added on {before.added}; give another --name, or --replace"
        )
    put_table(_shelf(), table, rows)
    return False


def _tell(bad: list[Left]) -> bool:
    for one in bad[:TOLD]:
        click.echo(f"{one.where}: {one.reason}{f' ({one.words})' if one.words else ''}; left out", err=True)
    if len(bad) > TOLD:
        click.echo(f"and {len(bad) - TOLD} more; `whoholds gazetteer check` counts them by reason", err=True)
    return bool(bad)


def _summary(table: Table, rows: tuple[Row, ...], left: tuple[Left, ...], known: bool) -> None:
    merged = open_places().merged(table.name)
    countries = Counter(row.country or "no known country" for row in rows).most_common(KINDS)
    told = ", ".join(f"{count} {country}" for country, count in countries)
    click.echo(f"{'was there already, nothing changed' if known else 'added'}: {table.name}, {len(rows)} places ({told})")
    click.echo(f"  source: {table.source}; licence: {table.licence}")
    click.echo(f"  {merged} were known and are merged; {len(rows) - merged} are new")
    for one in sorted(table.unused, key=lambda one: -one.count)[:KINDS]:
        click.echo(f"  {one.count} left out: {one.reason}")
