"""The fold over many claims: put aside on disk by place, then folded place by place, in this process or in several.

Memory holds an offset a claim and each resolved name once, not the claims; the answer is that of `pipeline.holdings_of`.
"""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields
from datetime import date
from io import BytesIO
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from whoholds.errors import InputError
from whoholds.pipeline import CONTROL, foldable, near_keys, state_of
from whoholds.records import Claim, Filler, Holding, Link, Mention, Quantity, When, Window

CHUNK = 64
"""Places handed to a worker at a time."""
AHEAD = 3
"""Chunks handed out for each worker before answers are taken."""
MOST_NAMES = 200_000
"""Resolved names kept once for all claims; later ones are written out with their claims."""
Offsets = dict[str, "array[int]"]


@dataclass(frozen=True, slots=True)
class FoldPlan:
    """How to fold."""

    workers: int = 1
    known_by: date | None = None
    folder: Path | None = None
    """Where claims are put aside; None: the system's folder for such files."""


def fold(claims: Iterable[Claim], origins: Mapping[str, str], plan: FoldPlan = FoldPlan()) -> Iterator[Holding]:
    """Fold claims, in any order, into holdings, in the order of their places' ids; `origins` may leave out documents of their own.

    Raises InputError where there is no room to put them aside.
    """
    with Spool(plan.folder) as spool:
        for claim in claims:
            spool.add(claim, origins.get(claim.document, claim.document))
        yield from spool.fold(plan)


class Spool:
    """Claims put aside in a file of their own, found again by the places that they name; the file goes when it is closed."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open an empty one."""
        try:
            self._file: IO[bytes] = tempfile.NamedTemporaryFile(prefix="whoholds-", dir=folder, delete=False)  # noqa: SIM115
        except OSError as fault:
            raise InputError(f"{folder or tempfile.gettempdir()}: claims cannot be put aside there ({fault.strerror})") from None
        self._names = _Names()
        self._own: Offsets = {}
        self._outer: dict[str, set[str]] = defaultdict(set)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        Path(self._file.name).unlink(missing_ok=True)

    def add(self, claim: Claim, origin: str) -> None:
        """Put a claim aside; one that says nothing of control is passed over. Raises InputError where the disk is full."""
        if claim.type not in CONTROL:
            return
        links = {filler.link for filler in claim.places if filler.link is not None}
        if not links:
            return
        at = self._file.tell()
        try:
            self._file.write(_packed((claim, origin), self._names))
        except OSError as fault:
            raise InputError(f"{self._file.name}: claims cannot be put aside ({fault.strerror}); make room on that disk") from None
        for link in links:
            self._own.setdefault(link.id, array("Q")).append(at)
            self._outer[link.id].update(link.within)

    def fold(self, plan: FoldPlan) -> Iterator[Holding]:
        """Fold every place, in the order of their ids; the same in one process and in many."""
        self._file.flush()
        near = near_keys(self._outer)
        keys = [key for key in sorted(self._own) if foldable(key)]
        chunks = (self._chunk(keys[i : i + CHUNK], near, plan) for i in range(0, len(keys), CHUNK))
        if plan.workers <= 1:
            for chunk in chunks:
                yield from _fold_chunk(chunk, self._names.names)
            return
        yield from _in_processes(chunks, self._names.names, plan.workers)

    def _chunk(self, keys: Sequence[str], near: Mapping[str, Sequence[str]], plan: FoldPlan) -> _Chunk:
        wanted = {other for key in keys for other in (key, *near[key]) if other in self._own}
        offsets = {key: self._own[key] for key in wanted}
        return _Chunk(self._file.name, tuple(keys), {key: tuple(near[key]) for key in keys}, offsets, plan.known_by)


@dataclass(frozen=True, slots=True)
class _Chunk:
    file: str
    keys: tuple[str, ...]
    near: Mapping[str, tuple[str, ...]]
    offsets: Offsets
    known_by: date | None


def _fold_chunk(chunk: _Chunk, names: Sequence[Link]) -> tuple[Holding, ...]:
    found: list[Holding] = []
    shared: dict[str, list[tuple[Claim, str]]] = {}
    counts: dict[str, int] = defaultdict(int)
    for key in chunk.keys:
        for other in chunk.near[key]:
            counts[other] += 1
    with Path(chunk.file).open("rb") as file:
        for key in chunk.keys:
            heard: dict[str, tuple[Claim, str]] = {}
            for other in (*chunk.near[key], key):
                known = shared.get(other)
                told = [_read(file, at, names) for at in chunk.offsets.get(other, ())] if known is None else known
                shared |= {other: told} if counts[other] > 1 else {}
                heard.update((claim.id, (claim, origin)) for claim, origin in told)
            claims = [claim for _, (claim, _) in sorted(heard.items())]
            origins = {claim.document: origin for claim, origin in heard.values()}
            found += state_of(key, claims, origins, chunk.known_by).holdings
    return tuple(found)


def _in_processes(chunks: Iterable[_Chunk], names: Sequence[Link], workers: int) -> Iterator[Holding]:
    waiting: list[Future[tuple[Holding, ...]]] = []
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_open, initargs=(names,)) as pool:
        for chunk in chunks:
            waiting.append(pool.submit(_fold_there, chunk))
            if len(waiting) >= AHEAD * workers:
                yield from waiting.pop(0).result()
        for one in waiting:
            yield from one.result()


_NAMES: list[Link] = []
"""The worker's own copy of the resolved names; filled once when the worker starts."""


def _open(names: Sequence[Link]) -> None:
    _NAMES[:] = names


def _fold_there(chunk: _Chunk) -> tuple[Holding, ...]:
    return _fold_chunk(chunk, _NAMES)


class _Names:
    """Resolved names, each kept once."""

    def __init__(self) -> None:
        self.names: list[Link] = []
        self._known: dict[Link, int] = {}

    def number(self, link: Link) -> int | None:
        """Return the number of a name, or None where no more are kept."""
        known = self._known.get(link)
        if known is None and len(self.names) < MOST_NAMES:
            known = self._known[link] = len(self.names)
            self.names.append(link)
        return known


def _plainly(kind: type[Any]) -> Any:
    """Return how a record is written: its kind and its fields' values, which is quicker than by its slots."""
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda record: (kind, values(record))


_ORDER: tuple[type[Any], ...] = (Claim, Filler, Mention, Quantity, When, Window)
_KINDS = {kind: _plainly(kind) for kind in _ORDER}
_CODES: dict[type[Any], int] = {kind: -1 - i for i, kind in enumerate(_ORDER)}
"""Numbers in place of the kinds' own long names."""


class _Packer(pickle.Pickler):
    dispatch_table = _KINDS

    def __init__(self, file: IO[bytes], names: _Names) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._names = names

    def persistent_id(self, record: Any) -> int | None:
        kind = type(record)
        return self._names.number(record) if kind is Link else _CODES.get(record) if kind is type else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: IO[bytes], names: Sequence[Link]) -> None:
        super().__init__(file)
        self._names = names

    def persistent_load(self, number: Any) -> Any:
        return self._names[number] if number >= 0 else _ORDER[-1 - number]


def _packed(record: object, names: _Names) -> bytes:
    out = BytesIO()
    _Packer(out, names).dump(record)
    return out.getvalue()


def _read(file: IO[bytes], at: int, names: Sequence[Link]) -> tuple[Claim, str]:
    file.seek(at)
    told: tuple[Claim, str] = _Unpacker(file, names).load()
    return told
