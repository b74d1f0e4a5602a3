"""Coordinates told in the text: they are their own place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whoholds.geo.coordinates import Spot, find_coordinates
from whoholds.geo.nearness import distance_km
from whoholds.records import Filler, Link

BESIDE_KM = 100.0
"""A town of the text this near tells the country of coordinates."""
LEADING = re.compile(
    r"[\s,(:\[]*(?:(?:at|around|near|in|on|located|situated|the|with|by|of|grid|reference|coordinates?|position|gps|mgrs|utm|lat|zone)[\s:(,]*){0,4}", re.I
)
"""What may stand between a described place and its coordinates."""
POINTS = frozenset({"city", "site", "district"})


def spots_of(mentions: Sequence[Filler], text: str) -> dict[tuple[int, int], Link]:
    """Return what those mentions mean that are coordinates, by where they stand."""
    if not any(sign.isdigit() for mention in mentions for sign in mention.words):
        return {}
    asked = {(mention.start, mention.end) for mention in mentions}
    return {
        (spot.start, spot.end): _link(spot, text[spot.start : spot.end]) for spot in find_coordinates(text) if (spot.start, spot.end) in asked
    }


def _link(spot: Spot, words: str) -> Link:
    id = f"coord:{spot.lat:.5f},{spot.lon:.5f}"
    lat, lon = round(spot.lat, 6), round(spot.lon, 6)
    return Link(id, " ".join(words.split()), "site", 1.0, "coordinates", lat, lon, None, "exact" if spot.exact else "vague")


def coordinates_of(filler: Filler, places: Sequence[Filler], text: str) -> Filler | None:
    """Return the coordinates that say where described places lie: those of "positions around 35.95N 39.01E", "the depot at grid ..."."""
    for place in places:
        if place.kind != "coordinates" or not place.links:
            continue
        inside = filler.start <= place.start and place.end <= filler.end
        if inside or (filler.end <= place.start and LEADING.fullmatch(text, filler.end, place.start)):
            return place
    return None


def in_their_country(mentions: Sequence[Filler]) -> tuple[Filler, ...]:
    """Give coordinates the country of the nearest town that the text names within 100 km, and say so."""
    towns = {m.link for m in mentions if m.link is not None and m.link.kind in POINTS and m.link.country and m.link.reason != "coordinates"}
    ordered = sorted(towns, key=lambda link: link.id)
    return tuple(replace(m, links=(_placed(m.link, ordered),)) if m.link is not None and m.link.reason == "coordinates" else m for m in mentions)


def _placed(spot: Link, towns: Sequence[Link]) -> Link:
    near = [(far, town) for town in towns if (far := distance_km(spot, town)) is not None and far <= BESIDE_KM]
    if not near:
        return spot
    _, town = min(near, key=lambda pair: (pair[0], pair[1].id))
    return replace(spot, country=town.country, within=tuple(id for id in town.within if id.startswith(("region:", "country:"))))
