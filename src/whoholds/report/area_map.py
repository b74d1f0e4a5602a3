"""The worked-out areas as SVG: every cell hatched in the colour of its side, since nobody reported it, and the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from whoholds.infer.area import REACH_KM, Seed, chances_of, outer_rings
from whoholds.infer.holdings import holding_on
from whoholds.records import Holding
from whoholds.report.areas import NOTE, Land
from whoholds.report.map import COLOURS

WIDTH, EDGE, ROW = 960, 20, 22
MOST_SIDES = 12
"""Sides in the legend; the rest share the last colour."""


def draw_areas(land: Land, day: date) -> str:
    """Draw who has which ground on a day, as one SVG with a legend; the nearest place told of decides."""
    on = {key: held for key, rows in land.told.items() if (held := holding_on(rows, day)) is not None and held.status != "unknown"}
    seeds = land.ground.inside(Seed(key, on[key].place.name, on[key].place.lat or 0.0, on[key].place.lon or 0.0) for key in sorted(on))
    west, south, east, north = land.ground.shape.bounds
    scale = (WIDTH - 2 * EDGE) / max(1.0, east - west)
    tall = (north - south) * scale + 2 * EDGE

    def path(rings: Sequence[Sequence[tuple[float, float]]]) -> str:
        spots = ([f"{EDGE + (x - west) * scale:.1f} {EDGE + (north - y) * scale:.1f}" for x, y in ring] for ring in rings)
        return "".join(f"M{' L'.join(ring)}Z" for ring in spots)

    drawn = [(seed, on[seed.id], path(outer_rings(shape))) for seed, shape in land.ground.shapes(seeds, REACH_KM)]
    order = _order([held for _, held, _ in drawn], land.names)
    cells = "".join(_cell(seed, held, line, order, land.names) for seed, held, line in drawn)
    outline = path(outer_rings(land.ground.shape))
    legend = _legend(order, tall)
    high = tall + ROW * (len(order[:MOST_SIDES]) // 3 + 3)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high:.0f}" role="img" direction="ltr" font-family="sans-serif" font-size="13" '
        f'aria-label="Areas of {escape(land.extent.name)} worked out for {day}; {NOTE}"><defs>{_patterns(order)}</defs>'
        f'<rect width="100%" height="100%" fill="#fff"/>{cells}<path d="{outline}" fill="none" stroke="#222"/>'
        f'{legend}<text x="{EDGE}" y="{high - 8:.0f}">{escape(land.extent.name)}, {day}: {NOTE}.</text></svg>\n'
    )


def _order(held: Sequence[Holding], names: Mapping[str, str]) -> list[str]:
    sides = [side for holding in held for side in chances_of(holding, names).sides]
    return sorted(set(sides), key=lambda side: (-sides.count(side), side))


def _colour(number: int) -> str:
    return COLOURS[min(number, MOST_SIDES - 1) % len(COLOURS)]


def _patterns(order: Sequence[str]) -> str:
    rows = [(f"side{number}", _colour(number), 45 + 90 * (number // len(COLOURS))) for number in range(len(order))]
    rows.append(("contested", "#333", 0))
    return "".join(
        f'<pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">'
        f'<line x1="0" y1="0" x2="0" y2="7" stroke="{colour}" stroke-width="4"/></pattern>'
        for id, colour, turn in rows
    )


def _cell(seed: Seed, held: Holding, line: str, order: Sequence[str], names: Mapping[str, str]) -> str:
    side = next(iter(chances_of(held, names).sides), None)
    fill = f"url(#side{order.index(side)})" if side in order and side is not None else "url(#contested)"
    title = f"nearest to {seed.name}: {held.holder or 'contested'} ({held.probability:.0%}), inferred"
    return f'<path d="{line}" fill="{fill}" stroke="#999" stroke-width="0.5"><title>{escape(title)}</title></path>'


def _legend(order: Sequence[str], top: float) -> str:
    rows = [(f"side{number}", name) for number, name in enumerate(order[:MOST_SIDES])] + [("contested", "contested")]
    parts = []
    for place, (id, name) in enumerate(rows):
        x, y = EDGE + (place % 3) * (WIDTH / 3), top + ROW * (place // 3) + 14
        parts.append(f'<rect x="{x:.0f}" y="{y - 12:.0f}" width="24" height="14" fill="url(#{id})" stroke="#999"/>')
        parts.append(f'<text x="{x + 30:.0f}" y="{y:.0f}">{escape(name)}</text>')
    return "".join(parts)
