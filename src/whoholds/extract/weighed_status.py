"""The status of a trigger, weighed: the rules' reading beside the learned reader's and the words that stand over it.

A multinomial logistic regression over named features, trained on annotated triggers by `training/weighed.py`. The rules
(`status.py`) say what negation, modals and conditions mean; the weights know how far each of them is to be trusted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.extract.arguments import agents
from whoholds.extract.certainty import doubted
from whoholds.extract.hosts import beyond_doubt, unaware
from whoholds.extract.learned import steps
from whoholds.extract.modality import MAY
from whoholds.extract.status import marks_over, status_by
from whoholds.extract.tree import Tree, open_tree
from whoholds.extract.weights import open_weights
from whoholds.records import Annotated, Lead
from whoholds.rules.lexicon import open_speech

HIGHEST = 4
"""How many words above the trigger are looked at."""

@dataclass(frozen=True, slots=True)
class Reading:
    """The status that the rules read, and what is said of the trigger."""

    ruled: str
    features: tuple[str, ...]


def weighed_status(
    annotated: Annotated, sentence_index: int, head: int, type: str, leads: Sequence[Lead], tree: Tree | None = None
) -> str:
    """Return the likeliest status of a trigger that a word heads; `tree` is the sentence's, where it is open already."""
    tree = tree or open_tree(annotated.sentences[sentence_index])
    read = read_status(annotated, sentence_index, head, type, leads, tree)
    if (read.ruled == "possible" and _plainly_hedged(tree, head, type)) or (read.ruled == "fact" and _beyond_doubt(tree, head)):
        return read.ruled
    if unaware(tree, head, open_speech()):
        return "denied"
    weights = open_weights("status", bare=not leads)
    scores = {status: math.fsum(table.get(name, 0.0) for name in read.features) for status, table in weights.items()}
    return max(sorted(scores), key=lambda status: (round(scores[status], 6), status == read.ruled))


def _beyond_doubt(tree: Tree, head: int) -> bool:
    """Tell what stands under "there is no doubt that", which the learned reader takes for a negation."""
    return any(beyond_doubt(tree, i) for i in tree.ancestors(head))


def _plainly_hedged(tree: Tree, head: int, type: str) -> bool:
    """Tell hedges that the learned reader passes over: "was torched, allegedly by conscripts", "may field 900 soldiers", "doubts surround the claim that"."""
    above = tree.head(head)
    if tree.rel(head) == "acl" and above >= 0 and doubted(tree, above):
        return True
    doers = agents(tree, head) if tree.is_verb(head) and tree.is_passive(head) else []
    if any(tree.lemma(j) in open_speech().possible_adverbs for i in doers for j in tree.children(i, "advmod")):
        return True
    verb = tree.head(head)
    return type == "strength" and verb >= 0 and any(tree.lemma(i) in MAY for i in tree.children(verb, "aux"))


def read_status(
    annotated: Annotated, sentence_index: int, head: int, type: str, leads: Sequence[Lead], tree: Tree | None = None
) -> Reading:
    """Read a trigger by the rules, and say all that its status may hang on."""
    tree = tree or open_tree(annotated.sentences[sentence_index])
    marks = marks_over(tree, head, open_speech())
    ruled = status_by(annotated, tree, head, type, marks)
    xpos = tree.tokens[head].xpos
    said = ["all", f"rule {ruled}", f"type {type}", f"rule {ruled} type {type}"]
    said += [f"mark {mark}" for mark in sorted(marks)]
    said += [f"upos {tree.tokens[head].upos}", f"xpos {xpos}", f"rule {ruled} xpos {xpos}"]
    said += [f"lemma {tree.lemma(head)}", f"lemma {tree.lemma(head)} xpos {xpos}"]
    said += _of_leads(ruled, leads) + _beside(tree, head) + _over(tree, head)
    return Reading(ruled, tuple(dict.fromkeys(said)))


def _of_leads(ruled: str, leads: Sequence[Lead]) -> list[str]:
    """Say how the learned reader reads the trigger."""
    chances: dict[str, float] = {}
    for status, chance in (pair for lead in leads for pair in lead.status):
        chances[status] = max(chance, chances.get(status, 0.0))
    total = math.fsum(chances.values())
    if not total:
        return ["net silent"]
    best = min(chances, key=lambda status: (-chances[status], status))
    said = [f"net best {best}", f"net best {best} rule {ruled}"]
    for status, chance in sorted(chances.items()):
        said += [f"net {status} {step}" for step in steps(chance / total)]
        said.append(f"net {status} {int(10 * chance / total)} rule {ruled}")
    return said


def _beside(tree: Tree, head: int) -> list[str]:
    """Say which small words belong to the trigger."""
    small = [i for i in tree.children(head) if tree.rel(i) in ("aux", "mark", "advmod", "case", "cop", "det")]
    words = [f"own {tree.rel(i)} {tree.lemma(i)}" for i in small]
    return words + [f"{each} {tree.tokens[head].xpos}" for each in words]


def _over(tree: Tree, head: int) -> list[str]:
    """Say what the trigger stands under, and how."""
    said: list[str] = []
    path: list[str] = []
    below = head
    for height, node in enumerate(tree.ancestors(head)[:HIGHEST]):
        path.append(tree.rel(below))
        said += [f"up{min(height, 2)} {path[-1]} {tree.lemma(node)}", f"up {tree.lemma(node)}", f"path {' '.join(path)}"]
        near = [i for i in tree.children(node) if i != below and tree.rel(i) in ("aux", "mark", "advmod")] if height < 2 else []
        said += [f"up{height} {tree.rel(i)} {tree.lemma(i)}" for i in near]
        below = node
    return said
