"""Tellings: one claim at one place as one possible mention of an event, with its days and its camps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.actors.camps import Camps, is_side, side_of
from whoholds.geo.meant import places_meant
from whoholds.link.context import IMPLIED
from whoholds.records import Claim, Filler, Link, Window

EVENTFUL = frozenset({
    "capture", "withdraw", "siege", "strike", "clash", "attack", "advance", "abuse", "destroy", "ceasefire", "talks",
    "casualties", "deploy", "displace", "defect", "aid", "supply",
})  # fmt: skip
SHORT_DAYS = 12
"""A window up to this long dates an event; a longer one ("in May") only narrows it."""
SINCE_DAYS = 3
"""A holding that began at least this long before it ends tells of the taking."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim at a place. `first` None: some day up to `last`; `last` None: no day is known at all."""

    claim: Claim
    place: Link | None
    type: str
    first: date | None
    last: date | None
    gainers: frozenset[str]
    losers: frozenset[str]
    sure_gainers: bool
    follows: bool
    """It can join an event, but makes none: a holding "since", a denial."""

    @property
    def short(self) -> bool:
        """Tell whether the window is narrow enough to date an event."""
        return self.first is not None and self.last is not None and (self.last - self.first).days <= SHORT_DAYS

    @property
    def order(self) -> tuple[date, date, str]:
        """Sort by days, then by id: the same in any order of input."""
        return (self.last or date.max, self.first or date.min, self.claim.id)


def tellings(claim: Claim, camps: Camps) -> tuple[Telling, ...]:
    """Return the tellings of a claim: one a place that it is about; none where it tells of no happening, or was made for the fold."""
    kind = claim.type
    if not claim.was_read:
        return ()
    if kind == "hold":
        return _takings(claim, camps)
    if kind not in EVENTFUL or claim.status == "unreal":
        return ()
    first, last = _days(claim)
    places: list[Link | None] = [link for _, link in places_meant(claim)]
    return tuple(
        Telling(
            claim,
            place,
            kind,
            first,
            last,
            _camps(claim.actors, camps),
            _camps(claim.targets, camps),
            not _implied(claim.actors),
            claim.status in ("denied", "possible", "planned"),
        )
        for place in places or [None]
    )


def _takings(claim: Claim, camps: Camps) -> tuple[Telling, ...]:
    """Read "has held X since June" as a telling of its capture in June."""
    window = claim.window
    if claim.status != "fact" or claim.time is None or window is None or window.earliest is None:
        return ()
    if window.latest is not None and (window.latest - window.earliest).days < SINCE_DAYS:
        return ()
    first = window.earliest
    last = first if first.day != 1 else (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    side = _camps(claim.actors, camps)
    sure = not _implied(claim.actors)
    return tuple(
        Telling(claim, link, "capture", first, last, side, frozenset(), sure, True) for _, link in places_meant(claim)
    )  # fmt: skip


def _days(claim: Claim) -> tuple[date | None, date | None]:
    window = claim.window or Window()
    published = claim.published.latest if claim.published else None
    if claim.status == "planned" and window.earliest is None:
        return published, None
    last = window.latest or published
    first = window.earliest
    return (None if first and last and first > last else first), last


def _camps(fillers: tuple[Filler, ...], camps: Camps) -> frozenset[str]:
    return frozenset(camps.camp(side_of(filler)) for filler in fillers if is_side(filler))


def _implied(fillers: tuple[Filler, ...]) -> bool:
    return all(filler.kind == IMPLIED for filler in fillers if is_side(filler))
