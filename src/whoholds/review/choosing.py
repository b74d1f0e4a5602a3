"""Which place a person means who corrects a claim: one that the store knows, or one of the gazetteer; never words alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from whoholds.errors import InputError
from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.spelling import fold, loose
from whoholds.records import Link
from whoholds.records.json_lines import to_line

MOST = 8
"""Candidates that are named where a name stands for several places."""
Change = tuple[tuple[str, str], ...]


def with_places(change: Change, known: Mapping[str, Link], open_places: Callable[[], Gazetteer]) -> Change:
    """Return a correction with the whole place in it, so that applying it asks no table: its id, name, country and coordinates.

    Raises InputError, with the choices, where the words mean no place or several.
    """
    return tuple((field, to_line(place_meant(value, known, open_places)) if field == "place" and value else value) for field, value in change)


def place_meant(words: str, known: Mapping[str, Link], open_places: Callable[[], Gazetteer]) -> Link:
    """Return the one place of an id or a name: of those that the store knows first, then of the gazetteer. Raises InputError."""
    if words in known:
        return known[words]
    same = [place for place in known.values() if fold(place.name) == fold(words)]
    if len(same) == 1:
        return same[0]
    if not same:
        gazetteer = open_places()
        try:
            links = gazetteer.link(words) if ":" in words else gazetteer.look_up(words)
            near = [] if links or ":" in words else list(gazetteer.propose(words))
        finally:
            gazetteer.close()
        same = [link for link in links if link.reason.startswith("name")] or list(links)
        if not same:
            told = f"; spelt much the same: {_listed(near)}" if near else ""
            raise InputError(f"{words}: no place of this name or id is known{told}; `whoholds gazetteer add` adds places of your own")
        if len(same) > 1 and len({loose(link.name) for link in same if link.id in known}) == 1:
            same = [link for link in same if link.id in known]
    if len(same) > 1:
        raise InputError(f"{words}: several places have this name; give one of these ids: {_listed(same)}")
    return known.get(same[0].id, same[0])


def _listed(links: Iterable[Link]) -> str:
    return "; ".join(f"{one.id} {one.name}, {one.country}, {one.lat}, {one.lon}" for one in list(links)[:MOST])
