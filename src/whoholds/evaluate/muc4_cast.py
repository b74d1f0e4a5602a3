"""Who is who in one document: full names of persons, short names of organisations, heads of phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property

from whoholds.actors.nouns import MEMBERS, NON_STATE, PEOPLE, singular
from whoholds.evaluate.muc4_words import BODIES, FOLLOWERS, PERSONS, TITLES
from whoholds.records import Annotated, Filler, Mention, Sentence, Token

CERTAIN = 0.5
"""From this score on a candidate of the resolver is believed."""
_SHORT = re.compile(r"\s*[\[(]\s*([A-Z][A-Z0-9-]{1,8})\s*[\])]")

_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their|this|that|these|those) ", re.IGNORECASE)
_HEDGED = re.compile(
    r"^(?:(?:alleged|presumed|suspected|several|some|many|few|other|various|numerous|at least|about|nearly|over|more than|\d+|two|three"
    r"|four|five|six|seven|eight|nine|ten|hundreds of|dozens of) )+",
    re.IGNORECASE,
)
"""Words before a noun that answer keys leave out: doubts, and numbers, which have a slot of their own."""


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
        parts = tidy(inner[1] if inner else words).split()
        while len(parts) > 1 and singular(parts[-1]) in FOLLOWERS:
            parts = parts[:-1]
        name = tidy(" ".join(parts))
        return self._short_names.get(name, name)

    def organisations_in(self, start: int, end: int) -> list[Mention]:
        """List the names of organisations in a stretch of text, each as long as its run of proper nouns."""
        found = self.named_in(start, end, "ORG")
        known = [one for one in self.annotated.actors if one.kind == "name" and one.start < end and start < one.end]
        found += [
            Mention(one.start, one.end, one.words, "ORG")
            for one in known
            if not any(other.start < one.end and one.start < other.end for other in found)
            and one.link is not None
            and one.link.kind not in ("state", "people")
        ]
        return [self._whole(one) for one in found]

    def phrase(self, sentence: Sentence, head: Token) -> str:
        """Return a noun with the adjectives and nouns that stand before it."""
        before = [
            t
            for t in sentence.tokens
            if t.head == head.index and t.deprel in ("amod", "compound") and t.start < head.start
        ]
        return self.text[min([head.start, *(t.start for t in before)]) : head.end]

    def uses_force(self, name: Mention) -> bool:
        """Tell whether an organisation may have done violence: armed by the catalogue, or a front, an army, a cartel."""
        links = [
            one.link for one in self.annotated.actors if one.start < name.end and name.start < one.end and one.link
        ]
        if any(link.kind in ("armed", "army") for link in links):
            return True
        if any(
            link.kind in ("media", "party", "state", "people", "institution") and link.score > CERTAIN for link in links
        ):
            return False
        return BODIES.search(name.words) is not None or tidy(name.words) in self._short_names.values()

    def _whole(self, name: Mention) -> Mention:
        """Widen a name over the proper nouns beside it: "Shining" to "Shining Path"."""
        sentence = self.sentence_at(name.start)
        if sentence is None:
            return name
        tokens = sentence.tokens
        inside = [t.index for t in tokens if t.start < name.end and name.start < t.end]
        first, last = inside[0], inside[-1]
        while first > 0 and tokens[first - 1].xpos in ("NNP", "NNPS") and not self.is_person(tokens[first - 1]):
            first -= 1
        while (
            last + 1 < len(tokens) and tokens[last + 1].xpos in ("NNP", "NNPS") and not self.is_person(tokens[last + 1])
        ):
            last += 1
        start, end = tokens[first].start, tokens[last].end
        return Mention(start, end, self.text[start:end], name.kind)

    @cached_property
    def armed(self) -> list[tuple[int, str]]:
        """List the armed organisations that the document names, each with its sentence."""
        found = []
        for one in self.annotated.actors:
            sentence = self.sentence_at(one.start)
            if sentence and one.kind == "name" and one.link is not None and one.link.kind == "armed":
                whole = self.organisations_in(one.start, one.end)
                found.append((sentence.index, self.organisation(whole[0].words if whole else one.words)))
        return found

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """Map nouns to the persons whom the document calls so: "engineer Jose Reis", "Jose Reis, an engineer"."""
        found: dict[str, list[str]] = {}
        for sentence in self.annotated.sentences:
            for one in (one for one in sentence.entities if one.kind == "PER"):
                inside = [t for t in sentence.tokens if one.start <= t.start < one.end]
                spots = {t.index for t in inside}
                beside = [t for t in sentence.tokens if t.upos == "NOUN" and t.head in spots and t.index not in spots]
                beside += [
                    sentence.tokens[t.head] for t in inside if t.deprel in ("appos", "flat") and t.head not in spots
                ]
                for token in {t.index: t for t in beside if t.deprel != "nmod" and t.upos == "NOUN"}.values():
                    found.setdefault(noun_of(token), []).append(self.full_name(one.words))
        return found

    def called(self, head: Token) -> list[str]:
        """List the persons whom the document calls by a noun elsewhere."""
        return self._called.get(noun_of(head), [])

    def is_person(self, head: Token) -> bool:
        """Tell whether a noun means people."""
        noun = noun_of(head)
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


def noun_of(token: Token) -> str:
    """Return a noun in the singular, in small letters."""
    if token.xpos == "NNS":
        return token.lemma.casefold()
    words = token.words.casefold()
    return words[:-3] + "y" if words.endswith("ies") else singular(words)


def noun_in(words: str) -> str:
    """Return the last noun of a plain phrase, before any "of", in the singular."""
    return singular(re.split(r" (?:of|from|in|on|wearing|riding) ", words, flags=re.IGNORECASE)[0].split()[-1])


def tidy(words: str) -> str:
    """Return words on one line, without article, quotes and brackets at their ends."""
    text = " ".join(words.split()).strip(" \"'[]().,;:-")
    return _ARTICLE.sub("", _HEDGED.sub("", _ARTICLE.sub("", text)))


def without_titles(words: str) -> str:
    """Return a person's name without titles before it."""
    parts = tidy(words).split()
    while len(parts) > 1 and parts[0].casefold().strip(".") in TITLES:
        parts = parts[1:]
    return " ".join(parts)
