"""Which kind of file a user gives, and its rows: one way in for all of them."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO, Any

from whoholds.errors import InputError
from whoholds.geo.added.columns import is_whos_on_first, rows_of_columns
from whoholds.geo.added.dumps import is_dump, rows_of_dump
from whoholds.geo.added.geojson import rows_of_geojson
from whoholds.geo.added.row import Left, Row
from whoholds.geo.added.whosonfirst import MAGIC, rows_of_sqlite

GEONAMES, WHOS_ON_FIRST, TABLE, GEOJSON = "GeoNames", "Who's On First", "table", "GeoJSON"
TERMS = {
    GEONAMES: ("GeoNames", "CC BY 4.0"),
    WHOS_ON_FIRST: ("Who's On First", "attribution; several, see whosonfirst.org/docs/licenses"),
}
"""Source and licence of the files that are always the same maker's."""
LARGEST = 4 * 2**30
"""Bytes of a packed file when it is unpacked; the dump of all countries has a third of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds."""

    form: str
    """GeoNames, Who's On First, table or GeoJSON."""
    rows: tuple[Row, ...]
    left: tuple[Left, ...]


def read_file(path: Path, country: str | None = None) -> Found:
    """Read a file, or a folder of GeoJSON features; `country` is the code that stands in where a row tells none.

    Raises InputError, naming the file, where it cannot be read at all; rows that cannot be taken are in `left`.
    """
    try:
        form, found = _of_folder(path, country) if path.is_dir() else _of_file(path, country)
    except InputError as fault:
        raise InputError(f"{path}: {fault}") from None
    except UnicodeDecodeError as fault:
        raise InputError(f"{path}: not {fault.encoding} ({fault.reason}); save it as UTF-8") from None
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        # NotImplementedError and RuntimeError: what zipfile says of packings that it does not know and of passwords
        raise InputError(f"{path}: cannot be read ({getattr(fault, 'strerror', None) or fault}); check the path") from None
    return Found(form, tuple(item for item in found if isinstance(item, Row)), tuple(i for i in found if isinstance(i, Left)))


Items = list[Row | Left]


def _of_folder(folder: Path, country: str | None) -> tuple[str, Items]:
    """Read every feature of a folder, such as `data` of a repository of Who's On First; other geometries of a place are no places."""
    files = sorted(file for file in folder.rglob("*.geojson") if "-alt-" not in file.name)
    if not files:
        raise InputError("a folder without .geojson files")
    found: Items = []
    first = ""
    for file in files:
        name = str(file.relative_to(folder))
        try:
            text = file.read_text(encoding="utf-8-sig")
            found += [_named(item, name) for item in rows_of_geojson(text, country)]
            first = first or text
        except (InputError, OSError, UnicodeDecodeError) as fault:
            found.append(Left(name, f"cannot be read: {fault}"))
    return (WHOS_ON_FIRST if '"wof:placetype"' in first else GEOJSON), found


def _named(item: Row | Left, file: str) -> Row | Left:
    return replace(item, where=f"{file}, {item.where}") if isinstance(item, Left) else item


def _of_file(path: Path, country: str | None) -> tuple[str, Items]:
    with path.open("rb") as stream:
        if stream.read(len(MAGIC)) == MAGIC:
            return WHOS_ON_FIRST, list(rows_of_sqlite(path, country))
    with _opened(path) as lines:
        return _of_lines(lines, country)


def _of_lines(rest: Iterator[str], country: str | None) -> tuple[str, Items]:
    head = []
    for line in rest:
        head.append(line)
        if line.strip():
            break
    lines, first = chain(head, rest), head[-1] if head else ""
    if not first.strip():
        raise InputError("an empty file")
    start = first.lstrip("\ufeff \x1e")[:1]
    if start in ("{", "["):
        text = "".join(lines)
        return (WHOS_ON_FIRST if '"wof:placetype"' in text else GEOJSON), list(rows_of_geojson(text.lstrip("\ufeff\x1e"), country))
    if is_dump(first):
        return GEONAMES, list(rows_of_dump(lines, country))
    header = first.replace("\t", ",").replace(";", ",").split(",")
    return (WHOS_ON_FIRST if is_whos_on_first(header) else TABLE), list(rows_of_columns(lines, country))


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[str]]:
    """Open the lines of a file, unpacked where it is a .zip or .gz."""
    with path.open("rb") as probe:
        start = probe.read(4)
    if start[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(path) as packed, packed.open(_member(packed)) as stream:
            yield _lines(stream)
    elif start[:2] == b"\x1f\x8b":
        with gzip.open(path) as stream:
            yield _lines(stream)
    else:
        with path.open("rb") as stream:
            yield _lines(stream, "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")


def _lines(stream: IO[bytes] | Any, coding: str = "utf-8") -> Iterator[str]:
    """Walk the lines with their ends."""
    size = 0
    for number, line in enumerate(stream if coding == "utf-8" else io.TextIOWrapper(stream, coding, newline="\n"), 1):
        size += len(line)
        if size > LARGEST:
            raise InputError(f"more than {LARGEST // 2**30} GB when unpacked")
        try:
            yield line if isinstance(line, str) else line.decode()
        except UnicodeDecodeError as fault:
            raise InputError(f"line {number}: not UTF-8 at byte {fault.start} of the line; save it as UTF-8") from None


def _member(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the one file of an archive that holds places: the largest beside readme files, as in `SY.zip` of GeoNames."""
    inside = [item for item in packed.infolist() if not item.is_dir() and "readme" not in item.filename.casefold()]
    usable = [item for item in inside if item.filename.casefold().endswith((".txt", ".csv", ".tsv", ".geojson", ".json"))]
    if not usable:
        raise InputError("an archive without a .txt, .csv, .tsv or .geojson file")
    return max(usable, key=lambda item: (item.file_size, item.filename))
