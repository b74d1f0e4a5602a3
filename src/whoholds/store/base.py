"""What a store can do, whatever keeps it: three shelves, one writer, many readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from whoholds.errors import StoreError
from whoholds.pipeline import Made, State
from whoholds.records import Claim, Document, Judgement, PlaceStatement, Source
from whoholds.store.address import is_address
from whoholds.store.lists import ArticleLine, Edition, LogEntry, Note, Rated, Tallies, Wanted

DEFAULT = "whoholds.db"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    documents: int
    claims: int
    events: int
    holdings: int
    figures: int
    disputes: int
    failed: int
    stale: bool
    """True where documents or judgements came in after the worked-out shelf was made."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document with all that a store holds of it."""

    document: Document
    maker: str
    claims: tuple[Claim, ...] = ()
    statements: tuple[PlaceStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read."""

    path: str
    reason: str


Entry = Source | Article | Judgement | Failure | Note | LogEntry
"""One thing of the kept and made shelves, a note, or a line of the log."""


class Store(Protocol):
    """Documents, sources and judgements are *kept*; claims are *made*; all else is *worked out*."""

    @property
    def name(self) -> str:
        """What messages call the store: its path, or its address without user and password."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def one_moment(self) -> AbstractContextManager[int]:
        """Let all questions inside see the store as it is now, whoever writes; yields the number of changes so far.

        Nothing may be written inside."""

    def has(self, document: str, maker: str) -> bool:
        """Tell whether a document was read whole by this maker (extractor and model versions)."""

    def save(self, document: Document, made: Made | None, maker: str, once: Note | None = None) -> bool:
        """Keep a document with its claims in one transaction; claims of an earlier reading are replaced.

        A failure noted under its path is forgotten. `once` is kept in the same transaction; where a note of its name is
        there already, whoever wrote it, nothing is kept. Tells whether the document was kept."""

    def save_source(self, source: Source) -> None:
        """Keep what is known of a publisher, in place of what was known."""

    def note(self, notes: Iterable[Note]) -> None:
        """Keep notes, in place of those of the same topics and names, in one transaction."""

    def noted(self, topic: str, names: Iterable[str] | None = None) -> dict[str, str]:
        """Return the notes of a topic, or those with these names: name to body."""

    def save_failure(self, path: str, reason: str) -> None:
        """Note that something could not be read."""

    def forget_failure(self, document: Document) -> None:
        """Forget that something could not be read under the path of a document that is known by now."""

    def save_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision."""

    def documents(self) -> Iterator[Document]:
        """Walk all documents in order of their ids."""

    def document(self, id: str) -> Document | None:
        """Return one document."""

    def claims(self, keys: Iterable[str] | None = None) -> Iterator[Claim]:
        """Walk all claims, or those under any of the keys that `kept_keys` gives, in order of their ids."""

    def claim(self, id: str) -> Claim | None:
        """Return one claim; the start of its id will do where it names only one."""

    def statements(self) -> Iterator[PlaceStatement]:
        """Walk what the texts say of where places lie."""

    def sources(self) -> Iterator[Source]:
        """Walk the publishers."""

    def judgements(self) -> Iterator[Judgement]:
        """Walk people's decisions, oldest first."""

    def replace_worked_out(self, made: State, moment: int | None = None) -> None:
        """Put a new worked-out shelf in place of the old one, all at once.

        `moment` is the number that `one_moment` gave when its claims were taken: what was changed since leaves the shelf
        stale, and one that was worked out of more is not put back. None: worked out of all that the store holds."""

    def worked_out(self) -> State:
        """Return the worked-out shelf, as it was at one moment."""

    def failures(self) -> list[tuple[str, str]]:
        """List what could not be read, with reasons."""

    def counts(self) -> Counts:
        """Count what the store holds, at one moment."""

    def search(self, words: str, most: int = 20) -> list[tuple[str, str]]:
        """Find documents by their words: (document id, snippet), best first."""

    def edition(self) -> Edition:
        """Tell how often the shelves were written; what was read of the same edition is still true."""

    def claims_by(self, ids: Iterable[str]) -> Iterator[Claim]:
        """Walk the claims with these whole ids, in order of their ids; ids that are not there are passed over."""

    def list_claims(self, wanted: Wanted) -> tuple[list[Claim], int]:
        """Return one part of a list of claims, and how many the whole list has."""

    def list_articles(self, wanted: Wanted) -> tuple[list[ArticleLine], int]:
        """Return one part of a list of articles, newest first; of `wanted` only publisher, days, start and most count."""

    def tallies(self, last: date | None = None) -> Tallies:
        """Count claims and articles, by day and by publisher; with `last`, those published up to and on that day."""

    def places_named(self) -> dict[str, str]:
        """Return the id of every place that claims name themselves, with the id of one of those claims."""

    def rated(self) -> Rated:
        """Walk all claims as id, document and score, in order of their ids."""

    def log(self, entry: LogEntry) -> None:
        """Add to the audit log, from which nothing is ever taken away."""

    def logged(self, most: int = 100, start: int = 0) -> list[LogEntry]:
        """List the audit log, newest first."""

    def entries(self) -> Iterator[Entry]:
        """Walk the kept and made shelves in an order that is the same in every engine."""

    def filling(self, replace: bool = False) -> AbstractContextManager[Callable[[Entry], None]]:
        """Fill the store in one transaction, emptied before where `replace` is set; yields what takes an entry.

        Questions inside see what was taken so far; an error inside leaves the store as it was."""

    def faults(self) -> list[str]:
        """List what the engine itself finds damaged, orphaned or doubled; empty where it is sound."""


def open_store(url: str | Path = DEFAULT, create: bool = True) -> Store:
    """Open a store: a path for SQLite, postgresql://... for PostgreSQL. Raises StoreError where it cannot be opened."""
    text = str(url)
    if is_address(text):
        from whoholds.store.postgres import PostgresStore

        return PostgresStore(text, create)
    from whoholds.store.sqlite import SqliteStore

    path = Path(text)
    if not create and not path.exists():
        raise StoreError(f"{path}: no store here; make one with `whoholds read FOLDER`, or name another with --db")
    return SqliteStore(path)
