"""What a text says of where a place lies: inside another one, or so many kilometres from it."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records.link import Link
from whoholds.records.mention import Mention


@dataclass(frozen=True, slots=True)
class PlaceStatement:
    """One statement about a place that the gazetteer can check; made on the map side, since it needs the text."""

    id: str
    document: str
    kind: str
    """within ("X, a town in Y") or distance ("X, 50 km north of Y")."""
    place: Link
    other: Link
    """What it is said to lie in, or to be so far from."""
    said: float | None
    """Kilometres, for a distance."""
    found: float | None
    """Kilometres by the gazetteer's coordinates, for a distance."""
    verdict: str
    """agrees, disagrees, or open where the gazetteer cannot tell."""
    sentence: Mention
    reason: str
