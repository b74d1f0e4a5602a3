"""Gains and losses between two days: which places each side has on one and not on the other. Losses are never left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from whoholds.records import Holding


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that is not the same on both days; None is a day of which nothing is known."""

    place: str
    before: Holding | None
    after: Holding | None


@dataclass(frozen=True, slots=True)
class Balance:
    """What one side gained and lost, as place ids in order."""

    side: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def differences(before: Mapping[str, Holding], after: Mapping[str, Holding]) -> list[Difference]:
    """Compare who holds what on two days, both as place id to holding; places in the order of their names."""
    pairs = [Difference(id, before.get(id), after.get(id)) for id in {*before, *after}]
    return sorted((d for d in pairs if _state(d.before) != _state(d.after)), key=lambda d: (_name(d), d.place))


def balances(changed: list[Difference]) -> list[Balance]:
    """Sum differences by side: held on the later day only is gained, on the earlier day only is lost; most moved first.

    A part of a place, such as a checkpoint of a town, is not counted beside the whole that went the same way.
    """
    gained: dict[str, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    moves = {one.place: (_holder(one.before), _holder(one.after)) for one in changed}
    for one in changed:
        if any(moves.get(whole) == moves[one.place] for whole in _wholes(one)):
            continue
        old, new = _holder(one.before), _holder(one.after)
        if new and new != old:
            gained[new].append(one.place)
        if old and old != new:
            lost[old].append(one.place)
    sides = sorted({*gained, *lost}, key=lambda side: (-len(gained[side]) - len(lost[side]), side))
    return [Balance(side, tuple(gained[side]), tuple(lost[side])) for side in sides]


def _wholes(difference: Difference) -> tuple[str, ...]:
    """Return the places that a part of a place lies in; none for a place that has a spot of its own on the map."""
    known = difference.after or difference.before
    return known.place.within if known and known.place.precision != "exact" else ()


def _holder(holding: Holding | None) -> str | None:
    return holding.holder if holding and holding.status == "held" else None


def _state(holding: Holding | None) -> tuple[str, str | None, tuple[str, ...]]:
    if holding is None:
        return ("unknown", None, ())
    return (holding.status, holding.holder, holding.rivals if holding.status == "contested" else ())


def _name(difference: Difference) -> str:
    known = difference.after or difference.before
    return known.place.name if known else ""
