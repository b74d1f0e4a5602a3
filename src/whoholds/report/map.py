"""The map as SVG: places told apart by colour, shape and letter, so that colour is never the only sign, over outlines of the land."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from whoholds.infer.holdings import holding_on
from whoholds.records import Holding
from whoholds.report.frame import Frame, frame_of
from whoholds.report.labels import Box, Label, Wanted, place_labels, sign_box, text_width
from whoholds.report.marks import (
    ASSESSED_CLAIMS,
    ASSESSED_PROBABILITY,
    COLOURS,
    INK,
    PAPER,
    SHAPES,
    UNKNOWN,
    Look,
    Side,
    draw_look,
    ids_of,
    look_in,
    look_of,
    looks_for,
    sides_of,
    slug,
)
from whoholds.report.outlines import NAME, countries_in, draw_base

__all__ = ["COLOURS", "SHAPES", "Dot", "MapOptions", "dots_on", "draw_map", "holders_of", "live_map", "page_name"]

WIDTH, HEIGHT, EDGE = 960, 620, 50
STALE_DAYS = 120
"""A holding not confirmed for so long is drawn faded."""
FADED = 0.45
MOST_NAMED = 14
"""Sides named in the legend."""
MOST_TRIED = 300
"""Names that are tried; the lightest of more are left out, so that a map of thousands of places is drawn in a fraction of a second."""
FEW_TRIED = 120
"""Names that are tried on a map so full that its signs have no links."""
MOST_LINKED = 1500
"""Signs with a link and a title each; of more places the page would be too heavy, and the table leads to them."""
SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
CREDIT = "Outlines: Natural Earth. Lines say nothing about whose land it is."
FONT = 'font-family="system-ui, sans-serif"'


@dataclass(frozen=True, slots=True)
class Dot:
    """One place on the map on one day; its status is held, contested, unknown, or none where nothing was reported yet."""

    id: str
    name: str
    lat: float
    lon: float
    status: str
    holder: str | None
    probability: float
    stale: bool
    rivals: tuple[str, ...] = ()
    claims: int = 0


def page_name(id: str) -> str:
    """Return the file name of a place's page."""
    return slug(id)


def page_link(dot: Dot) -> str:
    """Return where a place's page lies from the top of a published folder."""
    return f"places/{page_name(dot.id)}.html"


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How a map is drawn: where a sign leads (None: nowhere), the sides with their signs and further looks that the browser will need
    (by default those of the dots), and the places that are to have no name."""

    link: Callable[[Dot], str] | None = page_link
    sides: tuple[Side, ...] | None = None
    looks: tuple[Look, ...] = ()


DEFAULT = MapOptions()


def dots_on(holdings: Iterable[Holding], day: date) -> list[Dot]:
    """Return a dot for every place with coordinates of which something is known on a day."""
    return [dot for dot in dots_through(holdings, day) if dot.status != "none"]


def dots_through(holdings: Iterable[Holding], day: date) -> list[Dot]:
    """Return a dot for every place with coordinates of which something is known on any day, as it is on this one."""
    by_place: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        place = holding.place
        if place.lat is not None and place.lon is not None and place.precision == "exact":
            by_place[place.id].append(holding)
    dots = [_dot(rows, day) for rows in by_place.values()]
    return sorted(dots, key=lambda dot: (dot.name, dot.id))


def _dot(rows: Sequence[Holding], day: date) -> Dot:
    held = holding_on(rows, day)
    holding = held or min(rows, key=lambda row: row.id)
    place = holding.place
    dot = Dot(place.id, place.name, place.lat or 0.0, place.lon or 0.0, "none", None, 0.0, False)
    if held is None:
        return dot
    confirmed = held.last_confirmed
    return replace(
        dot,
        status=held.status,
        holder=held.holder,
        probability=held.chance_on(day),
        stale=confirmed is None or (day - confirmed).days > STALE_DAYS,
        rivals=held.rivals if held.status == "contested" else (),
        claims=len(held.claims_for),
    )


def holders_of(dots: Iterable[Dot]) -> list[str]:
    """Return the holders by how many places they hold, most first: the order of colours and shapes."""
    return [side.name for side in _sides_on(dots) if any(dot.holder == side.name for dot in dots)]


def _sides_on(dots: Iterable[Dot]) -> tuple[Side, ...]:
    rows = [
        (d.holder,) if d.status == "held" and d.holder else d.rivals if d.status == "contested" else () for d in dots
    ]
    return sides_of((name, name) for row in rows for name in row)


def live_map(
    holdings: Sequence[Holding], day: date, sides: tuple[Side, ...], link: Callable[[Dot], str] = page_link
) -> str:
    """Draw the map of a day so that the browser can turn it to any other day: with every place, and every look that a day may need."""
    contested = {tuple(sorted(holding.rivals[:2])) for holding in holdings if holding.status == "contested"}
    pairs = [look_of(Dot("", "", 0, 0, "contested", None, 1, False, pair), sides) for pair in sorted(contested)]
    looks = dict.fromkeys((*looks_for(sides), *pairs))
    return draw_map(dots_through(holdings, day), MapOptions(link, sides, tuple(looks)))


def draw_map(dots: Sequence[Dot], options: MapOptions = DEFAULT) -> str:
    """Draw the dots as SVG over outlines of the land, with names that do not overlap, and a legend; each sign leads to its place's page."""
    dots = sorted(dots, key=lambda dot: (dot.name, dot.id))
    sides = _sides_on(dots) if options.sides is None else options.sides
    known = ids_of(sides)
    looks = {dot.id: look_in(dot, known) for dot in dots}
    frame = frame_of([(dot.lat, dot.lon) for dot in dots], WIDTH, HEIGHT, EDGE)
    spots = {dot.id: frame.held(dot.lat, dot.lon) for dot in dots}
    plain = len(dots) > MOST_LINKED
    shown = replace(options, link=None) if plain else options
    marks = "".join(_mark(dot, spots[dot.id], looks[dot.id], shown, plain) for dot in dots)
    kinds = dict.fromkeys((*looks.values(), *options.looks))
    drawn = "".join(f'<g id="{escape(look.key)}">{draw_look(look, sides)}</g>' for look in kinds)
    rows, tall = _legend([side for side in sides if any(side.id in look.sides for look in kinds)])
    bounds = ",".join(f"{degree:.3f}" for degree in frame.bounds())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + tall:g}" role="group" aria-label="Map of who holds which place" '
        f'class="map" {FONT} font-size="11" data-stale-days="{STALE_DAYS}" data-assessed-claims="{ASSESSED_CLAIMS}" '
        f'data-assessed-probability="{ASSESSED_PROBABILITY}" data-bounds="{bounds}"><defs>{drawn}</defs>'
        f'<svg class="sheet" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">{draw_base(frame)}'
        f'<g class="marks">{marks}</g>{_names(dots, spots, frame)}</svg>{_scale(frame)}{rows}</svg>'
    )


def _mark(dot: Dot, spot: tuple[float, float], look: Look, options: MapOptions, plain: bool) -> str:
    state = ' display="none"' if dot.status == "none" else f' opacity="{FADED}"' if dot.stale else ""
    sign = f'<use href="#{escape(look.key)}"/>'
    inner = sign if plain else f"<title>{escape(title_of(dot))}</title>{sign}"
    if options.link is not None:
        inner = f'<a href="{escape(options.link(dot))}">{inner}</a>'
    return f'<g class="mark" data-p="{escape(dot.id)}" transform="translate({spot[0]:.1f} {spot[1]:.1f})"{state}>{inner}</g>'


def title_of(dot: Dot) -> str:
    """Say in a line who holds a place and how sure that is."""
    held = dot.holder or (f"contested by {' and '.join(dot.rivals)}" if dot.rivals else dot.status)
    return f"{dot.name}: {held} ({dot.probability:.0%}{', not confirmed of late' if dot.stale else ''})"


def _names(dots: Sequence[Dot], spots: Mapping[str, tuple[float, float]], frame: Frame) -> str:
    """Write the names of places, the best attested first, then those of countries where there is room."""
    wanted = [Wanted(dot.id, dot.name, *spots[dot.id], _weight(dot)) for dot in dots]
    heavy = sorted(wanted, key=lambda one: (-one.weight, one.text, one.id))[: MOST_TRIED if len(wanted) <= MOST_LINKED else FEW_TRIED]
    heavy_ids = {one.id for one in heavy}
    taken: list[Box] = [sign_box(one.x, one.y) for one in wanted if one.id not in heavy_ids]
    page: Box = (2, 2, frame.width - 2, frame.height - 2)
    corner: Box = (0, frame.height - 30, 330, frame.height)
    labels = place_labels(heavy, [*taken, corner], page)
    lands = [
        Wanted(land.name, land.name.upper(), *frame.spot(land.lat, land.lon), land.size, 12.0)
        for land in countries_in(frame)
    ]
    named = place_labels(
        lands, [*taken, corner, *(sign_box(one.x, one.y) for one in heavy), *(label.box for label in labels)], page, 40
    )
    hidden = {dot.id for dot in dots if dot.status == "none"}
    texts = "".join(_text(label, hidden) for label in sorted(labels, key=lambda label: label.id))
    halo = f'stroke="{PAPER}" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke"'
    style = f'fill="{NAME}" letter-spacing="1" text-anchor="middle" opacity="0.75"'
    lands_text = "".join(_land(label) for label in sorted(named, key=lambda label: label.id))
    return f'<g class="lands" {style}>{lands_text}</g><g class="names" fill="{INK}" {halo}>{texts}</g>'


def _land(label: Label) -> str:
    middle = (label.box[0] + label.box[2]) / 2
    return f'<text x="{middle:.1f}" y="{label.y:.1f}" font-size="10">{escape(label.text)}</text>'


def _weight(dot: Dot) -> float:
    """Weigh a name: well-attested places first, those that are known only on other days last."""
    return dot.claims + dot.probability if dot.status != "none" else 0.0


def _text(label: Label, hidden: set[str]) -> str:
    state = ' display="none"' if label.id in hidden else ""
    line = ""
    if label.line:
        ax, ay, bx, by = label.line
        line = f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke="{INK}" stroke-width="0.7"/>'
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    text = f'<text x="{label.x:.1f}" y="{label.y:.1f}"{anchor}>{escape(label.text)}</text>'
    return f'<g data-p="{escape(label.id)}"{state}>{line}{text}</g>'


def _scale(frame: Frame) -> str:
    """Draw a bar of a round number of kilometres and say where the outlines are from."""
    whole = frame.km(1.0)
    km = max((one for one in SCALES_KM if one / whole <= 130), default=SCALES_KM[0])
    wide, foot = km / whole, frame.height - 10
    bar = f'<path d="M10 {foot - 4:g}v4h{wide:.1f}v-4" fill="none" stroke="{INK}" stroke-width="1"/>'
    text = f'<text x="{14 + wide:.1f}" y="{foot:g}" font-size="9" fill="{INK}">{km} km · {CREDIT}</text>'
    return f'<g class="scale">{bar}{text}</g>'


def _legend(sides: Sequence[Side]) -> tuple[str, float]:
    """Write the legend in as many rows as it needs; return it and its height."""
    entries = [(Look("filled", (side.id,)), side.name) for side in sides[:MOST_NAMED]]
    first = sides[0].id if sides else ""
    entries += [
        (Look("filled", (first,)), "assessed"),
        (Look("ring", (first,)), "reported only"),
        (Look("hatched"), "contested"),
        (UNKNOWN, "unknown (?)"),
    ]
    parts, x, y = [], 16.0, HEIGHT + 18.0
    for number, (look, name) in enumerate(entries):
        text = (
            name
            if len(sides) <= MOST_NAMED or number != MOST_NAMED - 1
            else f"{name} and {len(sides) - MOST_NAMED} more"
        )
        wide = 30 + text_width(text)
        if (x + wide > WIDTH and x > 16) or number == len(entries) - 4:
            x, y = 16.0, y + (22 if number else 0)
        parts.append(
            f'<g transform="translate({x:.1f} {y:.1f})">{draw_look(look, sides)}<text x="13" y="4" fill="{INK}">{escape(text)}</text></g>'
        )
        x += wide
    faded = f'<text x="{x:.1f}" y="{y + 4:.1f}" fill="{INK}">faded: not confirmed for {STALE_DAYS} days</text>'
    return f'<g class="legend">{"".join(parts)}{faded}</g>', y - HEIGHT + 18
