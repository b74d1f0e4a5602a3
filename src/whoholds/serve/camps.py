"""What a side is part of, for the map: the widest body that the catalogue names, states left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from whoholds.actors.catalogue import Catalogue, open_catalogue


def camp_namer(day: date) -> Callable[[str], str]:
    """Return a function from a side's name to its camp's name on a day; a side that no catalogue holds is its own camp."""
    catalogue = _catalogue()

    @cache
    def camp(name: str) -> str:
        link = next(iter(catalogue.look_up(name, day)), None)
        if link is None:
            return name
        outer = [catalogue.actors[id] for id in (link.id, *link.within) if id in catalogue.actors]
        bodies = [actor for actor in outer if actor.kind != "state"]
        return bodies[-1].name if bodies else name

    return camp


@cache
def _catalogue() -> Catalogue:
    return open_catalogue()
