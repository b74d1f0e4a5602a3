"""The map as SVG: places told apart by colour, shape and letter, so that colour is never the only sign, over outlines of the land."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from whoholds.infer.histories import History, histories_of
from whoholds.records import Holding
from whoholds.report.frame import Frame
from whoholds.report.labels import Wanted
from whoholds.report.map_legend import STALE_DAYS, draw_legend
from whoholds.report.map_names import names_for
from whoholds.report.map_sheet import HEIGHT, MOST_LINKED, WIDTH, Sheet, is_point, is_spot, sheet_for
from whoholds.report.map_words import ENGLISH, MapWords
from whoholds.report.marks import (
    ASSESSED_CLAIMS,
    ASSESSED_PROBABILITY,
    COLOURS,
    INK,
    SHAPES,
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

__all__ = ["COLOURS", "SHAPES", "STALE_DAYS", "Dot", "MapOptions", "dots_on", "draw_map", "holders_of", "live_map", "page_name"]

FADED = 0.45
SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
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
    (by default those of the dots), its words, and what is already drawn of it."""

    link: Callable[[Dot], str] | None = page_link
    sides: tuple[Side, ...] | None = None
    looks: tuple[Look, ...] = ()
    words: MapWords = ENGLISH
    sheet: Sheet | None = None


DEFAULT = MapOptions()


def dots_on(holdings: Iterable[Holding], day: date) -> list[Dot]:
    """Return a dot for every place with coordinates of which something is known on a day."""
    return [dot for dot in dots_through(holdings, day) if dot.status != "none"]


def dots_through(holdings: Iterable[Holding], day: date) -> list[Dot]:
    """Return a dot for every place with coordinates of which something is known on any day, as it is on this one."""
    exact = (h for h in holdings if is_spot(h.place.lat, h.place.lon, h.place.precision))
    return dots_of(histories_of(exact).values(), day)


def dots_of(histories: Iterable[History], day: date) -> list[Dot]:
    """Return a dot for every place with coordinates as it is on a day, in the order of their names."""
    dots = [_dot(history, day) for history in histories if is_point(history)]
    return sorted(dots, key=lambda dot: (dot.name, dot.id))


def _dot(history: History, day: date) -> Dot:
    held = history.on(day)
    place = held.place if held else history.place
    lat, lon = place.lat or 0.0, place.lon or 0.0
    if held is None:
        return Dot(place.id, place.name, lat, lon, "none", None, 0.0, False)
    confirmed = held.last_confirmed
    stale = confirmed is None or (day - confirmed).days > STALE_DAYS
    rivals = held.rivals if held.status == "contested" else ()
    return Dot(place.id, place.name, lat, lon, held.status, held.holder, held.chance_on(day), stale, rivals, len(held.claims_for))


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
    return draw_map(dots_through(holdings, day), MapOptions(link, sides, looks_through(holdings, sides)))


def looks_through(holdings: Iterable[Holding], sides: tuple[Side, ...]) -> tuple[Look, ...]:
    """Return every look that a map of these holdings needs on any day."""
    contested = {tuple(sorted(holding.rivals[:2])) for holding in holdings if holding.status == "contested"}
    pairs = [look_of(Dot("", "", 0, 0, "contested", None, 1, False, pair), sides) for pair in sorted(contested)]
    return tuple(dict.fromkeys((*looks_for(sides), *pairs)))


def draw_map(dots: Sequence[Dot], options: MapOptions = DEFAULT) -> str:
    """Draw the dots as SVG over outlines of the land, with names that do not overlap, and a legend; each sign leads to its place's page."""
    dots = sorted(dots, key=lambda dot: (dot.name, dot.id))
    words = options.words
    sides = _sides_on(dots) if options.sides is None else options.sides
    known = ids_of(sides)
    looks = {dot.id: look_in(dot, known) for dot in dots}
    sheet = options.sheet or sheet_for(dots)
    kinds = dict.fromkeys((*looks.values(), *options.looks))
    drawn = "".join(f'<g id="{escape(look.key)}">{draw_look(look, sides)}</g>' for look in kinds)
    used = {id for look in kinds for id in look.sides}
    rows, tall = draw_legend([side for side in sides if side.id in used], words)
    bounds = ",".join(f"{degree:.3f}" for degree in sheet.frame.bounds())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + tall:g}" role="group" aria-label="{escape(words.label)}" '
        f'class="map" direction="ltr" {FONT} font-size="11" data-stale-days="{STALE_DAYS}" data-assessed-claims="{ASSESSED_CLAIMS}" '
        f'data-assessed-probability="{ASSESSED_PROBABILITY}" data-bounds="{bounds}"><defs>{drawn}</defs>'
        f'<svg class="sheet" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">{sheet.base}'
        f'<g class="marks">{_marks(dots, looks, sheet, options)}</g>{_names(dots, sheet)}</svg>{_scale(sheet.frame, words)}{rows}</svg>'
    )


def _marks(dots: Sequence[Dot], looks: Mapping[str, Look], sheet: Sheet, options: MapOptions) -> str:
    """Draw the signs; of very many neither titles nor links are written."""
    plain = len(dots) > MOST_LINKED
    uses = {look: f'<use href="#{escape(look.key)}"/>' for look in dict.fromkeys(looks.values())}
    parts = []
    for dot in dots:
        inner = uses[looks[dot.id]]
        if not plain:
            inner = f"<title>{escape(title_of(dot, options.words))}</title>{inner}"
            inner = f'<a href="{escape(options.link(dot))}">{inner}</a>' if options.link else inner
        state = ' display="none"' if dot.status == "none" else f' opacity="{FADED}"' if dot.stale else ""
        parts.append(f"{sheet.marks[dot.id]}{state}>{inner}</g>")
    return "".join(parts)


def title_of(dot: Dot, words: MapWords = ENGLISH) -> str:
    """Say in a line who holds a place and how sure that is."""
    if dot.status == "none":
        return words.nothing_yet.format(place=dot.name)
    who = dot.holder or (words.contested_by.format(names=words.and_.join(dot.rivals)) if dot.rivals else words.unknown)
    sure = f"{dot.probability:.0%}".removesuffix("%")
    return (words.said_stale if dot.stale else words.said).format(place=dot.name, who=who, sure=sure)


def _names(dots: Sequence[Dot], sheet: Sheet) -> str:
    """Write the names of places, the best attested first, then those of countries where there is room."""
    names = sheet.names
    if names is None:
        wanted = [Wanted(dot.id, dot.name, *sheet.spots[dot.id], _weight(dot)) for dot in dots]
        names = names_for(wanted, sheet.frame, sheet.taken, sheet.page)
    hidden = {dot.id for dot in dots if dot.status == "none"}
    return names.drawn(hidden.__contains__)


def _weight(dot: Dot) -> float:
    """Weigh a name: well-attested places first, those that are known only on other days last."""
    return dot.claims + dot.probability if dot.status != "none" else 0.0


def _scale(frame: Frame, words: MapWords) -> str:
    """Draw a bar of a round number of kilometres and say where the outlines are from."""
    whole = frame.km(1.0)
    km = max((one for one in SCALES_KM if one / whole <= 130), default=SCALES_KM[0])
    wide, foot = km / whole, frame.height - 10
    bar = f'<path d="M10 {foot - 4:g}v4h{wide:.1f}v-4" fill="none" stroke="{INK}" stroke-width="1"/>'
    text = f'<text x="{14 + wide:.1f}" y="{foot:g}" font-size="9" fill="{INK}">{escape(words.scale.format(n=km))} · {escape(words.credit)}</text>'
    return f'<g class="scale">{bar}{text}</g>'
