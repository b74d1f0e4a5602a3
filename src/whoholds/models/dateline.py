"""Datelines ("BEIRUT, March 28 (Reuters) -"): read apart from the sentence they stand before."""

from __future__ import annotations

from collections.abc import Sequence

from whoholds.models.pieces import CAPITALS, DIGITS, LOWER, SIGNS, TITLE, letter_shape

DASHES = frozenset(("-", "--", "\u2013", "\u2014"))
LONGEST = 16
"""Words of the longest dateline looked for, its dash included."""
_BRACKETS = {"(": ")", "[": "]"}


def dateline_length(words: Sequence[str]) -> int:
    """Count the words of the dateline that a sentence opens with, dash and editors' marks included; 0 for none."""
    dash = next((spot for spot, word in enumerate(words[:LONGEST]) if word in DASHES), 0)
    if not dash or dash + 2 > len(words) or not _looks_right(words[:dash]):
        return 0
    end = dash + 1
    while end < len(words) - 1 and words[end] == "[" and "]" in words[end : end + 5]:
        end += list(words[end : end + 5]).index("]") + 1
    return end if end < len(words) - 1 else 0


def _looks_right(words: Sequence[str]) -> bool:
    """A town in capitals, or any town with an agency in brackets; besides names, figures and commas nothing."""
    agency = words[-1] in _BRACKETS.values() and any(word in _BRACKETS for word in words)
    closed = list(words).index(_BRACKETS[words[0]]) + 1 if words[0] in _BRACKETS and _BRACKETS[words[0]] in words else 0
    if closed:  # "(Reuters) NAIROBI - "
        return closed < len(words) and _looks_right(words[closed:])
    shapes = [letter_shape(word) for word in words]
    if LOWER in shapes or shapes[0] not in (CAPITALS, TITLE) or len(words[0]) < 3:
        return False
    dated = DIGITS in shapes or agency
    if shapes[0] == TITLE and not agency:
        return False
    if any(
        shape == SIGNS and word not in (",", ".", "/", "(", ")", "[", "]")
        for word, shape in zip(words, shapes, strict=True)
    ):
        return False
    return dated or (
        all(shape == CAPITALS or word == "," for word, shape in zip(words, shapes, strict=True)) and len(words) <= 5
    )
