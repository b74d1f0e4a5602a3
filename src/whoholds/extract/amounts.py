"""Which numbers of a sentence belong to a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whoholds.extract.arguments import objects, surface_subjects
from whoholds.extract.tree import Tree, open_tree
from whoholds.records import Annotated, Filler, Quantity
from whoholds.records.quantity import LENGTHS
from whoholds.rules.lexicon import open_units

PEOPLE_TYPES = frozenset({"casualties", "abuse", "displace", "siege", "aid"})
"""Types whose victims are counted as people, soldiers and fighters too."""
BY_SUBJECT = frozenset(
    {"", "casualties", "displace", "strength", "deploy", "territory", "finance", "ceasefire", "withdraw", "aid"}
)
"""Types that count who does it ("40 men died"); elsewhere the number of attackers is no amount of the attack."""
BARE = frozenset({"defect", "talks", "statement", "sanction"})
"""Types that count a subject only where the verb has no object: "300 soldiers deserted"."""
COUNTS = frozenset("dozen score hundred thousand million percent half third quarter wave series".split())
SEPARATE = frozenset({"casualties", "strength", "displace", "abuse", "finance", "territory", "defect"})
COUNTING = frozenset(
    "number total toll count figure tally strength share part rest majority most income output revenue loss".split()
)
KNOWN_FEW = 10
"""Up to this many, "the" before a number points back at things known, and counts nothing anew."""
AWAY = frozenset(
    "north south east west northeast northwest southeast southwest up down off inside outside away from of".split()
)
STANDING = frozenset(
    {
        "put",
        "stand",
        "be",
        "remain",
        "leave",
        "reach",
        "rise",
        "fall",
        "drop",
        "number",
        "total",
        "come",
        "estimate",
        "have",
        "bring",
        "increase",
        "raise",
        "cut",
        "reduce",
        "boost",
        "expand",
    }
)
HANDS = frozenset({"hand", "control", "rule", "grasp", "flag", "grip"})


@dataclass(frozen=True, slots=True)
class _Reach:
    """The heads whose numbers are a trigger's, and those whose numbers are not."""

    near: frozenset[int]
    barred: frozenset[int]


def amounts_for(
    annotated: Annotated,
    sentence_index: int,
    trigger_index: int,
    role_heads: Sequence[int] = (),
    claim_type: str = "",
    tree: Tree | None = None,
) -> tuple[Quantity, ...]:
    """Return the numbers that say how many or how much of a trigger, in text order.

    They are those of the trigger's own noun ("20 air strikes"), of its object and the other `role_heads`
    ("killing at least 60"), measures and shares that hang on it ("advanced 31 miles", "lost 22 per cent of"), and,
    for the types that count who does it, its subject's ("40 died"). `tree` is the sentence's, where it is open already.
    """
    sentence = annotated.sentences[sentence_index]
    numbers = [q for q in annotated.numbers if sentence.start <= q.start < sentence.end]
    if not numbers:
        return ()
    tree = tree or open_tree(sentence)
    reach = _reach(tree, trigger_index, role_heads, claim_type)
    found = tuple(q for q in numbers if _belongs(tree, q, trigger_index, reach, claim_type))
    return found or tuple(q for q in numbers if _measures_clause(tree, q, trigger_index, reach, claim_type))


def counted_heads(tree: Tree, filler: Filler) -> list[int]:
    """Return the words whose number is a filler's: its head, and "hundreds" above "hundreds of people"."""
    inside = [t.index for t in tree.tokens if filler.start <= t.start < filler.end]
    tops = [i for i in inside if tree.head(i) not in inside]
    above = [tree.head(i) for i in tops if tree.rel(i) == "nmod" and tree.case(i) == "of"]
    return tops[:1] + [i for i in above[:1] if i >= 0 and _counts(tree, i)]


def separate(amounts: Sequence[Quantity], claim_type: str) -> tuple[tuple[Quantity, ...], ...]:
    """Share out amounts over claims: numbers of one unit that would contradict each other in one claim get one each.

    "17 civilians, ten of his men and 31 on the other side" are three claims of `casualties`; three kinds of things
    destroyed stay one.
    """
    units = {amount.unit for amount in amounts}
    if len(amounts) < 2 or claim_type not in SEPARATE or len(units) > 1:
        return (tuple(amounts),)
    return tuple((amount,) for amount in amounts)


def settled_unit(quantity: Quantity, claim_type: str) -> Quantity:
    """Name the unit by the claim's type: the dead are people, a strength is in fighters."""
    if claim_type in PEOPLE_TYPES and quantity.unit in ("fighters", "", "others"):
        return replace(quantity, unit="people")
    if claim_type == "casualties" and quantity.counts and quantity.unit not in {"percent", "families", "households", *open_units().values()}:
        return replace(quantity, unit="people")  # "three shopkeepers", "seven of our heroes"
    if claim_type == "strength" and quantity.unit in ("people", ""):
        return replace(quantity, unit="fighters")
    return quantity


def _belongs(tree: Tree, number: Quantity, trigger: int, reach: _Reach, claim_type: str) -> bool:
    inside = [t.index for t in tree.tokens if t.start < number.end and number.start < t.end]
    if not inside or any(i in reach.barred for i in inside):
        return False
    if trigger in inside:
        return True
    if _is_known_few(tree, inside, number) or _names_beside(tree, inside, trigger):
        return False
    if number.unit in LENGTHS and claim_type not in ("", "advance") and _is_offset(tree, inside):
        return False
    top = _top(tree, inside)
    if top in reach.near or tree.head(top) == trigger:
        return not _clausal(tree, top)
    return _beside(tree, inside, trigger) or _climbs_to(tree, top, reach)


def _measures_clause(tree: Tree, number: Quantity, trigger: int, reach: _Reach, claim_type: str) -> bool:
    """Tell a measure that stands in the trigger's clause, where nothing is tied to it more closely."""
    inside = [t.index for t in tree.tokens if t.start < number.end and number.start < t.end]
    if not inside or not _is_measure(number, claim_type) or any(i in reach.barred for i in inside):
        return False
    return _clause_of(tree, _top(tree, inside)) == _clause_of(tree, trigger)


def _is_known_few(tree: Tree, inside: Sequence[int], number: Quantity) -> bool:
    """Tell "the two villages": the number of what is known already."""
    few = (
        number.high is not None and number.low == number.high and number.high <= KNOWN_FEW and number.unit != "percent"
    )
    return few and inside[0] > 0 and tree.lemma(inside[0] - 1) in ("the", "these", "those", "both", "all")


def _names_beside(tree: Tree, inside: Sequence[int], trigger: int) -> bool:
    """Tell "al-Fua and Kafraya, two Shia villages": the number only sums up names."""
    heads = {tree.head(i) for i in inside} - set(inside)
    return any(h != trigger and h >= 0 and tree.rel(h) == "appos" and tree.head(h) >= 0
               and tree.tokens[tree.head(h)].upos == "PROPN" for h in heads)  # fmt: skip


def _is_measure(number: Quantity, claim_type: str) -> bool:
    """Tell measures that need no closer tie than the clause: distances of an advance, shares and sums."""
    if number.unit in LENGTHS:
        return claim_type == "advance"
    return claim_type in ("territory", "finance") and (number.unit in ("percent", "km2") or number.unit[:3].isupper())


def _clause_of(tree: Tree, index: int) -> int:
    """Find the predicate whose clause a token stands in."""
    for i in [index, *tree.ancestors(index)]:
        if tree.is_verb(i) and tree.rel(i) != "amod":
            return i
    return -1


def _is_offset(tree: Tree, inside: Sequence[int]) -> bool:
    """Tell "10 km north of the town": where something lies, not how much of it."""
    after = inside[-1] + 1
    return after < len(tree.tokens) and tree.lemma(after) in AWAY


def _top(tree: Tree, inside: Sequence[int]) -> int:
    """Find the token of a number's words that governs the others."""
    names = set(inside)
    tops = [
        i
        for i in inside
        if tree.head(i) not in names and tree.tokens[i].upos in ("NUM", "NOUN", "SYM", "ADJ", "DET", "PROPN")
    ]
    solid = [i for i in tops if tree.rel(i) not in ("advmod", "det", "case")]
    return (solid or tops or list(inside))[-1]


def _clausal(tree: Tree, top: int) -> bool:
    return tree.rel(top) in ("advcl", "parataxis", "ccomp")


def _beside(tree: Tree, inside: Sequence[int], trigger: int) -> bool:
    """Read a number right behind its verb ("killed scores") or right before its noun ("twenty US air strikes")."""
    if tree.is_verb(trigger):
        return inside[0] == trigger + 1 and not tree.is_passive(trigger)
    between = tree.tokens[inside[-1] + 1 : trigger]
    return (
        inside[-1] < trigger
        and len(between) < 4
        and all(t.upos in ("ADJ", "NOUN", "PROPN") or t.words == "-" for t in between)
    )


def _reach(tree: Tree, trigger: int, role_heads: Sequence[int], claim_type: str) -> _Reach:
    barred = _barred(tree, trigger, claim_type) | _of_conjuncts(tree, trigger)
    found = {trigger, *(i for i in role_heads if 0 <= i < len(tree.tokens))}
    if tree.is_verb(trigger):
        found |= set(objects(tree, trigger)) | set(surface_subjects(tree, trigger))
    for i in tree.children(trigger, "obj", "nsubj", "nummod", "obl", "nmod", "iobj", "compound", "dep", "appos"):
        measured = tree.tokens[i].upos in ("NUM", "SYM") or (
            tree.children(i, "nummod") and not tree.children(i, "case")
        )
        if tree.rel(i) not in ("obl", "nmod") or measured or tree.case(i) == "of":
            found.add(i)
    if not tree.is_verb(trigger) or tree.rel(trigger) == "nmod":
        found |= _around_noun(tree, trigger)
    elif tree.rel(trigger) in ("acl", "amod") and tree.tokens[trigger].deprel != "acl:relcl":
        found.add(tree.head(trigger))
    for i in sorted(found):
        if i >= 0:
            found |= {
                j
                for j in tree.children(i, "nmod")
                if tree.tokens[j].upos in ("NUM", "SYM") or tree.lemma(i) in COUNTING
            }
    return _Reach(frozenset(i for i in found if i >= 0) - barred, barred)


def _of_conjuncts(tree: Tree, trigger: int) -> frozenset[int]:
    """Bar the numbers of the other half of "22 people were killed and 140 wounded": each half has its own."""
    barred: set[int] = set()
    for other in tree.children(trigger, "conj"):
        theirs = {other} if tree.tokens[other].upos == "NUM" else _own_numbers(tree, other)
        mine = any(t.upos == "NUM" and t.index < min(theirs) for t in tree.tokens) if theirs else False
        barred |= theirs if mine else set()  # "killed and injured 30" has one number
    own = _own_numbers(tree, trigger) if tree.rel(trigger) == "conj" else set()
    head = tree.head(trigger)
    if head >= 0 and tree.tokens[head].upos == "NUM" and tree.rel(head) == "conj":  # "and 140 wounded", hung on the number
        own = {head}
    if own:
        barred |= {t.index for t in tree.tokens if t.upos == "NUM" and t.index < min(own)}
    return frozenset(barred)


def _own_numbers(tree: Tree, conjunct: int) -> set[int]:
    """Return the numbers between a conjunct and what joins it to the first, or of its object: "and injured 19"."""
    joints = [i for i in tree.children(conjunct, "cc", "punct") if i < conjunct]
    first = max(joints, default=conjunct)
    between = {t.index for t in tree.tokens[first:conjunct] if t.upos == "NUM" or tree.lemma(t.index) in COUNTS}
    taken = tree.children(conjunct, "obj")
    return between | {j for i in taken for j in [i, *tree.children(i, "nummod")] if tree.tokens[j].upos == "NUM"}


def _barred(tree: Tree, trigger: int, claim_type: str) -> frozenset[int]:
    """Bar the phrase of who acts, for types that do not count the actor."""
    if claim_type in BY_SUBJECT or not tree.is_verb(trigger):
        return frozenset()
    if tree.is_passive(trigger) or (claim_type in BARE and not objects(tree, trigger)):
        actors = [i for i in tree.children(trigger, "obl") if tree.case(i).startswith("by")]
    else:
        actors = surface_subjects(tree, trigger)
    return frozenset(j for i in actors for j in _phrase(tree, i) if j != trigger)


def _phrase(tree: Tree, head: int) -> set[int]:
    found = {head}
    for i in tree.children(head, "nummod", "nmod", "compound", "amod", "det", "advmod", "conj", "flat", "case"):
        found |= _phrase(tree, i)
    return found


def _around_noun(tree: Tree, noun: int) -> set[int]:
    """Collect what counts a noun from above: "hundreds of strikes", "put the dead at 135", "strikes number 30"."""
    head, rel = tree.head(noun), tree.rel(noun)
    found: set[int] = set()
    if head < 0:
        return found
    if rel in ("nmod", "compound") and not tree.is_verb(head):
        if tree.case(noun) == "from" and _has_figure(tree, head):  # "43 per cent from oil"
            found.add(head)
        if tree.case(noun) == "in" and tree.tokens[head].xpos in ("$", "CD"):  # "$100 million in new assistance"
            found.add(head)
        if tree.case(noun) in ("of", "among", "") and _counts(tree, head):
            found.add(head)
            found |= _said_of(tree, head) if tree.lemma(head) in COUNTING else set()
        return found
    if rel in ("obj", "nsubj"):
        found |= _said_of(tree, noun)
    if rel == "obl" and tree.lemma(noun) in HANDS:
        found |= set(tree.children(head, "obj", "nsubj"))
    return found


def _counts(tree: Tree, head: int) -> bool:
    return tree.tokens[head].upos in ("NUM", "SYM") or tree.lemma(head) in (COUNTING | COUNTS)


def _said_of(tree: Tree, noun: int) -> set[int]:
    """Collect the numbers that the verb of a noun gives it: "put the dead at 135", "output fell to 21,000"."""
    verb = tree.head(noun)
    if verb < 0 or tree.rel(noun) not in ("obj", "nsubj") or tree.lemma(verb) not in STANDING:
        return set()
    return {
        i for i in tree.children(verb, "obl", "xcomp", "obj", "advmod", "nmod") if i != noun and _has_figure(tree, i)
    }


def _has_figure(tree: Tree, index: int) -> bool:
    return tree.tokens[index].upos in ("NUM", "SYM") or any(tree.tokens[i].upos == "NUM" for i in tree.children(index))


def _climbs_to(tree: Tree, top: int, reach: _Reach) -> bool:
    """Climb from a number through the phrase it counts to one of the trigger's heads; clauses stop the climb."""
    node = top
    for _ in range(4):
        rel, head = tree.rel(node), tree.head(node)
        if head < 0 or head in reach.barred:
            return False
        if rel not in ("nummod", "amod", "det", "compound", "nmod", "conj", "advmod", "dep", "flat", "fixed"):
            return False
        if rel == "nmod" and tree.case(node) not in (
            ("of", "by", "at", "in", "") if node == top else ("of", "among", "")
        ):
            return False
        if head in reach.near:
            return True
        node = head
    return False
