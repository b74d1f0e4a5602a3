"""A sentence's tree, opened for asking."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whoholds.records import Sentence, Token


def base(deprel: str) -> str:
    """Return a relation without its subtype: `nsubj:pass` is `nsubj`."""
    return deprel.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence with the children of each token at hand."""

    sentence: Sentence
    kids: tuple[tuple[int, ...], ...]
    bases: tuple[str, ...]
    """Relations without subtype."""
    lemmas: tuple[str, ...]
    """Lemmas in lower case."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def children(self, head: int, *rels: str) -> list[int]:
        """Return the children of a token whose relation, or its base, is among `rels` (all where none is given)."""
        found = self.kids[head]
        if not rels:
            return list(found)
        bases, tokens = self.bases, self.sentence.tokens
        return [i for i in found if bases[i] in rels or tokens[i].deprel in rels]

    def rel(self, index: int) -> str:
        """Return a token's relation without subtype."""
        return self.bases[index]

    def head(self, index: int) -> int:
        """Return the governor's index, -1 for the root."""
        return self.sentence.tokens[index].head

    def lemma(self, index: int) -> str:
        """Return a token's lemma in lower case."""
        return self.lemmas[index]

    def case(self, index: int) -> str:
        """Return the prepositions of a noun, joined: `out of`; empty where it has none."""
        words = [self.lemma(i) for i in self.children(index, "case") if self.lemma(i) not in ("'s", "’s", "'", "’")]
        fixed = [self.lemma(j) for i in self.children(index, "case") for j in self.children(i, "fixed")]
        return " ".join(words + fixed)

    def ancestors(self, index: int) -> list[int]:
        """Return governors from the nearest up to the root."""
        found: list[int] = []
        index = self.head(index)
        while index >= 0 and index not in found:
            found.append(index)
            index = self.head(index)
        return found

    def with_conjuncts(self, index: int) -> list[int]:
        """Return a token and those that are coordinated with it, in text order."""
        found = [index]
        for i in found:
            found += [j for j in self.children(i, "conj") if j not in found and not self._new_clause(i, j)]
        return sorted(found)

    def first_conjunct(self, index: int) -> int:
        """Climb from a conjunct to the first of its coordination."""
        seen = {index}
        while self.rel(index) == "conj" and self.head(index) not in seen:
            index = self.head(index)
            seen.add(index)
        return index

    def is_verb(self, index: int) -> bool:
        """Tell whether a token is used as a verb."""
        token = self.tokens[index]
        return token.upos == "VERB" or (token.xpos.startswith("VB") and token.upos != "NOUN")

    def is_passive(self, index: int) -> bool:
        """Tell whether a verb is passive: by its auxiliary, its subject, or as a bare participle of a noun."""
        if self.children(index, "nsubj:pass", "csubj:pass", "aux:pass"):
            return True
        token = self.tokens[index]
        if token.xpos != "VBN" or self.children(index, "aux", "obj"):
            return False
        if self.rel(index) in ("acl", "amod", "advcl") and token.deprel != "acl:relcl":
            return True
        first = self.first_conjunct(index)
        if first == index or self.rel(first) == "conj" or self.children(index, "nsubj"):
            return False
        return self.is_passive(first)

    def _new_clause(self, head: int, conjunct: int) -> bool:
        return self.is_verb(conjunct) != self.is_verb(head) and bool(self.children(conjunct, "nsubj"))


def open_tree(sentence: Sentence) -> Tree:
    """Index a sentence's tree; tokens whose head is out of range are treated as roots."""
    sentence = _fronted(sentence)
    kids: list[list[int]] = [[] for _ in sentence.tokens]
    for token in sentence.tokens:
        if 0 <= token.head < len(kids) and token.head != token.index:
            kids[token.head].append(token.index)
    bases = tuple([base(token.deprel) for token in sentence.tokens])
    return Tree(sentence, tuple([tuple(k) for k in kids]), bases, tuple([token.lemma.lower() for token in sentence.tokens]))


def _fronted(sentence: Sentence) -> Sentence:
    """Hang "At Hit" of "At Hit, gunmen drove in, the mayor said" on "drove": it opens what is said, not the saying."""
    tokens = list(sentence.tokens)
    for clause in sentence.tokens:
        told_after = base(clause.deprel) in ("ccomp", "parataxis") and clause.index < clause.head < len(tokens)
        if not told_after or any(t.head == clause.head and base(t.deprel) == "nsubj" and t.index < clause.index for t in tokens):
            continue
        first = min([clause.index, *(t.index for t in tokens if t.head == clause.index and base(t.deprel) == "nsubj")])
        for t in tokens[:first]:
            if t.head == clause.head and base(t.deprel) == "obl":
                tokens[t.index] = replace(t, head=clause.index)
    return replace(sentence, tokens=tuple(tokens)) if tokens != list(sentence.tokens) else sentence
