"""What a drawn map of some places has in common on every day: its frame, the land, where the signs stand, and the room they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol

from whoholds.infer.histories import History
from whoholds.report.frame import Frame, Point, frame_of
from whoholds.report.labels import Box, Taken, Wanted, sign_box
from whoholds.report.map_names import CROWDED, FEW_TRIED, MOST_TRIED, Names, names_for
from whoholds.report.outlines import draw_base

WIDTH, HEIGHT, EDGE = 960, 620, 50
MOST_LINKED = 1500
"""Signs with a link and a title each; of more places the page would be too heavy, and the table leads to them."""


class Spotted(Protocol):
    """A place with coordinates."""

    @property
    def id(self) -> str:
        """The id of the place."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    @property
    def lon(self) -> float:
        """Degrees east."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map before a day is put on it."""

    frame: Frame
    base: str
    """Sea, land, lakes, rivers, borders, as SVG."""
    spots: Mapping[str, Point]
    """Where each place stands on the page, by its id."""
    taken: Taken
    """The room of all signs and of the scale, which names may not cover."""
    marks: Mapping[str, str]
    """The beginning of each place's sign as SVG, by its id."""
    names: Names | None = None
    """The names, where they stand at the same spots on every day."""

    @property
    def page(self) -> Box:
        """Return the box that names must lie in."""
        return (2, 2, self.frame.width - 2, self.frame.height - 2)


def is_point(history: History) -> bool:
    """Tell whether a place has a spot of its own on the map."""
    return is_spot(history.place.lat, history.place.lon, history.place.precision)


def is_spot(lat: float | None, lon: float | None, precision: str | None) -> bool:
    """Tell whether coordinates are those of the place itself, and not of what it lies in."""
    return lat is not None and lon is not None and precision == "exact"


def sheet_for(places: Iterable[Spotted], weights: Mapping[str, float] | None = None) -> Sheet:
    """Make the sheet of some places; their order changes nothing. With how well each is attested over all time, by its id, the names of
    very many places are placed once for all days."""
    given = list(places)
    frame = frame_of([(place.lat, place.lon) for place in given], WIDTH, HEIGHT, EDGE)
    spots = {place.id: frame.held(place.lat, place.lon) for place in given}
    marks = {id: f'<g class="mark" data-p="{escape(id)}" transform="translate({x:.1f} {y:.1f})"' for id, (x, y) in spots.items()}
    corner: Box = (0, frame.height - 30, 330, frame.height)
    sheet = Sheet(frame, draw_base(frame), spots, Taken([*(sign_box(*spot) for spot in spots.values()), corner]), marks)
    if weights is None or len(given) <= CROWDED:
        return sheet
    wanted = [Wanted(place.id, place.name, *spots[place.id], weights.get(place.id, 0.0)) for place in given]
    most = MOST_TRIED if len(given) <= MOST_LINKED else FEW_TRIED
    return replace(sheet, names=names_for(wanted, frame, sheet.taken, sheet.page, most))
