"""Near-copies: word shingles, MinHash and banding, with hashing that is the same in every process."""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

SHINGLE_WORDS = 3
"""Words a shingle: short enough that a sub-editor's cuts leave most of them, long enough to be rare by chance."""
ROWS = 64
BAND = 2
"""64 rows in bands of 2 bring together a pair of Jaccard similarity 0.2 with probability 0.73, 0.3 with 0.95."""
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Split a text into lower-case words and numbers, without marks."""
    return _WORD.findall(text.casefold().replace("’", "'").replace("'", ""))  # noqa: RUF001


def shingles(text: str, size: int = SHINGLE_WORDS) -> frozenset[int]:
    """Return the hashed word shingles of a text; a text shorter than a shingle gives one."""
    words = words_of(text)
    if not words:
        return frozenset()
    runs = [" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))]
    return frozenset(_digest(run) for run in runs)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Return how much of the smaller set the larger one holds, 0 to 1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def signature(items: Iterable[int], rows: int = ROWS) -> tuple[int, ...]:
    """Return the MinHash signature of a set; equal rows between two signatures estimate their Jaccard similarity."""
    items = tuple(items)
    if not items:
        return ()
    return tuple(min((a * item + b) % _PRIME for item in items) for a, b in _permutations(rows))


def near_pairs(signatures: Mapping[str, tuple[int, ...]], band: int = BAND) -> set[tuple[str, str]]:
    """Return the pairs of names whose signatures agree in a whole band: candidates, to be compared in full."""
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for name in sorted(signatures):
        row = signatures[name]
        for at in range(0, len(row) - band + 1, band):
            buckets[at, row[at : at + band]].append(name)
    return {
        (one, other)
        for names in buckets.values()
        for i, one in enumerate(names)
        for other in names[i + 1 :]
    }  # fmt: skip


def _digest(run: str) -> int:
    number: int = struct.unpack("<Q", blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest())[0]
    return number % _PRIME


def _permutations(rows: int) -> list[tuple[int, int]]:
    return [(_digest(f"row {i} times") | 1, _digest(f"row {i} plus")) for i in range(rows)]
