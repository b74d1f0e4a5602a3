"""A document opened for extraction: trees, and which words name places, sides, people and things."""

from __future__ import annotations

from dataclasses import dataclass, field

from whoholds.extract.tree import Tree, open_tree
from whoholds.records import Annotated, Filler, Lead, Mention
from whoholds.rules.schema import RuleBook

PART = "part"
"""Class of nouns that count or cut ("most of", "hundreds of", "parts of"): what follows decides their other classes."""

AMOUNT = frozenset({"money"})
"""Classes that a counting noun has only by itself: "millions" are money, "millions of people" are not."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence of an annotated document with its tree and mentions."""

    annotated: Annotated
    tree: Tree
    book: RuleBook
    places: dict[int, Filler]
    """Token index to the place mention that covers it."""
    sides: dict[int, Filler]
    times: frozenset[int]
    people: frozenset[int]
    bodies: frozenset[int]
    apart: frozenset[int]
    leads: dict[int, Lead]
    known: dict[int, frozenset[str]] = field(default_factory=dict)
    landmarks: dict[int, int] = field(default_factory=dict)
    """Tokens that only tell where a described place lies, to its head; filled by `reach.landmarks`, with -1 when it has looked."""

    def classes(self, index: int, depth: int = 0) -> frozenset[str]:
        """Return the classes of the phrase that a token heads."""
        if index not in self.known or depth:
            found = self._own(index)
            if PART in found and depth < 3:
                inner = self.part_of(index)
                found -= AMOUNT if inner else set()
                found |= frozenset(c for i in inner for c in self.classes(i, depth + 1))
            if depth:
                return found
            self.known[index] = found
        return self.known[index]

    def part_of(self, index: int) -> list[int]:
        """Return what a counting noun counts: "fighters" of "hundreds of fighters"."""
        return [i for i in self.tree.children(index, "nmod", "obl") if self.tree.case(i) in ("of", "among", "from")]

    def _own(self, index: int) -> frozenset[str]:
        token, lemma = self.tree.tokens[index], self.tree.lemma(index)
        found = set(self.book.classes_of(lemma))
        place = self.places.get(index)
        if place is not None:
            found.add("demonym" if place.kind == "demonym" else "place")
        if index in self.sides:
            found.add("side")
        found |= {"person"} if index in self.people else set()
        found |= {"organisation"} if index in self.bodies else set()
        found |= {"time"} if index in self.times else set()
        found |= {"number"} if token.upos == "NUM" else set()
        found |= {"pronoun"} if token.upos == "PRON" else set()
        found |= {"clause"} if self.tree.is_verb(index) else set()
        if token.upos == "PROPN" and not found & {"place", "side", "person", "organisation", "demonym", "time"}:
            found.add("name")
        return frozenset(found)


def open_scenes(annotated: Annotated, book: RuleBook) -> list[Scene]:
    """Open every sentence of a document, in order."""
    return [_open(annotated, open_tree(sentence), book) for sentence in annotated.sentences]


def _open(annotated: Annotated, tree: Tree, book: RuleBook) -> Scene:
    sentence = tree.sentence
    core = sentence.entities + sentence.defence
    return Scene(
        annotated,
        tree,
        book,
        places=_covering(tree, annotated.places),
        sides=_covering(tree, annotated.actors),
        times=_covered(tree, tuple(when.mention for when in annotated.times)),
        people=_covered(tree, tuple(m for m in core if m.kind in ("PER", "Person"))),
        bodies=_covered(tree, tuple(m for m in core if m.kind in ("ORG", "Organisation"))),
        apart=_covered(tree, annotated.apart),
        leads={lead.index: lead for lead in sentence.leads},
    )


def _covering(tree: Tree, fillers: tuple[Filler, ...]) -> dict[int, Filler]:
    first, last = tree.sentence.start, tree.sentence.end
    here = [f for f in fillers if first <= f.start < last]
    found: dict[int, Filler] = {}
    for filler in sorted(here, key=lambda f: (f.start - f.end, f.start)):
        for token in tree.tokens:
            if filler.start <= token.start < filler.end:
                found.setdefault(token.index, filler)
    return found


def _covered(tree: Tree, mentions: tuple[Mention, ...]) -> frozenset[int]:
    first, last = tree.sentence.start, tree.sentence.end
    here = [m for m in mentions if m.start < last and first < m.end]
    return frozenset(t.index for t in tree.tokens if any(m.start <= t.start < m.end for m in here))
