"""Show how a sentence was read: its tree, the rules that matched, and why others did not."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.document import HasRules
from whoholds.extract.match import Match, best_matches, index_rules, matches_in
from whoholds.extract.scene import Scene, open_scenes
from whoholds.records import Annotated


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule on one trigger: `outcome` is "claim", "outranked by ..." or the condition that failed."""

    rule: str
    type: str
    trigger: str
    outcome: str


def tree_lines(annotated: Annotated) -> list[str]:
    """Write each token as a line: number, words, part of speech, relation and governor."""
    lines: list[str] = []
    for sentence in annotated.sentences:
        for token in sentence.tokens:
            governor = sentence.tokens[token.head].words if token.head >= 0 else "ROOT"
            lines.append(f"{token.index:3} {token.words:20} {token.lemma:18} {token.upos:6} {token.deprel:14} <- {governor}")
    return lines


def tried_rules(annotated: Annotated, toolkit: HasRules) -> list[Tried]:
    """List every rule whose trigger words stand in the text, with what became of it, in text order."""
    rules = index_rules(toolkit.rules)
    found: list[Tried] = []
    for scene in open_scenes(annotated, toolkit.rules):
        kept = {match.index: match for match in best_matches(scene, rules)}
        found += [_tried(scene, match, kept.get(match.index)) for match in matches_in(scene, rules)]
    return found


def _tried(scene: Scene, match: Match, best: Match | None) -> Tried:
    words = scene.annotated.document.text[match.start : match.end]
    if match.failed:
        outcome = match.failed
    elif best is None:
        outcome = "part of a name or of a longer trigger"
    elif best.rule.id == match.rule.id:
        outcome = "claim"
    else:
        outcome = f"outranked by {best.rule.id}"
    return Tried(match.rule.id, match.rule.type, words, outcome)
