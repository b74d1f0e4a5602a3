"""Raw text of a treebank: paragraphs parted by an empty line, words joined as SpaceAfter says."""

from __future__ import annotations

from dataclasses import dataclass

from corpora import Example


@dataclass(frozen=True)
class Raw:
    """A text and where its gold sentences' words stand in it."""

    text: str
    sentences: tuple[tuple[tuple[int, int], ...], ...]


def raw_of(examples: list[Example]) -> Raw:
    """Write the text that a treebank was made from."""
    parts: list[str] = []
    spot = 0
    sentences = []
    for example in examples:
        if example.opens and parts:
            parts.append("\n\n")
            spot += 2
        spans = []
        for word, space in zip(example.words, example.spaces, strict=True):
            spans.append((spot, spot + len(word)))
            parts.append(word + (" " if space else ""))
            spot += len(parts[-1])
        sentences.append(tuple(spans))
    return Raw("".join(parts), tuple(sentences))
