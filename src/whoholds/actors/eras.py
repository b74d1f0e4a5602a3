"""Eras of sides: stretches of days in which a side was part of the same things, and which of them are one camp."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.actors.sides import is_side, side_of
from whoholds.records import Claim, Link
from whoholds.records.groups import Groups


@dataclass(frozen=True, slots=True)
class Era:
    """A side while it was part of the same things, as some claims tell."""

    node: str
    """The side's id for its latest era; an earlier one has a number behind it."""
    link: Link
    first: date
    """Day of the first claim that names the side so."""
    last: date


def told_day(claim: Claim) -> date | None:
    """Return the day whose ties a claim is read with: the last that it may be about, else its publication."""
    if claim.window is not None and claim.window.latest is not None:
        return claim.window.latest
    return claim.published.latest if claim.published is not None else None


def eras_of(claims: Iterable[Claim]) -> dict[str, tuple[Era, ...]]:
    """Return the eras of every side that some claims name, by id, the latest last; any order of claims gives the same."""
    days: dict[str, dict[tuple[str, ...], list[date]]] = {}
    links: dict[tuple[str, tuple[str, ...]], Link] = {}
    for claim in claims:
        day = told_day(claim) or date.max
        for link in (side_of(filler) for filler in (*claim.actors, *claim.targets) if is_side(filler)):
            days.setdefault(link.id, {}).setdefault(link.within, []).append(day)
            kept = links.get((link.id, link.within))
            if kept is None or _order(link) > _order(kept):
                links[link.id, link.within] = link
    return {id: _numbered(id, found, links) for id, found in days.items()}


def _order(link: Link) -> tuple[str, tuple[str, ...], str]:
    """Order links of one side by what grouping asks of them."""
    return (link.name, link.same, link.kind)


def _numbered(
    id: str, days: Mapping[tuple[str, ...], list[date]], links: Mapping[tuple[str, tuple[str, ...]], Link]
) -> tuple[Era, ...]:
    ordered = sorted(days, key=lambda within: (max(days[within]), len(within), within))
    return tuple(
        Era(id if i == len(ordered) else f"{id}@{i}", links[id, within], min(days[within]), max(days[within]))
        for i, within in enumerate(ordered, 1)
    )


def lasting(eras: Mapping[str, Sequence[Era]]) -> list[tuple[str, str]]:
    """Return the pairs of eras that are one camp: of one body, under whatever name, unless it left what goes on without it."""
    bodies = Groups(eras)
    for id in sorted(eras):
        for other in sorted({other for era in eras[id] for other in era.link.same} & set(eras)):
            bodies.join(id, other)
    pairs: list[tuple[str, str]] = []
    for ids in bodies.all():
        told = sorted((era for id in ids for era in eras[id]), key=lambda era: (era.last, era.first, era.node))
        pairs += [(one.node, other.node) for one, other in itertools.pairwise(told) if not _left(one, other, eras)]
    return pairs


def _left(before: Era, after: Era, eras: Mapping[str, Sequence[Era]]) -> bool:
    """Tell whether a side was part of something before, is no more, and claims go on naming that."""
    lost = set(before.link.within) - set(after.link.within)
    return any(era.last >= after.first for outer in lost for era in eras.get(outer, ()))
