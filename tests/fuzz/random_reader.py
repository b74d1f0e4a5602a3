"""A language reader that reads nonsense: right tokens, and tags and trees drawn by lot, the same for the same text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

from whoholds.models.tokens import word_spans
from whoholds.records import Mention, Sentence, Token

LONGEST = 40
UPOS = ("NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "ADP", "DET", "PRON", "NUM", "PUNCT", "CCONJ", "SCONJ", "PART", "X")
XPOS = ("NN", "NNS", "NNP", "NNPS", "VBD", "VBN", "VB", "VBZ", "VBG", "MD", "JJ", "RB", "IN", "DT", "PRP", "CD", ".", ",", "TO", "WDT")
RELATIONS = (
    "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "amod", "compound", "flat", "appos", "conj", "cc", "case", "det", "aux", "aux:pass", "mark", "advcl", "acl",
    "acl:relcl", "ccomp", "xcomp", "parataxis", "nummod", "punct", "advmod", "cop", "dep", "fixed", "orphan", "obl:tmod",
)  # fmt: skip
_LEMMA = re.compile(r"(?:ed|s|ing)$")


class RandomReader:
    """Fills the place of the language reader."""

    @property
    def name(self) -> str:
        """Name it."""
        return "random"

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Cut a text at full stops, blank lines and after so many words; draw the rest by lot."""
        dice = random.Random(len(text))
        found: list[Sentence] = []
        paragraph = 0
        part: list[tuple[int, int]] = []
        spans = word_spans(text)
        for number, (start, end) in enumerate(spans):
            part.append((start, end))
            after = text[end : spans[number + 1][0]] if number + 1 < len(spans) else "\n\n"
            if text[start:end] in (".", "?", "!") or "\n\n" in after or len(part) >= LONGEST:
                found.append(_sentence(text, part, len(found), paragraph, dice))
                part = []
                paragraph += "\n\n" in after
        return tuple(found)

    def read_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """Read one after the other."""
        return map(self.read, texts)


def _sentence(text: str, spans: list[tuple[int, int]], index: int, paragraph: int, dice: random.Random) -> Sentence:
    heads = _tree(len(spans), dice)
    tokens = []
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        upos = dice.choice(("PROPN", "PROPN", "NOUN", "VERB")) if words[:1].isupper() else "PUNCT" if not words[:1].isalnum() else dice.choice(UPOS)
        relation = "root" if heads[number] < 0 else dice.choice(RELATIONS)
        tokens.append(Token(number, start, end, words, _LEMMA.sub("", words.lower()), upos, dice.choice(XPOS), heads[number], relation))
    return Sentence(index, spans[0][0], spans[-1][1], paragraph, tuple(tokens), _entities(text, spans, dice))


def _tree(count: int, dice: random.Random) -> list[int]:
    """Draw a tree: each word hangs on one drawn before it."""
    order = list(range(count))
    dice.shuffle(order)
    heads = [-1] * count
    for place in range(1, count):
        heads[order[place]] = order[dice.randrange(place)]
    return heads


def _entities(text: str, spans: list[tuple[int, int]], dice: random.Random) -> tuple[Mention, ...]:
    found = []
    at = 0
    while at < len(spans):
        start, end = spans[at]
        if text[start].isupper() and dice.random() < 0.7:
            last = min(len(spans) - 1, at + dice.randrange(3))
            end = spans[last][1]
            found.append(Mention(start, end, text[start:end], dice.choice(("LOC", "PER", "ORG"))))
            at = last
        at += 1
    return tuple(found)
