"""The maker of claims named: what reading depends on, so that a change of any of it makes known articles be read anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from whoholds.plugins.entry import MODELS, find_plugin
from whoholds.settings import Settings, read_settings
from whoholds.toolkit import extractor_of

TABLES = ("lemmas.tsv.gz", "sentence-ends.tsv.gz", "vocab.txt")
"""Small files of the shipped reader; its weights are vouched for by the digests of the card."""


class _File(Protocol):
    @property
    def name(self) -> str: ...

    def read_bytes(self) -> bytes: ...


def maker_name() -> str:
    """Name versions and digests of all that claims depend on; only small files are read, some hundred kilobytes."""
    from whoholds import __version__
    from whoholds.extract.document import VERSION

    settings = read_settings()
    judge = _digest(_shipped("whoholds.extract"))
    rules = _digest([*_shipped("whoholds.rules"), *_own(settings.rules)])
    sides = _digest([*_shipped("whoholds.actors"), *_own(settings.catalogue)])
    reader, other = _reader(settings), extractor_of(settings.spec())
    by = f"extract {VERSION}" if other is None else f"extract by {other.name}"
    names = _digest(_shipped("whoholds.resolve"))
    return f"whoholds {__version__}, {by}, names {names}, reader {reader}, judge {judge}, rules {rules}, sides {sides}, places {_places(settings)}"


def _places(settings: Settings) -> str:
    """Name the tables of places: the shipped ones by their version, the user's by the digests in their first lines."""
    from whoholds.geo.added.shelf import digest_of_tables, shelf_of, tables_on
    from whoholds.geo.build import VERSION

    own = digest_of_tables(tables_on(shelf_of(Path(settings.gazetteer) if settings.gazetteer else None)))
    return " ".join(filter(None, (str(VERSION), settings.gazetteer, own and f"with {own}")))


def _reader(settings: Settings) -> str:
    from whoholds.models.card import FOLDER, read_card
    from whoholds.models.load import OURS

    if settings.language != OURS:
        plugin = find_plugin(MODELS, settings.language)
        return f"{settings.language} of {plugin.origin}" if plugin else settings.language
    card = read_card(FOLDER)
    return _digest([FOLDER / name for name in TABLES], card.sha256, card.claims[1] if card.claims else "")


def _shipped(room: str) -> list[_File]:
    found: list[_File] = [item for item in files(room).joinpath("data").iterdir() if item.is_file()]
    return sorted(found, key=lambda item: item.name)


def _own(given: Iterable[str]) -> list[_File]:
    """List files and the YAML files of folders; what is missing is told when it is opened, not here."""
    found: list[_File] = []
    for path in map(Path, given):
        found += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return found


def _digest(of: Iterable[_File], *more: str) -> str:
    total = hashlib.sha256("\n".join(more).encode())
    for file in of:
        total.update(file.name.encode() + b"\0" + hashlib.sha256(_bytes(file)).digest())
    return total.hexdigest()[:10]


def _bytes(file: _File) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
