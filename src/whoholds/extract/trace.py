"""Show how a sentence was read: its tree, the rules that matched, and why others did not."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.choose import Chosen, choose, weigh
from whoholds.extract.document import HasRules, judge_for
from whoholds.extract.match import index_rules
from whoholds.extract.scene import Scene, open_scenes
from whoholds.records import Annotated


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule on one trigger: `outcome` is "claim", "outranked by ..." or the condition that failed."""

    rule: str
    type: str
    trigger: str
    score: float
    outcome: str
    reasons: tuple[tuple[str, float], ...]
    """The features that weighed most in the score."""


def tree_lines(annotated: Annotated) -> list[str]:
    """Write each token as a line: number, words, part of speech, relation and governor."""
    lines: list[str] = []
    for sentence in annotated.sentences:
        for token in sentence.tokens:
            governor = sentence.tokens[token.head].words if token.head >= 0 else "ROOT"
            lines.append(
                f"{token.index:3} {token.words:20} {token.lemma:18} {token.upos:6} {token.deprel:14} <- {governor}"
            )
    return lines


def tried_rules(annotated: Annotated, toolkit: HasRules) -> list[Tried]:
    """List every rule whose trigger words stand in the text, with what became of it, in text order."""
    rules, judge = index_rules(toolkit.rules), judge_for(annotated)
    found: list[Tried] = []
    for scene in open_scenes(annotated, toolkit.rules):
        kept = {chosen.match.index: chosen for chosen in choose(scene, rules, judge)}
        for chosen in weigh(scene, rules, judge):
            reasons = tuple(judge.claims.reasons(chosen.features))
            found.append(_tried(scene, chosen, kept.get(chosen.match.index), reasons))
    return found


def _tried(scene: Scene, chosen: Chosen, best: Chosen | None, reasons: tuple[tuple[str, float], ...]) -> Tried:
    match = chosen.match
    words = scene.annotated.document.text[match.start : match.end]
    if best is not None and best.match.rule.id == match.rule.id:
        outcome = "claim" + (f" (although {match.failed})" if match.failed else "")
    elif match.failed:
        outcome = match.failed
    elif best is not None:
        outcome = f"outranked by {best.match.rule.id}"
    else:
        outcome = "below the threshold, or part of a longer trigger"
    return Tried(match.rule.id, match.rule.type, words, chosen.score, outcome, reasons)
