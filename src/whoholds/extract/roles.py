"""Fill the roles of a claim: by the models where they know the rule, else by the rule's own slots."""

from __future__ import annotations

from whoholds.extract.fillers import after_held, named_places, phrase_range, side_filler
from whoholds.extract.judge import Judge
from whoholds.extract.match import Match
from whoholds.extract.role_features import around, candidates, role_features
from whoholds.extract.scene import Scene
from whoholds.records import Filler

Fillers = dict[str, tuple[Filler, ...]]


BARE = frozenset({"territory", "land", "ground", "soil", "space", "percent", "cent", "share", "swathe", "swath"})
"""Nouns that name no place by themselves: "lost territory" is nowhere in particular."""


def fill_roles(scene: Scene, match: Match, ruled: Fillers, judge: Judge) -> Fillers:
    """Return the fillers of each role; `ruled` are those that the rule's slots found."""
    if match.rule.id not in judge.rules or scene.tree.tokens[match.index].upos == "NUM":
        return ruled
    seen = around(scene, match, ruled)
    asked = [i for i in candidates(scene, match) if not _outside_speech(scene, match.index, i)]
    features = {index: role_features(scene, seen, index) for index in asked}
    found: Fillers = {}
    for role, model in judge.roles.items():
        scores = _shared(scene, {index: model.score(features[index]) for index in asked})
        chosen = [(score, index) for index, score in scores.items() if score >= model.threshold]
        if role == "actor":
            chosen = [item for item in chosen if not _mere_act(scene, item[1])]
        found[role] = _worded(scene, match, role, chosen)
    if match.rule.type == "strength" and not found["actor"]:  # a number of fighters is somebody's: who sends or has them
        found["actor"] = ruled["actor"]
    return found


def _mere_act(scene: Scene, index: int) -> bool:
    """Tell whether a candidate is an act, which nobody is: the strikes of "the strikes destroyed a bridge"."""
    return "act" in scene.classes(index) and index not in scene.sides


def _shared(scene: Scene, scores: dict[int, float]) -> dict[int, float]:
    """Give coordinated candidates of one kind the best score among them: "in Anbar, Salahuddin and Nineveh" stand or fall together."""
    groups: dict[tuple[int, bool, bool], list[int]] = {}
    for index in scores:
        first = scene.tree.first_conjunct(index)
        groups.setdefault((first, index in scene.places, index in scene.sides), []).append(index)
    return {index: max(scores[i] for i in group) for group in groups.values() for index in group}


def _outside_speech(scene: Scene, trigger: int, index: int) -> bool:
    """Tell whether a candidate stands outside what is said: "Speaking in Vienna, a diplomat said that ...", "X, an office in London said"."""
    tree = scene.tree
    said = scene.book.classes.get("speaker", frozenset())
    for here in [trigger, *tree.ancestors(trigger)]:
        above = tree.head(here)
        complement = above >= 0 and tree.rel(here) in ("ccomp", "parataxis") and tree.lemma(above) in said
        reported = [i for i in tree.children(here, "parataxis") if tree.lemma(i) in said]
        if complement:
            return here not in [index, *tree.ancestors(index)]
        if reported:
            return any(i in [index, *tree.ancestors(index)] for i in reported)
    return False


def _worded(scene: Scene, match: Match, role: str, found: list[tuple[float, int]]) -> tuple[Filler, ...]:
    """Word the chosen candidates, the surest first where two overlap, then in text order."""
    kept: list[Filler] = []
    for _, index in sorted(found, key=lambda item: (-round(item[0], 6), item[1])):
        for filler in wording(scene, match, role, index):
            if all(filler.end <= other.start or other.end <= filler.start for other in kept):
                kept.append(filler)
    return tuple(sorted(kept, key=lambda filler: (filler.start, filler.end)))


def wording(scene: Scene, match: Match, role: str, index: int) -> list[Filler]:
    """Return the words that a candidate gives for a role: a place's name, or the phrase of a side or victim."""
    if role != "place":
        return [side_filler(scene, index, match)]
    place = scene.places.get(index)
    if place is not None:
        return [place]
    if scene.tree.lemma(index) in BARE and not any(i in scene.places for i in scene.tree.children(index)):
        return []
    named = named_places(scene, index)[:1]
    if named:
        return named
    first, last = phrase_range(scene, index)
    first = after_held(scene, first, index)
    start, end = scene.tree.tokens[first].start, scene.tree.tokens[last].end
    return [Filler(start, end, scene.annotated.document.text[start:end], "description")]
