"""What a page may look at: the state asked for, the worked-out shelf, people's decisions, and a store for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from whoholds.forms.narrowing import Meant, Narrowing, close_to
from whoholds.pipeline import CONTROL, keys_of, state_of
from whoholds.records import Claim, Holding, Link
from whoholds.serve.access import Person
from whoholds.serve.asking import Ask
from whoholds.serve.say import Words, read_words
from whoholds.serve.shelf import Kept, Shelf
from whoholds.store.base import Store
from whoholds.store.lists import Wanted

RECENT_DAYS = 30
"""How far back "what changed" looks where no day is given."""
Memo = Callable[[str, Callable[[], Any]], Any]
"""Gives what was worked out before under a name for the same edition of the store, or works it out."""


@dataclass(frozen=True, slots=True)
class View:
    """One asking."""

    ask: Ask
    shelf: Shelf
    kept: Kept
    store: Store
    person: Person
    memo: Memo
    words: Words = field(default_factory=read_words)
    """The words of what is drawn."""

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self.ask.on or self.shelf.last_day

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no day to show, since nothing that was read has one."""
        return self.day == date.min

    @property
    def since(self) -> date:
        """The day from which changes are told."""
        if self.ask.since:
            return self.ask.since
        return self.day - timedelta(days=min(RECENT_DAYS, (self.day - date.min).days))

    @property
    def last(self) -> date | None:
        """The last day on which anything that is shown was published; None: no matter when."""
        return self.shelf.known_by

    @property
    def by(self) -> Narrowing:
        """What the words for place and side in the address mean."""
        return self.shelf.narrowing(self.ask.place, self.ask.side)

    @property
    def unfit(self) -> list[dict[str, Any]]:
        """The words of filters that mean nothing here, each with names that are spelt much the same."""
        return self._unfit(self.by.place)

    def _unfit(self, place: Meant | None) -> list[dict[str, Any]]:
        rows = []
        if place is not None and not place.is_known:
            rows.append({"words": self.ask.place, "close": list(place.close)})
        if self.ask.side and self.by.sides.isdisjoint(self.shelf.side_names):
            rows.append({"words": self.ask.side, "close": list(close_to(self.ask.side, self.shelf.side_names))})
        return rows

    def claims_meant(self) -> tuple[tuple[tuple[str, ...], ...], list[dict[str, Any]]]:
        """Return the keys of claims that the words for place and side mean, a group for each, and what `unfit` tells of claims.

        Claims name places, too, that have no holder and no event.
        """
        place = Meant(self.ask.place, self._places_named()) if self.ask.place else None
        groups = [tuple(f"at:{id}" for id in sorted(place.ids))] if place is not None else []
        groups += [tuple(f"who:{name}" for name in sorted(self.by.sides))] if self.by.sides else []
        return tuple(groups), self._unfit(place)

    def _places_named(self) -> dict[str, Link]:
        """Return every place that a claim names, by id; worked out once for an edition."""

        def worked_out() -> dict[str, Link]:
            named = self.store.places_named()
            known = {id: place for id, place in self.shelf.places.items() if id in named}
            rest = self.store.claims_by(claim for id, claim in named.items() if id not in known)
            links = (link for claim in rest for filler in claim.places for link in filler.links[:1])
            return {link.id: link for link in links if link.id in named} | known

        found: dict[str, Link] = self.memo(f"places named {self.store.edition().kept}", worked_out)
        return found

    def held(self, day: date | None = None) -> dict[str, Holding]:
        """Return the holding of every place of which something is known on a day."""
        found: dict[str, Holding] = self.shelf.on_day(day or self.day)
        return found

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Return claims by id, decisions applied; those that are gone, judged wrong or published later are left out."""
        return {claim.id: claim for claim in self.kept.judged(self.store.claims_by(ids)) if self.is_known(claim)}

    def is_known(self, claim: Claim) -> bool:
        """Tell whether a claim was published by the day that knowledge is asked of."""
        latest = claim.published.latest if claim.published else None
        return self.last is None or (latest is not None and latest <= self.last)

    def listed(self, wanted: Wanted) -> tuple[list[Claim], int]:
        """Return one part of a list of claims, decisions applied, and how many there are before decisions."""
        last = min(day for day in (wanted.last, self.last) if day) if wanted.last or self.last else None
        found, total = self.store.list_claims(replace(wanted, last=last))
        return self.kept.judged(found), total

    def evidence_for(self, place: Link) -> list[Claim]:
        """Return all claims that the holders of a place are worked out from, decisions applied."""
        keys = [place.id, f"at:{place.id}", *(f"at:{outer}" for outer in place.within)]
        return [c for c in self.kept.judged(self.store.claims(keys)) if c.type in CONTROL and self.is_known(c)]

    def holdings_without(self, place: Link, claim: str, fixed: Claim | None = None) -> tuple[Holding, ...]:
        """Work out who held a place if one claim had never been made; or, with `fixed`, had been made so."""
        left = [c for c in self.evidence_for(place) if c.id != claim]
        left += [fixed] if fixed is not None and fixed.type in CONTROL and self.is_known(fixed) and place.id in keys_of(fixed) else []
        return state_of(place.id, left, self.shelf.origins, self.last).holdings
