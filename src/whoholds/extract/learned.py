"""Triggers that the learned reader finds where no rule of that type looks: matches like any other, judged like any other."""

from __future__ import annotations

from collections.abc import Sequence

from whoholds.extract.match import Match, RuleIndex
from whoholds.extract.scene import Scene
from whoholds.extract.slots import slots_of
from whoholds.records import TYPES
from whoholds.rules.schema import DEFAULTS, Rule

STEPS = (0.03, 0.08, 0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
"""A probability is told to the judge as the steps that it reaches, so that a linear model can bend it."""
LEAST = 0.4
"""Least probability of a type for which a trigger without a rule is weighed at all: 0.3, 0.4 and 0.5 are alike on `training/fresh` within half a
point of F1, the first two find more; below, types are confused."""
LEARNED = {
    type: Rule(
        f"learned-{type}",
        type,
        actor=DEFAULTS["actor"],
        target=DEFAULTS["target"],
        place=DEFAULTS["place"],
        rank=-1,
    )
    for type in TYPES
}


def steps(score: float) -> list[str]:
    """Name the steps that a probability reaches."""
    return [f"{step:g}" for step in STEPS if score >= step]


def learned_matches(scene: Scene, rules: RuleIndex, ruled: Sequence[Match]) -> list[Match]:
    """Return a match for each lead whose type no rule offers at that word, in text order."""
    taken = {(index, match.rule.type) for match in ruled for index in match.words}
    found: list[Match] = []
    for index, lead in sorted(scene.leads.items()):
        if index in scene.apart or index in scene.times:
            continue
        for type, score in lead.types:
            if score >= LEAST and (index, type) not in taken:
                found.append(_match(scene, rules, LEARNED[type], index))
    return found


def _match(scene: Scene, rules: RuleIndex, rule: Rule, index: int) -> Match:
    token = scene.tree.tokens[index]
    return Match(rule, index, (index,), slots_of(scene.tree, index, rules.light), token.start, token.end)
