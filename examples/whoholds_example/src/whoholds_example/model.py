"""A language reader that wraps the shipped one: it reads each paragraph on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from whoholds.models.load import open_reader as open_shipped_reader
from whoholds.models.reader import Reader
from whoholds.records.sentence import Sentence


def open_reader(threads: int) -> Splitter:
    """Open it; `threads` is how many it may use."""
    return Splitter(open_shipped_reader(threads=threads))


class Splitter:
    """Sentences of each paragraph, with offsets into the whole text; leads are left out, so that rules decide alone."""

    name = "splitter 1"

    def __init__(self, inner: Reader) -> None:
        """Take the reader that does the work."""
        self._inner = inner

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Read one text."""
        found: list[Sentence] = []
        for number, hit in enumerate(re.finditer(r"\S[^\n]*", text)):
            found += (_moved(one, hit.start(), number, len(found) + i) for i, one in enumerate(self._inner.read(hit.group())))
        return tuple(found)

    def read_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """Read texts in order."""
        return (self.read(text) for text in texts)


def _moved(sentence: Sentence, by: int, paragraph: int, index: int) -> Sentence:
    return replace(
        sentence,
        index=index,
        start=sentence.start + by,
        end=sentence.end + by,
        paragraph=paragraph,
        tokens=tuple(replace(one, start=one.start + by, end=one.end + by) for one in sentence.tokens),
        entities=tuple(replace(one, start=one.start + by, end=one.end + by) for one in sentence.entities),
        defence=tuple(replace(one, start=one.start + by, end=one.end + by) for one in sentence.defence),
        leads=(),
    )
