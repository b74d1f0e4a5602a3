"""Noun phrases read off a sentence's tree. Indices are token positions in the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from whoholds.records.mention import Mention
from whoholds.records.sentence import Sentence, Token

_NEVER = frozenset({
    "advcl", "aux", "case", "cc", "ccomp", "conj", "cop", "csubj", "dep", "discourse", "dislocated", "expl", "iobj",
    "list", "mark", "nsubj", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp",
})  # fmt: skip
"""Relations whose words are no part of the phrase of their head."""
_LEFT_ONLY = frozenset(
    {"acl", "advmod", "det", "cc:preconj", "det:predet", "nmod:unmarked", "nmod:npmod", "nmod:tmod", "obl:unmarked"}
)
_LINKED = frozenset({"compound", "fixed", "flat", "goeswith", "nummod", "amod", "nmod:poss"})
_TAILS = frozenset({"General", "Designate", "Elect"})
"""What follows an office after a hyphen."""
_JOINTS = frozenset("-–—/'’\"“”`&")
"""Marks that a phrase may run across on its right side; a comma only joins modifiers on its left."""


def children(sentence: Sentence, head: int, *rels: str) -> list[Token]:
    """List the direct dependents of a word in order; a relation also names its subtypes (`nsubj` fits `nsubj:pass`)."""
    below = [token for token in sentence.tokens if token.head == head]
    if not rels:
        return below
    return [token for token in below if token.deprel in rels or token.deprel.split(":")[0] in rels]


def subtree(sentence: Sentence, head: int) -> list[int]:
    """List a word and everything below it, in order."""
    below: dict[int, list[int]] = {}
    for token in sentence.tokens:
        below.setdefault(token.head, []).append(token.index)
    found, open_heads = {head}, [head]
    while open_heads:
        fresh = [index for index in below.get(open_heads.pop(), ()) if index not in found]
        found.update(fresh)
        open_heads.extend(fresh)
    return sorted(found)


def conjuncts(sentence: Sentence, head: int) -> list[int]:
    """List a word and those coordinated with it, the word itself first, the others in order."""
    found, open_heads = {head}, [head]
    while open_heads:
        fresh = [token.index for token in children(sentence, open_heads.pop(), "conj") if token.index not in found]
        found.update(fresh)
        open_heads.extend(fresh)
    return [head, *sorted(found - {head})]


def phrase_span(sentence: Sentence, head: int, *, with_prepositional: bool = True) -> tuple[int, int]:
    """Find the first and last token of the noun phrase of a head word.

    Relative clauses, appositions set off by a mark, coordinated heads, leading prepositions and outer
    punctuation stay out; trailing prepositional phrases too unless `with_prepositional`.
    """
    members = _members(sentence, head, with_prepositional)
    first = last = head
    while (step := _step(sentence, members, first, -1)) is not None:
        first = step
    while (step := _step(sentence, members, last, 1)) is not None:
        last = step
    return first, last


def phrase(sentence: Sentence, text: str, head: int, *, with_prepositional: bool = True, kind: str = "") -> Mention:
    """Cut the noun phrase of a head word out of the text."""
    first, last = _whole_word(sentence, *phrase_span(sentence, head, with_prepositional=with_prepositional))
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Mention(start, end, text[start:end], kind)


def _whole_word(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Take in the rest of a name that the tree tears at its hyphen: "Secretary-General", "ISIS-K"."""
    tokens = sentence.tokens
    while last + 2 < len(tokens) and _is_torn(tokens[last : last + 3]):
        last += 2
        first = min(first, phrase_span(sentence, last, with_prepositional=False)[0])
    while first >= 2 and _is_torn(tokens[first - 2 : first + 1]):
        first -= 2
    return first, last


def _is_torn(three: Sequence[Token]) -> bool:
    """Tell whether two capital words with a hyphen between are one: the second a single letter, or "General"."""
    before, mark, after = three
    glued = mark.words == "-" and before.end == mark.start and mark.end == after.start
    return (
        glued
        and before.words[:1].isupper()
        and (after.words in _TAILS or (len(after.words) == 1 and after.words.isupper()))
    )


def _members(sentence: Sentence, head: int, with_prepositional: bool) -> set[int]:
    members = {head}
    for token in children(sentence, head):
        if not _belongs(sentence, token, with_prepositional):
            continue
        if token.index < head:
            members.update(subtree(sentence, token.index))
        else:
            members.update(_right_members(sentence, token))
    return members


def _right_members(sentence: Sentence, token: Token) -> set[int]:
    """Take a dependent on the right with its own phrase, its prepositions and its conjuncts."""
    members: set[int] = set()
    for index in conjuncts(sentence, token.index):
        members |= _members(sentence, index, True)
        members.update(each.index for each in children(sentence, index, "case", "cc"))
    return members


def _belongs(sentence: Sentence, token: Token, with_prepositional: bool) -> bool:
    base = token.deprel.split(":")[0]
    if token.deprel in _LEFT_ONLY or base in _LEFT_ONLY:
        return token.index < token.head
    if token.deprel in _LINKED or base in _LINKED:
        return True
    if base == "appos":
        between = sentence.tokens[token.head + 1 : token.index]
        return token.index > token.head and not any(each.upos == "PUNCT" for each in between)
    if base == "nmod":
        return with_prepositional or token.index < token.head
    return base not in _NEVER


def _step(sentence: Sentence, members: set[int], edge: int, way: int) -> int | None:
    """Find the next member outwards; between two members only joining marks may stand."""
    spot = edge + way
    while 0 <= spot < len(sentence.tokens):
        if spot in members and sentence.tokens[spot].upos != "PUNCT":
            return spot
        token = sentence.tokens[spot]
        joins = token.words in _JOINTS or (way < 0 and token.words == ",")
        if token.upos not in ("PUNCT", "SYM") or not (joins or spot in members):
            return None
        spot += way
    return None
