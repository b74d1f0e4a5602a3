"""Which share of the place names of a corpus resolve to anything, with the shipped gazetteer and with villages imported."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from whoholds.evaluate.scorer import read_rows
from whoholds.geo.added.files import read_file
from whoholds.geo.added.join import join_tables
from whoholds.geo.added.shelf import Table, put_table, with_ids
from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.spelling import ARTICLES
from whoholds.records import Document, Filler
from whoholds.resolve.places import resolve_places
from whoholds.toolkit import Toolkit

NAMES = Path("data/language/re3d-dev.jsonl")
VILLAGES = (Path("data/gazetteer/geonames_sy.tsv.gz"), Path("data/gazetteer/geonames_iq.tsv.gz"))
LINKING = ARTICLES | {"of"}


def coverage_scores(shared: Path, toolkit: Toolkit) -> dict[str, float]:
    """Score the pure place names of re3d; empty where the data or the files of villages are absent.

    There are no gold coordinates: a name counts where it has a place at all.
    """
    if not all((shared / file).exists() for file in (NAMES, *VILLAGES)):
        return {}
    with TemporaryDirectory() as folder:
        villages = _with_villages(shared, toolkit.gazetteer.path, Path(folder))
        found = {
            "re3d pure names: resolved, shipped gazetteer": _share(shared, Gazetteer(toolkit.gazetteer.path)),
            "re3d pure names: resolved, with villages of Syria and Iraq": _share(shared, villages),
        }
        villages.close()
    return {name: round(value, 4) for name, value in found.items()}


def is_pure_name(words: str) -> bool:
    """Tell whether an annotated place is a capitalised name and nothing else: "Deir ez-Zor", not "the city of Mosul" or "Paris, Texas"."""
    parts = [part for part in re.split(r"[\s-]+", words.strip()) if part]
    named = [part for part in parts if part[:1].isupper()]
    return bool(named) and "," not in words and all(part in named or part.casefold() in LINKING for part in parts)


def _share(shared: Path, gazetteer: Gazetteer) -> float:
    names = resolved = 0
    for row in read_rows(shared / NAMES):
        spans = tuple(
            Filler(one["begin"], one["end"], words, "toponym")
            for one in row["entities"]
            if one["type"] == "Location" and is_pure_name(words := row["text"][one["begin"] : one["end"]])
        )
        found = resolve_places(spans, Document(row["doc"], row["text"]), (), gazetteer)
        names += len(found)
        resolved += sum(bool(filler.links) for filler in found)
    return resolved / max(1, names)


def _with_villages(shared: Path, index: Path, folder: Path) -> Gazetteer:
    """Open the shipped index with the villages added, in a folder of its own."""
    tables = []
    for file in VILLAGES:
        name = file.name.partition(".")[0]
        rows, _ = with_ids(read_file(shared / file).rows, name)
        bare = Table(name, "Who's On First", "attribution", "GeoNames", file.name, date(2000, 1, 1), 0, "")
        tables.append(put_table(folder, bare, rows))
    joined = folder / "villages.sqlite"
    join_tables(index, folder, tables, joined)
    return Gazetteer(index, joined)
