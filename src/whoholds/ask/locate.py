"""Words that somebody says stand in a text, found there or not."""

from __future__ import annotations

import re

from whoholds.records import Mention

LONGEST = 160
"""Code points that a trigger or filler may have: whole sentences are neither."""
_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
)
"""Signs that many models write one for the other; one sign for one, so that offsets stay."""


def find_words(words: str, text: str, start: int, end: int) -> list[Mention]:
    """Return every place between two offsets where the words stand as whole words: sign by sign, but for kinds of quotation marks,
    apostrophes, dashes and blanks. The mentions have the words of the text."""
    parts = words.translate(_ALIKE).split()
    if not parts or len(words) > LONGEST:
        return []
    first, last = parts[0][0], parts[-1][-1]
    before, after = r"(?<!\w)" if first.isalnum() else "", r"(?!\w)" if last.isalnum() else ""
    pattern = re.compile(before + r"\s+".join(map(re.escape, parts)) + after)
    base = max(0, start - 1)
    spans = [
        (base + hit.start(), base + hit.end())
        for hit in pattern.finditer(text[base:end].translate(_ALIKE), start - base)
    ]
    return [Mention(begin, stop, text[begin:stop]) for begin, stop in spans]


def nearest(found: list[Mention], to: Mention) -> Mention | None:
    """Return the mention nearest to another, one that overlaps it last ("fighters" is both trigger and actor); the earlier of two as near."""

    def away(one: Mention) -> tuple[bool, int, int]:
        return one.overlap(to) > 0, max(one.start - to.end, to.start - one.end), one.start

    return min(found, key=away, default=None)
