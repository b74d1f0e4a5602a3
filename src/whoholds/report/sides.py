"""Holders under one name: a brigade is counted with the side that it belongs to, by `part_of`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from whoholds.actors.camps import is_side, root_of, side_of
from whoholds.records import Claim, Holding


def names_together(holdings: Iterable[Holding], claims: Iterable[Claim]) -> dict[str, str]:
    """Return, for every name of a side that the claims use, the name under which it is counted: the one that holds most.

    Sides belong together if they have one root short of the state (see `actors.camps.root_of`).
    """
    root: dict[str, str] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        for link in (side_of(f) for f in (*claim.actors, *claim.targets) if is_side(f)):
            root.setdefault(link.name, root_of(link))
    held: Counter[str] = Counter()
    for holding in holdings:
        held.update((holding.holder,) if holding.holder else holding.rivals)
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*root, *held}):
        members[root.get(name, name)].append(name)
    best = {key: _best(names, held) for key, names in members.items()}
    return {name: best[key] for key, names in members.items() for name in names}


def _best(names: Sequence[str], held: Counter[str]) -> str:
    return min(names, key=lambda name: (-held[name], len(name), name))
