"""`whoholds export`: what a store holds, in the forms that others read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import DAY, db_option, open_db
from whoholds.errors import InputError

if TYPE_CHECKING:
    from whoholds.forms.material import Selection
    from whoholds.report.exports import Export
    from whoholds.store.base import Store

FORMATS = (
    "csv", "geojson", "geoparquet", "bundle", "annotations", "ged", "acled", "plover", "control", "html", "markdown", "docx", "pdf", "atom", "jsonfeed",
)  # fmt: skip
WHAT = ("holdings", "events", "claims", "changes", "differences", "figures", "disagreements", "routes", "sources")
BINARY = frozenset({"geoparquet", "docx", "pdf"})
README = "README.txt"


@click.command("export")
@click.argument("format", type=click.Choice(FORMATS))
@click.option("-o", "--out", type=click.Path(), help="File to write, or folder; - is the standard output, which is also the default.")
@click.option("--what", type=click.Choice(WHAT), help="One table, for csv, geojson and geoparquet; default: all that the format has.")
@click.option("--on", type=DAY, help="The day told for: holdings in force on it, the brief's day, the last day of control.")
@click.option("--known-by", type=DAY, help="Use only what was published up to and on this day; default: everything.")
@click.option("--from", "since", type=DAY, help="First day of events, changes, claims, control.")
@click.option("--to", "until", type=DAY, help="Last day of them.")
@click.option("--place", default="", help="Only this place and what lies in it: an id, part of a name, a country or its code, a province.")
@click.option("--side", default="", help="Only what concerns this side, by any name of it.")
@click.option("--no-texts", is_flag=True, help="Bundle: leave the texts of articles out; it can then not be taken in again.")
@db_option
def command(
    format: str, out: str | None, what: str | None, on: date | None, known_by: date | None, since: date | None, until: date | None,
    place: str, side: str, no_texts: bool, db: str | None,
) -> None:  # fmt: skip
    """Write what the store holds as FORMAT, every row with its claims and sources.

    csv, geojson, geoparquet: tables. bundle: the whole store for `whoholds import`, with a JSON Schema. annotations: W3C Web Annotations.
    ged, acled, plover: event files in the shapes of these data sets, for tools. control: places by days. html, markdown, docx, pdf: the brief.
    atom, jsonfeed: changes of hands. Use it as: whoholds export csv -o tables
    """
    from whoholds.forms.material import Selection

    asked = Selection(on=on, since=since, until=until, place=place, side=side)
    with open_db(db) as store:
        if store.counts().stale:
            click.echo("note: articles or judgements came in since the last working out; run `whoholds read` first to have them counted", err=True)
        if format == "bundle":
            _bundle(store, out, known_by, not no_texts)
        elif format in ("html", "markdown", "docx", "pdf"):
            _brief(store, format, out, on, known_by)
        else:
            _tables(store, format, what, out, asked, known_by)


def _tables(store: Store, format: str, what: str | None, out: str | None, asked: Selection, known_by: date | None) -> None:
    from whoholds.forms.rights import readme
    from whoholds.report.exports import EXPORTS, as_bytes, material_of
    from whoholds.report.knowledge import knowledge_of

    files = [one for one in EXPORTS.values() if one.format == format and (what is None or one.name.partition(".")[0] == what)]
    _check(files, format, what, out)
    knowledge = knowledge_of(store, known_by)
    material = material_of(store, knowledge, known_by)
    folder = len(files) > 1 or _is_folder(out)
    for one in files:
        _write(_path(out, one.name, folder), as_bytes(one.write(material, asked)), one.format in BINARY)
    if folder and out:
        counts = {"articles": len(knowledge.documents), "claims": len(knowledge.claims), "holdings": len(knowledge.holdings)}
        _write(Path(out) / README, [readme(counts, known_by).encode()], False)


def _is_folder(out: str | None) -> bool:
    return out is not None and out != "-" and (out.endswith(("/", os.sep)) or Path(out).is_dir())


def _path(out: str | None, name: str, folder: bool) -> Path | None:
    """Return where a file goes; None for the standard output."""
    if out is None or out == "-":
        return None
    return Path(out) / name if folder else Path(out)


def _check(files: list[Export], format: str, what: str | None, out: str | None) -> None:
    if not files:
        raise InputError(f"--what {what}: {format} has no such table; leave --what away, or export csv")
    if len(files) > 1 and out in (None, "-"):
        names = ", ".join(one.name.partition(".")[0] for one in files)
        raise InputError(f"{format} is {len(files)} tables ({names}); name a folder with -o FOLDER, or one of them with --what")


def _brief(store: Store, format: str, out: str | None, on: date | None, known_by: date | None) -> None:
    from whoholds.report.brief import write_brief
    from whoholds.report.brief_files import FORMATS as ENDINGS
    from whoholds.report.brief_files import addresses_of, brief_file
    from whoholds.report.knowledge import knowledge_of

    knowledge = knowledge_of(store, known_by)
    brief = write_brief(knowledge, on, known_by)
    documents = {document.id: document for document in knowledge.documents}
    addresses = addresses_of(brief, {claim.id: claim for claim in knowledge.claims}, documents.get)
    ending = ENDINGS[format]
    _write(_path(out, f"brief.{ending}", _is_folder(out)), [brief_file(brief, ending, addresses)], format in BINARY)


def _bundle(store: Store, out: str | None, known_by: date | None, texts: bool) -> None:
    from whoholds.forms.bundle import Wanted, write_bundle
    from whoholds.pipeline import work_out
    from whoholds.report.knowledge import documents_by

    if out in (None, "-"):
        raise InputError("a bundle is several files; name a folder or a .zip with -o")
    state = work_out(documents_by(store, known_by), store.claims(), store.judgements(), store.statements(), known_by) if known_by else store.worked_out()
    counts = write_bundle(store, Wanted(state, known_by, texts), Path(str(out)))
    click.echo(f"{out}: {', '.join(f'{count} {name}' for name, count in counts.items())}")


def _write(path: Path | None, pieces: Iterable[bytes], binary: bool) -> None:
    """Write a file whole or not at all; without a path, to the standard output."""
    if path is None:
        if binary and sys.stdout.isatty():
            raise InputError("this is no text for a terminal; name a file with -o FILE")
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.writelines(pieces)
        os.replace(part, path)
    except OSError as fault:
        raise InputError(f"{path}: cannot be written ({fault.strerror or fault}); name another path with -o") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    click.echo(str(path))
