"""The signs of the map: colour, shape and letter of a side, and how sure a holding is, as small pieces of SVG.

Defined here and nowhere else: the browser takes palette and letters from `map.json` and the drawings from the page's own SVG.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Protocol

from whoholds.records import Holding

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#5d3a9b", "#cc79a7", "#8c510a")
"""The palette of Okabe and Ito without yellow and black, and two more. In this order the first five differ most for the colour-blind."""
OTHER = "#6b6f76"
"""The colour of a side that is none of the map's."""
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "circle": "M-7 0A7 7 0 1 1 7 0A7 7 0 1 1 -7 0Z",
        "square": "M-6.2 -6.2H6.2V6.2H-6.2Z",
        "triangle": "M0 -8.4L8.3 6.2H-8.3Z",
        "diamond": "M0 -8.6L8.6 0L0 8.6L-8.6 0Z",
        "hexagon": "M-4 -7H4L8 0L4 7H-4L-8 0Z",
        "wedge": "M0 8.4L8.3 -6.2H-8.3Z",
    }
)
"""Outlines about (0, 0). Colour and shape together tell 48 sides apart: the shapes move on by one each time the colours come round."""
LETTER_AT = MappingProxyType({"triangle": 5.2, "wedge": 1.6})
"""Where the foot of the letter stands, where it is not 3.2 below the middle."""
INK, PAPER, EDGE = "#16191d", "#ffffff", "#22262b"
ASSESSED_CLAIMS, ASSESSED_PROBABILITY = 2, 0.75
"""What fills a sign. Not tuned but set: two, so that no report alone does; odds of three to one, so that no coin's toss does."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side and its sign."""

    id: str
    name: str
    colour: str
    shape: str
    letter: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a place is drawn: `filled` (assessed), `ring` (reported only), `hatched` (contested) or `unknown`, and whose it is by side id."""

    kind: str
    sides: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The id of its drawing in the page: letters, digits and hyphens."""
        return "-".join(("look", self.kind, *(slug(side) for side in self.sides)))


UNKNOWN = Look("unknown")


class Held(Protocol):
    """What a look is worked out from: a holding of some day, whatever record it stands in."""

    @property
    def status(self) -> str:
        """Held, contested or unknown."""

    @property
    def holder(self) -> str | None:
        """Who holds the place."""

    @property
    def rivals(self) -> tuple[str, ...]:
        """Who contests it."""

    @property
    def probability(self) -> float:
        """How sure it is, 0 to 1."""

    @property
    def claims(self) -> int:
        """How many claims speak for it."""


def sides_of(named: Iterable[tuple[str, str]], given: Sequence[Side] = ()) -> tuple[Side, ...]:
    """Give sides their signs, from a pair of id and name for each time that one is named.

    Those named most often come first and look the least alike; of several names of one id the commonest counts. Sides among `given`
    come before those, in its order, with the signs that they have there; those of it that nobody names are left out.
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for id, name in named:
        names[id][name] += 1
    had = {side.id for side in given}
    order = sorted(names.keys() - had, key=lambda id: (-names[id].total(), id))
    shapes, taken, made = tuple(SHAPES), {side.letter for side in given}, [side for side in given if side.id in names]
    for number, id in enumerate(order, len(given)):
        name = min(names[id], key=lambda one: (-names[id][one], one))
        letter = _letter(name, taken)
        taken.add(letter)
        shape = shapes[(number % len(COLOURS) + number // len(COLOURS)) % len(shapes)]
        made.append(Side(id, name, COLOURS[number % len(COLOURS)], shape, letter))
    return tuple(made)


def sides_in(holdings: Iterable[Holding], given: Sequence[Side] = ()) -> tuple[Side, ...]:
    """Give signs to all sides that hold or contest a place at any time; their names are their ids. `given` have theirs, see `sides_of`."""
    rows = [
        (h.holder,) if h.status == "held" and h.holder else h.rivals if h.status == "contested" else ()
        for h in holdings
    ]
    return sides_of(((name, name) for row in rows for name in row), given)


def _letter(name: str, taken: set[str]) -> str:
    """Choose a letter that no side before has: that of a word, else any of the name, else the first again."""
    words = [word for word in name.split() if word[0].isalpha()] or [name]
    firsts = [word[0].upper() for word in words]
    inner = [sign.upper() for sign in name if sign.isalpha()]
    return next((sign for sign in (*firsts, *inner) if sign not in taken), (*firsts, "·")[0])


def side_line(side: Side) -> dict[str, str]:
    """Return a side ready for `map.json`."""
    return {"id": side.id, "name": side.name, "colour": side.colour, "shape": side.shape, "letter": side.letter}


def look_of(held: Held, sides: Sequence[Side]) -> Look:
    """Return how a holding is drawn; sides are found by id or by name."""
    return look_in(held, ids_of(sides))


def ids_of(sides: Iterable[Side]) -> dict[str, str]:
    """Return the id of each side by its name and by its id."""
    given = tuple(sides)
    return {side.name: side.id for side in given} | {side.id: side.id for side in given}


def look_in(held: Held, known: Mapping[str, str]) -> Look:
    """Return how a holding is drawn, sides found in what `ids_of` returns: for many holdings of the same sides."""
    if held.status == "contested":
        return Look("hatched", tuple(sorted(known[name] for name in held.rivals[:2] if name in known)))
    if held.status != "held" or held.holder is None:
        return UNKNOWN
    kind = "filled" if is_assessed(held.claims, held.probability) else "ring"
    return Look(kind, (known[held.holder],) if held.holder in known else ())


def is_assessed(claims: int, probability: float) -> bool:
    """Tell whether a holding is borne out by more than one claim and sure enough to be drawn as assessed."""
    return claims >= ASSESSED_CLAIMS and probability >= ASSESSED_PROBABILITY


def looks_for(sides: Sequence[Side]) -> list[Look]:
    """Return every look that a map of these sides may need, contested pairs left out."""
    return [Look(kind, (side.id,)) for kind in ("filled", "ring") for side in sides] + [Look("hatched"), UNKNOWN]


def draw_look(look: Look, sides: Sequence[Side]) -> str:
    """Draw a look about (0, 0), 9 units to each side: plain shapes with colours of their own, no patterns, no styles."""
    found = {side.id: side for side in sides}
    if look.kind == "unknown":
        return f'<circle r="6.4" fill="{PAPER}" stroke="{OTHER}" stroke-width="1.2"/>{_written("?", INK, 3.2)}'
    if look.kind == "hatched":
        colours = [found[id].colour for id in look.sides if id in found]
        return _hatched(colours if len(colours) > 1 else [INK])
    side = found.get(look.sides[0]) if look.sides else None
    side = side or Side("", "", OTHER, "circle", "·")
    foot = LETTER_AT.get(side.shape, 3.2)
    if look.kind == "ring":
        ring = f'<path d="{SHAPES[side.shape]}" fill="{PAPER}" stroke="{side.colour}" stroke-width="2.2"/>'
        return ring + _written(side.letter, INK, foot)
    filled = f'<path d="{SHAPES[side.shape]}" fill="{side.colour}" stroke="{EDGE}" stroke-width="1"/>'
    return filled + _written(side.letter, ink_on(side.colour), foot)


def _hatched(colours: Sequence[str]) -> str:
    """Draw stripes as lines across a circle, in turn in the colours of those who contest."""
    radius, stripes = 7.0, []
    for number, offset in enumerate((-4.6, -1.55, 1.55, 4.6)):
        half, turn = math.sqrt(radius**2 - offset**2), math.sqrt(0.5)
        (ax, ay), (bx, by) = (
            (offset * turn + sign * half * turn, -offset * turn + sign * half * turn) for sign in (-1, 1)
        )
        colour = colours[number % len(colours)]
        stripes.append(f'<path d="M{ax:.2f} {ay:.2f}L{bx:.2f} {by:.2f}" stroke="{colour}" stroke-width="1.9"/>')
    rim = f'<circle r="{radius:g}" fill="none" stroke="{INK}" stroke-width="1.2"/>'
    return f'<circle r="{radius:g}" fill="{PAPER}"/>{"".join(stripes)}{rim}'


def _written(letter: str, colour: str, foot: float) -> str:
    style = 'font-family="system-ui, sans-serif" font-size="9" font-weight="700" text-anchor="middle"'
    return f'<text y="{foot:g}" fill="{colour}" {style}>{escape(letter)}</text>'


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour."""
    light = luminance(colour)
    return PAPER if 1.05 / (light + 0.05) >= (light + 0.05) / (luminance(INK) + 0.05) else INK


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour written #rrggbb, 0 to 1, as WCAG reckons it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def slug(words: str) -> str:
    """Return letters, digits and hyphens only, for file names and the ids of a page."""
    return "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in words)
