"""Word pieces: a word in, the encoder's piece numbers and a letter shape out. Pure Python, no tokeniser library."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

PAD, UNKNOWN, FIRST, LAST = 0, 100, 101, 102
"""Piece numbers of [PAD], [UNK], [CLS] and [SEP] in the BERT vocabulary."""
MOST_PIECES = 12
"""Pieces kept of one word; only addresses and garbage have more."""
LONGEST_WORD = 100

NO_SHAPE, LOWER, TITLE, CAPITALS, ONE_CAPITAL, MIXED, DIGITS, SIGNS = range(8)

QUOTES = str.maketrans({
    "`": "'", "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
})  # fmt: skip
"""What the encoder reads instead: never applied to the stored text, where it would move offsets."""


STANDS_FOR = {"IS": "ISIS"}
"""Names that the encoder, which reads no capitals, would take for a common word."""


def letter_shape(word: str) -> int:
    """Tell the shape of a word's letters, the only case signal the uncased encoder gets."""
    if any(sign.isdigit() for sign in word):
        return DIGITS
    letters = [sign for sign in word if sign.isalpha()]
    if not letters:
        return SIGNS
    if not any(sign.isupper() for sign in letters):
        return LOWER
    if len(letters) == 1:
        return ONE_CAPITAL
    if not any(sign.islower() for sign in letters):
        return CAPITALS
    first_only = letters[0].isupper() and not any(sign.isupper() for sign in letters[1:])
    return TITLE if first_only else MIXED


def _is_sign(sign: str) -> bool:
    code = ord(sign)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(sign).startswith("P")


def _is_wide(sign: str) -> bool:
    return 0x4E00 <= ord(sign) <= 0x9FFF or 0x3400 <= ord(sign) <= 0x4DBF


def plain(word: str) -> str:
    """Lower the word, drop accents and control characters, as the encoder was taught."""
    lowered = unicodedata.normalize("NFD", word.translate(QUOTES).lower())
    return "".join(sign for sign in lowered if unicodedata.category(sign) not in ("Mn", "Cc", "Cf", "Cs"))


def _runs(word: str) -> Iterable[str]:
    run = ""
    for sign in word:
        if sign.isspace() or _is_sign(sign) or _is_wide(sign):
            if run:
                yield run
            run = ""
            if not sign.isspace():
                yield sign
        else:
            run += sign
    if run:
        yield run


class Pieces:
    """The encoder's vocabulary, cutting words greedily into the longest known pieces."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take the vocabulary in the order of its numbers."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._cached = lru_cache(maxsize=1 << 16)(self._cut)

    @classmethod
    def from_file(cls, path: Path) -> Pieces:
        """Read a vocabulary file, one piece a line."""
        return cls(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def of(self, word: str) -> tuple[int, ...]:
        """Cut a word; at least one piece, at most `MOST_PIECES`."""
        return self._cached(word)

    def _cut(self, word: str) -> tuple[int, ...]:
        numbers: list[int] = []
        for run in _runs(plain(word[: 4 * LONGEST_WORD])):
            numbers.extend(self._cut_run(run))
            if len(numbers) >= MOST_PIECES:
                break
        return tuple(numbers[:MOST_PIECES]) or (UNKNOWN,)

    def _cut_run(self, run: str) -> list[int]:
        if len(run) > LONGEST_WORD:
            return [UNKNOWN]
        numbers: list[int] = []
        start = 0
        while start < len(run):
            end = len(run)
            mark = "##" if start else ""
            while end > start and mark + run[start:end] not in self._numbers:
                end -= 1
            if end == start:
                return [UNKNOWN]
            numbers.append(self._numbers[mark + run[start:end]])
            start = end
        return numbers
