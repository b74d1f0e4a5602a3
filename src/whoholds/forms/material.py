"""What exports are made of: records and the ways to what they cite, narrowed to what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from whoholds.geo.spelling import fold
from whoholds.infer.holdings import holding_on
from whoholds.records import Claim, Dispute, Document, Event, Figure, Holding, Link, Window

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
    """Days between which holdings, events, figures and changes lie, and claims were published."""
    place: str = ""
    """Id, name, or code of a country; what lies inside is taken too."""
    side: str = ""
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


def selected(material: Material, asked: Selection) -> Material:
    """Return what of the material is asked for."""
    if asked == Selection():
        return material
    kept = [h for h in material.holdings if _holding_is(h, asked)]
    told = {id for h in kept for id in (*h.claims_for, *h.claims_against)} if asked.place or asked.side else None
    rows = [h for h in _on(material.holdings, asked.on) if _holding_is(h, asked)] if asked.on else kept
    return replace(
        material,
        holdings=[h for h in rows if asked.status in ("", h.status)],
        events=[e for e in material.events if _event_is(e, asked)],
        figures=[f for f in material.figures if _figure_is(f, asked)],
        disputes=[d for d in material.disputes if _dispute_is(d, asked, told)],
        claims=lambda: (claim for claim in material.claims() if _claim_is(claim, asked)),
        on=asked.on or material.on,
    )


def at_place(place: Link | None, wanted: str) -> bool:
    """Tell whether a place is the wanted one, or lies in it: by id, name or code of its country."""
    if not wanted or place is None:
        return not wanted
    return wanted in (place.id, place.country, *place.within) or fold(wanted) == fold(place.name)


def _on(holdings: Sequence[Holding], day: date) -> list[Holding]:
    by_place: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    found = (holding_on(rows, day) for rows in by_place.values())
    return [holding for holding in found if holding is not None]


def _meets(window: Window | None, asked: Selection) -> bool:
    """Tell whether days lie between those asked for; what has no day lies in no such stretch."""
    if asked.since is None and asked.until is None:
        return True
    return window is not None and window.latest is not None and window.meets(Window(asked.since, asked.until))


def _holding_is(holding: Holding, asked: Selection) -> bool:
    if asked.side and asked.side not in (holding.holder, *holding.rivals):
        return False
    last = holding.end.latest if holding.end else None
    lasts = Window(holding.start.latest, last).meets(Window(asked.since, asked.until))
    return at_place(holding.place, asked.place) and lasts


def _event_is(event: Event, asked: Selection) -> bool:
    plain = (
        asked.type in ("", event.type)
        and asked.status in ("", event.status)
        and (not asked.ids or event.id in asked.ids)
    )
    sided = not asked.side or asked.side in (*event.actors, *event.targets)
    return plain and sided and at_place(event.place, asked.place) and _meets(event.window, asked)


def _figure_is(figure: Figure, asked: Selection) -> bool:
    named = asked.place.casefold() in figure.scope.casefold() and asked.side.casefold() in figure.subject.casefold()
    own = not asked.ids or bool({figure.id, figure.claim} & asked.ids)
    return named and own and asked.measure in ("", figure.measure) and _meets(figure.as_of, asked)


def _dispute_is(dispute: Dispute, asked: Selection, told: set[str] | None) -> bool:
    about = told is None or bool(told & set(dispute.claims))
    return (
        asked.kind in ("", dispute.kind)
        and about
        and (not asked.ids or bool({dispute.id, *dispute.claims} & asked.ids))
    )


def _claim_is(claim: Claim, asked: Selection) -> bool:
    plain = (
        asked.type in ("", claim.type)
        and asked.status in ("", claim.status)
        and asked.publisher in ("", claim.publisher)
    )
    own = not asked.ids or bool({claim.id, claim.document} & asked.ids)
    sided = not asked.side or any(asked.side == f.name for f in (*claim.actors, *claim.targets))
    there = not asked.place or any(at_place(f.link, asked.place) for f in claim.places if f.link)
    return plain and own and sided and there and _meets(claim.published, asked)
