"""Trees written as lines, `words/lemma/UPOS/XPOS/relation>head`, in `data/*.tsv`; heads count from 1, 0 is the root.

The sentences are our own; their trees were read by the language reader, then kept.
"""

from __future__ import annotations

from pathlib import Path

from whoholds.annotate.numbers import find_numbers
from whoholds.annotate.speech import find_quotes
from whoholds.records import Annotated, Document, Sentence, Token

FOLDER = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    """Read the rows of a table of cases."""
    return [line.split("\t") for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line]


def annotated(line: str) -> Annotated:
    """Build a document of one sentence, with its numbers and quotations."""
    text, tokens = "", []
    for index, item in enumerate(line.split(" ")):
        words, lemma, upos, xpos, arc = item.rsplit("/", 4)
        deprel, _, head = arc.rpartition(">")
        text += " " if text and words not in (".", ",", ";", "'s") else ""
        start = len(text)
        text += words
        tokens.append(Token(index, start, len(text), words, lemma, upos, xpos, int(head) - 1, deprel))
    sentences = (Sentence(0, 0, len(text), 0, tuple(tokens)),)
    numbers, quotes = find_numbers(text, sentences), find_quotes(text, sentences)
    return Annotated(Document("d", text), sentences, numbers=numbers, quotes=quotes)


def at(document: Annotated, words: str, sentence: int = 0) -> int:
    """Find the token of these words."""
    return next(t.index for t in document.sentences[sentence].tokens if t.words == words)
