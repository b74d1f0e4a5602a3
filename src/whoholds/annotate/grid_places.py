"""Coordinates as place mentions, beside the names."""

from __future__ import annotations

from collections.abc import Sequence

from whoholds.geo.coordinates import find_coordinates
from whoholds.records import Filler

KIND = "coordinates"


def with_coordinates(text: str, places: Sequence[Filler]) -> tuple[Filler, ...]:
    """Add the coordinates of a text to its place mentions; a name inside them ("LF" of a grid reference) is none."""
    spots = [Filler(spot.start, spot.end, text[spot.start : spot.end], KIND) for spot in find_coordinates(text)]
    names = [place for place in places if not any(place.start < spot.end and spot.start < place.end for spot in spots)]
    return tuple(sorted((*names, *spots), key=lambda place: (place.start, place.end)))
