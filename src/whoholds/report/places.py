"""Which places of the claims a user means by a name."""

from __future__ import annotations

from collections.abc import Iterable

from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.spelling import fold, loose
from whoholds.records import Claim, Link


def places_named(name: str, country: str | None, claims: Iterable[Claim], gazetteer: Gazetteer) -> list[Link]:
    """Return the places that the claims speak of and that bear this name, the most spoken of first."""
    ids = {link.id for link in gazetteer.look_up(name, country)}
    keys = {fold(name), loose(name)}
    found: dict[str, tuple[int, Link]] = {}
    for claim in claims:
        for filler in claim.places:
            link = filler.link
            if link is None or (country and link.country and link.country != country):
                continue
            if link.id in ids or {fold(link.name), loose(link.name)} & keys:
                count = found[link.id][0] if link.id in found else 0
                found[link.id] = (count + 1, link)
    first = next(iter(gazetteer.look_up(name, country)), None)
    ranked = sorted(found.values(), key=lambda item: (first is None or item[1].id != first.id, -item[0], item[1].id))
    return [link for _, link in ranked]
