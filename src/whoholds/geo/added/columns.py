"""Places out of a table with a header: comma, tab, semicolon or bar between the cells, columns under many names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whoholds.errors import InputError
from whoholds.geo.added.kinds import OTHER, kind_of_words
from whoholds.geo.added.row import Left, Row, Told, row_of

DELIMITERS = "\t,;|"
COLUMNS = {
    "name": "name name_en english_name place_name placename asciiname ascii_name toponym featurename label title name_latin name_1 village "
    "town city settlement locality place",
    "lat": "lat latitude geom_latitude lat_dd latdd point_y y_coord ycoord y lat_wgs84 gps_latitude",
    "lon": "lon lng long longitude geom_longitude lon_dd long_dd londd point_x x_coord xcoord x lon_wgs84 long_wgs84 gps_longitude",
    "country": "country country_code countrycode iso_country iso2 iso3 iso cc wof_country country_name admin0 adm0 adm0_pcode admin0pcode "
    "adm0_en admin0name_en",
    "kind": "kind type feature_code featurecode fcode placetype place_type class category fclass feature_type",
    "names": "names alternate_names alternatenames alternative_names alternates alt_names alt_name altname altnames other_names othernames "
    "aliases alias aka variants spellings name_alt",
    "population": "population pop people inhabitants pop_est",
    "geonameid": "geonameid geonames_id geoname_id gn_id geonames",
    "id": "id pcode uid fid gid objectid code place_id osm_id unique_id",
    "region": "region admin1 adm1 province governorate oblast state adm1_en admin1name_en adm1_name admin1_name admin1_code",
}
"""What a column may be called; the first that is there is taken. `wof:` and `geom:` before a name fall away."""
LEVELS = re.compile(r"(?:adm|admin)(\d)(?:_?name)?(?:_?en)?(?:_?ref)?")
"""Names of deep levels as humanitarian lists have them: the deepest is the place."""
WITHDRAWN = ("deprecated", "superseded_by")
"""Columns of Who's On First: a row that says something there is withdrawn."""


def rows_of_columns(lines: Iterable[str], country: str | None) -> Iterator[Row | Left]:
    """Read a table. Raises InputError where the first line names no column for name, latitude and longitude."""
    rest, before, first = (line.replace("\r", "") for line in lines), -1, ""  # a lone return ends no row, and csv will not have it
    while not first.strip():
        before, first = before + 1, next(rest, "name").lstrip("\ufeff")
    delimiter = max(DELIMITERS, key=lambda sign: (len(placed_columns(_cells(first, sign))), first.count(sign)))
    header = _cells(first, delimiter)
    at = placed_columns(header)
    lacking = [what for what in ("name", "lat", "lon") if what not in at]
    if lacking:
        known = "; ".join(f"{what}: {', '.join(COLUMNS[what].split()[:5])} ..." for what in lacking)
        raise InputError(f"line 1 names no column for {' and '.join(lacking)}; found: {', '.join(header)[:200]}; known {known}")
    gone = tuple(number for number, name in enumerate(map(_plain, header)) if name in WITHDRAWN)
    return _rows(rest, delimiter, _Columns(at, gone, is_whos_on_first(header), before + 1, country))


def is_whos_on_first(header: Iterable[str]) -> bool:
    """Tell whether a header is one of Who's On First, whose ids say so then."""
    names = {name.strip().casefold() for name in header}
    return "wof:id" in names or {"geom_latitude", "placetype", "wof_country"} <= names


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which cell holds what."""

    at: dict[str, int]
    gone: tuple[int, ...]
    """Cells that say that a row is withdrawn."""
    whos_on_first: bool
    before: int
    """Lines up to and with the header."""
    country: str | None


def _rows(lines: Iterable[str], delimiter: str, columns: _Columns) -> Iterator[Row | Left]:
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(cells, columns, f"line {columns.before + reader.line_num}")
    except csv.Error as fault:
        yield Left(f"line {columns.before + reader.line_num}", f"not readable as a table ({fault}); the rest of the file was not read")


def _row(cells: Sequence[str], columns: _Columns, where: str) -> Row | Left:
    def told(what: str) -> str:
        at = columns.at.get(what, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    name = told("name")
    if "\n" in name:
        return Left(where, "a quotation mark is opened and not closed; lines were swallowed", name.split("\n")[0])
    if any(at < len(cells) and cells[at].strip() not in ("", "0", "u", "uuuu") for at in columns.gone):
        return Left(where, "withdrawn by its source", name, bad=False)
    kind = kind_of_words(told("kind"))
    if kind == OTHER:
        return Left(where, f"a kind that is not added: {told('kind')}", name, bad=False)
    names = tuple(other.strip() for other in re.split(r"[|;]", told("names")) if other.strip())
    id = f"wof:{told('id')}" if columns.whos_on_first and told("id") else told("id")
    words = Told(
        name, names, told("lat"), told("lon"), told("country"), kind, told("population"), told("geonameid"), id, told("region")
    )
    return row_of(words, where, columns.country)


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])]


def _plain(name: str) -> str:
    """Write a column's name as the lists above do: "wof:name" is "name", "ADM1 EN" is "adm1_en"."""
    bare = re.sub(r"^wof[:_](?=\w)", "", name.strip().casefold())
    return re.sub(r"\W+", "_", bare).strip("_")


def placed_columns(header: Sequence[str]) -> dict[str, int]:
    """Return which column holds what; a column is taken once."""
    names = [_plain(name) for name in header]
    at: dict[str, int] = {}
    for what, known in COLUMNS.items():
        found = next((names.index(name) for name in known.split() if name in names and names.index(name) not in at.values()), None)
        if found is None and what == "name":
            found = _deepest(names)
        if found is not None:
            at[what] = found
    return at


def _deepest(names: Sequence[str]) -> int | None:
    levels = [(int(hit[1]), -number) for number, name in enumerate(names) if (hit := LEVELS.fullmatch(name))]
    return -max(levels)[1] if levels else None
