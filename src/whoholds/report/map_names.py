"""The names on a drawn map: of places, the best attested first, then of countries where there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from whoholds.report.frame import Frame
from whoholds.report.labels import Box, Label, Taken, Wanted, place_labels
from whoholds.report.marks import INK, PAPER
from whoholds.report.outlines import NAME, countries_in

MOST_TRIED = 300
"""Names that are tried; the lightest of more are left out, so that a map of thousands of places is drawn in a fraction of a second."""
FEW_TRIED = 120
"""Names that are tried on a map so full that its signs have no links."""
CROWDED = 300
"""Of more places than this the names stand at the same spots on every day, as on the live map, and are placed once."""
MOST_LANDS = 40


@dataclass(frozen=True, slots=True)
class Names:
    """Names that have their places: the id of a place and its name as SVG, cut where the attribute that hides it goes; the countries as SVG."""

    places: Sequence[tuple[str, str, str]]
    lands: str

    def drawn(self, is_hidden: Callable[[str], bool]) -> str:
        """Draw the names; those of places that are hidden on the day are there, too, for the days on which they are not."""
        texts = "".join(f'{head} display="none"{tail}' if is_hidden(id) else head + tail for id, head, tail in self.places)
        halo = f'stroke="{PAPER}" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke"'
        style = f'fill="{NAME}" letter-spacing="1" text-anchor="middle" opacity="0.75"'
        return f'<g class="lands" {style}>{self.lands}</g><g class="names" fill="{INK}" {halo}>{texts}</g>'


def names_for(wanted: Iterable[Wanted], frame: Frame, taken: Taken, page: Box, most: int = MOST_TRIED) -> Names:
    """Place names on a map, at most so many; `taken` is the room of signs, and stays as it is. The order of `wanted` changes nothing."""
    heavy = sorted(wanted, key=lambda one: (-one.weight, one.text, one.id))[:most]
    labels = place_labels(heavy, taken, page)
    lands = [Wanted(land.name, land.name.upper(), *frame.spot(land.lat, land.lon), land.size, 12.0) for land in countries_in(frame)]
    named = place_labels(lands, Taken((label.box for label in labels), taken), page, MOST_LANDS)
    by_id = sorted(labels, key=lambda label: label.id)
    return Names(tuple(_text(label) for label in by_id), "".join(_land(label) for label in sorted(named, key=lambda label: label.id)))


def _land(label: Label) -> str:
    middle = (label.box[0] + label.box[2]) / 2
    return f'<text x="{middle:.1f}" y="{label.y:.1f}" font-size="10">{escape(label.text)}</text>'


def _text(label: Label) -> tuple[str, str, str]:
    line = ""
    if label.line:
        ax, ay, bx, by = label.line
        line = f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke="{INK}" stroke-width="0.7"/>'
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    text = f'<text x="{label.x:.1f}" y="{label.y:.1f}"{anchor}>{escape(label.text)}</text>'
    return label.id, f'<g data-p="{escape(label.id)}"', f">{line}{text}</g>"
