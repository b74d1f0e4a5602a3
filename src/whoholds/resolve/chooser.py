"""The chooser: a small log-linear model that says which of the options some words stand for.

A conditional logit over named features (`option_features.py`), trained on annotated fillers by `training/chooser.py`; its weights
are a table that people can read. The rules' answer is an option like the others, and their reasons are features.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from whoholds.actors.names import exact
from whoholds.actors.nouns import ENEMY, singular
from whoholds.models.shipped import open_shipped_file
from whoholds.records import Link
from whoholds.resolve.asking import Ask
from whoholds.resolve.option_features import features
from whoholds.resolve.options import Option, side_options
from whoholds.resolve.place_options import place_options
from whoholds.resolve.scene import Scene

FILE = "chooser.json.gz"
LEAST = 0.05
"""Options below this probability are not kept as candidates."""
SURER = 0.5
"""How much likelier another side must be than the rules' answer, in log odds. Of 0, 0.25, 0.5, 1 and 2, this and 1 were best on
the annotated texts of others, cross-validated over documents; our own, which are more, would have 0."""


@dataclass(frozen=True, slots=True)
class Chooser:
    """Feature weights for sides and speakers, and for places."""

    sides: Mapping[str, float]
    places: Mapping[str, float]


def read_chooser(data: bytes) -> Chooser:
    """Read the weights from a compressed file. Raises ValueError or KeyError where it is none."""
    plain = json.loads(gzip.decompress(data))
    return Chooser(plain["sides"], plain["places"])


@cache
def open_chooser() -> Chooser:
    """Open the shipped weights. Raises ModelError where their file is missing or damaged."""
    return open_shipped_file("whoholds.resolve", FILE, read_chooser, "the chooser of names", "training/chooser.py")


def choose_side(scene: Scene, ask: Ask, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the rules' links with the likeliest side or speaker first; whose enemy is meant follows from who speaks, and is not weighed."""
    if links and singular(ask.words.split()[-1].casefold()) in ENEMY:
        return links
    return _choose(scene, ask, links, side_options(scene, ask, links), (open_chooser().sides, SURER))


def choose_place(scene: Scene, ask: Ask, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the rules' links with the likeliest place first."""
    return _choose(scene, ask, links, place_options(scene, ask, links), (open_chooser().places, 0.0))


def _choose(
    scene: Scene, ask: Ask, links: tuple[Link, ...], options: Sequence[Option], how: tuple[Mapping[str, float], float]
) -> tuple[Link, ...]:
    weights, surer = how
    if len(options) < 2:
        return links
    said = features(scene, ask, links, options)
    weighed: list[float] = [sum(filter(None, map(weights.get, each))) for each in said]
    weighed[0] += surer if links else 0.0
    chances = softmax(weighed)
    ranked = sorted(range(len(options)), key=lambda i: (-round(chances[i], 9), i))
    if ranked[0] == 0 and links:
        return links
    kept = [i for i in ranked[:3] if chances[i] >= LEAST or i == ranked[0]]
    found = (_link(options[i], chances[i], ask) for i in kept)
    return tuple(_known(scene, link) if ask.role == "source" else link for link in found)


def _known(scene: Scene, link: Link) -> Link:
    """Give a speaker of a built name ("Philippine military") the side of the catalogue that goes by it; the name stays."""
    if not link.id.startswith("new:") or not link.name[:1].isupper():
        return link
    found = exact(scene.catalogue, link.name, scene.on)
    if len(found) != 1 or scene.catalogue.actors[found[0].id].kind == "people":
        return link
    return replace(scene.catalogue.link(found[0].id, link.score, link.reason, scene.on), name=link.name)


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities."""
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    total = math.fsum(parts)
    return [part / total for part in parts]


def _link(option: Option, chance: float, ask: Ask) -> Link:
    reason = option.link.reason
    if option.trace is not None:
        reason = f'"{ask.words}" for "{option.trace.words}", weighed against other names'
    return replace(option.link, name=option.name, score=round(min(0.95, chance), 3), reason=reason)
