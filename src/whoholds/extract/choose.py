"""Choose the claims of a sentence: one rule a trigger, judged by the model where it knows the rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whoholds.extract.features import features_of
from whoholds.extract.fillers import fillers_of
from whoholds.extract.judge import Judge
from whoholds.extract.learned import LEARNED, learned_matches
from whoholds.extract.match import Match, RuleIndex, inside_name, matches_in
from whoholds.extract.roles import fill_roles
from whoholds.extract.scene import Scene
from whoholds.records import Filler
from whoholds.rules.schema import ROLES

UNKNOWN_RULE = 0.8
"""Score of a rule that the model was not trained with (a user's own), and of a number as trigger, which the training claims
hardly show: conditions alone decide."""
EDGE = 0.2
"""What a rule whose conditions all hold is ahead of a type that the learned reader alone proposes: 0, 0.05, 0.1 and 0.2 were tried on
texts unseen by it: 0.1 and more gained alike with the first branch, 0.2 lost nothing with the second, 0.35 a little."""
BY_READER = frozenset(rule.id for rule in LEARNED.values())


@dataclass(frozen=True, slots=True)
class Chosen:
    """A match that was weighed: its fillers by role (until chosen: by the rule's slots), and how sure the judge is of it."""

    match: Match
    fillers: dict[str, tuple[Filler, ...]]
    features: tuple[str, ...]
    score: float


def weigh(scene: Scene, rules: RuleIndex, judge: Judge) -> list[Chosen]:
    """Score every rule on every trigger of a sentence, in text order; no choice is made yet."""
    by_trigger: dict[int, list[Match]] = {}
    ruled = matches_in(scene, rules)
    for match in ruled + learned_matches(scene, rules, ruled):
        if not inside_name(scene, match):
            by_trigger.setdefault(match.index, []).append(match)
    return [_weighed(scene, match, group, judge) for group in by_trigger.values() for match in group]


def _weighed(scene: Scene, match: Match, group: list[Match], judge: Judge) -> Chosen:
    ruled = {role: fillers_of(scene, match, role) for role in ROLES}
    rivals = sum(not other.failed for other in group if other is not match)
    features = features_of(scene, match, rivals, {role: len(found) for role, found in ruled.items()})
    if match.rule.id in judge.rules and scene.tree.tokens[match.index].upos != "NUM":
        score = judge.claims.score(features)
    else:
        score = 0.0 if match.failed else UNKNOWN_RULE
    return Chosen(match, ruled, tuple(features), score)


def choose(scene: Scene, rules: RuleIndex, judge: Judge) -> list[Chosen]:
    """Keep the best rule of each trigger that reaches the judge's threshold, roles filled, in text order."""
    best: dict[int, Chosen] = {}
    for chosen in weigh(scene, rules, judge):
        old = best.get(chosen.match.index)
        if chosen.score >= judge.claims.threshold and (old is None or _key(chosen, judge) > _key(old, judge)):
            best[chosen.match.index] = chosen
    kept = [chosen for index, chosen in sorted(best.items()) if not _covered(index, best)]
    return [replace(chosen, fillers=fill_roles(scene, chosen.match, chosen.fillers, judge)) for chosen in kept]


def _key(chosen: Chosen, judge: Judge) -> tuple[bool, float, int, int, str]:
    """Order the rules of one trigger: a user's own rule with a rank comes first, then the surest."""
    own = chosen.match.rule.id not in judge.rules and chosen.match.rule.rank > 0
    held = not chosen.match.failed and chosen.match.rule.id not in BY_READER
    return own, round(chosen.score + (EDGE if held else 0.0), 6), chosen.match.rule.rank, len(chosen.match.words), chosen.match.rule.id


def _covered(index: int, best: dict[int, Chosen]) -> bool:
    """Tell whether a trigger is a mere part of a longer one ("control" of "took control")."""
    mine = len(best[index].match.words)
    return any(index in other.match.words and i != index and len(other.match.words) > mine for i, other in best.items())
