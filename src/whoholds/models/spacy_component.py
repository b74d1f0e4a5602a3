"""The shipped reader as a spaCy component: `import whoholds.models.spacy_component`, then add "whoholds_reader"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from whoholds.models.load import open_shipped
from whoholds.models.reader import Reader
from whoholds.records.sentence import Sentence

FACTORY = "whoholds_reader"
LAYER = "defence"
"""Key of the second entity layer in `doc.spans`."""


@Language.factory(FACTORY, default_config={"threads": 1})
def make_component(nlp: Language, name: str, threads: int) -> ReaderComponent:
    """Make the component for a pipeline."""
    return ReaderComponent(open_shipped(threads=threads))


def load_spacy(threads: int = 1) -> Language:
    """Make a blank English pipeline with the reader in it."""
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY, config={"threads": threads})
    return nlp


class ReaderComponent:
    """Replaces a Doc by one with our words, sentences, heads, tags, lemmas and entities."""

    def __init__(self, reader: Reader) -> None:
        """Take an opened reader."""
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc's text."""
        return _kept(doc, doc_of(doc.vocab, doc.text, self.reader.read(doc.text)))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Read a stream of Docs."""
        for doc in stream:
            yield self(doc)

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Save nothing: the weights are those of the installed package."""

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> ReaderComponent:
        """Load nothing."""
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Save nothing."""
        return b""

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> ReaderComponent:
        """Load nothing."""
        return self


def _kept(old: Doc, new: Doc) -> Doc:
    new.user_data.update(old.user_data)
    return new


def doc_of(vocab: Vocab, text: str, sentences: Iterable[Sentence]) -> Doc:
    """Build a Doc whose text is `text`, sign by sign; blanks beyond one space become tokens, as in spaCy."""
    rows = _Rows(text)
    for sentence in sentences:
        rows.add(sentence)
    rows.blank(len(text))
    rows.settle_first()
    column = rows.column
    doc = Doc(
        vocab, words=column("words"), spaces=column("spaces"), heads=column("heads"), deps=column("deps"),
        pos=column("pos"), tags=column("tags"), lemmas=column("lemmas"), ents=column("ents"),
    )  # fmt: skip
    doc.spans[LAYER] = [Span(doc, first, last, label=kind) for first, last, kind in rows.defence]
    return doc


class _Rows:
    """The columns of a Doc under construction."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spot = 0
        self.rows: list[dict[str, Any]] = []
        self.defence: list[tuple[int, int, str]] = []

    def blank(self, until: int) -> None:
        """Put the blanks before the next word in place."""
        gap = self.text[self.spot : until]
        if gap.startswith(" ") and self.rows and not self.rows[-1]["spaces"]:
            self.rows[-1]["spaces"] = True
            gap = gap[1:]
        self.spot = until
        if gap:
            above = len(self.rows) - 1 if self.rows else 0
            self.rows.append(_row(gap, above, "dep" if self.rows else "ROOT", "SPACE", "_SP", gap))

    def settle_first(self) -> None:
        """Hang blanks before the first word on it."""
        if len(self.rows) > 1 and self.rows[0]["pos"] == "SPACE":
            self.rows[0] |= {"heads": 1, "deps": "dep"}

    def add(self, sentence: Sentence) -> None:
        """Put a sentence's words in place."""
        at: list[int] = []
        for token in sentence.tokens:
            self.blank(token.start)
            at.append(len(self.rows))
            self.rows.append(_row(token.words, -1, token.deprel, token.upos, token.xpos, token.lemma))
            self.spot = token.end
        for token, row in zip(sentence.tokens, at, strict=True):
            self.rows[row]["heads"] = at[token.head] if token.head >= 0 else row
            self.rows[row]["deps"] = token.deprel if token.head >= 0 else "ROOT"
        first = {token.start: row for token, row in zip(sentence.tokens, at, strict=True)}
        last = {token.end: row + 1 for token, row in zip(sentence.tokens, at, strict=True)}
        for each in sentence.entities:
            for row in range(first[each.start], last[each.end]):
                self.rows[row]["ents"] = ("B-" if row == first[each.start] else "I-") + each.kind
        self.defence += [(first[each.start], last[each.end], each.kind) for each in sentence.defence]

    def column(self, name: str) -> list[Any]:
        """Give a column as `Doc` takes it."""
        return [row[name] for row in self.rows]


def _row(words: str, head: int, dep: str, pos: str, tag: str, lemma: str) -> dict[str, Any]:
    return {
        "words": words, "spaces": False, "heads": head, "deps": dep, "pos": pos, "tags": tag, "lemmas": lemma, "ents": "O",
    }  # fmt: skip
