"""Who is who in one document: full names of persons, short names of organisations, heads of phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property

from whoholds.actors.nouns import MEMBERS, NON_STATE, PEOPLE, singular
from whoholds.evaluate.muc4_words import PERSONS, TITLES
from whoholds.records import Annotated, Filler, Mention, Sentence, Token

_SHORT = re.compile(r"\s*[\[(]\s*([A-Z][A-Z0-9-]{1,8})\s*[\])]")


class Cast:
    """The persons and organisations of a document, open for asking."""

    def __init__(self, annotated: Annotated) -> None:
        """Take what was seen in the document."""
        self.annotated = annotated
        self.text = annotated.document.text
        self._starts = [sentence.start for sentence in annotated.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that stands at an offset."""
        number = bisect_right(self._starts, offset) - 1
        return self.annotated.sentences[number] if number >= 0 else None

    def head_of(self, filler: Filler | Mention) -> Token | None:
        """Return the token that heads some words."""
        sentence = self.sentence_at(filler.start)
        inside = [t for t in sentence.tokens if t.start < filler.end and filler.start < t.end] if sentence else []
        names = {t.index for t in inside}
        heads = [t for t in inside if t.head not in names and t.upos not in ("DET", "ADP", "PUNCT", "PART", "AUX")]
        return next(iter(heads or inside), None)

    def named_in(self, start: int, end: int, kind: str) -> list[Mention]:
        """List the reader's names of a kind (PER, ORG, LOC) that overlap a stretch of text."""
        sentence = self.sentence_at(start)
        return (
            [one for one in sentence.entities if one.kind == kind and one.start < end and start < one.end]
            if sentence
            else []
        )

    @cached_property
    def _people(self) -> Counter[str]:
        names = (without_titles(one.words) for s in self.annotated.sentences for one in s.entities if one.kind == "PER")
        return Counter(name for name in names if name)

    def full_name(self, words: str) -> str:
        """Return the fuller name under which the document speaks of a person, titles left out."""
        name = without_titles(words)
        parts = name.split()
        longer = [one for one in self._people if 1 < len(one.split()) <= 5 and _part_of(parts, one.split())]
        return max(longer, key=lambda one: (self._people[one], len(one)), default=name) if len(parts) < 3 else name

    @cached_property
    def _short_names(self) -> dict[str, str]:
        """Map long names to the short ones that stand behind them in brackets."""
        found: dict[str, str] = {}
        for sentence in self.annotated.sentences:
            for one in sentence.entities:
                behind = _SHORT.match(self.text, one.end)
                if one.kind == "ORG" and behind:
                    found[tidy(one.words)] = behind[1]
        return found

    def organisation(self, words: str) -> str:
        """Return the name of an organisation, the short one where the document gives it."""
        inner = re.search(r"[\[(]\s*([A-Z][A-Z0-9-]{1,8})\s*[\])]?$", words)
        name = tidy(inner[1] if inner else words)
        return self._short_names.get(name, name)

    def is_person(self, head: Token) -> bool:
        """Tell whether a noun means people."""
        noun = singular(head.words)
        if noun in PERSONS or noun in PEOPLE or noun in MEMBERS or noun in NON_STATE:
            return True
        sentence = self.sentence_at(head.start)
        return sentence is not None and any(
            one.kind == "Person" and one.start <= head.start < one.end for one in sentence.defence
        )


def _part_of(parts: list[str], longer: list[str]) -> bool:
    """Tell whether a short name is the end, the beginning or the middle of a longer one."""
    return len(parts) < len(longer) and any(
        longer[spot : spot + len(parts)] == parts for spot in range(len(longer) - len(parts) + 1)
    )


def tidy(words: str) -> str:
    """Return words on one line, without article, quotes and brackets at their ends."""
    text = " ".join(words.split()).strip(" \"'[]().,;:-")
    return re.sub(r"^(?:the|a|an) ", "", text, flags=re.IGNORECASE)


def without_titles(words: str) -> str:
    """Return a person's name without titles before it."""
    parts = tidy(words).split()
    while len(parts) > 1 and parts[0].casefold().strip(".") in TITLES:
        parts = parts[1:]
    return " ".join(parts)
