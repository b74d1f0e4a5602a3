"""Whether a source is said of a claim, weighed: "X said that ..." reaches what X says, not all that the sentence takes for granted.

A logistic regression over named features, trained on annotated triggers by `training/weighed.py`. The rules (`sources.py`) say who
speaks above a trigger; where they find nobody, the learned reader's best word is weighed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from whoholds.extract.confirm import leads_at
from whoholds.extract.learned import steps
from whoholds.extract.match import Match
from whoholds.extract.scene import Scene
from whoholds.extract.sources import OWN_VOICE, quote_around
from whoholds.extract.speakers import hearers
from whoholds.extract.tree import Tree
from whoholds.extract.weights import open_weights
from whoholds.records import Annotated, Filler, Lead
from whoholds.rules.lexicon import open_speech
from whoholds.text.phrases import phrase

LEAST_LEAD = 0.1
"""Probability from which the learned reader's word for a source is weighed at all."""
KEPT = "kept"
HAPPENINGS = frozenset(
    "attack strike raid bombing fighting clash conflict violence offensive operation shelling explosion blast war battle assault airstrike".split()
)
"""What says nothing, though it may claim lives."""


def weighed_sources(scene: Scene, match: Match, ruled: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Return the chain of sources of a claim: the rules', the learned reader's where they have none, or nobody."""
    leads = leads_at(scene, match)
    heard = hearers(scene.tree, match.index, open_speech())
    if heard and not ruled:
        told = (phrase(scene.tree.sentence, scene.annotated.document.text, i) for i in heard)
        return tuple(Filler(one.start, one.end, one.words, "source") for one in told)
    chain = ruled or proposed(scene.annotated, scene.tree, match.index, leads)
    if not chain:
        return ()
    said = source_features(scene.annotated, scene.tree, (match.index, match.rule.type), chain, bool(ruled), leads)
    weights = open_weights("source", bare=not leads)[KEPT]
    return chain if math.fsum(weights.get(name, 0.0) for name in said) > 0 else ()


def proposed(annotated: Annotated, tree: Tree, trigger: int, leads: Sequence[Lead]) -> tuple[Filler, ...]:
    """Return the learned reader's best source of a trigger, if it has one; never the text's own "we" outside quotations."""
    heads = [(score, -i) for lead in leads for role, i, score in lead.fillers if role == "source" and score >= LEAST_LEAD]
    if not heads:
        return ()
    best = _noun_of(tree, -max(heads)[1])
    if tree.tokens[best].deprel == "nsubj:pass" and tree.lemma(tree.head(best)) not in ("quote", "cite"):
        return ()  # "the general is accused of shelling a market"
    if tree.lemma(best) in HAPPENINGS:
        return ()
    if tree.lemma(best) in OWN_VOICE and quote_around(annotated, tree.tokens[trigger].start) is None:
        return ()
    found = phrase(tree.sentence, annotated.document.text, best)
    return (Filler(found.start, found.end, found.words, "source"),)


def _noun_of(tree: Tree, index: int) -> int:
    """Return the noun that an adjective stands right before: the media of "Turkish media"."""
    head = tree.head(index)
    before = tree.tokens[index].upos == "ADJ" and index < head <= index + 2 and tree.rel(index) == "amod"
    return head if before and tree.tokens[head].upos in ("NOUN", "PROPN") else index


def source_features(
    annotated: Annotated,
    tree: Tree,
    trigger: tuple[int, str],
    chain: Sequence[Filler],
    ruled: bool,
    leads: Sequence[Lead],
) -> tuple[str, ...]:
    """Say how a chain of sources stands to a trigger; `trigger` is its token and the claim's type."""
    index, type = trigger
    by, last = "ruled" if ruled else "net", chain[-1]
    token = tree.tokens[index]
    quoted = quote_around(annotated, token.start) is not None
    said = ["all", f"by {by}", f"by {by} quoted {quoted}", f"by {by} type {type}", f"by {by} xpos {token.xpos}", f"long {min(len(chain), 3)}"]
    inside = [t.index for t in tree.tokens if last.start <= t.start < last.end]
    if not inside:
        said += [f"carried {by}", f"carried quoted {quoted}", f"carried type {type}"]
    else:
        said += _stand(tree, index, inside, by) + _of_leads(leads, inside, by)
    words = last.words.casefold().split()
    said += [f"person {words[0]}"] if len(words) == 1 and tree.sentence and words[0] in OWN_VOICE | {"it", "they", "he", "she"} else []
    return tuple(dict.fromkeys(said))


def _stand(tree: Tree, trigger: int, inside: Sequence[int], by: str) -> list[str]:
    """Say which verb the speaker belongs to, and how the trigger hangs below it."""
    head = next((i for i in inside if tree.head(i) not in inside), inside[0])
    verb = tree.head(head)
    if verb < 0:
        return [f"apart {by}"]
    said = [f"verb {tree.lemma(verb)}", f"verb {tree.lemma(verb)} by {by}", f"speaker {tree.rel(head)} {by}"]
    up = [trigger, *tree.ancestors(trigger)]
    if verb not in up:
        meet = next((i for i in [verb, *tree.ancestors(verb)] if i in up), -1)
        side = tree.rel(verb) if meet >= 0 else "none"
        below = up[: up.index(meet)] if meet >= 0 else up
        way = " ".join(tree.rel(i) for i in below[-3:])
        return [*said, f"beside {side} {way}", f"beside {side} {by}", *_loose(tree, below)]
    below = up[: up.index(verb)]
    path = [tree.rel(i) for i in below]
    top = below[-1] if below else trigger
    return [
        *said, f"under {path[-1] if path else 'self'}", f"under {path[-1] if path else 'self'} verb {tree.lemma(verb)}",
        f"path {' '.join(path[-3:])}", f"case {tree.case(top) or 'none'}", *_loose(tree, below),
    ]  # fmt: skip


def _loose(tree: Tree, below: Sequence[int]) -> list[str]:
    """Say what between verb and trigger takes the trigger for granted: "after they fled", "since the fall of X", "who fled"."""
    said: list[str] = []
    for i in below:
        if tree.rel(i) in ("advcl", "obl", "nmod", "acl"):
            words = [tree.lemma(j) for j in tree.children(i, "mark", "case")][:1] or ["none"]
            said += [f"loose {tree.tokens[i].deprel}", f"loose {tree.rel(i)} {words[0]}"]
    return said


def _of_leads(leads: Sequence[Lead], inside: Sequence[int], by: str) -> list[str]:
    """Say how sure the learned reader is of this source."""
    if not leads:
        return ["net silent"]
    best = max(lead.role_score("source", i) for lead in leads for i in inside)
    return [f"net {step} {by}" for step in steps(best)] + [f"net low {by}"] * (best < 0.02)
