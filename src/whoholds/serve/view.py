"""What a page may look at: the state asked for, the worked-out shelf, people's decisions, and a store for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from whoholds.pipeline import CONTROL, state_of
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

    def holdings_without(self, place: Link, claim: str) -> tuple[Holding, ...]:
        """Work out who held a place if one claim had never been made."""
        left = [c for c in self.evidence_for(place) if c.id != claim]
        return state_of(place.id, left, self.shelf.origins, self.last).holdings
