"""Words as the full-text index of SQLite sees them (unicode61, accents folded), so that other stores find the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ACCENTS = frozenset(
    {*range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x31B, *range(0x323, 0x329), 0x32D, 0x32E, 0x330, 0x331}
)
"""Combining signs that belong to the letter before them; any other sign that is no letter parts words, as in unicode61."""


def search_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Walk the words of a text: each folded (small, ASCII letters without accents), with its offsets in the text."""
    start, letters = 0, list[str]()
    for at, sign in enumerate(text):
        folded = folded_sign(sign)
        if folded:
            start = start if letters else at
            letters.append(folded)
        elif letters and ord(sign) not in ACCENTS:
            yield "".join(letters), start, at
            letters = []
    if letters:
        yield "".join(letters), start, len(text)


@lru_cache(maxsize=4096)
def folded_sign(sign: str) -> str:
    """Return the letter or digit that a sign counts as; empty where it parts words or is an accent."""
    if not sign.isalnum() and unicodedata.category(sign) not in ("Co", "No", "Nl"):
        return ""
    small = sign.casefold() if len(sign.casefold()) == 1 else sign.lower()
    bare = "".join(one for one in unicodedata.normalize("NFD", small) if ord(one) not in ACCENTS)
    return bare if len(bare) == 1 and bare.isascii() else small
