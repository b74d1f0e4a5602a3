"""An event as tables of conflict events see it: parties, deaths, days, place, and what it rests on. What no claim states stays None."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.forms.citing import Cited, cited
from whoholds.forms.material import Material, in_parts
from whoholds.geo.tables import countries
from whoholds.records import Claim, Event, Figure, Filler

STATE = frozenset({"state", "government", "army", "country"})
GROUPS = frozenset({"armed", "coalition", "party"})


@dataclass(frozen=True, slots=True)
class Deaths:
    """How many were killed, as the claims of one event tell."""

    low: int
    high: int | None
    """None: at least `low`."""
    best: int | None
    """The number that all claims share; None where they differ."""
    civilians: bool
    """All claims count civilians."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One event with what its claims say of it."""

    event: Event
    cited: Cited
    deaths: Deaths | None
    kinds: Mapping[str, str]
    """Kind of each side (state, army, armed, people ...), by name, as far as the catalogue knows it."""
    homes: Mapping[str, str]
    """Country of each side, by name."""

    @property
    def first(self) -> date | None:
        """The first day on which it may have been; None where only a last one is told."""
        return self.event.window.earliest if self.event.window else None

    @property
    def last(self) -> date | None:
        """The last day on which it may have been."""
        window = self.event.window
        return (window.latest or window.earliest) if window else None

    @property
    def span(self) -> int | None:
        """How many days it may have been on; None where one end is open, or none is known."""
        window = self.event.window
        if window is None or window.earliest is None or window.latest is None:
            return None
        return (window.latest - window.earliest).days + 1

    @property
    def country(self) -> str | None:
        """The name of the country that its place lies in."""
        code = self.event.place.country if self.event.place else None
        return next((c.name for c in countries() if c.code == code), None)

    def is_state(self, side: str) -> bool:
        """Tell whether a side is a state, its army or its government."""
        return self.kinds.get(side) in STATE

    def is_group(self, side: str) -> bool:
        """Tell whether a side is an armed group of no state."""
        return self.kinds.get(side) in GROUPS

    def is_people(self, side: str) -> bool:
        """Tell whether a side is people who do not fight."""
        return self.kinds.get(side) == "people" or side.casefold() in ("civilians", "residents", "villagers")


def incidents(material: Material, types: Sequence[str]) -> Iterator[Incident]:
    """Walk the events of these types that are told as facts, oldest first."""
    wanted = [e for e in material.events if e.type in types and e.status == "fact"]
    wanted.sort(key=lambda e: ((e.window.latest if e.window else None) or date.max, e.id))
    killed: dict[str, list[Figure]] = {}
    for figure in material.figures:
        if figure.measure == "killed" and figure.unit in ("people", "civilians", "fighters", "soldiers"):
            killed.setdefault(figure.claim, []).append(figure)
    for part in in_parts(wanted):
        claims = material.claims_by({id for event in part for id in event.claims})
        yield from (_incident(event, claims, killed, material) for event in part)


def _incident(
    event: Event, claims: Mapping[str, Claim], killed: Mapping[str, list[Figure]], material: Material
) -> Incident:
    told = cited(event.claims, claims, material.document)
    figures = [figure for claim in told.claims for figure in killed.get(claim.id, ())]
    sides = [f for claim in told.claims for f in (*claim.actors, *claim.targets) if f.link]
    return Incident(event, told, deaths_of(figures), _by_name(sides, "kind"), _by_name(sides, "country"))


def _by_name(sides: Sequence[Filler], field: str) -> dict[str, str]:
    return {f.name: str(value) for f in reversed(sides) if (value := getattr(f.link, field))}


def deaths_of(figures: Sequence[Figure]) -> Deaths | None:
    """Sum nothing up: claims of one event are taken for tellings of the same deaths, so that the ends of all of them are given."""
    told = [f for f in figures if f.low is not None]
    if not told:
        return None
    lows = [int(f.low or 0) for f in told]
    highs = [int(f.high) for f in told if f.high is not None]
    high = max(highs) if len(highs) == len(told) else None
    exact = set(lows) | set(highs)
    best = exact.pop() if high is not None and len(exact) == 1 else None
    return Deaths(min(lows), high, best, all(f.unit == "civilians" for f in told))
