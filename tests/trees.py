"""Build sentences by hand: `Rebels/NOUN/NNS/nsubj>2 seized/VERB/VBD/root>0 Harim/PROPN/NNP/obj>2`."""

from __future__ import annotations

from whoholds.records import Sentence, Token

LEMMAS = {"NNS": ("s", ""), "VBZ": ("s", "")}


def sentence(line: str, lemmas: dict[str, str] | None = None) -> tuple[str, Sentence]:
    """Return the text and the sentence; heads count from 1, 0 is the root; words are joined by blanks."""
    tokens: list[Token] = []
    text = ""
    for index, item in enumerate(line.split()):
        words, upos, xpos, arc = item.rsplit("/", 3)
        deprel, _, head = arc.rpartition(">")
        text += " " if text else ""
        start = len(text)
        text += words
        lemma = (lemmas or {}).get(words, _lemma(words, xpos))
        tokens.append(Token(index, start, len(text), words, lemma, upos, xpos, int(head) - 1, deprel))
    return text, Sentence(0, 0, len(text), 0, tuple(tokens))


def _lemma(words: str, xpos: str) -> str:
    old, new = LEMMAS.get(xpos, ("", ""))
    lower = words.lower()
    return lower.removesuffix(old) + new if old else lower
