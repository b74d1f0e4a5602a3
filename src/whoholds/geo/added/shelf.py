"""The shelf of a user's tables: one file a table, its terms in the first line, its rows after it; written aside and renamed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from whoholds.errors import GazetteerError
from whoholds.geo.added.row import Left, Row
from whoholds.geo.build import VERSION
from whoholds.geo.spelling import fold
from whoholds.records.ids import content_id
from whoholds.records.json_lines import from_line, from_plain, to_line

FORMAT = 1
"""Raised when rows are kept otherwise; a table of another format is told and must be added again."""
JOINING = 1
"""Raised when tables are joined to the index otherwise; they are then joined anew."""
ENDING = ".places.jsonl"
JOINED = "-with-"
"""What stands in the name of the index of the tables, before their digest."""
NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
EXAMPLES = 3
NO_LICENCE = "licence not told"


@dataclass(frozen=True, slots=True)
class Unused:
    """Rows of a file that were left out for one reason."""

    reason: str
    count: int
    bad: bool
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table beside its rows."""

    name: str
    source: str
    licence: str
    form: str
    """What kind of file it came from."""
    file: str
    """Name of that file, without its folder."""
    added: date
    rows: int
    digest: str
    """SHA-256 of rows, source and licence: what the index depends on."""
    unused: tuple[Unused, ...] = field(default=())
    format: int = FORMAT

    @property
    def origin(self) -> str:
        """Where its rows come from, as reasons say it."""
        return f"{self.source}, {self.licence}; table {self.name}"


def shelf_of(index: Path | None) -> Path:
    """Return the folder of the tables that belong to an index: beside an index of one's own, else `$XDG_DATA_HOME/whoholds/gazetteer`."""
    if index is not None:
        return index.with_suffix(".tables")
    root = os.environ.get("XDG_DATA_HOME")
    return (Path(root) if root else Path.home() / ".local" / "share") / "whoholds" / "gazetteer"


def tables_on(shelf: Path) -> tuple[Table, ...]:
    """List the tables by name; only their first lines are read. Raises GazetteerError for one that is damaged."""
    return tuple(_header(path) for path in sorted(shelf.glob(f"*{ENDING}")))


def digest_of_tables(tables: Iterable[Table]) -> str:
    """Return what the tables come to, the same in any order of adding; empty for none."""
    told = sorted((table.name, table.digest) for table in tables)
    return content_id("tables", VERSION, JOINING, told)[:12] if told else ""


def joined_path(index: Path, tables: Sequence[Table]) -> Path | None:
    """Return where the index of the user's tables lies, beside the other one and named by what it holds; None without tables."""
    digest = digest_of_tables(tables)
    return index.with_name(f"{index.stem}{JOINED}{digest}{index.suffix}") if digest else None


def rows_of(shelf: Path, name: str) -> Iterator[Row]:
    """Walk the rows of a table in the order of their ids. Raises GazetteerError where the file is not as it was written."""
    path = _path(shelf, name)
    table = _header(path)
    total = _start(table.source, table.licence)
    with path.open(encoding="utf-8", newline="\n") as lines:
        next(lines)
        for line in lines:
            total.update(line.encode())
            try:
                yield from_line(Row, line)
            except ValueError as fault:
                raise _damaged(path, fault) from None
    if total.hexdigest() != table.digest:
        raise _damaged(path, "its rows are not those that were added")


def name_of(wanted: str) -> str:
    """Return a table's name: small letters, digits, points and hyphens. Raises GazetteerError where nothing is left."""
    name = re.sub(r"[^a-z0-9_.-]+", "-", fold(wanted).replace(" ", "-")).strip("-.")[:60]
    if not NAME.fullmatch(name):
        raise GazetteerError(f"{wanted!r} is no name for a table; give one of letters, digits and hyphens with --name")
    return name


def with_digest(table: Table, rows: Iterable[Row]) -> Table:
    """Return a table with the count and the digest of its rows: the same for the same rows in any order."""
    total, lines = _start(table.source, table.licence), _lines(rows)
    for line in lines:
        total.update(line.encode() + b"\n")
    return replace(table, rows=len(lines), digest=total.hexdigest())


def put_table(shelf: Path, table: Table, rows: Sequence[Row]) -> Table:
    """Keep a table, in place of one of its name; returns it with count and digest. Raises GazetteerError where it cannot be written."""
    done = with_digest(table, rows)
    _write(_path(shelf, table.name), [to_line(done), *_lines(rows)])
    return done


def remove_table(shelf: Path, name: str) -> None:
    """Take a table off the shelf. Raises GazetteerError where there is none of this name."""
    try:
        _path(shelf, name).unlink()
    except FileNotFoundError:
        known = ", ".join(path.name.removesuffix(ENDING) for path in sorted(shelf.glob(f"*{ENDING}"))) or "none"
        raise GazetteerError(f"{name}: no table of this name; tables: {known}") from None


def with_ids(rows: Iterable[Row], table: str) -> tuple[tuple[Row, ...], tuple[Left, ...]]:
    """Give every row its id in the gazetteer; the second of two rows that are one is left out.

    GeoNames and Who's On First number their places; another file's ids count inside its table; a row without one is known
    by its country and name, and where several share these, by their order on the globe.
    """
    kept: dict[str, Row] = {}
    left: list[Left] = []
    bare: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(set(rows), key=_order):
        id = _id(row, table)
        if not id:
            bare[f"user:{table}/{(row.country or 'xx').lower()}-{fold(row.name).replace(' ', '-')}"].append(row)
        elif id in kept:
            left.append(Left(f"id {row.id or row.geonameid}", "a second row of this id", row.name))
        else:
            kept[id] = replace(row, id=id)
    for slug in sorted(bare):
        for number, row in enumerate(bare[slug], 1):
            id = slug if number == 1 else f"{slug}-{number}"
            kept[id] = replace(row, id=id)
    return tuple(kept[id] for id in sorted(kept)), tuple(left)


def unused(left: Iterable[Left]) -> tuple[Unused, ...]:
    """Count the rows that were left out by reason, with some examples."""
    counts: Counter[tuple[str, bool]] = Counter()
    seen: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for one in left:
        key = (one.reason.partition(": ")[0], one.bad)
        counts[key] += 1
        if len(seen[key]) < EXAMPLES:
            seen[key].append(f"{one.where}: {one.words}" if one.words else one.where)
    return tuple(Unused(key[0], count, key[1], tuple(seen[key])) for key, count in sorted(counts.items()))


def _order(row: Row) -> tuple[str, str, float, float, str]:
    return (row.country or "", row.name, row.lat, row.lon, to_line(row))


def _id(row: Row, table: str) -> str:
    if row.geonameid:
        return f"gn:{row.geonameid}"
    return row.id if row.id.startswith("wof:") else f"user:{table}/{row.id}" if row.id else ""


def _lines(rows: Iterable[Row]) -> list[str]:
    return [to_line(row) for row in sorted(rows, key=lambda row: row.id)]


def _start(source: str, licence: str) -> hashlib._Hash:
    return hashlib.sha256(json.dumps([source, licence]).encode() + b"\n")


def _path(shelf: Path, name: str) -> Path:
    if not NAME.fullmatch(name):
        raise GazetteerError(f"{name!r} is no name of a table; see `whoholds gazetteer list`")
    return shelf / f"{name}{ENDING}"


def _header(path: Path) -> Table:
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            data = json.loads(lines.readline())
        if isinstance(data, dict) and data.get("format") != FORMAT:
            raise ValueError(f"format {data.get('format')}, and {FORMAT} is read here; add its file again")
        return from_plain(Table, data)
    except (OSError, ValueError) as fault:
        raise _damaged(path, fault) from None


def _damaged(path: Path, fault: object) -> GazetteerError:
    name = path.name.removesuffix(ENDING)
    return GazetteerError(f"{path}: the table is damaged ({fault}). Run `whoholds gazetteer remove {name}` and add its file again.")


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as out:
                out.writelines(f"{line}\n" for line in lines)
                out.flush()
                os.fsync(out.fileno())
            os.replace(aside, path)
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError as fault:
        raise GazetteerError(f"{path}: the table cannot be written ({fault.strerror}); set XDG_DATA_HOME to a folder that can") from None
