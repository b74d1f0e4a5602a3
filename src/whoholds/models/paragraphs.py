"""Paragraphs of a raw text: blank lines part them; single line breaks do so unless the text is hard-wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
WIDEST_WRAP = 120
"""Longest line of a hard-wrapped text; mail and wires wrap at 65 to 100 signs."""
NARROWEST_WRAP = 40
MOSTLY = 0.6
"""Share of line breaks that must be forced by the margin for a text to count as hard-wrapped."""
TORN = 40
"""Least length of a line that a blank line may have torn from its rest."""
NEVER_LAST = frozenset(
    [
        "a",
        "about",
        "after",
        "almost",
        "also",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "between",
        "but",
        "by",
        "can",
        "could",
        "during",
        "every",
        "for",
        "from",
        "had",
        "has",
        "have",
        "if",
        "in",
        "into",
        "is",
        "its",
        "may",
        "might",
        "more",
        "most",
        "nearly",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "only",
        "or",
        "our",
        "over",
        "should",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "these",
        "this",
        "those",
        "though",
        "through",
        "to",
        "under",
        "until",
        "was",
        "were",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whose",
        "will",
        "with",
        "within",
        "without",
        "would",
    ]
)
"""Words that hardly ever end a sentence."""
ITEM = re.compile(r"\s*(?:[-*\u2022\u25aa\u2013]\s|\(?\d{1,3}[.)]\s|\[\d+\])")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    blank_before: bool

    @property
    def width(self) -> int:
        return self.indent + self.end - self.start


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text, without white space at their ends."""
    lines = _lines(text)
    if not lines:
        return []
    margin = _margin(text, lines)
    spans = [(lines[0].start, lines[0].end)]
    for above, line in pairwise(lines):
        parts = not _broken(text, above, line) if line.blank_before else _parts(text, above, line, margin)
        if parts:
            spans.append((line.start, line.end))
        else:
            spans[-1] = (spans[-1][0], line.end)
    return spans


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for found in LINE.finditer(text):
        words = found.group().strip()
        if not words:
            continue
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        end = start + len(words)
        blank = bool(lines) and len(BREAKS.findall(text, lines[-1].end, start)) > 1
        lines.append(_Line(start, end, start - found.start(), blank))
    return lines


def _first_word(text: str, line: _Line) -> str:
    return text[line.start : min(line.end, line.start + WIDEST_WRAP)].split(None, 1)[0]


def _margin(text: str, lines: list[_Line]) -> int:
    """Find the margin of a hard-wrapped text; 0 where line breaks mean something."""
    pairs = [(above, line) for above, line in pairwise(lines) if not line.blank_before]
    if len(pairs) < 2:
        return 0
    widths = sorted(above.width for above, _ in pairs)
    margin = widths[min(len(widths) - 1, int(0.95 * len(widths)))]
    if not NARROWEST_WRAP <= margin <= WIDEST_WRAP:
        return 0
    forced = sum(above.width + 1 + len(_first_word(text, line)) > 0.95 * margin for above, line in pairs)
    stops = sum(text[above.end - 1] in ".!?" for above, _ in pairs)
    return margin if forced >= MOSTLY * len(pairs) and stops < MOSTLY * len(pairs) else 0


def _broken(text: str, above: _Line, line: _Line) -> bool:
    """Tell whether a blank line tears a sentence apart, as links and advertisements do on pages."""
    if above.width < TORN or not text[line.start].islower():
        return False
    last = text[max(above.start, above.end - 20) : above.end].split()[-1].lower()
    return last in NEVER_LAST


def _parts(text: str, above: _Line, line: _Line, margin: int) -> bool:
    """Tell whether a single line break between two lines ends a paragraph."""
    if ITEM.match(text, line.start, line.end):
        return True
    broken = text[line.start].islower() and text[above.end - 1] not in ".!?:;"
    if not margin:
        return not broken
    stops = text[above.end - 1] in ".!?\"'\u201d\u2019)"
    if stops and line.indent >= above.indent + 2:
        return True
    room = above.width + 1 + len(_first_word(text, line)) < 0.8 * margin
    return room and not broken
