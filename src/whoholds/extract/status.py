"""How a text means what a trigger says: fact, denied, possible, planned or unreal."""

from __future__ import annotations

from whoholds.extract.certainty import Marks, above, own
from whoholds.extract.tree import Tree, open_tree
from whoholds.records import Annotated
from whoholds.rules.lexicon import SpeechWords, open_speech

ORDER = ("unreal", "denied", "possible", "planned")
"""Where several marks stand over one trigger, the first of these that is among them counts."""


def status_of(annotated: Annotated, sentence_index: int, trigger_index: int) -> str:
    """Read the status of a trigger off the words that it stands under: negation, modals, conditions, verbs and nouns."""
    tree = open_tree(annotated.sentences[sentence_index])
    marks = marks_over(tree, trigger_index, open_speech())
    return next((status for status in ORDER if status in marks), "fact")


def marks_over(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Collect what stands over a trigger, from its own words up to the root, as far as each reaches."""
    marks = own(tree, trigger, words)
    child = trigger
    for node in tree.ancestors(trigger):
        step = above(tree, child, node, words)
        marks |= step.marks
        if step.settled:
            break
        child = node
    return marks
