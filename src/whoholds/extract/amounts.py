"""Which numbers of a sentence belong to a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whoholds.extract.tree import Tree, open_tree
from whoholds.records import Annotated, Quantity

PEOPLE_TYPES = frozenset({"casualties", "abuse", "displace", "siege", "aid"})
"""Types whose victims are counted as people, soldiers and fighters too."""
CLAUSE = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj"})
COUNTING = frozenset("number total toll count figure tally strength share part rest majority most".split())


def amounts_for(
    annotated: Annotated, sentence_index: int, trigger_index: int, role_heads: Sequence[int] = ()
) -> tuple[Quantity, ...]:
    """Return the numbers that say how many or how much of a trigger, in text order.

    They are those of the trigger's own noun ("20 air strikes"), of its subject, object and the other `role_heads`
    ("killing at least 60"), and measures and shares that hang on it ("advanced 31 miles", "lost 22 per cent of").
    """
    sentence = annotated.sentences[sentence_index]
    tree = open_tree(sentence)
    numbers = [q for q in annotated.numbers if sentence.start <= q.start < sentence.end]
    if not numbers:
        return ()
    near = _near(tree, trigger_index, role_heads)
    found: list[Quantity] = []
    for number in numbers:
        inside = [t.index for t in tree.tokens if t.start < number.end and number.start < t.end]
        top = _top(tree, inside)
        if top is not None and (top in near or trigger_index in inside or _climbs_to(tree, top, near)):
            found.append(number)
    return tuple(found)


def settled_unit(quantity: Quantity, claim_type: str) -> Quantity:
    """Name the unit by the claim's type: the dead are people, a strength is in fighters."""
    if claim_type in PEOPLE_TYPES and quantity.unit in ("fighters", "", "others"):
        return replace(quantity, unit="people")
    if claim_type == "strength" and quantity.unit in ("people", ""):
        return replace(quantity, unit="fighters")
    return quantity


def _top(tree: Tree, inside: Sequence[int]) -> int | None:
    """Find the token of a number's words that governs the others."""
    names = set(inside)
    tops = [i for i in inside if tree.head(i) not in names and tree.tokens[i].upos in ("NUM", "NOUN", "SYM", "ADJ", "DET", "PROPN")]
    return tops[-1] if tops else (inside[-1] if inside else None)


def _near(tree: Tree, trigger: int, role_heads: Sequence[int]) -> frozenset[int]:
    """Collect the heads whose numbers are the trigger's: itself, its arguments, and what is said of it."""
    found = {trigger, *(i for i in role_heads if 0 <= i < len(tree.tokens))}
    rels = ("obj", "nsubj", "nummod", "obl", "nmod", "iobj", "compound", "dep", "appos")
    for i in tree.children(trigger, *rels):
        if tree.rel(i) not in ("obl", "nmod") or tree.tokens[i].upos in ("NUM", "SYM") or _is_measure(tree, i) or tree.case(i) == "of":
            found.add(i)
    if tree.tokens[trigger].upos in ("NOUN", "ADJ", "PROPN"):
        found |= _around_noun(tree, trigger)
    elif tree.rel(trigger) in ("acl", "amod"):
        found.add(tree.head(trigger))
    for i in list(found):
        found |= {j for j in tree.children(i, "nmod", "conj") if tree.tokens[j].upos in ("NUM", "SYM") or tree.lemma(i) in COUNTING}
    return frozenset(i for i in found if i >= 0)


def _around_noun(tree: Tree, noun: int) -> set[int]:
    """Collect what counts a noun from above: "hundreds of strikes", "put the dead at 135", "losses of 30"."""
    head = tree.head(noun)
    found: set[int] = set()
    if head < 0:
        return found
    if tree.rel(noun) in ("nmod", "compound") and not tree.is_verb(head):
        found.add(head)
    if tree.is_verb(head) and tree.rel(noun) in ("obj", "nsubj", "obl"):
        found |= {i for i in tree.children(head, "obl", "xcomp", "obj", "advmod") if tree.tokens[i].upos in ("NUM", "SYM")}
        found |= {i for i in tree.children(head, "obj") if tree.rel(noun) == "nsubj" and tree.tokens[i].upos in ("NUM", "SYM")}
    if tree.rel(noun) == "nummod":
        found.add(head)
    return found


def _is_measure(tree: Tree, index: int) -> bool:
    return bool(tree.children(index, "nummod")) and not tree.children(index, "case")


def _climbs_to(tree: Tree, top: int, near: frozenset[int]) -> bool:
    """Climb from a number through the phrase it counts to one of the trigger's heads; clauses stop the climb."""
    node = top
    for _ in range(4):
        rel, head = tree.rel(node), tree.head(node)
        if rel in CLAUSE or head < 0:
            return False
        if rel not in ("nummod", "amod", "det", "compound", "nmod", "conj", "advmod", "dep", "appos", "flat", "fixed"):
            return False
        if rel == "nmod" and node != top and tree.case(node) not in ("of", "among", ""):
            return False
        if rel == "nmod" and node == top and tree.case(node) not in ("of", "by", "at", "to", "in", "with", ""):
            return False
        if head in near:
            return True
        node = head
    return False
