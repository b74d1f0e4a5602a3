"""Sentences of a text: a small linear model weighs every gap between words where a sentence may end."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from whoholds.models.paragraphs import paragraph_spans
from whoholds.models.pieces import CAPITALS, DIGITS, LOWER, MIXED, ONE_CAPITAL, QUOTES, SIGNS, TITLE, letter_shape
from whoholds.models.tokens import word_spans

Span = tuple[int, int]

LONGEST = 1000
"""Words after which a sentence is ended by force; only garbage gets there."""
STOPS = frozenset((".", "!", "?", "...", "\u2026", "..", "....", "!!", "!!!", "??", "?!", "!?"))
CLOSERS = frozenset(("'", '"', ")", "]", "}", "''"))
OPENERS = frozenset(("'", '"', "(", "[", "{", "``"))
_NO_START = OPENERS | CLOSERS | {".", "\u2022", "\u00b7", "\u25aa", "-", "*"}
"""Signs that make no sentence by themselves at a paragraph's start; nor do closers at its end."""
_CURLY = "\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_SHAPES = {LOWER: "x", TITLE: "Xx", CAPITALS: "XX", ONE_CAPITAL: "X", MIXED: "xX", DIGITS: "9", SIGNS: "-"}


def cut_text(text: str, weights: dict[str, float]) -> list[tuple[int, list[Span]]]:
    """Cut a text into sentences, each with its paragraph's number and its words' offsets."""
    cut: list[tuple[int, list[Span]]] = []
    number = 0
    for start, end in paragraph_spans(text):
        spans = word_spans(text, start, end)
        if not spans:
            continue
        first = 0
        for last in boundaries(text, spans, weights):
            cut.append((number, spans[first:last]))
            first = last
        number += 1
    return cut


def boundaries(text: str, spans: Sequence[Span], weights: dict[str, float]) -> Iterator[int]:
    """Yield the end (exclusive) of each sentence of a paragraph."""
    words = [text[start:end] for start, end in spans]
    paragraph = Paragraph(words, [spans[i][1] < spans[i + 1][0] for i in range(len(spans) - 1)])
    first = 0
    for gap in range(1, len(words)):
        if gap - first >= LONGEST or (paragraph.may_end(gap) and _score(paragraph.features(gap, first), weights) > 0):
            yield gap
            first = gap
    yield len(words)


def _score(features: Iterator[str], weights: dict[str, float]) -> float:
    return sum(weights.get(feature, 0.0) for feature in features)


def read_weights(path: Path) -> dict[str, float]:
    """Read the linear model: a feature and its weight a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").rsplit("\t", 1) for line in lines)
        return {feature: float(weight) for feature, weight in pairs}


def _kind(word: str) -> str:
    """Class of a word: its letter shape, or the sign itself."""
    shape = _SHAPES[letter_shape(word)]
    if shape == "-":
        return word[:3]
    return shape + "." if word.endswith(".") else shape


def _size(count: int) -> str:
    return str(count) if count < 6 else ("6" if count < 10 else "10" if count < 20 else "20" if count < 40 else "40")


class Paragraph:
    """The words of a paragraph, opened for asking about the gaps between them."""

    def __init__(self, words: Sequence[str], spaces: Sequence[bool]) -> None:
        """Take the words and whether a space follows each but the last."""
        words = [word.translate(QUOTES) if word[0] in _CURLY else word for word in words]
        self.words = words
        self.spaces = spaces
        self.kinds = [_kind(word) for word in words]
        self.lower = [word.lower() for word in words]
        capitals = sum(kind in ("XX", "XX.") for kind in self.kinds)
        self.loud = capitals > 0.5 * sum(kind[0] in "xX" for kind in self.kinds)
        self.marks = self._open_quotes()
        self.bare = next((spot for spot, word in enumerate(words) if word not in _NO_START), 0)
        closing = next((spot for spot, word in enumerate(reversed(words)) if word not in CLOSERS), 0)
        self.tail = len(words) - closing

    def _open_quotes(self) -> list[bool]:
        """Whether an odd number of straight double quotes stands before each word."""
        marks, odd = [], False
        for word in self.words:
            marks.append(odd)
            odd ^= word == '"'
        return marks

    def may_end(self, gap: int) -> bool:
        """Tell whether a sentence could end before word `gap`."""
        if gap >= self.tail or gap <= self.bare:
            return False
        if self.spaces[gap - 1]:
            return True
        return self.words[gap - 1] in STOPS and self.kinds[gap] in ("Xx", "X") and gap > 1

    def features(self, gap: int, first: int) -> Iterator[str]:
        """Describe the gap before word `gap` of a sentence begun at word `first`."""
        stop = gap - 1
        while stop > first and self.words[stop] in CLOSERS:
            stop -= 1
        after = gap
        while after < len(self.words) - 1 and self.words[after] in OPENERS:
            after += 1
        a, b = self.kinds[stop], self.kinds[gap]
        a_word, b_word, head = self.lower[stop], self.lower[gap], self.lower[after]
        before, before_kind = (self.lower[stop - 1], self.kinds[stop - 1]) if stop > first else ("^", "^")
        end = len(self.words)
        next_word, next_kind = (self.lower[after + 1], self.kinds[after + 1]) if after + 1 < end else ("$", "$")
        closed = "c" if stop < gap - 1 else ""
        opened = "o" if after > gap else ""
        pair = f"{a}{closed} {b} {self.kinds[after]}"
        since, left = _size(gap - first), _size(end - gap)
        yield "bias"
        yield f"ab={pair}"
        yield f"a={a}{closed}"
        yield f"b={b}{opened}"
        yield f"aw={a_word}"
        yield f"bw={b_word}"
        yield f"aw b={a_word} {b}"
        yield f"a bw={a}{closed} {head}"
        yield f"aw bw={a_word} {head}"
        yield f"pw a b={before} {a} {b}"
        yield f"pk ab={before_kind} {pair}"
        yield f"pw a={before} {a}"
        yield f"ab n={pair} {next_kind}"
        yield f"ab nw={a} {b} {next_word}"
        yield f"since={since} {a} {b}"
        yield f"left={left} {a} {b}"
        yield f"loud={self.loud} {a} {b}"
        yield f"quote={self.marks[gap]} {a}{closed} {b}"
        yield f"glue={self.spaces[gap - 1]} {a} {b}"
        yield f"deep={self._depth(first, gap)} {a} {b}"
        yield f"ahead={self._ahead(gap)} {a} {b}"
        yield f"start={self.kinds[first]} {self.lower[first + 1] if first + 1 < gap else '^'} {a} {b}"

    def _depth(self, first: int, gap: int) -> int:
        window = self.words[max(first, gap - 60) : gap]
        return max(-1, min(1, sum(word in "([" for word in window) - sum(word in ")]" for word in window)))

    def _ahead(self, gap: int) -> str:
        """How far the next stop is, and what it is."""
        for distance in range(1, 30):
            if gap + distance >= len(self.words):
                return "$" + _size(distance)
            if self.words[gap + distance] in STOPS:
                return self.words[gap + distance][0] + _size(distance)
        return "far"
