"""Phrases that may fill a role of a trigger, and what each looks like from there."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.fillers import holds
from whoholds.extract.learned import steps
from whoholds.extract.match import Match
from whoholds.extract.reach import bearing
from whoholds.extract.scene import PART, Scene
from whoholds.extract.tree import Tree
from whoholds.records import Filler, Lead
from whoholds.rules.schema import ROLES

SEEN = frozenset(
    "place side demonym person organisation pronoun name people armed airborne suicide weapon thing money abstract act "
    "government goods route peace need part number time".split()
)
INSIDE = frozenset({"compound", "flat", "amod", "fixed", "goeswith", "det", "nummod", "case", "punct"})
"""Relations of words that belong to another word's phrase, and are candidates only where they name a side or place."""
LONGEST_PATH = 5
FILLED = (*ROLES, "source")
RANKED = ("place", "side", "people")
"""Classes of which a candidate may be the only one or the nearest."""


@dataclass(frozen=True, slots=True)
class Around:
    """A trigger seen from its candidates: its match, which slots hold which tokens, and what the rule filled."""

    match: Match
    held: dict[int, list[str]]
    ruled: dict[str, set[int]]
    """Role to the token indices that the rule's own slots chose."""
    leads: tuple[Lead, ...]
    best: dict[str, float]
    """Role to how sure the learned reader is of the filler that it likes most; empty where it has no lead."""
    alike: dict[str, list[int]]
    """Class to the nouns and names of the sentence that are of it, for those that are ranked."""


def candidates(scene: Scene, match: Match) -> list[int]:
    """Return the tokens that head a phrase which might fill a role, in text order."""
    found = [t.index for t in scene.tree.tokens if t.index not in match.words and _may_fill(scene, t.index)]
    return [i for i in found if not _inside_another(scene, i, found)]


def _may_fill(scene: Scene, index: int) -> bool:
    token = scene.tree.tokens[index]
    if index in scene.apart or index in scene.times or token.upos in ("DET", "ADP", "PUNCT", "CCONJ", "AUX"):
        return False
    place, side = scene.places.get(index), scene.sides.get(index)
    if holds(scene, index):
        return True
    first = scene.tree.tokens[scene.tree.first_conjunct(index)].deprel  # "Russian" of "US and Russian air raids"
    if {token.deprel.partition(":")[0], first.partition(":")[0]} & INSIDE or "nmod:desc" in (token.deprel, first):
        return token.upos != "VERB" and any(f is not None and _names(scene, index, f) and _heads(scene, index, f) for f in (place, side))
    if token.upos == "PRON":
        return (
            not token.words.lower().endswith(("self", "selves"))
            and token.lemma.lower() not in ("there", "what", "which", "who", "that", "whose", "whom", "this")
        ) or token.words == "there"
    return token.upos in ("NOUN", "PROPN") or (token.upos == "ADV" and token.lemma.lower() in ("here", "there"))


def _names(scene: Scene, index: int, filler: Filler) -> bool:
    """Leave out descriptions that merely stand before a noun, but for bodies: "coalition" of "coalition airstrikes"."""
    return filler.kind != "description" or (
        scene.tree.tokens[index].deprel == "compound" and filler.end == scene.tree.tokens[index].end
    )


def _inside_another(scene: Scene, index: int, others: list[int]) -> bool:
    """Leave out "Syrian" of "Syrian army", whose head is a candidate itself."""
    side = scene.sides.get(index)
    if side is None or _heads(scene, index, side):
        return False
    return any(i != index and scene.sides.get(i) is side and _heads(scene, i, side) for i in others)


def _heads(scene: Scene, index: int, filler: Filler) -> bool:
    """Tell whether a token is the head of a mention: its governor lies outside, or it is the last word."""
    governor = scene.tree.head(index)
    return governor < 0 or not filler.start <= scene.tree.tokens[governor].start < filler.end


def around(scene: Scene, match: Match, fillers: dict[str, tuple[Filler, ...]]) -> Around:
    """Look up once what holds for all candidates of a trigger."""
    held: dict[int, list[str]] = {}
    for name, heads in sorted(match.slots.items()):
        for index in dict.fromkeys(j for i in heads for j in scene.tree.with_conjuncts(i)):
            held.setdefault(index, []).append(name)
    tokens = scene.tree.tokens
    ruled = {
        role: {t.index for t in tokens for f in fillers.get(role, ()) if f.start <= t.start < f.end} for role in ROLES
    }
    leads = tuple(scene.leads[i] for i in match.words if i in scene.leads)
    best = {role: max(_best(lead, role) for lead in leads) for role in FILLED} if leads else {}
    nouns = [t.index for t in tokens if t.upos in ("NOUN", "PROPN", "ADJ")]
    return Around(match, held, ruled, leads, best, {name: [i for i in nouns if name in scene.classes(i)] for name in RANKED})


def role_features(scene: Scene, seen: Around, index: int) -> list[str]:
    """Name the features of a candidate for the roles of a trigger, each once."""
    tree, kind = scene.tree, seen.match.rule.type
    stand = _stand_in(scene, seen.match, index)
    token, path = tree.tokens[stand], _path(tree, seen.match.index, stand)
    classes = sorted(scene.classes(index) & SEEN) or ["none"]
    slots = seen.held.get(stand, ["none"])
    case = tree.case(stand) or "bare"
    far = min(abs(index - seen.match.index), 15) // 3
    side = "before" if index < seen.match.index else "after"
    found = {"all", f"type {kind}", f"path {path}", f"path {kind} {path}", f"case {case}", f"case {kind} {case}"}
    found |= {f"upos {token.upos}", f"rel {token.deprel}", f"far {far} {side}", f"far {kind} {far}"}
    found |= {
        f"trigger {tree.tokens[seen.match.index].upos} {path}",
        f"part {PART in classes}",
        f"stands in {stand != index}",
    }
    found |= {f"ruled {role} {index in chosen}" for role, chosen in seen.ruled.items()}
    found |= {f"ruled {role} {bool(chosen)} none here" for role, chosen in seen.ruled.items() if index not in chosen}
    for slot in slots:
        found |= {f"slot {slot}", f"slot {kind} {slot}"}
    for name in classes:
        found |= {
            f"is {name}",
            f"is {kind} {name}",
            f"is {name} {path}",
            f"is {name} case {case}",
            f"is {name} rel {token.deprel}",
        }
        found |= {f"is {name} slot {slot}" for slot in slots}
        found |= {f"is {kind} {name} slot {slot}" for slot in slots}
    if "place" in classes:
        found |= _whereabouts(scene, index, kind)
    found |= _rank(seen, index, classes) | _learned(scene, seen, index)
    return sorted(found)


def _whereabouts(scene: Scene, index: int, kind: str) -> set[str]:
    """Say what a place is told by, and whether it hangs on another place: "Hit, a town on the Euphrates"."""
    tree = scene.tree
    found = {f"bearing {bearing(scene, index)}"}
    above = next((i for i in tree.ancestors(index)[:2] if "place" in scene.classes(i)), -1)
    if above >= 0:
        named = "name" if above in scene.places else "noun"
        found |= {f"below {named} case {tree.case(index) or 'bare'}", f"below {named} rel {tree.rel(index)}"}
        found |= {f"below {kind} case {tree.case(index) or 'bare'}"}
    if tree.tokens[index].upos == "NOUN":
        found |= {f"place noun {tree.lemma(index)}", f"place noun {kind} {tree.lemma(index)}"}
    return found


def _learned(scene: Scene, seen: Around, index: int) -> set[str]:
    """Say how sure the learned reader is that the candidate fills each role."""
    if not seen.leads:
        return {"net silent"}
    own = scene.part_of(index) if PART in scene.classes(index) else []
    found: set[str] = set()
    for role in FILLED:
        score = max([lead.role_score(role, i) for lead in seen.leads for i in (index, *own)])
        found |= {f"net {role} {step}" for step in steps(score)}
        found.add(f"net {role} best {score > 0 and score >= seen.best[role]}")
    return found


def _best(lead: Lead, role: str) -> float:
    return max((score for name, _, score in lead.fillers if name == role), default=0.0)


def _stand_in(scene: Scene, match: Match, index: int) -> int:
    """Return the act through which a side acts, whose place in the tree is the side's: "a coalition airstrike killed ..."."""
    head = scene.tree.head(index)
    through = index in scene.sides and scene.tree.rel(index) in ("compound", "amod", "nmod") and head not in match.words
    if not through or head < 0 or "act" not in scene.classes(head) or head in scene.sides:
        return index
    side = scene.tree.tokens[index].deprel in ("nmod:poss", "compound", "amod") or scene.tree.case(index) in (
        "of",
        "by",
    )
    return head if side else index


def _rank(seen: Around, index: int, classes: list[str]) -> set[str]:
    """Say whether the candidate is the only, the nearest or the first of its class in the sentence."""
    found: set[str] = set()
    for name in RANKED:
        if name not in classes:
            continue
        others = [i for i in seen.alike[name] if i not in (index, *seen.match.words)]
        if not others:
            found.add(f"only {name} {seen.match.rule.type}")
            found.add(f"only {name}")
        elif abs(index - seen.match.index) < min(abs(i - seen.match.index) for i in others):
            found.add(f"nearest {name}")
            found.add(f"nearest {name} {seen.match.rule.type}")
    return found


def _path(tree: Tree, start: int, end: int) -> str:
    """Write the way through the tree from the trigger to a candidate: `<xcomp >nsubj`; prepositions at its end."""
    up = [start, *tree.ancestors(start)]
    down = [end, *tree.ancestors(end)]
    meet = next((i for i in up if i in down), None)
    if meet is None:
        return "apart"
    climbed = [f"<{tree.rel(i)}" for i in up[: up.index(meet)]]
    descended = [f">{tree.tokens[i].deprel}" for i in reversed(down[: down.index(meet)])]
    steps = climbed + descended
    if len(steps) > LONGEST_PATH:
        return "far"
    return " ".join(steps) or "self"
