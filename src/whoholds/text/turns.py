"""Turns of a transcript: "QUESTION: ...", "SENIOR ADMINISTRATION OFFICIAL: ...", "COL. WARREN: ...", each up to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LABEL = re.compile(r"(?:^|(?<=\n)|(?<=[.?!)\"\u201d] ))(?P<who>[A-Z][A-Z.'\u2019 -]{0,58})(?: \([^)\n]{2,40}\))?:[ \n]+(?=\S)")
_WHO = frozenset(
    "Q QUESTION MODERATOR REPORTER OPERATOR STAFF HOST ANCHOR CORRESPONDENT PARTICIPANT OFFICIAL OFFICIALS OFFICER SPOKESMAN SPOKESPERSON "
    "SPOKESWOMAN MR MRS MS DR SIR SECRETARY PRESIDENT PREMIER CHANCELLOR MINISTER AMBASSADOR ENVOY SENATOR CONGRESSMAN CHAIRMAN COMMISSIONER "
    "GENERAL GEN LT COL COLONEL MAJ MAJOR BRIG CAPT CAPTAIN ADM ADMIRAL CMDR COMMANDER SGT DIRECTOR JUDGE WITNESS".split()
)
"""Words of those who speak in transcripts; without one of them capitals and a colon are a heading."""
LEAST = 2
"""One turn alone is no transcript."""


def find_turns(text: str) -> list[tuple[int, int]]:
    """Return where each speech of a transcript starts and ends, in text order; nothing where the text is none.

    A speech runs over paragraphs up to the next label. Texts in capitals throughout, whose headings look the same, are none.
    """
    if sum(map(str.isupper, text)) > sum(map(str.islower, text)):
        return []
    labels = list(_labels(text))
    if len(labels) < LEAST:
        return []
    ends = [*(one.start() for one in labels[1:]), len(text)]
    return [(one.end(), len(text[:end].rstrip())) for one, end in zip(labels, ends, strict=True)]


def label_before(text: str, start: int) -> tuple[int, int] | None:
    """Return the words that name who speaks from `start` on, if a label ends there."""
    line = text.rfind("\n", 0, max(0, start - 1)) + 1
    found = next((one for one in _labels(text[:start] + "x", line) if one.end() == start), None)
    return found.span("who") if found else None


def _labels(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Find the labels: capitals with a word of those who speak, and a colon, at the head of a paragraph or sentence."""
    return (one for one in _LABEL.finditer(text, start) if _WHO & {word.strip(".") for word in one["who"].split()})
