"""Turn the CLEAR-style trees of spaCy's English pipelines into Universal Dependencies, as far as our rules look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

RENAMED = {
    "ROOT": "root", "agent": "obl:agent", "auxpass": "aux:pass", "csubjpass": "csubj:pass", "dative": "iobj", "dobj": "obj",
    "intj": "discourse", "meta": "dep", "neg": "advmod", "nn": "compound", "nsubjpass": "nsubj:pass", "num": "nummod",
    "number": "nummod", "oprd": "xcomp", "acomp": "xcomp", "attr": "xcomp", "poss": "nmod:poss", "possessive": "case",
    "preconj": "cc:preconj", "predet": "det:predet", "prep": "obl", "prt": "compound:prt", "quantmod": "advmod",
    "relcl": "acl:relcl", "rcmod": "acl:relcl", "infmod": "acl", "partmod": "acl", "complm": "mark",
    "pobj": "obl", "pcomp": "advcl",
}  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
CLEAR_ONLY = frozenset({"dobj", "pobj", "nsubjpass", "prep"})
"""Labels by which a pipeline of this style is known."""


@dataclass(frozen=True, slots=True)
class Node:
    """A word of a tree on its way to UD; `head` is -1 for the root."""

    head: int
    deprel: str
    upos: str
    xpos: str
    lemma: str


class Tree:
    """A sentence's arcs, open to change."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Take the words with their CLEAR arcs."""
        self.nodes = nodes
        self.heads = [node.head for node in nodes]
        self.rels = [node.deprel for node in nodes]

    def children(self, head: int) -> list[int]:
        """List the words that hang on a word."""
        return [spot for spot, above in enumerate(self.heads) if above == head]

    def hang(self, spot: int, head: int, rel: str) -> None:
        """Hang a word elsewhere."""
        self.heads[spot], self.rels[spot] = head, rel

    def deepest_first(self) -> Iterator[int]:
        """Walk the words from the leaves up."""
        return iter(sorted(range(len(self.heads)), key=lambda spot: (-self._depth(spot), spot)))

    def _depth(self, spot: int) -> int:
        depth = 0
        while self.heads[spot] >= 0 and depth <= len(self.heads):
            spot, depth = self.heads[spot], depth + 1
        return depth


def to_ud(nodes: Sequence[Node]) -> list[tuple[int, str]]:
    """Give every word its head (-1 for the root) and relation in Universal Dependencies."""
    tree = Tree(nodes)
    for spot in list(tree.deepest_first()):
        if tree.rels[spot] in ("prep", "agent", "dative"):
            _lower_preposition(tree, spot)
    _move_coordinators(tree)
    for spot in list(tree.deepest_first()):
        if nodes[spot].lemma == "be" and nodes[spot].upos in ("AUX", "VERB"):
            _raise_predicate(tree, spot)
    _flatten_conjuncts(tree)
    for spot, node in enumerate(nodes):
        if node.xpos == "TO" and tree.rels[spot] == "aux":
            tree.rels[spot] = "mark"
        if tree.rels[spot] == "npadvmod":
            above = tree.heads[spot]
            tree.rels[spot] = "nmod:unmarked" if above >= 0 and nodes[above].upos in NOMINAL else "obl:unmarked"
        if tree.rels[spot] == "nmod" and node.head == tree.heads[spot] and spot < tree.heads[spot]:
            tree.rels[spot] = "compound"
        tree.rels[spot] = RENAMED.get(tree.rels[spot], tree.rels[spot])
    return [(head, "root" if head < 0 else rel) for head, rel in zip(tree.heads, tree.rels, strict=True)]


def _lower_preposition(tree: Tree, spot: int) -> None:
    """Hang a preposition on its object, and the object where the preposition hung."""
    below = tree.children(spot)
    objects = [each for each in below if tree.rels[each] in ("pobj", "obl", "nmod")]
    clauses = [each for each in below if tree.rels[each] in ("pcomp", "advcl", "acl")]
    if not objects and not clauses:
        if tree.rels[spot] == "prep" and tree.nodes[spot].upos == "ADV":
            tree.rels[spot] = "advmod"
        return
    head, rel = tree.heads[spot], tree.rels[spot]
    nominal = head >= 0 and tree.nodes[head].upos in NOMINAL
    heir = (objects or clauses)[0]
    if clauses and not objects and tree.nodes[heir].upos in ("VERB", "AUX"):
        tree.hang(heir, head, "acl" if nominal else "advcl")
        tree.hang(spot, heir, "mark")
    else:
        tree.hang(heir, head, "obl:agent" if rel == "agent" else "nmod" if nominal and rel == "prep" else "obl")
        tree.hang(spot, heir, "case")
    if head < 0:
        tree.rels[heir] = "root"
    for each in below:
        if each != heir:
            tree.heads[each] = heir


def _move_coordinators(tree: Tree) -> None:
    """Hang "and" on the conjunct that follows it."""
    for spot, rel in enumerate(tree.rels):
        if rel == "cc":
            later = [each for each in tree.children(tree.heads[spot]) if tree.rels[each] == "conj" and each > spot]
            if later:
                tree.heads[spot] = later[0]


def _raise_predicate(tree: Tree, spot: int) -> None:
    """Make the predicate of "to be" the head of its clause."""
    below = tree.children(spot)
    known = [each for each in below if tree.rels[each] in ("attr", "acomp")]
    places = [each for each in below if tree.rels[each] == "obl" and each > spot]
    if tree.rels[spot] in ("aux", "auxpass", "aux:pass") or not (known or places):
        return
    if not known and any(tree.rels[each] == "expl" for each in below):
        return
    heir = (known or places)[0]
    tree.hang(heir, tree.heads[spot], tree.rels[spot])
    tree.hang(spot, heir, "cop")
    for each in below:
        if each != heir:
            tree.heads[each] = heir


def _flatten_conjuncts(tree: Tree) -> None:
    """Hang every conjunct on the first."""
    for spot, rel in enumerate(tree.rels):
        steps = 0
        while (
            rel == "conj" and tree.heads[spot] >= 0 and tree.rels[tree.heads[spot]] == "conj" and steps < len(tree.rels)
        ):
            tree.heads[spot] = tree.heads[tree.heads[spot]]
            steps += 1
