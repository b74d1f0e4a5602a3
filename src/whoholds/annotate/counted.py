"""What a number counts: the noun it stands with in the tree, or after it where the tree says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.annotate.number_words import Amount
from whoholds.records import Sentence, Token
from whoholds.rules.lexicon import open_units
from whoholds.text.phrases import children

NOUNS = ("NOUN", "PROPN")
STATES = frozenset("dead wounded injured missing displaced homeless killed".split())
"""Words that count people though they are no nouns: "1,600 dead"."""
PLURAL_ONLY = ("people", "personnel", "staff", "troops", "police", "aircraft", "peshmerga")


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted noun: span of its words, lemma of its head, and the unit it is counted in."""

    start: int
    end: int
    head: int
    lemma: str
    unit: str
    partitive: bool
    """Whether "of" stands between: "three of the five bridges"."""


def counted_by(sentence: Sentence, amount: Amount) -> Counted | None:
    """Find what a number counts; None where nothing says."""
    inside = [token for token in sentence.tokens if token.start < amount.end and amount.core < token.end]
    if not inside:
        return None
    for token in reversed(inside):
        found = _by_tree(sentence, token, inside[-1].index)
        if found is not None:
            return found
    return _by_words(sentence, inside[-1].index)


def _by_tree(sentence: Sentence, token: Token, last: int) -> Counted | None:
    if token.deprel.split(":")[0] in ("nummod", "amod", "det", "compound") and token.head > last:
        head = sentence.tokens[token.head]
        if head.upos in (*NOUNS, "ADJ", "SYM", "VERB") and not _cut(sentence, last, head.index):
            return _counted(sentence, last + 1, head, partitive=False)
    for child in children(sentence, token.index, "nmod"):
        cases = [each for each in children(sentence, child.index, "case") if each.words.lower() in ("of", "among")]
        if cases and child.index > last and cases[0].index == last + 1:
            if child.upos == "PRON":
                return None
            return _counted(sentence, cases[0].index + 1, child, partitive=True)
    return None


def _cut(sentence: Sentence, last: int, head: int) -> bool:
    """Tell whether a preposition or far comma stands between the number and what the tree says it counts."""
    if any(token.upos == "ADP" for token in sentence.tokens[last + 1 : head]):
        return True
    return any(token.words in (",", ";", ":", "(") for token in sentence.tokens[last + 1 : head]) and head - last > 4


def _by_words(sentence: Sentence, last: int) -> Counted | None:
    """Read on from the number: modifiers, then the last noun of the run."""
    spot, partitive = last + 1, False
    tokens = sentence.tokens
    if [t.upos for t in tokens[spot : spot + 2]] == ["ADP", "PRON"]:
        return None
    if spot < len(tokens) and tokens[spot].words.lower() == "of":
        spot, partitive = spot + 1, True
    start, noun = spot, None
    while spot < len(tokens) and spot - start < 6:
        token = tokens[spot]
        if token.upos in NOUNS or token.words.lower() in STATES:
            noun = token
        elif noun is not None or token.upos not in ("ADJ", "DET", "PUNCT", "NUM", "ADV") or token.words in ",.;:()":
            break
        spot += 1
    return _counted(sentence, start, noun, partitive=partitive) if noun is not None else None


def _counted(sentence: Sentence, first: int, head: Token, *, partitive: bool) -> Counted:
    tokens = sentence.tokens
    while first < head.index and tokens[first].upos in ("DET", "PUNCT", "ADV", "NUM", "SYM"):
        first += 1
    while head.index + 2 < len(tokens) and tokens[head.index + 1].words == "-" and head.head > head.index:
        head = tokens[head.head]  # "three ISIL-held buildings"
    while head.deprel == "compound" and head.head == head.index + 1 and tokens[head.head].upos in NOUNS:
        head = tokens[head.head]  # "26 YPG fighters", whichever of the two the tree counts
    lemma = head.lemma.lower()
    return Counted(tokens[first].start, head.end, head.index, lemma, _unit(sentence, first, head), partitive)


def _unit(sentence: Sentence, first: int, head: Token) -> str:
    """Name the unit: from the list of nouns, else the noun in the plural with the nouns and adjectives before it."""
    units = open_units()
    lemma, words = head.lemma.lower(), head.words.lower()
    if words in STATES or (head.upos == "PROPN" and words.endswith(("s", "i"))):
        return "people"
    known = (
        units.get(lemma)
        or units.get(words)
        or units.get(lemma.rpartition("-")[2])
        or units.get(words.removesuffix("s"))
    )
    if known is not None:
        return known
    if head.upos not in NOUNS:
        return ""
    before = [
        t.words.lower()
        for t in sentence.tokens[first : head.index]
        if t.upos in ("NOUN", "ADJ") and t.words[0].islower()
    ]
    return " ".join([*before, _plural(words, head)])


def _plural(words: str, head: Token) -> str:
    if head.xpos in ("NNS", "NNPS") or words in PLURAL_ONLY:
        return words
    if words.endswith(("s", "x", "ch", "sh")):
        return words + "es"
    return words[:-1] + "ies" if words.endswith("y") and words[-2:-1] not in "aeiou" else words + "s"
