"""The map as SVG: places coloured by holder, with shape and letter, so that colour is never the only sign."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from whoholds.infer.holdings import holding_on
from whoholds.records import Holding

WIDTH, HEIGHT, EDGE = 960, 620, 50
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#5d3a9b", "#8c510a")
"""The palette of Okabe and Ito, told apart by colour-blind readers, and two more."""
SHAPES = ("circle", "square", "triangle", "diamond")
"""Colour and shape together tell 32 holders apart: the shapes move on by one each time the colours come round."""
ROW, MOST_NAMED = 5, 13
"""Entries of the legend in a row, and holders named in it."""
OUTLIER = 4.0
"""Dots farther than this many median distances from the middle are drawn at the frame's edge."""
STALE_DAYS = 120
"""A holding not confirmed for so long is drawn faded."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One place on the map on one day."""

    id: str
    name: str
    lat: float
    lon: float
    status: str
    holder: str | None
    probability: float
    stale: bool


def dots_on(holdings: Sequence[Holding], day: date) -> list[Dot]:
    """Return a dot for every place with coordinates of which something is known on a day."""
    by_place: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    found = [held for rows in by_place.values() if (held := holding_on(rows, day)) is not None]
    dots = [dot for one in found if (dot := _dot(one, day)) is not None]
    return sorted(dots, key=lambda dot: (dot.name, dot.id))


def _dot(holding: Holding, day: date) -> Dot | None:
    place = holding.place
    if place.lat is None or place.lon is None or place.precision != "exact":
        return None
    confirmed = holding.last_confirmed
    stale = confirmed is None or (day - confirmed).days > STALE_DAYS
    return Dot(place.id, place.name, place.lat, place.lon, holding.status, holding.holder, holding.chance_on(day), stale)


def holders_of(dots: Sequence[Dot]) -> list[str]:
    """Return the holders by how many places they hold, most first: the order of colours and shapes."""
    names = [dot.holder for dot in dots if dot.status == "held" and dot.holder]
    return sorted(set(names), key=lambda name: (-names.count(name), name))


def draw_map(dots: Sequence[Dot], links: bool = True) -> str:
    """Draw the dots as SVG with a legend; each dot is a link to its place's page."""
    order = holders_of(dots)
    spots = _spread(dots)
    marks = "".join(_mark(dot, spots[dot.id], order, links) for dot in dots)
    tall = HEIGHT + 22 * math.ceil((len(order[:MOST_NAMED]) + 2) / ROW) + 12
    return (
        f'<svg viewBox="0 0 {WIDTH} {tall}" role="img" aria-label="Map of who holds which place" class="map">'
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="#fff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#333" stroke-width="3"/></pattern></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f4f1ea"/>{marks}{_legend(order)}</svg>'
    )


def _spread(dots: Sequence[Dot]) -> dict[str, tuple[float, float]]:
    """Project to the page, equirectangular about the middle latitude; far dots at its edge."""
    if not dots:
        return {}
    framed = _central(dots)
    south, north = min(dot.lat for dot in framed), max(dot.lat for dot in framed)
    west, east = min(dot.lon for dot in framed), max(dot.lon for dot in framed)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min((WIDTH - 2 * EDGE) / max(0.5, (east - west) * squeeze), (HEIGHT - 2 * EDGE) / max(0.5, north - south))
    middle = ((west + east) / 2, (south + north) / 2)
    found: dict[str, tuple[float, float]] = {}
    for dot in dots:
        x = WIDTH / 2 + (dot.lon - middle[0]) * squeeze * scale
        y = HEIGHT / 2 - (dot.lat - middle[1]) * scale
        found[dot.id] = (min(max(x, 12.0), WIDTH - 12.0), min(max(y, 12.0), HEIGHT - 12.0))
    return found


def _central(dots: Sequence[Dot]) -> list[Dot]:
    """Return the dots that decide the frame: those not much farther from the middle than half of all are."""
    lat, lon = statistics.median(dot.lat for dot in dots), statistics.median(dot.lon for dot in dots)
    far = [math.hypot(dot.lat - lat, dot.lon - lon) for dot in dots]
    limit = max(0.5, OUTLIER * statistics.median(far))
    return [dot for dot, distance in zip(dots, far, strict=True) if distance <= limit]


def _mark(dot: Dot, spot: tuple[float, float], order: Sequence[str], links: bool) -> str:
    x, y = spot
    number = order.index(dot.holder) if dot.status == "held" and dot.holder in order else -1
    fill = COLOURS[number % len(COLOURS)] if number >= 0 else "url(#hatch)" if dot.status == "contested" else "#ffffff"
    letter = dot.holder[0] if number >= 0 and dot.holder else "?" if dot.status == "unknown" else ""
    sign = "letter doubt" if letter == "?" and number < 0 else "letter"
    faded = ' opacity="0.45"' if dot.stale else ""
    title = f"{dot.name}: {dot.holder or dot.status} ({dot.probability:.0%})"
    shape = _shape(number, x, y, fill)
    text = f'<text x="{x:.1f}" y="{y + 3.5:.1f}" class="{sign}">{escape(letter)}</text><text x="{x + 10:.1f}" y="{y + 4:.1f}">{escape(dot.name)}</text>'
    inner = f"<g{faded}><title>{escape(title)}</title>{shape}{text}</g>"
    return f'<a href="places/{page_name(dot.id)}.html">{inner}</a>' if links else inner


def _shape(number: int, x: float, y: float, fill: str) -> str:
    kind = SHAPES[(number + number // len(COLOURS)) % len(SHAPES)] if number >= 0 else "circle"
    style = f'fill="{fill}" stroke="#222" stroke-width="1"'
    if kind == "square":
        return f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" {style}/>'
    if kind == "triangle":
        return f'<path d="M{x:.1f} {y - 8:.1f} L{x + 8:.1f} {y + 6:.1f} L{x - 8:.1f} {y + 6:.1f} Z" {style}/>'
    if kind == "diamond":
        return (
            f'<path d="M{x:.1f} {y - 8:.1f} L{x + 8:.1f} {y:.1f} L{x:.1f} {y + 8:.1f} L{x - 8:.1f} {y:.1f} Z" {style}/>'
        )
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6.5" {style}/>'


def _legend(order: Sequence[str]) -> str:
    rows = [(number, name, COLOURS[number % len(COLOURS)]) for number, name in enumerate(order[:MOST_NAMED])]
    rows += [(-1, "contested", "url(#hatch)"), (-1, "unknown (?)", "#ffffff")]
    parts = []
    for place, (number, name, fill) in enumerate(rows):
        x, y = 16 + (place % ROW) * (WIDTH / ROW), HEIGHT + 18 + 22 * (place // ROW)
        parts.append(f'{_shape(number, x, y, fill)}<text x="{x + 14:.1f}" y="{y + 4:.1f}">{escape(name)}</text>')
    return f'<g class="legend">{"".join(parts)}</g>'


def page_name(id: str) -> str:
    """Return the file name of a place's page."""
    return "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in id)
