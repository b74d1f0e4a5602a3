"""What exports are made of: records and the ways to what they cite, narrowed to what is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from whoholds.forms.narrowing import Meant, Narrowing, lies_in, places_in, sides_in_all, sides_meant
from whoholds.infer.holdings import holding_on
from whoholds.records import Claim, Dispute, Document, Event, Figure, Holding, Window

Item = TypeVar("Item")
AT_ONCE = 400
"""Rows whose claims are fetched together: large exports never stand in memory whole."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a store is exported. None and empty: all."""

    on: date | None = None
    """Holdings: only those in force at the end of this day."""
    since: date | None = None
    until: date | None = None
    """Days between which holdings last, and the last days of events, figures, changes and the publication of claims lie."""
    place: str = ""
    """Id, part of a name, country or province; what lies inside is taken too, see `narrowing.Meant`."""
    side: str = ""
    """Any name of a side, in any case."""
    type: str = ""
    status: str = ""
    publisher: str = ""
    measure: str = ""
    kind: str = ""
    ids: frozenset[str] = frozenset()
    """Only the event, claim, figure or dispute with one of these ids."""


@dataclass(frozen=True, slots=True)
class Material:
    """The records of one export."""

    holdings: Sequence[Holding]
    events: Sequence[Event]
    figures: Sequence[Figure]
    disputes: Sequence[Dispute]
    claims: Callable[[], Iterable[Claim]]
    """Walks all claims, judgements applied."""
    claims_by: Callable[[Iterable[str]], Mapping[str, Claim]]
    """Returns claims by their ids, judgements applied; those that are gone are left out."""
    document: Callable[[str], Document | None]
    publishers: Callable[[], Iterable[Mapping[str, Any]]]
    """Walks the publishers with what each brought: name, kind, language, grade, reason, articles, claims, first, last."""
    on: date | None = None
    """The day that it is told for: the last of which anything is known, unless another was asked for."""
    known_by: date | None = None


def in_parts(items: Iterable[Item], most: int = AT_ONCE) -> Iterator[list[Item]]:
    """Cut a walk into lists."""
    walk = iter(items)
    while part := list(islice(walk, most)):
        yield part


def narrowing_of(material: Material, asked: Selection) -> Narrowing:
    """Return what the words for place and side mean among the places and sides of the material, which must be whole."""
    place = Meant(asked.place, places_in(material.holdings, material.events)) if asked.place else None
    sides = sides_meant(asked.side, sides_in_all(material.holdings, material.events)) if asked.side else frozenset[str]()
    return Narrowing(place, sides)


def selected(material: Material, asked: Selection) -> Material:
    """Return what of the material is asked for."""
    if asked == Selection():
        return material
    by = narrowing_of(material, asked)
    every = _on(material.holdings, asked.on) if asked.on else material.holdings  # first: what one side held before is not held on the day
    return replace(
        material,
        holdings=[h for h in every if by.holding(h) and _lasts(h, asked) and asked.status in ("", h.status)],
        events=[e for e in material.events if by.event(e) and _event_is(e, asked)],
        figures=[f for f in material.figures if by.figure(f.scope, f.subject) and _figure_is(f, asked)],
        disputes=_disputes(material, asked, by),
        claims=lambda: (claim for claim in material.claims() if by.claim(claim) and _claim_is(claim, asked)),
        on=asked.on or material.on,
    )


def _on(holdings: Sequence[Holding], day: date) -> list[Holding]:
    by_place: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    found = (holding_on(rows, day) for rows in by_place.values())
    return [holding for holding in found if holding is not None]


def _lasts(holding: Holding, asked: Selection) -> bool:
    last = holding.end.latest if holding.end else None
    return Window(holding.start.latest, last).meets(Window(asked.since, asked.until))


def _event_is(event: Event, asked: Selection) -> bool:
    plain = (
        asked.type in ("", event.type)
        and asked.status in ("", event.status)
        and (not asked.ids or event.id in asked.ids)
    )
    return plain and lies_in(event.window, asked.since, asked.until)


def _figure_is(figure: Figure, asked: Selection) -> bool:
    own = not asked.ids or bool({figure.id, figure.claim} & asked.ids)
    return own and asked.measure in ("", figure.measure) and lies_in(figure.as_of, asked.since, asked.until)


def _disputes(material: Material, asked: Selection, by: Narrowing) -> list[Dispute]:
    kinds = (d for d in material.disputes if asked.kind in ("", d.kind))
    found = [d for d in kinds if not asked.ids or {d.id, *d.claims} & asked.ids]
    if not by:
        return found
    holdings, events = defaultdict(list), defaultdict(list)
    for holding in material.holdings:
        for claim in (*holding.claims_for, *holding.claims_against):
            holdings[claim].append(holding)
    for event in material.events:
        for claim in event.claims:
            events[claim].append(event)
    return [d for d in found if by.dispute(d, [h for c in d.claims for h in holdings[c]], [e for c in d.claims for e in events[c]])]


def _claim_is(claim: Claim, asked: Selection) -> bool:
    plain = (
        asked.type in ("", claim.type)
        and asked.status in ("", claim.status)
        and asked.publisher in ("", claim.publisher)
    )
    own = not asked.ids or bool({claim.id, claim.document} & asked.ids)
    return plain and own and lies_in(claim.published, asked.since, asked.until)
