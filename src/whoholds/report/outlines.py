"""The base map in SVG: land, lakes, rivers, coasts and borders of the part of the world that a frame shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from whoholds.report.frame import Frame, Point

SEA, LAND, LAKE, RIVER, COAST, BORDER, NAME = (
    "#dfe9ef",
    "#f6f3ec",
    "#cfdfe8",
    "#9fbfd0",
    "#a9b4ba",
    "#8d8678",
    "#6f6a60",
)
MARGIN = 10.0
"""Units around the page up to which outlines are kept: what is cut there is never seen."""
NEAR = 0.5
"""Points nearer to the last one than this many units are left out."""
STEP_BITS, MORE, BASE = 5, 32, 63
"""How numbers are packed into letters: see web/base.mjs, which packs them."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name, where the name stands (latitude, longitude), and how large it is, in degrees across."""

    name: str
    lat: float
    lon: float
    size: float


@cache
def world() -> Mapping[str, Any]:
    """Read the base map of the world, packed; see web/base.mjs for its form."""
    found: Mapping[str, Any] = json.loads(files("whoholds.report").joinpath("data/world.json").read_text("utf-8"))
    return found


@cache
def _arc(number: int) -> Sequence[Point]:
    return unpack(world()["arcs"][number], world()["scale"])


@cache
def _waters(kind: str) -> Sequence[tuple[Sequence[Point], Sequence[float]]]:
    """Return the rivers or lakes with the box around each."""
    lines = [smooth(unpack(text, world()["scale"]), kind == "lakes") for text in world()[kind]]
    return [
        (line, (min(x for x, _ in line), min(y for _, y in line), max(x for x, _ in line), max(y for _, y in line)))
        for line in lines
    ]


def unpack(text: str, scale: float) -> list[Point]:
    """Return the points of a packed line as longitude and latitude."""
    numbers: list[int] = []
    bits = shift = 0
    for sign in text.replace("!", "\\").encode("ascii"):
        value = sign - BASE
        bits |= (value & (MORE - 1)) << shift
        shift += STEP_BITS
        if value < MORE:
            numbers.append(~(bits >> 1) if bits & 1 else bits >> 1)
            bits = shift = 0
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points


def smooth(line: Sequence[Point], closed: bool) -> list[Point]:
    """Cut the corners of a line once (Chaikin 1974): the source keeps rivers and lakes on a grid of some kilometres, which would show as stairs."""
    cut = [
        (near * ax + (1 - near) * bx, near * ay + (1 - near) * by)
        for (ax, ay), (bx, by) in pairwise(line)
        for near in (0.75, 0.25)
    ]
    return [*cut, cut[0]] if closed else [line[0], *cut, line[-1]]


def countries_in(frame: Frame) -> list[Country]:
    """Return the countries whose name stands in the frame, the largest first."""
    west, south, east, north = frame.bounds()
    scale = world()["scale"]
    found = []
    for row in world()["countries"]:
        lon, lat = row["at"][0] / scale, row["at"][1] / scale
        if west < lon < east and south < lat < north:
            found.append(Country(row["name"], lat, lon, row["size"]))
    return found


def draw_base(frame: Frame) -> str:
    """Draw sea, land, lakes, rivers, coasts and borders, each kind as one path with a class and colours of its own."""
    base = world()
    bounds = frame.bounds(MARGIN)
    near = [row for row in base["countries"] if _meets([side / base["scale"] for side in row["box"]], bounds)]
    used = {~i if i < 0 else i for row in near for ring in row["rings"] for i in ring}
    arcs = {i: _arc(i) for i in used}
    land = [_joined(ring, arcs) for row in near for ring in row["rings"]]
    coasts = [arcs[i] for i in sorted(used) if i >= base["borders"]]
    borders = [arcs[i] for i in sorted(used) if i < base["borders"]]
    lakes, rivers = ([line for line, box in _waters(kind) if _meets(box, bounds)] for kind in ("lakes", "rivers"))
    parts = (
        f'<rect class="sea" width="{frame.width:g}" height="{frame.height:g}" fill="{SEA}"/>',
        _filled("land", _rings(land, frame), LAND),
        _filled("lake", _rings(lakes, frame), LAKE),
        _line("river", _lines(rivers, frame), f'stroke="{RIVER}" stroke-width="1.1"'),
        _line("coast", _lines(coasts, frame), f'stroke="{COAST}" stroke-width="0.8"'),
        _line("border", _lines(borders, frame), f'stroke="{BORDER}" stroke-width="0.9" stroke-dasharray="5 3"'),
    )
    return f'<g class="base">{"".join(parts)}</g>'


def _meets(box: Sequence[float], bounds: Sequence[float]) -> bool:
    return box[0] <= bounds[2] and box[2] >= bounds[0] and box[1] <= bounds[3] and box[3] >= bounds[1]


def _joined(ring: Iterable[int], arcs: Mapping[int, Sequence[Point]]) -> list[Point]:
    points: list[Point] = []
    for i in ring:
        arc = arcs[~i][::-1] if i < 0 else arcs[i]
        points += arc[1 if points else 0 :]
    return points


def _filled(name: str, path: str, colour: str) -> str:
    return f'<path class="{name}" d="{path}" fill="{colour}"/>' if path else ""


def _line(name: str, path: str, style: str) -> str:
    return f'<path class="{name}" d="{path}" fill="none" {style}/>' if path else ""


def _rings(rings: Iterable[Sequence[Point]], frame: Frame) -> str:
    paths = []
    for ring in rings:
        shape = _cut([frame.spot(lat, lon) for lon, lat in ring], frame)
        if len(thin := _thinned(shape)) > 2:
            paths.append(_path(thin) + "Z")
    return "".join(paths)


def _cut(shape: list[Point], frame: Frame) -> list[Point]:
    """Cut a closed shape to the page and its margin, one edge after the other."""
    low, right, foot = -MARGIN, frame.width + MARGIN, frame.height + MARGIN
    for axis, limit, sign in ((0, low, 1), (0, right, -1), (1, low, 1), (1, foot, -1)):
        if not shape:
            break
        within = [sign * (point[axis] - limit) >= 0 for point in shape]
        if all(within):
            continue
        kept: list[Point] = []
        for i, point in enumerate(shape):
            before = shape[i - 1]
            if within[i] != within[i - 1]:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if within[i]:
                kept.append(point)
        shape = kept
    return shape


def _lines(lines: Iterable[Sequence[Point]], frame: Frame) -> str:
    return "".join(_path(_thinned(run)) for line in lines for run in _runs(line, frame))


def _runs(line: Sequence[Point], frame: Frame) -> Iterator[list[Point]]:
    """Cut a line to the runs that lie on the page, each with the point before and the one after."""
    west, south, east, north = frame.bounds(MARGIN)
    inside = [west <= lon <= east and south <= lat <= north for lon, lat in line]
    run: list[Point] = []
    for i, (lon, lat) in enumerate(line):
        if inside[i] or (i and inside[i - 1]) or (i + 1 < len(line) and inside[i + 1]):
            run.append(frame.spot(lat, lon))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _thinned(shape: Sequence[Point]) -> list[Point]:
    """Leave out points that nobody could tell from the one before; the last one stays."""
    kept: list[Point] = []
    for point in shape:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= NEAR:
            kept.append(point)
    if kept and kept[-1] != shape[-1]:
        kept.append(shape[-1])
    return kept


def _path(points: Sequence[Point]) -> str:
    """Write a path with one decimal, each step from the last point as written, so that rounding never adds up."""
    if len(points) < 2:
        return ""
    grid = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [f"M{grid[0][0] / 10:g} {grid[0][1] / 10:g}l"]
    for (ax, ay), (bx, by) in pairwise(grid):
        steps.append(f"{(bx - ax) / 10:g} {(by - ay) / 10:g} ")
    return "".join(steps).rstrip()
