"""What a person means by the words of a filter: the places of an id, a country, a province or part of a name; the sides of any of their names.

Pages and exports ask here, so that both tell the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property

from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.actors.spelling import key
from whoholds.geo.spelling import ARTICLES, fold, loose
from whoholds.geo.tables import country_code, own_places, regions
from whoholds.records import Claim, Dispute, Event, Holding, Link, Window

WIDE = ("region:", "country:", "area:", "district:", "water:")
"""How ids of places begin that are no towns."""
MOST_CLOSE, LEAST_CLOSE = 3, 0.6
"""How many names are proposed where none fits, and how alike they must be (difflib's ratio)."""


@dataclass(frozen=True)
class Meant:
    """The places that some words mean. Words that are an id mean that place and what lies in it; a country's name or code, all of it; a
    province's name, all of it, unless a town bears the bare name; and all words mean the places with them in their name, in any case."""

    words: str
    places: Mapping[str, Link]
    """All places that are known, by id."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """The known places that are meant."""
        return frozenset(id for id, place in self.places.items() if self._reads(place))

    def fits(self, place: Link | None) -> bool:
        """Tell whether a place is meant."""
        return place is not None and (place.id in self.ids if place.id in self.places else self._reads(place))

    def in_scope(self, scope: str) -> bool:
        """Tell whether the words that say where a figure holds name a place that is meant."""
        said = fold(scope).split()
        parts = {" ".join(said[start:end]) for start in range(len(said)) for end in range(start + 1, len(said) + 1)}
        return bool(parts & self._names) or (not self._exact and bool(self._folded) and self._folded in fold(scope))

    @property
    def is_known(self) -> bool:
        """Tell whether the words mean any place at all."""
        return bool(self.ids or self._code or self._regions)

    @cached_property
    def close(self) -> tuple[str, ...]:
        """Names of known places that are spelt much the same."""
        return close_to(self.words, (place.name for place in self.places.values()))

    @cached_property
    def _folded(self) -> str:
        return fold(self.words)

    @cached_property
    def _code(self) -> str | None:
        return country_code(self.words)

    @property
    def _exact(self) -> bool:
        """Tell whether the words are an id or a country: then they are no part of a name."""
        return self._code is not None or ":" in self.words

    @cached_property
    def _regions(self) -> frozenset[str]:
        """The ids of the provinces of this name."""
        if self._exact:
            return frozenset()
        told = " ".join(word for word in self._folded.split() if word not in ARTICLES)
        bare = loose(self.words)
        of_a_town = any(fold(place.name) == self._folded for id, place in self.places.items() if not id.startswith(WIDE))
        if told == bare and of_a_town:
            return frozenset()
        own = (id for id, place in self.places.items() if place.kind == "region" and loose(place.name) == bare)
        return frozenset({*own, *_provinces().get(bare, ())})

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of all that is meant, folded."""
        wide = {*self._regions, *([f"country:{self._code}"] if self._code else ())}
        found = {fold(place.name) for id, place in self.places.items() if id in self.ids or id in wide}
        return frozenset({*found, *([self._folded] if self._code and len(self._folded) > 3 else ())} - {""})

    def _reads(self, place: Link) -> bool:
        if self._code is not None:
            return place.country == self._code or place.id == f"country:{self._code}"
        if place.id == self.words or self.words in place.within:
            return True
        if self._exact or not self._folded:
            return False
        around = self._regions
        return self._folded in fold(place.name) or place.id in around or not around.isdisjoint(place.within)


def places_in(holdings: Iterable[Holding], events: Iterable[Event]) -> dict[str, Link]:
    """Return every place that has a holder on some day, or an event, by id."""
    return {e.place.id: e.place for e in events if e.place} | {h.place.id: h.place for h in holdings}


def sides_in_all(holdings: Iterable[Holding], events: Iterable[Event]) -> frozenset[str]:
    """Return the names of all sides that hold, contest or act."""
    held = {name for h in holdings for name in (h.holder, *h.rivals) if name}
    return frozenset(held | {name for e in events for name in (*e.actors, *e.targets)})


def sides_meant(words: str, known: Collection[str]) -> frozenset[str]:
    """Return the names of the side that some words mean: one that is known so, else in any case, else the catalogue's names of it."""
    if words in known:
        return frozenset({words})
    wanted = fold(words)
    found = {name for name in known if fold(name) == wanted}
    return frozenset(found or _names_of(words)) or frozenset({words})


def close_to(words: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are spelt most like some words, the likest first."""
    folded: dict[str, str] = {}
    for name in sorted(set(names)):
        folded.setdefault(fold(name), name)
    return tuple(folded[one] for one in get_close_matches(fold(words), folded, MOST_CLOSE, LEAST_CLOSE))


@dataclass(frozen=True)
class Narrowing:
    """The place and the side that a list is narrowed to, empty for all."""

    place: Meant | None = None
    sides: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anything is narrowed."""
        return self.place is not None or bool(self.sides)

    def at(self, place: Link | None) -> bool:
        """Tell whether a place passes."""
        return self.place is None or self.place.fits(place)

    def of(self, names: Iterable[str | None]) -> bool:
        """Tell whether one of some sides passes."""
        return not self.sides or not self.sides.isdisjoint(names)

    def holding(self, holding: Holding) -> bool:
        """Tell whether a stretch passes."""
        return self.of((holding.holder, *holding.rivals)) and self.at(holding.place)

    def event(self, event: Event) -> bool:
        """Tell whether an event passes."""
        return self.of((*event.actors, *event.targets)) and self.at(event.place)

    def claim(self, claim: Claim) -> bool:
        """Tell whether a claim passes: by any of the places and of the sides that it names."""
        there = self.place is None or any(self.place.fits(f.link) for f in claim.places)
        return there and self.of(f.name for f in (*claim.actors, *claim.targets))

    def figure(self, scope: str, subject: str) -> bool:
        """Tell whether a figure passes, by the words for where it holds and of whom."""
        there = self.place is None or self.place.in_scope(scope)
        return there and (not self.sides or any(fold(name) in fold(subject) for name in self.sides))

    def dispute(self, dispute: Dispute, holdings: Collection[Holding], events: Collection[Event]) -> bool:
        """Tell whether a disagreement passes, by the stretches that rest on its claims and the events that they tell."""
        places = [*(one.place for one in holdings), *(one.place for one in events)]
        there = self.place is None or any(self.at(place) for place in places)
        if not there or not self.sides:
            return there
        told = any(self.of((h.holder, *h.rivals)) for h in holdings) or any(self.of((*e.actors, *e.targets)) for e in events)
        return told or any(name in dispute.what for name in self.sides)


def lies_in(window: Window | None, since: date | None, until: date | None) -> bool:
    """Tell whether the last day of a window lies between two days, both inclusive; what has no last day lies in no such stretch."""
    if since is None and until is None:
        return True
    latest = window.latest if window else None
    return latest is not None and (since is None or latest >= since) and (until is None or latest <= until)


def _names_of(words: str) -> set[str]:
    catalogue = _catalogue()
    ids = [id for id, _ in catalogue.names.get(key(words), ())]
    return {catalogue.actors[one].name for id in ids for one in (id, *catalogue.lineages.get(id, ())) if one in catalogue.actors}


@cache
def _catalogue() -> Catalogue:
    return open_catalogue()


@cache
def _provinces() -> Mapping[str, tuple[str, ...]]:
    """Map the bare names of provinces to their ids."""
    found: dict[str, list[str]] = {}
    for region in regions():
        for name in (region.name, *region.names):
            found.setdefault(loose(name), []).append(region.id)
    for own in own_places():
        for name in (own.name, *own.names) if own.kind == "region" else ():
            found.setdefault(loose(name), []).append(own.id)
    return {name: tuple(ids) for name, ids in found.items()}
