"""What sentences mean, as short vectors: the encoder's own vectors of their word pieces, weighed by how rare each is in news.

Averages of word vectors weighed by rarity, on their main axes: Arora, Liang and Ma 2017 ("A simple but tough-to-beat baseline for
sentence embeddings"), here with the table that the language reader begins from. No network runs, so that a fold needs no reader.
Made by training/meanings.py.
"""

from __future__ import annotations

import io
import re
from functools import cache, lru_cache
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from whoholds.errors import ModelError
from whoholds.models.card import AGAIN, FOLDER
from whoholds.models.pieces import Pieces

Vectors = npt.NDArray[np.float32]
FILE = "meanings.npz"
LEAST_LETTERS = 20
"""Shorter stretches (a dateline, a heading) tell too little to be compared."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # noqa: RUF001
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_CACHED_WORDS = 100_000


class Meanings:
    """Vectors of sentences, and how much of one text another one tells."""

    def __init__(self, pieces: Pieces, table: npt.NDArray[np.int8], axes: tuple[Vectors, Vectors], rarity: Vectors) -> None:
        """Take the reader's pieces and a row of `table` for each; `axes` are its scale and centre; see `shipped_meanings`."""
        self._of_word = lru_cache(_CACHED_WORDS)(pieces.of)
        self._table, (self._scale, self._centre), self._rarity = table, axes, rarity

    def uncommon(self, text: str, least: float) -> frozenset[int]:
        """Return the numbers of a text's word pieces of at least some rarity: the logarithm of one in so many sentences."""
        found = {piece for word in words_in(text) for piece in self._of_word(word)}
        return frozenset(piece for piece in found if self._rarity[piece] >= least)

    def of(self, text: str) -> Vectors:
        """Return a row of length 1 for each sentence of a text; no row where it has none."""
        rows = [row for part in sentences_in(text) if (row := self._row(part)) is not None]
        return np.array(rows, dtype=np.float32).reshape(len(rows), len(self._centre))

    def _row(self, sentence: str) -> Vectors | None:
        pieces = [piece for word in words_in(sentence) for piece in self._of_word(word)]
        weights = self._rarity[pieces]
        total = float(weights.sum())
        if not pieces or not total:
            return None
        row: Vectors = (weights @ self._table[pieces]) / total * self._scale - self._centre
        length = float(np.linalg.norm(row))
        return row / np.float32(length) if length else None


def words_in(text: str) -> list[str]:
    """List the words and numbers of a text."""
    return _WORD.findall(text)


def sentences_in(text: str) -> list[str]:
    """Cut a text at line ends and full stops, roughly: for comparing texts, not for reading them."""
    return [part for part in _SENTENCE.findall(text) if len(part.strip()) > LEAST_LETTERS]


def alignment(one: Vectors, other: Vectors) -> float:
    """Return how near each sentence of two texts has one in the other, on average of both ways: cosines, 1 for the same text."""
    if not len(one) or not len(other):
        return 0.0
    near = one @ other.T
    return float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2


@cache
def shipped_meanings() -> Meanings:
    """Open the vectors that ship beside the reader. Raises ModelError where the file is damaged."""
    path = FOLDER / FILE
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as stored:
            table, scale, centre, rarity = (stored[name] for name in ("table", "scale", "centre", "rarity"))
        return Meanings(Pieces.from_file(FOLDER / "vocab.txt"), table, (scale, centre), rarity)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as fault:
        raise ModelError(f"{path}: the vectors of sentences cannot be read ({fault}). {AGAIN}") from None
