"""Tables as CSV that no spreadsheet takes for formulas, and the way back.

A spreadsheet runs a cell that begins with = + - @ (or their wide forms), a tab or a line break. Such words get a leading apostrophe, also where
they would begin a cell if the file were opened with semicolons or tabs between cells. Numbers stay numbers. `read_csv` takes the
apostrophes away again: what is read is what was written, letter by letter.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

Cell = str | int | float | bool | None
_FIRST, _LATER = "[=+\\-@\\t\\r\\n＝＋－＠]", "[=+\\-@＝＋－＠]"
_RUN = "^[ \"]*'*{end}(?={first})|(?<=[;\t\r\n])[ \"]*'*{end}(?={later})"
_BEGINS = re.compile(_RUN.format(end="", first=_FIRST, later=_LATER))
"""Where a cell begins, or would begin with another separator, and goes on as a formula."""
_GUARDED = re.compile(_RUN.format(end="'", first=_FIRST, later=_LATER))
BOM = "\ufeff"
"""Spreadsheets read a file as UTF-8 by it; Arabic and Cyrillic names stay whole."""


def guard(words: str) -> str:
    """Write words so that no spreadsheet runs them."""
    return _BEGINS.sub(lambda found: f"{found.group()}'", words)


def unguard(words: str) -> str:
    """Return the words that `guard` was given."""
    return _GUARDED.sub(lambda found: found.group()[:-1], words)


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], bom: bool = True) -> Iterator[str]:
    """Write a table line by line, its header first; words stand in quotes, numbers without, unknown cells are empty."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    yield (BOM if bom else "") + _taken(out)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
        yield _taken(out)


def _taken(out: io.StringIO) -> str:
    line = out.getvalue()
    out.seek(0)
    out.truncate()
    return line


def _cell(value: Cell) -> str | int | float:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, int | float) else guard(value)


def read_csv(text: str) -> list[dict[str, str]]:
    """Read a table that `csv_lines` wrote: every cell as words, apostrophes of `guard` taken away."""
    rows = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))
    columns = next(rows, [])
    return [dict(zip(columns, map(unguard, row), strict=True)) for row in rows]
