"""Sides on the day that a claim tells of: who existed then, and what they were part of then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.eras import told_day
from whoholds.actors.names import NOT_THEN
from whoholds.actors.states import alive
from whoholds.records import Claim, Filler, Link


def day_told(claim: Claim, on: date | None) -> date | None:
    """Return the day by which a claim's sides are read: that of its time words where it lies before `on`."""
    last = claim.window.latest if claim.time is not None and claim.window is not None else None
    return last if last is not None and (on is None or last < on) else on


def on_its_day(claim: Claim, catalogue: Catalogue) -> Claim:
    """Return a claim whose sides are part of what they were part of on the day that it tells of; its sources speak later."""
    day = told_day(claim)
    if day is None:
        return claim
    return replace(
        claim,
        actors=_fillers(claim.actors, catalogue, day),
        targets=_fillers(claim.targets, catalogue, day),
    )


def _fillers(fillers: Iterable[Filler], catalogue: Catalogue, day: date) -> tuple[Filler, ...]:
    return tuple(replace(f, links=tuple(_link(link, catalogue, day) for link in f.links)) for f in fillers)


def _link(link: Link, catalogue: Catalogue, day: date) -> Link:
    actor = catalogue.actor(link.id)
    if actor is None:
        return _of_side(link, catalogue, day)
    within = catalogue.climb(link.id, day)
    if NOT_THEN in link.reason and alive(actor, day):
        return replace(link, within=within, reason=link.reason.replace(NOT_THEN, ""), score=min(1.0, round(link.score / 0.7, 3)))
    return link if link.within == within else replace(link, within=within)


def _of_side(link: Link, catalogue: Catalogue, day: date) -> Link:
    """Climb anew from the side that a speaker or a provisional body belongs to."""
    first = link.within[0] if link.within else ""
    if catalogue.actor(first) is None:
        return link
    within = (first, *catalogue.climb(first, day))
    return link if link.within == within else replace(link, within=within)
