"""The clause that tells a sentence's event: past the verb of saying, with its complements, objects and marks of modality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whoholds.extract.tree import Tree, base
from whoholds.plover.words import Families

SAYING = "say"
"""The family of verbs whose content is the event."""
ATTRIBUTION = ("advcl", "parataxis", "dep")
DEEPEST = 3
"""Verbs of saying one below another that are passed at most."""

LINKS = {
    "obj": "o", "iobj": "i", "nsubj": "s", "nsubj:pass": "t", "obl": "n", "obl:agent": "b", "xcomp": "x", "ccomp": "x",
    "advcl": "a", "conj": "c", "acl": "q", "nmod": "m", "amod": "j", "compound": "k", "advmod": "d", "csubj": "x",
    "nmod:poss": "p", "parataxis": "y", "appos": "e", "acl:relcl": "q", "compound:prt": "", "obl:tmod": "", "obl:npmod": "",
    "obl:unmarked": "", "nsubj:outer": "s",
}  # fmt: skip
"""What a relation is called in the name of a place in the clause; others are not followed."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence's main clause behind its verbs of saying."""

    tree: Tree
    core: int
    """Token of its predicate."""
    said: tuple[int, ...]
    """The verbs of saying that were passed, outermost first."""


def open_clause(tree: Tree, families: Families) -> Clause:
    """Find the clause that a sentence is about: its root, or what its root says."""
    core = next((token.index for token in tree.tokens if token.head < 0), 0)
    said: list[int] = []
    while len(said) < DEEPEST and SAYING in families.find(*forms(tree, core)):
        inner = _content(tree, core)
        if inner is None:
            break
        said.append(core)
        core = inner
    return Clause(tree, core, tuple(said))


def _content(tree: Tree, verb: int) -> int | None:
    """Return what a verb of saying says: its clause, else the clause that it is set beside."""
    for rel in ("ccomp", "parataxis"):
        found = [
            index
            for index in tree.children(verb, rel)
            if tree.tokens[index].upos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")
        ]
        if found:
            return found[0]
    return None


def forms(tree: Tree, index: int) -> tuple[str, ...]:
    """Return the ways to look a word up: with particle, with object, with preposition of its own, then alone."""
    lemma = tree.lemma(index)
    particles = [tree.lemma(i) for i in tree.children(index, "compound:prt")]
    objects = [tree.lemma(i) for i in tree.children(index, "obj", "compound", "amod")]
    beside = [tree.lemma(i) for i in (index + 1,) if i < len(tree.tokens) and tree.tokens[i].upos in ("ADP", "ADV")]
    return (
        *(f"{lemma} {word}" for word in (*particles, *objects, *beside)),
        *(f"{word} {lemma}" for word in objects),
        lemma,
    )


def word_at(tree: Tree, index: int) -> str:
    """Return a word's lemma with its particle: `step down`."""
    return " ".join([tree.lemma(index), *(tree.lemma(i) for i in tree.children(index, "compound:prt"))])


def places(clause: Clause, deepest: int = 3) -> Iterable[tuple[str, int]]:
    """Walk the clause from its predicate down; name each word's place by the way to it (`v`, `vo`, `vxo`)."""
    found, level = [("v", clause.core)], [("v", clause.core)]
    passed = set(clause.said)
    for _ in range(deepest):
        level = [
            (way + step, index)
            for way, head in level
            for index in clause.tree.children(head)
            if index not in passed and (step := step_of(clause.tree, index))
        ]
        found += level
    return found


def step_of(tree: Tree, index: int) -> str:
    """Name the step from a word's head to it; empty where it is not followed."""
    rel = tree.tokens[index].deprel
    return LINKS.get(rel, LINKS.get(base(rel), "") if ":" in rel and rel not in LINKS else "")


def marks(clause: Clause) -> list[str]:
    """Name what shades the predicate: auxiliaries, negation, conditions, passive, tense, being said."""
    tree, core = clause.tree, clause.core
    found = [f"aux {tree.lemma(i)}" for i in tree.children(core, "aux")]
    for index in tree.children(core, "xcomp", "conj"):
        found += [f"x aux {tree.lemma(i)}" for i in tree.children(index, "aux")]
    words = {token.words.casefold() for token in tree.tokens}
    found += [f"has {word}" for word in ("if", "unless", "until", "before", "after", "not", "without") if word in words]
    if any(tree.lemma(i) in ("not", "n't", "never", "no") for i in tree.children(core, "advmod", "det")):
        found.append("not")
    if tree.is_passive(core):
        found.append("passive")
    found += [f"tag {tree.tokens[core].xpos}", f"said {bool(clause.said)}"]
    return found + _told(clause)


def _told(clause: Clause) -> list[str]:
    """Say whether the sayer tells of itself ("said it would") or of another ("said Sudan must"), and how the clause is shaded then."""
    tree = clause.tree
    if not clause.said:
        return []
    subjects = tree.children(clause.core, "nsubj")
    whose = "itself" if any(tree.tokens[i].upos == "PRON" for i in subjects) else "another" if subjects else "nobody"
    shades = [tree.lemma(i) for i in tree.children(clause.core, "aux")] or ["bare"]
    return [f"tells {whose}", *(f"tells {whose} {shade}" for shade in shades)]
