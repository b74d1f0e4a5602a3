"""The worked-out shelf in memory, with the ways into it that pages take; the same for all pages until the store changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from whoholds.forms.narrowing import Meant, Narrowing, places_in, sides_in_all, sides_meant
from whoholds.geo.spelling import fold
from whoholds.infer.histories import History, histories_of
from whoholds.pipeline import State
from whoholds.records import Claim, Dispute, Event, Figure, Holding, Judgement, Link
from whoholds.report.map import dots_of, looks_through
from whoholds.report.map_sheet import Sheet, sheet_for
from whoholds.report.marks import Look, Side, sides_in
from whoholds.review.apply import apply_judgements, standing, taken_back
from whoholds.review.meanings import ABOUT, meanings_of
from whoholds.review.sides import decisions, is_decision
from whoholds.store.lists import Tallies

DAYS_KEPT = 16
"""Days of which the holder of every place is remembered."""
WORDS_KEPT = 64
"""Words of filters of which it is remembered what they mean."""


@dataclass(frozen=True)
class Shelf:
    """What was worked out, with indexes that are made when they are first needed."""

    state: State
    tallies: Tallies
    known_by: date | None = None
    """Only what was published up to and on that day went in; None: all."""
    signs: tuple[Side, ...] = ()
    """The sides that have a sign before any is given here: those of all that is known, so that a sign means one side on every page."""

    def make_indexes(self) -> None:
        """Make all indexes now, so that no page waits for one."""
        for name, made in vars(type(self)).items():
            if isinstance(made, cached_property):
                getattr(self, name)

    @cached_property
    def last_day(self) -> date:
        """The last day that anything was published; the day shown where none is asked for."""
        days = [p.last for p in self.tallies.publishers if p.last]
        told = [day for day, _ in self.tallies.days]
        return self.known_by or max([*days, *told], default=date.min)

    @cached_property
    def first_day(self) -> date:
        """The first day of a holding or a report."""
        days = [h.start.latest for h in self.state.holdings if h.start.latest]
        return min([*days, *(day for day, _ in self.tallies.days[:1])], default=self.last_day)

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Document to origin."""
        return dict(self.state.origins)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """All sides that hold or contest a place at any time, with their signs: the same on every day."""
        return sides_in(self.state.holdings, self.signs)

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """Who held each place over time."""
        return histories_of(self.state.holdings)

    @cached_property
    def holdings_at(self) -> Mapping[str, tuple[Holding, ...]]:
        """The stretches of each place, oldest first."""
        return {id: history.rows for id, history in self.histories.items()}

    @cached_property
    def histories_by_name(self) -> tuple[History, ...]:
        """The same in the order of the places' names."""
        return tuple(sorted(self.histories.values(), key=lambda history: (history.place.name, history.place.id)))

    @cached_property
    def map_sheet(self) -> Sheet:
        """What the map of all places has in common on every day."""
        attested = {id: float(sum(len(row.claims_for) for row in history.rows)) for id, history in self.histories.items()}
        return sheet_for(dots_of(self.histories_by_name, self.last_day), attested)

    @cached_property
    def map_looks(self) -> tuple[Look, ...]:
        """Every look that the map of all places needs on any day."""
        return looks_through(self.state.holdings, self.sides)

    @cached_property
    def places(self) -> Mapping[str, Link]:
        """Every place that has a holder on some day, or an event."""
        return places_in(self.state.holdings, self.state.events)

    @cached_property
    def side_names(self) -> frozenset[str]:
        """The names of all sides that hold, contest or act."""
        return sides_in_all(self.state.holdings, self.state.events)

    @cached_property
    def narrowing(self) -> Callable[[str, str], Narrowing]:
        """A function from the words for a place and for a side to what they mean, empty for all."""

        @lru_cache(WORDS_KEPT)
        def meant(place: str, side: str) -> Narrowing:
            return Narrowing(Meant(place, self.places) if place else None, sides_meant(side, self.side_names) if side else frozenset())

        return meant

    @cached_property
    def holdings_of_claim(self) -> Mapping[str, tuple[Holding, ...]]:
        """The stretches that speak of a claim, for or against."""
        return _by(self.state.holdings, lambda h: (*h.claims_for, *h.claims_against))

    @cached_property
    def events_newest(self) -> tuple[Event, ...]:
        """All events, newest first, undated ones last."""
        found = sorted(self.state.events, key=lambda e: e.id)
        return tuple(sorted(found, key=lambda e: (e.window.latest if e.window else None) or date.min, reverse=True))

    @cached_property
    def names_folded(self) -> tuple[tuple[str, str], ...]:
        """The folded name and the id of every place."""
        return tuple((fold(place.name), id) for id, place in self.places.items())

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.state.events}

    @cached_property
    def events_at(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by the id of their place, newest first."""
        return _by(self.events_newest, lambda e: (e.place.id,) if e.place else ())

    @cached_property
    def events_of(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by the names of who acts or is acted on, newest first."""
        return _by(self.events_newest, lambda e: (*e.actors, *e.targets))

    @cached_property
    def event_of_claim(self) -> Mapping[str, Event]:
        """The event that a claim tells."""
        return {claim: event for event in self.state.events for claim in event.claims}

    @cached_property
    def figures_of_claim(self) -> Mapping[str, tuple[Figure, ...]]:
        """Figures that a claim gives."""
        return _by(self.state.figures, lambda f: (f.claim,))

    @cached_property
    def disputes_of_claim(self) -> Mapping[str, tuple[Dispute, ...]]:
        """Disagreements that a claim is in."""
        return _by(self.state.disputes, lambda d: d.claims)

    @cached_property
    def doubted_places(self) -> Mapping[str, int]:
        """How many disagreements are about claims on which each place's holders rest."""
        found: dict[str, set[str]] = defaultdict(set)
        for dispute in self.state.disputes:
            for claim in dispute.claims:
                for holding in self.holdings_of_claim.get(claim, ()):
                    found[holding.place.id].add(dispute.id)
        return {place: len(ids) for place, ids in found.items()}

    @cached_property
    def on_day(self) -> Any:
        """A function from a day to the holding of every place of which something is known by then, in the order of the places' names."""

        @lru_cache(DAYS_KEPT)
        def held(day: date) -> dict[str, Holding]:
            pairs = ((history.place.id, history.on(day)) for history in self.histories_by_name)
            return {id: holding for id, holding in pairs if holding is not None}

        return held


@dataclass(frozen=True)
class Kept:
    """What people decided, by what it is about."""

    judgements: tuple[Judgement, ...]

    @cached_property
    def in_force(self) -> frozenset[str]:
        """Ids of the decisions that stand: about claims and disagreements until taken back, about names and sides until the next one."""
        single = [judgement for judgement in self.judgements if not is_shared(judgement)]
        names = {meaning.judgement.id for meaning in meanings_of(self.judgements).values()}
        sides = {judgement.id for judgement in decisions(self.judgements).values()}
        return frozenset({j.id for j in single} - taken_back(single) | names | sides)

    @cached_property
    def about(self) -> Mapping[str, tuple[Judgement, ...]]:
        """Standing decisions about claims and disagreements, by what they are about, oldest first."""
        return _by(standing(j for j in self.judgements if not is_shared(j)), lambda j: (j.about,))

    @cached_property
    def shared(self) -> tuple[Judgement, ...]:
        """Decisions about names and sides: any claim may be touched by them."""
        return tuple(judgement for judgement in self.judgements if is_shared(judgement))

    def judged(self, claims: Iterable[Claim]) -> list[Claim]:
        """Apply the decisions; claims judged wrong are left out."""
        given = list(claims)
        own = [judgement for claim in given for judgement in self.about.get(claim.id, ())]
        return list(apply_judgements(given, [*self.shared, *own]))


def is_shared(judgement: Judgement) -> bool:
    """Tell whether a decision is about a name or a side, and not about one claim or disagreement."""
    return judgement.about.startswith(ABOUT) or is_decision(judgement)


def _by(items: Iterable[Any], keys: Any) -> dict[str, tuple[Any, ...]]:
    """Group items under each of their keys, an item once under a key."""
    found: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        for key in dict.fromkeys(keys(item)):
            found[key].append(item)
    return {key: tuple(rows) for key, rows in found.items()}
