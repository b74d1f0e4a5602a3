"""Who may be source or target of a sentence's event: the nominal phrases of its tree, and the names and nationalities inside them.

PLOVER's coders mark an actor by its name with its office ("Russian Foreign Minister Sergei Lavrov"), without article and without what
follows; where a people's adjective stands for it ("a French proposal"), the adjective. So a candidate is the short phrase around a
nominal's head, and apart from it each adjective or possessor in it that names a place or a side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.extract.tree import Tree
from whoholds.plover.clause import Clause, forms
from whoholds.plover.words import Families
from whoholds.records import Annotated, Claim, Filler

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
RELATIONS = frozenset(
    {
        "nsubj",
        "obj",
        "iobj",
        "obl",
        "nmod",
        "conj",
        "appos",
        "root",
        "parataxis",
        "ccomp",
        "xcomp",
        "dep",
        "vocative",
        "acl",
        "advcl",
        "list",
    }
)
INNER = frozenset({"amod", "compound", "flat", "nmod", "conj", "nmod:poss"})
"""Relations of a word inside a phrase that may be an actor of its own where it names a place or a side."""
WITHIN = frozenset({"amod", "compound", "flat", "nmod:poss", "goeswith", "nmod:unmarked", "nmod:desc"})
"""Relations of the words that belong to a short phrase."""
LONGEST_WAY = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be an actor."""

    head: int
    first: int
    last: int
    """Tokens of the phrase, the last included."""
    inner: bool
    """Whether it is a name or nationality inside a longer phrase."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A sentence opened for the choice of its actors."""

    clause: Clause
    annotated: Annotated
    claims: Sequence[Claim]
    event: str
    families: Families

    @property
    def tree(self) -> Tree:
        """The sentence's tree."""
        return self.clause.tree


def candidates(stage: Stage) -> list[Candidate]:
    """Return all phrases that may be actors, in text order; inner ones after the phrase that they stand in."""
    found = []
    named = _named(stage)
    for token in stage.tree.tokens:
        rel = stage.tree.rel(token.index)
        inside = _is_inside(stage.tree, token.index)
        if inside and token.index in named and token.deprel in INNER:
            first, last = phrase(stage.tree, token.index)
            found.append(Candidate(token.index, first, last, True))
        elif not inside and token.upos in NOMINAL and rel in RELATIONS and token.upos not in ("DET", "ADJ"):
            first, last = phrase(stage.tree, token.index)
            found.append(Candidate(token.index, first, last, False))
        elif not inside and token.upos == "ADJ" and token.index in named and rel in RELATIONS:
            found.append(Candidate(token.index, token.index, token.index, False))
    return sorted(found, key=lambda one: (one.first, one.inner, one.last))


def _is_inside(tree: Tree, index: int) -> bool:
    """Tell whether a word modifies a nominal from inside its short phrase, itself or as conjunct of one that does."""
    first = tree.first_conjunct(index)
    return tree.tokens[first].deprel in WITHIN


def _named(stage: Stage) -> set[int]:
    """Return the words that name a place, a side or anything else that has a name."""
    sentence = stage.tree.sentence
    spans = [(one.start, one.end) for one in (*stage.annotated.places, *stage.annotated.actors)]
    spans += [(one.start, one.end) for one in (*sentence.entities, *sentence.defence)]
    return {t.index for t in stage.tree.tokens if any(start <= t.start and t.end <= end for start, end in spans)}


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """Return the first and last token of the short phrase of a nominal, its article left out."""
    spots, front = {head}, [head]
    while front:
        here = front.pop()
        for index in tree.children(here):
            if tree.tokens[index].deprel in WITHIN or _is_name_after(tree, here, index):
                spots.add(index)
                front.append(index)
    first = last = head
    while first - 1 in spots or (first - 2 in spots and tree.tokens[first - 1].deprel in ("case", "punct")):
        first -= 1
    while last + 1 in spots or (last + 2 in spots and tree.tokens[last + 1].words == "-"):
        last += 1
    return first, last


def _is_name_after(tree: Tree, head: int, index: int) -> bool:
    """Tell whether a word is the name set right after an office: "President Bush"."""
    return tree.rel(index) == "appos" and tree.tokens[index].upos == "PROPN" and index == head + 1


def actor_features(stage: Stage, one: Candidate) -> list[str]:
    """Name what a candidate looks like, seen from the event."""
    tree, way = stage.tree, way_to(stage, one.head)
    kinds = kinds_of(stage, one)
    verb = stage.families.find(*forms(tree, stage.clause.core))
    shape = f"{'inner' if one.inner else 'whole'} {way}"
    side = "before" if one.head < stage.clause.core else "after"
    found = {"all", f"way {way}", f"shape {shape}", f"{stage.event} {shape}", f"side {side}", f"{stage.event} {side}"}
    found |= {f"verb {kind} {shape}" for kind in verb} | {f"lemma {tree.lemma(stage.clause.core)} {way}"}
    found |= {f"kind {kind}" for kind in kinds} | {f"{stage.event} kind {kind}" for kind in kinds}
    found |= {f"{shape} {kind}" for kind in kinds} | {f"steps {len(way.split())} {side}"}
    found |= {f"head {tree.lemma(one.head)}"} if tree.tokens[one.head].upos != "PROPN" else set()
    found |= {f"family {kind}" for kind in stage.families.find(tree.lemma(one.head))}
    above = tree.head(one.head)
    if above >= 0 and above != stage.clause.core:
        found |= {f"under {kind}" for kind in stage.families.find(*forms(tree, above))} | {f"under {tree.lemma(above)}"}
        found |= {f"under {kind} {way.split()[0]}" for kind in stage.families.find(*forms(tree, above))}
    found |= {f"claim {role}" for role in _roles(stage, one)} | {
        f"{stage.event} claim {role}" for role in _roles(stage, one)
    }
    return sorted(found | _beside(stage, one, way))


def _beside(stage: Stage, one: Candidate, way: str) -> set[str]:
    """Say how a candidate stands to the others: whether the clause has a subject that names somebody, objects, conjuncts."""
    tree, core = stage.tree, stage.clause.core
    subjects = tree.children(core, "nsubj")
    whose = "pronoun" if any(tree.tokens[i].upos == "PRON" for i in subjects) else "named" if subjects else "none"
    objects = sum(bool(tree.children(core, rel)) for rel in ("obj", "iobj"))
    found = {f"subject {whose} {way}", f"objects {objects} {way}", f"passive {tree.is_passive(core)} {way}"}
    if tree.children(one.head, "conj") or tree.rel(one.head) == "conj":
        found |= {f"joined {way}", f"joined {stage.event} {way}"}
    return found


def way_to(stage: Stage, index: int) -> str:
    """Name the way from a word up to the event's predicate, or to the verb of saying, with prepositions."""
    tree = stage.tree
    steps: list[str] = []
    here = tree.first_conjunct(index) if tree.rel(index) == "conj" else index
    while len(steps) < LONGEST_WAY:
        if here == stage.clause.core:
            return " ".join([*steps, "core"])
        if here in stage.clause.said:
            return " ".join([*steps, "said"])
        case = tree.case(here)
        steps.append(tree.tokens[here].deprel + (f"({case})" if case else ""))
        if tree.head(here) < 0:
            break
        here = tree.head(here)
    return " ".join([*steps, "far"])


def kinds_of(stage: Stage, one: Candidate) -> list[str]:
    """Name the kinds of name that stand in a candidate's phrase."""
    tokens = stage.tree.tokens
    start, end = tokens[one.first].start, tokens[one.last].end
    sentence = stage.tree.sentence
    found = {f"{mention.kind}" for mention in sentence.entities if mention.start < end and start < mention.end}
    found |= {f"defence {mention.kind}" for mention in sentence.defence if mention.start < end and start < mention.end}
    found |= {f"place {one.kind}" for one in stage.annotated.places if one.start < end and start < one.end}
    found |= {f"side {one.kind}" for one in stage.annotated.actors if one.start < end and start < one.end}
    head = tokens[one.head]
    return sorted(
        found
        | {head.upos, "plural" if head.xpos in ("NNS", "NNPS") else "single"}
        | ({"nameless"} if not found else set())
    )


def _roles(stage: Stage, one: Candidate) -> list[str]:
    """Name the roles that the sentence's claims give a candidate."""
    tokens = stage.tree.tokens
    start, end = tokens[one.first].start, tokens[one.last].end

    def meets(fillers: Sequence[Filler]) -> bool:
        return any(filler.start < end and start < filler.end for filler in fillers)

    found = set()
    for claim in stage.claims:
        parts = {"actor": claim.actors, "target": claim.targets, "place": claim.places, "source": claim.sources}
        found |= {role for role, fillers in parts.items() if meets(fillers)}
    return sorted(found)
