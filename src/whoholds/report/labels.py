"""Names on a map that never overlap: the weightiest first, beside its sign, else on a short line, else left out."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SIZE = 11.0
"""Height of the letters, in units of the page."""
NARROW, BROAD, WIDE = 0.57, 0.72, 1.04
"""Widths of small letters, capitals and the signs of East Asia, in heights: those of broad fonts, so that a guess is rather too large."""
SIGN = 9.0
"""Half the width of a sign."""
GAP = 2.0
CELL = 48
AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""Where a name may stand, best first: right, left, above, below, and the corners."""
FAR = (18.0, 30.0)
"""How far off a name may stand that needs a line to its sign."""
DIRECTIONS = 12
CROWD = 120
"""More names than this stand beside their signs or not at all: lines to all would be a thicket, and looking for room takes most of a page's time."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that wants to stand at a sign; the heavier, the sooner it is placed."""

    id: str
    text: str
    x: float
    y: float
    weight: float
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Label:
    """A name that found its place: where its foot begins, ends or has its middle, and whether a line leads to its sign."""

    id: str
    text: str
    x: float
    y: float
    anchor: str
    box: Box
    line: tuple[float, float, float, float] | None = None
    size: float = SIZE


class Taken:
    """Boxes that nothing may cover, found by the cells of a grid that they touch; those of `under` are taken too, and stay as they are."""

    def __init__(self, boxes: Iterable[Box] = (), under: Taken | None = None) -> None:
        self.under = under
        self.cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Take a box."""
        for cell in _cells(box):
            self.cells[cell].append(box)

    def is_free(self, box: Box, own: Box | None = None) -> bool:
        """Tell whether a box covers none that is taken, its own sign left out."""
        if self.under is not None and not self.under.is_free(box, own):
            return False
        left, top, right, bottom = box
        for cell in _cells(box):
            for other in self.cells.get(cell, ()):
                if left < other[2] and right > other[0] and top < other[3] and bottom > other[1] and other != own:
                    return False
        return True


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
        for row in range(int(box[1] // CELL), int(box[3] // CELL) + 1):
            yield column, row


def text_width(text: str, size: float = SIZE) -> float:
    """Guess how wide a text is, rather too wide than too narrow."""
    wide = sum(
        0.0
        if unicodedata.combining(sign)
        else WIDE
        if unicodedata.east_asian_width(sign) in "WF"
        else BROAD
        if sign.isupper() or sign in "mwMW—%"
        else NARROW
        for sign in text
    )
    return wide * size


def place_labels(wanted: Sequence[Wanted], taken: Iterable[Box] | Taken, page: Box, most: int = 250) -> list[Label]:
    """Give names their places, at most so many; the order of `wanted` changes nothing."""
    signs = [sign_box(one.x, one.y) for one in wanted]
    boxes = Taken(signs, taken) if isinstance(taken, Taken) else Taken([*taken, *signs])
    placed: list[Label] = []
    far = FAR if len(wanted) <= CROWD else ()
    order = sorted(range(len(wanted)), key=lambda i: (-wanted[i].weight, wanted[i].text, wanted[i].id))
    for i in order:
        if len(placed) == most:
            break
        label = _first_free(wanted[i], signs[i], boxes, page, far)
        if label is not None:
            boxes.add(label.box)
            placed.append(label)
    return placed


def sign_box(x: float, y: float) -> Box:
    """Return the box of a sign."""
    return x - SIGN, y - SIGN, x + SIGN, y + SIGN


def _first_free(one: Wanted, own: Box, boxes: Taken, page: Box, far: Sequence[float]) -> Label | None:
    for label in _choices(one, far):
        box = label.box
        on_page = box[0] >= page[0] and box[1] >= page[1] and box[2] <= page[2] and box[3] <= page[3]
        if on_page and boxes.is_free(box, own if label.line is None else None):
            return label
    return None


def _choices(one: Wanted, distances: Sequence[float]) -> Iterator[Label]:
    wide, off = text_width(one.text, one.size), SIGN + GAP
    for right, down in AROUND:
        corner = 0.72 if right and down else 1.0
        yield _label(one, wide, (one.x + right * off * corner, one.y + down * (off * corner + one.size / 2 - 1)), right)
    for far in distances:
        for turn in range(DIRECTIONS):
            angle = 2 * math.pi * turn / DIRECTIONS
            right = round(math.cos(angle))
            foot = (one.x + math.cos(angle) * far, one.y + math.sin(angle) * far)
            near = (one.x + math.cos(angle) * (SIGN - 1), one.y + math.sin(angle) * (SIGN - 1))
            yield _label(one, wide, foot, right, (*near, *foot))


def _label(
    one: Wanted, wide: float, at: tuple[float, float], right: int, line: tuple[float, float, float, float] | None = None
) -> Label:
    """Put a text at a point: to the right of it, to the left, or with its middle there."""
    x, y = at[0] + (GAP * right if line else 0), at[1]
    left = x if right > 0 else x - wide if right < 0 else x - wide / 2
    box = (left - 1, y - one.size * 0.62, left + wide + 1, y + one.size * 0.62)
    anchor = "start" if right > 0 else "end" if right < 0 else "middle"
    return Label(one.id, one.text, x, y + one.size * 0.36, anchor, box, line, one.size)
