"""A store as a bundle that others can read and take in: JSON lines, their schema, and a readme with the rights."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from whoholds import __version__
from whoholds.errors import InputError
from whoholds.forms.rights import RIGHTS, readme
from whoholds.forms.schema import VERSION, bundle_schema
from whoholds.pipeline import State
from whoholds.records import Claim, Document, Judgement, Source
from whoholds.records.json_lines import to_plain
from whoholds.store.base import Article, Store

LINES, SCHEMA, README = "bundle.jsonl", "schema.json", "README.txt"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every file in a bundle, so that the same store gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a bundle."""

    state: State
    """What was worked out, as known on `known_by`."""
    known_by: date | None = None
    texts: bool = True
    """Whether articles stand whole. Without texts a bundle holds sentences of claims only, and cannot be taken in."""
    judgements: bool = True
    """Whether it holds what people decided, with their working names."""
    claims: Mapping[str, Claim] | None = None
    """Only these claims, by id, decisions applied, and the articles that they stand in; None: all, as they were read."""


class Writer:
    """Writes the lines of a bundle, and counts them."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.counts: dict[str, int] = {}
        self._digest = sha256()

    def lines(self, store: Store) -> Iterator[str]:
        """Write the bundle of a store, as it is at one moment."""
        known = str(self.wanted.known_by) if self.wanted.known_by else None
        head = {
            "kind": "whoholds bundle",
            "version": VERSION,
            "made_by": f"whoholds {__version__}",
            "texts": self.wanted.texts,
        }
        yield self._line({**head, "known_by": known, "rights": RIGHTS})
        with store.one_moment():
            yield from self._kept(store)
        state = self.wanted.state
        shelves = {
            "origin": state.origins,
            "event": state.events,
            "holding": state.holdings,
            "figure": state.figures,
            "dispute": state.disputes,
        }
        for kind, records in shelves.items():
            yield from (self._record(kind, record) for record in records)
        yield _json({"kind": "end", "counts": self.counts, "digest": self._digest.hexdigest()})

    def _told(self, store: Store, claims: Iterable[Claim]) -> Iterator[str]:
        """Write some claims under their articles, and who published these."""
        of: dict[str, list[Claim]] = {}
        for claim in claims:
            of.setdefault(claim.document, []).append(claim)
        documents = [document for id in sorted(of) if (document := store.document(id)) is not None]
        publishers = {document.source for document in documents}
        yield from (self._record("source", source) for source in store.sources() if source.name in publishers)
        for document in documents:
            told = tuple(sorted(of[document.id], key=lambda claim: claim.id))
            self.counts["claims"] = self.counts.get("claims", 0) + len(told)
            yield self._record("article", self._open(Article(document, "", told)))

    def _kept(self, store: Store) -> Iterator[str]:
        if self.wanted.claims is not None:
            yield from self._told(store, self.wanted.claims.values())
            return
        claims: set[str] = set()
        for entry in store.entries():
            if isinstance(entry, Source):
                yield self._record("source", entry)
            elif isinstance(entry, Article) and self._is_known(entry.document):
                claims |= {claim.id for claim in entry.claims} if self.wanted.known_by else set()
                self.counts["claims"] = self.counts.get("claims", 0) + len(entry.claims)
                yield self._record("article", self._open(entry))
            elif isinstance(entry, Judgement) and self.wanted.judgements and (
                not self.wanted.known_by or entry.seen is None or entry.about in claims
            ):
                yield self._record("judgement", entry)

    def _is_known(self, document: Document) -> bool:
        day, last = self.wanted.known_by, document.published.latest if document.published else None
        return day is None or (last is not None and last <= day)

    def _open(self, article: Article) -> Article:
        """Leave out where the file lay on this machine, and the text where it is not wanted."""
        document = replace(article.document, path=None, text=article.document.text if self.wanted.texts else "")
        return replace(article, document=document)

    def _record(self, kind: str, record: Any) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self._line({"kind": kind, "body": to_plain(record)})

    def _line(self, value: Mapping[str, Any]) -> str:
        line = _json(value)
        self._digest.update(line.encode("utf-8", "replace"))
        return line


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def schema_text() -> str:
    """Return the schema as it lies in every bundle."""
    return json.dumps(bundle_schema(), indent=1) + "\n"


def write_bundle(store: Store, wanted: Wanted, path: Path) -> Mapping[str, int]:
    """Write a bundle: one file where the path ends in .zip, else a folder of three files; whole or not at all. Return the counts.

    Raises InputError where it cannot be written.
    """
    writer = Writer(wanted)
    try:
        if path.suffix == ".zip":
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_zip(writer, store, path)
        else:
            path.mkdir(parents=True, exist_ok=True)
            _write(path / LINES, writer.lines(store))
            _write(path / SCHEMA, [schema_text()])
            _write(path / README, [_readme(writer)])
    except OSError as fault:
        raise InputError(
            f"{path}: cannot be written ({fault.strerror or fault}); name another path with --out"
        ) from None
    return writer.counts


def _readme(writer: Writer) -> str:
    texts = (
        ""
        if writer.wanted.texts
        else "\nArticles stand without their texts; `whoholds import` does not take this bundle in.\n"
    )
    return readme(writer.counts, writer.wanted.known_by, f"\nFiles\n  {LINES}: one record a line, by {SCHEMA}\n{texts}")


def _write(path: Path, lines: Iterable[str]) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write_zip(writer: Writer, store: Store, path: Path) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            with packed.open(_entry(LINES), "w", force_zip64=True) as out:
                out.writelines(line.encode("utf-8", "replace") for line in writer.lines(store))
            packed.writestr(_entry(SCHEMA), schema_text())
            packed.writestr(_entry(README), _readme(writer))
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
