"""The slots of a trigger: where a rule may look for actor, target and place.

A verb has `subject`, `object`, `iobj`, `complement`, `modifier` and one slot a preposition (`from`, `out of`). A noun has
`poss`, `modifier`, `is` (what it is said of), prepositions, and the `subject` of a light verb ("launched an offensive").
`about` is
what is said to be, stay, fall or be put in the noun ("the valley remains in rebel hands").
`around` collects what the clauses above say of place; `named` the name of a described thing ("its capital, Raqqa").
"""

from __future__ import annotations

from whoholds.extract.arguments import antecedent, objects, subjects, surface_subjects
from whoholds.extract.tree import Tree

Slots = dict[str, list[int]]
SITE = frozenset("in at near around on along inside outside across throughout within toward towards into onto".split())
"""Prepositions that say where a clause happens."""
ROUGHLY = frozenset({"about", "around", "over", "nearly", "almost", "up to", "above", "under"})
SHARES = frozenset(
    "third quarter half fifth percent cent % fighter soldier kilometre kilometer mile dozen hundred thousand".split()
)
CLAUSE_STOP = frozenset({"ccomp", "parataxis", "root"})


def slots_of(tree: Tree, index: int, light: frozenset[str]) -> Slots:
    """Find the slots of a trigger. `light` are the lemmas of light verbs."""
    slots = _verb_slots(tree, index) if tree.is_verb(index) else _noun_slots(tree, index, light)
    _add_site(slots)
    around = _around(tree, index)
    if around:
        slots["around"] = around
    return {name: found for name, found in slots.items() if found}


def with_others(tree: Tree, slots: Slots, others: list[int]) -> Slots:
    """Add what hangs on the other words of a trigger: "the town" of "took control of the town"."""
    wider = slots
    for other in others:
        if tree.rel(other) not in ("obj", "obl", "nmod", "xcomp", "nsubj"):
            continue
        wider = {name: list(found) for name, found in wider.items()}
        for name, found in _prepositions(tree, other):
            wider[name] = [*wider.get(name, []), *(i for i in found if i not in wider.get(name, []))]
        owner = tree.children(other, "nmod:poss")
        if owner:
            wider.setdefault("poss", owner)
    if wider is not slots:
        _add_site(wider)
    return wider


def _verb_slots(tree: Tree, verb: int) -> Slots:
    slots: Slots = {
        "subject": subjects(tree, verb),
        "object": objects(tree, verb) or _roughly(tree, verb),
        "iobj": tree.children(verb, "iobj"),
        "complement": tree.children(verb, "xcomp", "ccomp"),
        "modifier": tree.children(verb, "advmod", "compound"),
        "clause": tree.children(verb, "advcl", "ccomp", "xcomp"),
    }
    if tree.is_passive(verb):
        slots["passive"] = [verb]
    _add_prepositions(slots, tree, verb)
    if tree.tokens[verb].deprel == "acl:relcl":
        where = [i for i in tree.children(verb, "advmod") if tree.lemma(i) in ("where", "whence")]
        if where:
            slots.setdefault("in", []).append(tree.head(verb))
    return slots


def _roughly(tree: Tree, verb: int) -> list[int]:
    """Find the object of "controls about a third of the country", which readers take for a place where."""
    return [i for i in tree.children(verb, "obl") if tree.case(i) in ROUGHLY and tree.lemma(i) in SHARES]


def _noun_slots(tree: Tree, noun: int, light: frozenset[str]) -> Slots:
    slots: Slots = {
        "poss": [antecedent(tree, i, noun) for i in tree.children(noun, "nmod:poss")],
        "modifier": tree.children(noun, "amod", "compound", "nummod", "flat", "nmod:desc", "nmod:unmarked"),
        "is": tree.children(noun, "nsubj") if tree.children(noun, "cop") else [],
        "named": _named(tree, noun),
        "clause": tree.children(noun, "acl"),
        "number": tree.children(noun, "nummod") or _measure_of(tree, noun),
    }
    _add_prepositions(slots, tree, noun)
    if tree.tokens[noun].upos == "NUM" and "from" not in slots:
        slots["from"] = _listed_origin(tree, noun)
    governor = tree.head(tree.first_conjunct(noun))
    if governor >= 0 and tree.is_verb(governor):
        _add_light_verb(slots, tree, noun, governor, light)
    return slots


def _measure_of(tree: Tree, adjective: int) -> list[int]:
    """Find "9,000" of "an army 9,000 strong", which hangs on the adjective without a preposition."""
    if tree.tokens[adjective].upos != "ADJ":
        return []
    return [i for i in tree.children(adjective, "obl", "compound") if tree.tokens[i].upos == "NUM" and not tree.case(i)]


def _add_light_verb(slots: Slots, tree: Tree, noun: int, verb: int, light: frozenset[str]) -> None:
    rel = tree.rel(tree.first_conjunct(noun))
    if tree.lemma(verb) in light:
        if rel in ("obj", "xcomp", "ccomp"):
            slots["subject"] = subjects(tree, verb)
        elif rel == "nsubj" and tree.is_passive(verb):
            slots["subject"] = subjects(tree, verb)
        elif rel == "obl" and tree.case(noun) in ("under", "in", "into", "to", "with", "on"):
            slots["subject"] = surface_subjects(tree, verb)
            slots["through"] = tree.children(verb, "obj")
        slots["receiver"] = tree.children(verb, "iobj")
        for name, found in _prepositions(tree, verb):
            slots.setdefault(name, []).extend(i for i in found if i != noun)
    elif rel in ("nsubj", "obj"):
        slots["with verb"] = [verb]
    elif rel == "obl":
        slots["about"] = tree.children(verb, "obj") or surface_subjects(tree, verb)


def _listed_origin(tree: Tree, number: int) -> list[int]:
    """Find "Britain" of "1,700 from France, 760 from Britain": the words right behind, since trees of such lists go wrong."""
    after = tree.tokens[number + 1 : number + 4]
    if not after or after[0].words.lower() != "from":
        return []
    return [token.index for token in after[1:] if token.upos == "PROPN"][:1]


def _named(tree: Tree, noun: int) -> list[int]:
    """Find the name of a described thing: apposition either way, "capital of Raqqa", "Raqqa is the capital"."""
    found = tree.children(noun, "appos", "flat")
    if tree.rel(noun) == "appos" and tree.head(noun) >= 0:
        found.append(tree.head(noun))
    if tree.rel(noun) in ("compound", "nmod") and tree.tokens[noun].head > noun:
        found.append(tree.head(noun))
    found += [i for i in tree.children(noun, "nmod") if tree.case(i) == "of" and tree.tokens[i].upos == "PROPN"]
    if tree.children(noun, "cop"):
        found += tree.children(noun, "nsubj")
    return found


def _add_prepositions(slots: Slots, tree: Tree, head: int) -> None:
    for name, found in _prepositions(tree, head):
        slots.setdefault(name, []).extend(found)


def _prepositions(tree: Tree, head: int) -> list[tuple[str, list[int]]]:
    found: list[tuple[str, list[int]]] = []
    for i in tree.children(head, "obl", "nmod", "advcl", "acl"):
        case = tree.case(i) if tree.rel(i) in ("obl", "nmod") else ""
        if tree.tokens[i].deprel == "nmod:poss" or not case or _of_a_number(tree, i, head):
            continue
        target = [antecedent(tree, i, head)]
        found.append((case, target))
        words = case.split()
        if len(words) > 1:
            found += [(words[-1], target)] + ([(words[0], target)] if words[0] != words[-1] else [])
    return found


def _of_a_number(tree: Tree, index: int, head: int) -> bool:
    """Tell whether "from France" belongs to the number right before it: "6,000 fighters: 2,300 from France"."""
    first = min([*tree.children(index, "case"), index])
    return first - 1 > head and tree.tokens[first - 1].upos == "NUM" and tree.tokens[first].words.lower() == "from"


def _add_site(slots: Slots) -> None:
    site = [i for name in sorted(SITE & set(slots)) for i in slots[name]]
    slots["site"] = sorted(dict.fromkeys(site))


def _around(tree: Tree, index: int) -> list[int]:
    """Collect the places that the clauses above the trigger are set in, up to the clause of a speech verb."""
    found: list[int] = []
    child = index
    for ancestor in tree.ancestors(index):
        if tree.rel(child) in CLAUSE_STOP and tree.is_verb(child):
            break
        for name, heads in _prepositions(tree, ancestor):
            if name in SITE:
                found += [i for i in heads if i != child]
        child = ancestor
    return sorted(dict.fromkeys(found))
