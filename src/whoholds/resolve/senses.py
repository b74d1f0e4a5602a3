"""What the names of a text mean together: each name has one sense, and the senses bear each other out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whoholds.geo.nearness import EARTH_KM, distance_km
from whoholds.records import Link

Values = NDArray[np.float64]

SHARPNESS = 10.0
"""How surely the best candidate of a name is believed while the others are weighed: exponent of its score."""
NEAR_KM = 150.0
"""Other names farther away than this say nothing for a candidate."""
INSIDE_KM = 60.0
"""A town this near to the middle of a district lies in it."""
WITHIN = 0.7
"""What a place inside says for a region, as near places say for each other."""
ROUNDS = 2
"""How often all candidates are weighed; each time by what was believed of the others before."""
LEAST_OTHERS = 1.0
"""What stands for unread names when shares are worked out, so that one single name is no certainty."""
CLOSE = 0.08
"""Candidates this much below the first may as well be meant when it is told what a text is about."""
POINTS = frozenset({"city", "site", "district"})
"""Kinds of places that are small enough to lie near others."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to a candidate at most."""

    country: float = 0.45
    """All other names of the text lie in its country."""
    region: float = 0.3
    """All other names of the text lie in its region."""
    near: float = 0.35
    """Many other names of the text lie near it."""
    container: float = 1.0
    """What is named right after it contains it: "Paris, Texas"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A name of a text, its candidates, and how often it stands there."""

    links: tuple[Link, ...]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate's evidence in the text, the first four parts from 0 to 1."""

    country: float
    region: float
    near: float
    container: float
    share: float
    """Which share of all mentions of the text lies in its country, this one counted too."""
    beside: int
    """How many other names lie near it."""
    partner: Link | None
    """What contains it, or what it contains, and stands beside it."""


def weigh(senses: Sequence[Sense], inside: Sequence[tuple[int, int]], weights: Weights) -> list[list[Weighed]]:
    """Return the evidence for every candidate of every name; `inside` holds pairs of a name and what contains it."""
    flat = [(number, link) for number, sense in enumerate(senses) for link in sense.links]
    if not flat:
        return [[] for _ in senses]
    owner = np.array([number for number, _ in flat])
    links = [link for _, link in flat]
    prior = np.array([link.score for link in links])
    kernel, held = _nearness(links, owner), _containment(links, owner, inside)
    found = np.zeros((len(flat), 4))
    for _ in range(ROUNDS):
        belief = _beliefs(
            prior + found @ np.array([weights.country, weights.region, weights.near, weights.container]), owner
        )
        found = np.stack(
            [
                _shares(flat, senses, belief, _countries),
                _shares(flat, senses, belief, _regions),
                _support(kernel, belief, owner),
                np.minimum(1.0, held @ belief),
            ],
            axis=1,
        )
    result: list[list[Weighed]] = [[] for _ in senses]
    beside, spoken = _beside(kernel, belief, owner), _spoken(senses)
    for at, number in enumerate(owner):
        partner = links[int(np.argmax(held[at] * belief))] if held[at].any() else None
        country, region, near, container = (round(float(value), 6) for value in found[at])
        share = spoken.get(links[at].country or "", 0.0)
        result[number].append(Weighed(country, region, near, container, share, int(beside[at]), partner))
    return result


def _beliefs(scores: Values, owner: NDArray[np.int64]) -> Values:
    """Return how far each candidate is believed among those of its name."""
    starts = _starts(owner)
    best = np.maximum.reduceat(scores, starts)[_rank(owner)]
    raised = np.exp(SHARPNESS * (scores - best))
    total: Values = np.add.reduceat(raised, starts)[_rank(owner)]
    return np.asarray(raised / total)


def _starts(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])


def _rank(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each candidate the place of its name among those names that have candidates."""
    return np.cumsum(np.r_[False, owner[1:] != owner[:-1]])


def _countries(link: Link) -> tuple[str, ...]:
    return (link.country,) if link.country else ()


def _regions(link: Link) -> tuple[str, ...]:
    """Return the first-level region that a place is or lies in."""
    return tuple(id for id in (link.id, *link.within) if id.startswith("region:"))[:1]


def _shares(
    flat: Sequence[tuple[int, Link]],
    senses: Sequence[Sense],
    belief: Values,
    keys_of: Callable[[Link], tuple[str, ...]],
) -> Values:
    """Return which share of the other names lies where each candidate does."""
    votes: dict[str, float] = defaultdict(float)
    own: dict[tuple[int, str], float] = defaultdict(float)
    spent: dict[int, float] = defaultdict(float)
    for (number, link), trust in zip(flat, belief, strict=True):
        for key in keys_of(link):
            vote = float(trust) * senses[number].times ** 0.5
            votes[key] += vote
            own[number, key] += vote
            spent[number] += vote
    total = sum(votes.values())
    shares = []
    for number, link in flat:
        others = total - spent[number] + LEAST_OTHERS
        shares.append(max((votes[key] - own[number, key] for key in keys_of(link)), default=0.0) / others)
    return np.array(shares)


def _spoken(senses: Sequence[Sense]) -> dict[str, float]:
    """Return how much of the text is about each country: mentions that can only lie there count whole, others half."""
    votes: dict[str, float] = defaultdict(float)
    for sense in senses:
        first = sense.links[0] if sense.links else None
        if first is None or first.country is None:
            continue
        sure = first.kind == "country" or len({link.country for link in sense.links}) == 1
        close = {link.country for link in sense.links if link.country and link.score > first.score - CLOSE}
        for country in {first.country} if sure else close:
            votes[country] += sense.times * (1.0 if sure else 0.5 / len(close))
    total = sum(votes.values()) or 1.0
    return {country: vote / total for country, vote in votes.items()}


def _nearness(links: Sequence[Link], owner: NDArray[np.int64]) -> Values:
    """Return for all pairs of candidates of different names how near they are, from 0 (150 km and more) to 1."""
    spots = np.radians([[link.lat or 0.0, link.lon or 0.0] for link in links])
    lat, lon = spots[:, 0], spots[:, 1]
    units = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    apart = EARTH_KM * np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (units @ units.T)))
    points = np.array([link.kind in POINTS and link.lat is not None for link in links])
    kernel = np.maximum(0.0, 1.0 - apart / NEAR_KM) * points[:, None] * points[None, :]
    kernel[owner[:, None] == owner[None, :]] = 0.0
    at: dict[str, list[int]] = defaultdict(list)
    for number, link in enumerate(links):
        at[link.id].append(number)
    for number, link in enumerate(links):
        kernel[number, at[link.id]] = 0.0
        for outer in link.within if link.kind in POINTS else ():
            kernel[
                [one for one in at.get(outer, ()) if links[one].kind == "region" and owner[one] != owner[number]],
                number,
            ] = WITHIN
    return np.asarray(kernel)


def _support(kernel: Values, belief: Values, owner: NDArray[np.int64]) -> Values:
    """Return how well the other names bear a candidate out: of each name its best-believed candidate near by counts."""
    best = np.maximum.reduceat(kernel * belief[None, :], _starts(owner), axis=1)
    return np.asarray(1.0 - np.exp(-best.sum(axis=1)))


def _beside(kernel: Values, belief: Values, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many names have a candidate near that is rather believed than not."""
    near = np.maximum.reduceat((kernel > 0) * (belief[None, :] >= 0.5), _starts(owner), axis=1)
    return np.asarray(near.sum(axis=1), dtype=np.int64)


def _containment(links: Sequence[Link], owner: NDArray[np.int64], inside: Sequence[tuple[int, int]]) -> Values:
    """Return which candidates lie in which, for names that stand as a place and what contains it; both bear each other out."""
    held = np.zeros((len(links), len(links)))
    of: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(owner):
        of[int(number)].append(at)
    pairs = ((one, other) for inner, outer in inside for one in of[inner] for other in of[outer])
    for one, other in pairs:
        if lies_in(links[one], links[other]):
            held[one, other] = held[other, one] = 1.0
    return held


def lies_in(inner: Link, outer: Link) -> bool:
    """Tell whether a place lies in another one, as far as the gazetteer knows."""
    if inner.id == outer.id:
        return False
    if outer.id in inner.within or (outer.kind == "relative" and outer.within[:1] and outer.within[0] in inner.within):
        return True
    if outer.kind != "district" or inner.kind not in POINTS or None in (inner.lat, inner.lon, outer.lat, outer.lon):
        return False
    return (distance_km(inner, outer) or 0.0) < INSIDE_KM
