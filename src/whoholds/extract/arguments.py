"""Logical subjects and objects: who does and who is done to, whatever the grammar of the clause."""

from __future__ import annotations

from whoholds.extract.tree import Tree

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
OBJECT_CONTROL = frozenset(
    "enable help allow let force order urge tell ask lead see make permit cause push press persuade encourage "
    "train arm assist lead leave send invite call want expect compel drive instruct direct".split()
)
"""Verbs whose object does what the complement says ("enabled the army to retake"); from the PropBank frames' notion."""
DEPTH = 6


def subjects(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Return who does what the verb says; the by-phrase of a passive."""
    if tree.is_passive(verb):
        return agents(tree, verb)
    return surface_subjects(tree, verb, depth)


def agents(tree: Tree, verb: int) -> list[int]:
    """Return the heads of by-phrases, also one that a later conjunct carries for all."""
    chain = [verb, *tree.children(verb, "conj")]
    first = tree.first_conjunct(verb)
    for i in chain if first == verb else [*chain, first]:
        found = [j for j in tree.children(i, "obl", "nmod") if tree.case(j).startswith("by")]
        if found and tree.tokens[found[0]].upos != "NUM":
            return found
    return hyphened_agent(tree, verb)


def hyphened_agent(tree: Tree, verb: int) -> list[int]:
    """Find "ISIS" of "ISIS-held": an unmarked noun before a participle that stands before its noun."""
    if tree.rel(verb) not in ("amod", "compound"):
        return []
    found = [i for i in tree.children(verb, "compound", "obl", "nsubj", "nmod", "obj", "amod") if i < verb]
    return [i for i in found if not tree.case(i) and tree.tokens[i].upos in ("NOUN", "PROPN", "ADJ")][-1:]


def surface_subjects(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Return the grammatical subject, found through conjunction, control, participles and relative clauses."""
    own = tree.children(verb, "nsubj", "csubj")
    if own:
        return [antecedent(tree, i, verb) for i in own[:1]]
    head, rel, deprel = tree.head(verb), tree.rel(verb), tree.tokens[verb].deprel
    if head < 0 or depth > DEPTH:
        return []
    if rel == "conj":
        return _shared_subject(tree, verb, head, depth)
    if rel == "xcomp":
        return _controller(tree, head, depth)
    if rel in ("advcl", "ccomp", "parataxis") and tree.is_verb(head):
        return surface_subjects(tree, head, depth + 1) if rel != "parataxis" else []
    if rel == "acl":
        return _of_noun(tree, verb, head, depth) if deprel != "acl:relcl" else [head]
    if rel == "amod" and tree.tokens[verb].xpos == "VBG":
        return [head]
    if rel == "advcl":
        return tree.children(head, "nsubj")
    return _gerund_subject(tree, verb, head, depth)


def _shared_subject(tree: Tree, verb: int, head: int, depth: int) -> list[int]:
    if tree.is_verb(head) or tree.children(head, "nsubj"):
        return surface_subjects(tree, head, depth + 1)
    return []


def _controller(tree: Tree, head: int, depth: int) -> list[int]:
    objects_here = tree.children(head, "obj", "iobj")
    if objects_here and tree.lemma(head) in OBJECT_CONTROL:
        return objects_here[:1]
    return surface_subjects(tree, head, depth + 1)


def _of_noun(tree: Tree, verb: int, head: int, depth: int) -> list[int]:
    """Find the subject of "attempt to retake", "forces fighting": the owner of the noun, or the noun itself."""
    if tree.tokens[verb].xpos == "VBG" and not tree.children(verb, "mark", "case"):
        return [head]
    owner = tree.children(head, "nmod:poss")
    if owner:
        return owner[:1]
    governor = tree.head(head)
    if governor >= 0 and tree.is_verb(governor) and tree.rel(head) in ("obj", "obl", "xcomp"):
        return surface_subjects(tree, governor, depth + 1)
    return [head] if tree.rel(head) in ("nsubj", "root") else []


def _gerund_subject(tree: Tree, verb: int, head: int, depth: int) -> list[int]:
    """Find the subject of a gerund in an oblique: "by seizing Ain Issa, the YPG ..."."""
    if tree.tokens[verb].xpos != "VBG" or tree.rel(verb) not in ("obl", "nmod", "obj"):
        return []
    owner = tree.children(verb, "nmod:poss")
    if owner:
        return owner[:1]
    return surface_subjects(tree, head, depth + 1) if tree.is_verb(head) else []


def objects(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Return what the verb is done to: the object, the passive's subject, the noun of a participle."""
    if tree.is_passive(verb):
        return _passive_objects(tree, verb, depth)
    own = tree.children(verb, "obj")
    if own:
        return [antecedent(tree, i, verb) for i in own[:1]]
    gap = _relative_gap(tree, verb)
    if gap:
        return gap
    return _shared_object(tree, verb)


def _passive_objects(tree: Tree, verb: int, depth: int) -> list[int]:
    own = tree.children(verb, "nsubj:pass", "csubj:pass")
    if own:
        return [antecedent(tree, i, verb) for i in own[:1]]
    if tree.rel(verb) in ("amod", "acl"):
        return [tree.head(verb)]
    return surface_subjects(tree, verb, depth + 1)


def _relative_gap(tree: Tree, verb: int) -> list[int]:
    """Find the object of "the territory it held" and "the town that they took": the noun before."""
    if tree.tokens[verb].deprel != "acl:relcl":
        return []
    pronouns = [i for i in tree.children(verb, "obj") if tree.lemma(i) in RELATIVE]
    subject = tree.children(verb, "nsubj")
    bare = subject and all(tree.lemma(i) not in RELATIVE for i in subject)
    return [tree.head(verb)] if pronouns or bare else []


def _shared_object(tree: Tree, verb: int) -> list[int]:
    """Find the one object of several verbs: "torturing and raping captives", "seized and held the town"."""
    group = tree.with_conjuncts(tree.first_conjunct(verb))
    later = [i for i in group if i > verb and tree.is_verb(i)]
    for i in later:
        found = tree.children(i, "obj")
        if found and not tree.children(verb, "obl", "xcomp", "ccomp"):
            return found[:1]
    ahead = [j for i in group if i < verb for j in tree.children(i, "obj") if j > verb]
    return ahead[:1] if not tree.children(verb, "obl", "xcomp", "ccomp") else []


def antecedent(tree: Tree, index: int, verb: int) -> int:
    """Turn a relative pronoun into the noun that it stands for."""
    if tree.lemma(index) not in RELATIVE:
        return index
    for i in [verb, *tree.ancestors(verb)]:
        if tree.tokens[i].deprel == "acl:relcl" and tree.head(i) >= 0:
            return tree.head(i)
    return index
