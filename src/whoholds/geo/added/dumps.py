"""Places out of a country dump of GeoNames: nineteen columns, tab between them, no header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoholds.geo.added.kinds import OTHER, kind_of_feature
from whoholds.geo.added.row import Left, Row, Told, row_of

COLUMNS = 19


def is_dump(line: str) -> bool:
    """Tell whether a line is one of a dump: nineteen cells or more, a number first, coordinates where they stand."""
    cells = line.rstrip("\r\n").split("\t")
    return len(cells) >= COLUMNS and cells[0].strip("\ufeff").isdigit() and _is_number(cells[4]) and _is_number(cells[5])


def _is_number(words: str) -> bool:
    return words.strip().lstrip("-").replace(".", "", 1).isdigit()


def rows_of_dump(lines: Iterable[str], country: str | None) -> Iterator[Row | Left]:
    """Read a dump; number 0 is no number of GeoNames. Quotation marks mean nothing here."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line.lstrip("\ufeff").rstrip("\r\n").split("\t"), f"line {number}", country)


def _row(cells: list[str], where: str, country: str | None) -> Row | Left:
    if len(cells) < COLUMNS:
        words = cells[1] if len(cells) > 1 else ""
        return Left(where, f"{len(cells)} cells, and a line of a GeoNames dump has {COLUMNS}", words)
    kind = kind_of_feature(cells[6], cells[7])
    if kind == OTHER:
        return Left(where, f"a kind that is not added: {cells[6]} {cells[7]}", cells[1], bad=False)
    told = Told(
        cells[1], (cells[2], *cells[3].split(",")), cells[4], cells[5], cells[8], kind, cells[14], cells[0], "", cells[10]
    )
    return row_of(told, where, country)
