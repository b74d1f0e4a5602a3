"""A bundle taken into a store: what is new is kept once, what is there stays as it is, and what is wrong is told with its line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from whoholds.errors import InputError
from whoholds.forms.bundle import LINES
from whoholds.forms.schema import KINDS, VERSION, misfit
from whoholds.records import STATUSES, TYPES, Judgement, Source
from whoholds.records.json_lines import from_plain
from whoholds.store.base import Article, Entry, Store
from whoholds.store.check import article_faults

MADE = ("origin", "event", "holding", "figure", "dispute")
"""Lines that are worked out anew from the others, and so passed over."""


@dataclass
class Taken:
    """What taking in a bundle came to."""

    articles: int = 0
    claims: int = 0
    judgements: int = 0
    sources: int = 0
    known: int = 0
    """Articles, judgements and publishers that were there already, as they are in the bundle or as this store reads them."""
    faults: list[str] = field(default_factory=list)
    """What was passed over, with lines and reasons."""

    @property
    def is_new(self) -> bool:
        """Tell whether anything was taken."""
        return bool(self.articles or self.judgements or self.sources)


def take_in(store: Store, path: Path) -> Taken:
    """Take a bundle into a store, in one transaction: a folder, a .zip, or the lines alone.

    An article that is there with the same text keeps its own reading; so a second time takes nothing. Raises InputError for what is no bundle.
    """
    first = Taken()
    there = _There(store)
    if not any(there.is_new(entry) for entry in _entries(path, first)):
        first.known, first.faults = there.known, [*first.faults, *there.faults]
        return first
    told, there = Taken(), _There(store)
    with store.filling() as take:
        for entry in _entries(path, told):
            if there.is_new(entry):
                take(entry)
                _count(told, entry)
    told.known, told.faults = there.known, [*told.faults, *there.faults]
    return told


def _count(told: Taken, entry: Entry) -> None:
    if isinstance(entry, Article):
        told.articles += 1
        told.claims += len(entry.claims)
    elif isinstance(entry, Judgement):
        told.judgements += 1
    else:
        told.sources += 1


class _There:
    """What a store holds already."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.judgements = {judgement.id: judgement for judgement in store.judgements()}
        self.sources = {source.id for source in store.sources()}
        self.seen: set[str] = set()
        self.known = 0
        self.faults: list[str] = []

    def is_new(self, entry: Entry) -> bool:
        """Tell whether an entry is not there yet; note why one that differs is left."""
        if isinstance(entry, Article):
            return self._is_new_article(entry)
        key = f"{type(entry).__name__} {getattr(entry, 'id', '')}"
        there = (
            entry.id in self.judgements if isinstance(entry, Judgement) else getattr(entry, "id", "") in self.sources
        )
        other = self.judgements.get(entry.id) if isinstance(entry, Judgement) else None
        if other is not None and other != entry:
            self.faults.append(f"judgement {entry.id}: another one has this id here; the one here stays")  # type: ignore[union-attr]
        return self._noted(key, there)

    def _is_new_article(self, article: Article) -> bool:
        document = article.document
        own = self.store.document(document.id)
        if own is not None and own.text != document.text:
            self.faults.append(f"article {document.id}: another text has this id here; the one here stays")
            return False
        held = self.store.claims_by({claim.id for claim in article.claims})
        if own is None and any(claim.document != document.id for claim in held):
            self.faults.append(
                f"article {document.id}: a claim of it has the id of one of another article here; left out"
            )
            return False
        return self._noted(f"article {document.id}", own is not None)

    def _noted(self, key: str, there: bool) -> bool:
        new = not there and key not in self.seen
        self.known += not new
        self.seen.add(key)
        return new


def _entries(path: Path, told: Taken) -> Iterator[Entry]:
    """Walk what a bundle brings; a line that is wrong is noted and passed over. Raises InputError for what is no bundle."""
    last: Any = None
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            last = _read(line, number, told)
            if number == 1:
                _check_head(path, last)
            elif isinstance(last, dict) and last.get("kind") not in (*MADE, "end"):
                yield from _entry(last, number, told)
    if not isinstance(last, dict) or last.get("kind") != "end":
        told.faults.append(
            f"{path}: cut short, its last line is missing; what it holds was taken, ask for it anew and take it in again"
        )


def _read(line: bytes, number: int, told: Taken) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as fault:
        told.faults.append(f"line {number}: not valid JSON ({fault}); passed over")
        return None


def _check_head(path: Path, head: Any) -> None:
    if not isinstance(head, dict) or head.get("kind") != "whoholds bundle":
        raise InputError(f"{path}: no bundle; give what `whoholds export bundle` wrote")
    if head.get("version") != VERSION:
        raise InputError(
            f"{path}: a bundle of version {head.get('version')}, this program reads {VERSION}; install the Whoholds that made it"
        )
    if not head.get("texts"):
        raise InputError(
            f"{path}: made without the texts of its articles, so nothing can be checked or read; ask for one made without --no-texts"
        )


def _entry(line: dict[str, Any], number: int, told: Taken) -> list[Entry]:
    kind: Any = KINDS.get(str(line.get("kind")))
    wrong = misfit(kind, line.get("body")) if kind else f"unknown kind {str(line.get('kind'))[:40]!r}"
    record: Entry | None = None if wrong else from_plain(kind, line["body"])
    if record is not None:
        wrong = fault_of(record)
    if wrong:
        told.faults.append(f"line {number}: {wrong}; passed over")
    return [] if wrong or record is None else [record]


def fault_of(record: Entry) -> str:
    """Return what of a record cannot be right, in words; empty where all words stand where they are said to stand."""
    if isinstance(record, Source | Judgement):
        return "" if record.id else "it has no id"
    if not isinstance(record, Article):
        return "no article, judgement or publisher"
    odd = next((claim for claim in record.claims if claim.type not in TYPES or claim.status not in STATUSES), None)
    if odd is not None:
        return f"claim {odd.id}: {odd.type!r} told as {odd.status!r} is no kind of claim"
    return next(iter(article_faults(record)), "") if record.document.id else "an article without an id"


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open the lines of a bundle. Raises InputError."""
    make: Callable[[], IO[bytes]] = lambda: (path / LINES if path.is_dir() else path).open("rb")
    try:
        if not path.is_dir() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed, packed.open(LINES) as lines:
                yield lines
            return
        with make() as lines:
            yield lines
    except (OSError, KeyError, zipfile.BadZipFile) as fault:
        raise InputError(
            f"{path}: cannot be read ({fault}); give the folder, the .zip or the .jsonl that `whoholds export bundle` wrote"
        ) from None
