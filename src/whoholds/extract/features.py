"""What a match looks like: the features by which the model judges it."""

from __future__ import annotations

from whoholds.extract.learned import steps
from whoholds.extract.match import Match
from whoholds.extract.scene import Scene
from whoholds.rules.schema import ROLES

SEEN = frozenset(
    "place side demonym person organisation pronoun name people armed airborne suicide weapon thing money abstract act "
    "government goods route peace legal need humanitarian military wide part number".split()
)
"""Classes worth telling apart; the others only serve single rules."""
SLOTS = ("subject", "object", "poss", "modifier", "of", "by", "in", "on", "against", "to", "from", "with", "for", "is",
         "site", "around", "iobj", "clause", "with verb", "about", "named")  # fmt: skip


def features_of(scene: Scene, match: Match, rivals: int, filled: dict[str, int]) -> list[str]:
    """Name the features of a match, each once.

    `rivals` counts the other rules that matched on the same trigger; `filled` the fillers found for each role.
    """
    rule, tree = match.rule, scene.tree
    token = tree.tokens[match.index]
    words = " ".join(tree.lemma(i) for i in match.words)
    found = {"all", f"rule {rule.id}", f"type {rule.type}", f"lemma {rule.type} {words}", f"lemma {words}"}
    found |= {f"rel {token.deprel}", f"upos {rule.type} {token.upos}", f"rivals {min(rivals, 3)}"}
    found |= {f"fills {role} {bool(filled.get(role))} {rule.type}" for role in ROLES}
    found.add(f"fills {sum(bool(n) for n in filled.values())}")
    found |= {f"det {word}" for word in _determiners(scene, match.index)}
    for slot in SLOTS:
        for index in match.slots.get(slot, ())[:2]:
            for name in scene.classes(index) & SEEN:
                found |= {f"slot {slot} {name}", f"slot {rule.type} {slot} {name}"}
            found.add(f"slot {rule.type} {slot}")
    for name in _nearby(scene):
        found |= {f"near {name}", f"near {rule.type} {name}"}
    found |= {"failed", f"failed {rule.id}", f"failed {rule.type}"} if match.failed else {f"passed {rule.type}"}
    if len(tree.tokens) < 12:
        found.add("short")
    return sorted(found | _learned(scene, match))


def _learned(scene: Scene, match: Match) -> set[str]:
    """Say how sure the learned reader is of the type, and of any other, at the trigger's words."""
    leads = [scene.leads[i] for i in match.words if i in scene.leads]
    if not leads:
        return {"net silent", f"net silent {match.rule.type}"}
    own = max(lead.type_score(match.rule.type) for lead in leads)
    rival = max((score for lead in leads for name, score in lead.types if name != match.rule.type), default=0.0)
    return {f"net own {step}" for step in steps(own)} | {f"net rival {step}" for step in steps(rival)}


def _determiners(scene: Scene, index: int) -> list[str]:
    found = [scene.tree.lemma(i) for i in scene.tree.children(index, "det")]
    return found or ["none"]


def _nearby(scene: Scene) -> set[str]:
    """Tell which kinds of words stand anywhere in the sentence."""
    found: set[str] = set()
    for token in scene.tree.tokens:
        if token.upos in ("NOUN", "PROPN", "ADJ"):
            found |= scene.classes(token.index)
    return found & {"place", "side", "armed", "airborne", "people", "suicide", "money", "legal", "abstract", "sport"}
