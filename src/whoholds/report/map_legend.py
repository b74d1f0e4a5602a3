"""The legend of a drawn map."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from whoholds.report.labels import text_width
from whoholds.report.map_sheet import HEIGHT, WIDTH
from whoholds.report.map_words import MapWords
from whoholds.report.marks import INK, UNKNOWN, Look, Side, draw_look

STALE_DAYS = 120
"""A holding not confirmed for so long is drawn faded."""
MOST_NAMED = 14
"""Sides named in the legend."""


def draw_legend(sides: Sequence[Side], words: MapWords) -> tuple[str, float]:
    """Write the legend in as many rows as it needs; return it and its height."""
    entries = [(Look("filled", (side.id,)), side.name) for side in sides[:MOST_NAMED]]
    if len(sides) > MOST_NAMED:
        look, name = entries[-1]
        entries[-1] = (look, words.more.format(name=name, n=len(sides) - MOST_NAMED))
    first = sides[0].id if sides else ""
    entries += [
        (Look("filled", (first,)), words.assessed),
        (Look("ring", (first,)), words.reported_only),
        (Look("hatched"), words.contested),
        (UNKNOWN, words.not_known),
    ]
    parts, x, y = [], 16.0, HEIGHT + 18.0
    for number, (look, text) in enumerate(entries):
        wide = 30 + text_width(text)
        if (x + wide > WIDTH and x > 16) or number == len(entries) - 4:
            x, y = 16.0, y + (22 if number else 0)
        parts.append(
            f'<g transform="translate({x:.1f} {y:.1f})">{draw_look(look, sides)}<text x="13" y="4" fill="{INK}">{escape(text)}</text></g>'
        )
        x += wide
    faded = f'<text x="{x:.1f}" y="{y + 4:.1f}" fill="{INK}">{escape(words.faded.format(n=STALE_DAYS))}</text>'
    return f'<g class="legend">{"".join(parts)}{faded}</g>', y - HEIGHT + 18
