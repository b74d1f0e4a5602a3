"""What a camp is called: as the claims about some days call it, else as all do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from whoholds.actors.camps import Camps, is_side, side_of
from whoholds.infer.evidence import Say
from whoholds.infer.hearing import Heard
from whoholds.records import Link


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the camps of one place."""

    told: Mapping[str, Mapping[str, Collection[str]]]
    """Camp and claim to the sides by which the claim calls the camp."""
    weights: Mapping[str, Mapping[str, float]]
    """Camp and side to the weight with which all claims call the camp so."""
    links: Mapping[str, Link]

    def of(self, camp: str, claims: Collection[str] = ()) -> str | None:
        """Name a camp as these claims do, else as all do: of those names the one that all claims give most weight.

        So a side bears the name of its days, and a unit that one claim adds does not stand for its army. Of two equals the finer.
        """
        told = self.told.get(camp)
        if told is None:
            return None
        weights = self.weights[camp]
        usable = {id for claim in claims if claim in told for id in told[claim]} or set(weights)
        return self.links[max(usable, key=lambda id: (round(weights[id], 9), len(self.links[id].within), id))].name

    def camp(self, name: str) -> str | None:
        """Return the camp that goes by a name, on some days at least."""
        called = {camp: {self.links[id].name for id in sides} for camp, sides in self.weights.items()}
        first = [camp for camp in sorted(called) if self.of(camp) == name]
        return next(iter(first or [camp for camp in sorted(called) if name in called[camp]]), None)


def names_of(say: Say, heard: Sequence[Heard], camps: Camps) -> Names:
    """Weigh, for each camp and claim, the sides that the claim names it by; known sides before those of no catalogue."""
    weight: dict[tuple[str, str], float] = defaultdict(float)
    for item in say.evidence:
        weight[item.claim, item.state] += max(0.0, item.weight)
    named: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    links: dict[str, Counter[Link]] = defaultdict(Counter)
    for claim in (h.claim for h in heard):
        for rank, filler in enumerate(f for f in (*claim.actors, *claim.targets) if is_side(f)):
            link = side_of(filler)
            links[link.id][link] += 1
            camp = camps.camp(link)
            catalogued = 0.0 if link.id.startswith("new:") else 0.5
            told = named[camp][claim.id]
            told[link.id] = told.get(link.id, 0.0) + (weight[claim.id, camp] + 0.01) * (1 if rank == 0 else 0.8) + catalogued
    usual = {id: _usual(some) for id, some in links.items()}
    return Names({camp: dict(claims) for camp, claims in named.items()}, {camp: _summed(claims) for camp, claims in named.items()}, usual)


def _summed(claims: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Sum over claims, in a fixed order, so that rounding is the same in any order of input."""
    weights: dict[str, float] = defaultdict(float)
    for claim in sorted(claims):
        for id, value in claims[claim].items():
            weights[id] += value
    return dict(weights)


def _usual(links: Counter[Link]) -> Link:
    """Return the surest of the links that call a side what it is called most."""
    names: Counter[str] = Counter()
    for link, count in links.items():
        names[link.name] += count
    return max(links, key=lambda one: (names[one.name], one.score, one.name, one.reason, one.within))
