"""How a text means what a trigger says: fact, denied, possible, planned or unreal."""

from __future__ import annotations

from whoholds.extract.certainty import above, own, under_way
from whoholds.extract.modality import OUGHT, Marks, conditional
from whoholds.extract.sources import source_chain
from whoholds.extract.tree import Tree, open_tree
from whoholds.records import Annotated
from whoholds.rules.lexicon import SpeechWords, open_speech

LATER = frozenset({"later", "eventually", "subsequently", "ultimately", "afterwards"})
"""With one of these, a bare "would" tells what came to pass."""
PROMISING = frozenset({"pledge", "promise", "offer", "undertake", "seek", "plan", "commit", "earmark"})
PROMISED = frozenset({"aid", "support", "deploy", "finance", "withdraw", "supply", "sanction"})
PRESUPPOSING = frozenset({"why", "when", "where", "how", "what", "who", "whom", "which", "whose"})
ORDER = ("unreal", "denied", "possible", "planned")
"""Where several marks stand over one trigger, the first of these that is among them counts."""


def status_of(annotated: Annotated, sentence_index: int, trigger_index: int, type: str = "") -> str:
    """Read the status of a trigger off what it stands under: negation, modals, conditions, verbs and nouns.

    With the claim's `type`, a promise of aid is a plan ("pledged"), and a demand is a statement made ("must leave").
    """
    tree = open_tree(annotated.sentences[sentence_index])
    return status_by(annotated, tree, trigger_index, type, marks_over(tree, trigger_index, open_speech()))


def status_by(annotated: Annotated, tree: Tree, trigger_index: int, type: str, marks: Marks) -> str:
    """Read the status off the marks that stand over a trigger."""
    words = open_speech()
    if type in PROMISED and tree.lemma(trigger_index) in PROMISING:
        marks |= {"planned"}
    if type == "statement" and {t.lemma.lower() for t in tree.tokens if t.head == trigger_index} & OUGHT:
        marks -= {"planned"}
    if "would" in marks:
        marks |= _would(annotated, tree, trigger_index, words)
    status = next((status for status in ORDER if status in marks), "fact")
    return "possible" if status in ("fact", "planned") and _asked(tree, trigger_index) else status


def _asked(tree: Tree, trigger: int) -> bool:
    """Tell what a question asks: "will they attack?", not "why did they attack?" or "does the attack mean ...?"."""
    if tree.tokens[-1].words != "?" or any(t.words.lower() in PRESUPPOSING for t in tree.tokens):
        return False
    chain = [trigger, *tree.ancestors(trigger)]
    return tree.is_verb(trigger) and all(tree.rel(i) in ("root", "ccomp", "xcomp", "conj") for i in chain)


def marks_over(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Collect what stands over a trigger, from its own words up to the root, as far as each reaches."""
    marks = own(tree, trigger, words)
    if not marks and under_way(tree, trigger, words):
        return marks
    child = trigger
    for node in tree.ancestors(trigger):
        step = above(tree, child, node, words)
        marks |= step.marks
        if step.settled:
            break
        child = node
    return marks


def _would(annotated: Annotated, tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Tell the three uses of "would": beside a condition, as somebody's future, or of what a thing would bring."""
    if any(conditional(tree, i, words) for i in range(len(tree.tokens))):
        return frozenset({"unreal"})
    chain = [trigger, *tree.ancestors(trigger)]
    if any(tree.rel(i) in ("ccomp", "parataxis") for i in chain) or source_chain(
        annotated, tree.sentence.index, trigger, tree
    ):
        return frozenset({"planned"})
    if any(t.words.lower() in LATER for t in tree.tokens):
        return frozenset()
    relative = any(tree.tokens[i].deprel == "acl:relcl" for i in chain)
    return frozenset({"unreal"}) if relative else frozenset({"planned"})
