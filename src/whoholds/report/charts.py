"""Small charts as SVG: figures over time with their intervals, ranges side by side, claims a day, who held a place when.

What is not known stays empty: no line is drawn between two reports as if somebody had counted in between.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from whoholds.report.axes import Axis, day_axis, day_ticks, number_axis, number_ticks, written
from whoholds.report.chart_words import ENGLISH, ChartWords
from whoholds.report.labels import text_width
from whoholds.report.marks import INK, OTHER, PAPER, Look, Side, draw_look

BLUE, GRID, QUIET, ALARM = "#0072b2", "#dcdfe3", "#5d636b", "#b3261e"
WIDTH, LEFT, RIGHT, TOP, FOOT = 720.0, 58.0, 16.0, 14.0, 24.0
ROW = 22.0
CURVES = (BLUE, "#d55e00", "#009e73")
MOST_BARS = 240


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as somebody gave it: the days it holds for, low and high (None: open), what to say of it, and where that leads."""

    earliest: date
    latest: date
    low: float | None
    high: float | None
    label: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """A row of a chart of ranges."""

    name: str
    low: float | None
    high: float | None
    label: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a chart of curves: its name, and its points (across, up), the first numbers above nought."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in which a place looked so: from when (at the earliest and the latest) until when (None: still)."""

    earliest: date | None
    start: date
    end: date | None
    look: Look
    label: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Moments:
    """Days marked on a timeline: of claims, of disagreements; and the day up to which what still holds is drawn."""

    told: Sequence[date] = ()
    doubted: Sequence[date] = ()
    until: date | None = None


def draw_series(readings: Sequence[Reading], unit: str, title: str, words: ChartWords = ENGLISH) -> str:
    """Draw numbers over time: a dot or a bar from low to high for each, never joined; empty text without any."""
    known = sorted((r for r in readings if _ends(r) is not None), key=lambda r: (r.earliest, r.latest, r.label))
    if not known:
        return ""
    height = 210.0
    ends = [end for reading in known if (end := _ends(reading))]
    across = day_axis(min(r.earliest for r in known), max(r.latest for r in known), LEFT + 10, WIDTH - RIGHT - 10)
    up = number_axis(min(low for low, _ in ends), max(high for _, high in ends), height - FOOT, TOP + 12)
    parts = [_grid(up, WIDTH - RIGHT, words), _days(across, height, words), _words(LEFT - 6, TOP, unit, "end")]
    parts += [_linked(_reading(r, across, up), r.label, r.link) for r in known]
    return _chart(height, title, "".join(parts))


def _ends(reading: Reading | Range) -> tuple[float, float] | None:
    """Return low and high, an open end as the other one."""
    if reading.low is None and reading.high is None:
        return None
    low = reading.low if reading.low is not None else reading.high
    high = reading.high if reading.high is not None else reading.low
    return (low, high) if low is not None and high is not None else None


def _reading(reading: Reading, across: Axis, up: Axis) -> str:
    low, high = _ends(reading) or (0.0, 0.0)
    left, right, foot, head = across.on(reading.earliest), across.on(reading.latest), up.at(low), up.at(high)
    middle = (left + right) / 2
    stroke = f'stroke="{BLUE}" stroke-width="1.6" fill="none"'
    days = f'<path d="M{left:.1f} {(foot + head) / 2:.1f}H{right:.1f}" {stroke}/>' if right - left > 1 else ""
    bar = f'<path d="M{middle - 4:.1f} {foot:.1f}h8m-4 0V{head:.1f}m-4 0h8" {stroke}/>' if foot - head > 1 else ""
    arrow = ""
    if reading.high is None:
        arrow = f'<path d="M{middle:.1f} {head - 5:.1f}v-9m-3.5 4l3.5 -4l3.5 4" {stroke}/>'
    if reading.low is None:
        arrow = f'<path d="M{middle:.1f} {foot + 5:.1f}v9m-3.5 -4l3.5 4l3.5 -4" {stroke}/>'
    dot = f'<circle cx="{middle:.1f}" cy="{(foot + head) / 2:.1f}" r="4" fill="{BLUE}" stroke="{PAPER}"/>'
    return days + bar + arrow + dot


def draw_ranges(rows: Sequence[Range], unit: str, title: str) -> str:
    """Draw rows of low to high side by side, in the order given; open ends have an arrow; empty text without any."""
    known = [(row, ends) for row in rows if (ends := _ends(row)) is not None]
    if not known:
        return ""
    side = min(220.0, max(text_width(row.name) for row, _ in known) + 14)
    height = TOP + ROW * len(known) + FOOT + 6
    across = number_axis(min(low for _, (low, _) in known), max(high for _, (_, high) in known), side, WIDTH - 90)
    parts = [_uprights(across, TOP, height - FOOT), _words(WIDTH - RIGHT, height - 6, unit, "end")]
    for number, (row, ends) in enumerate(known):
        parts.append(_linked(_bar(row, ends, across, TOP + ROW * (number + 0.5)), row.label, row.link))
    return _chart(height, title, "".join(parts))


def _bar(row: Range, ends: tuple[float, float], across: Axis, y: float) -> str:
    left, right = across.at(ends[0]), across.at(ends[1])
    numbers = written(ends[0]) if ends[0] == ends[1] else f"{written(ends[0])} to {written(ends[1])}"
    said = f"from {numbers}" if row.high is None else f"up to {numbers}" if row.low is None else numbers
    bar = f'<rect x="{left - 3:.1f}" y="{y - 5:.1f}" width="{right - left + 6:.1f}" height="10" rx="5" fill="{BLUE}"/>'
    arrow = (
        f'<path d="M{right + 6:.1f} {y - 4:.1f}l5 4l-5 4" fill="none" stroke="{BLUE}" stroke-width="1.6"/>'
        if row.high is None
        else ""
    )
    after = right + (18 if row.high is None else 9)
    return (
        _words(across.start - 10, y + 4, row.name, "end", INK) + bar + arrow + _words(after, y + 4, said, "start", INK)
    )


def draw_curves(curves: Sequence[Curve], across_unit: str, up_unit: str, title: str) -> str:
    """Draw measurements of one thing against another: across in powers of ten, up from nought, points joined for the eye; empty text
    without any."""
    points = [point for curve in curves for point in curve.points]
    if not points:
        return ""
    height, ground = 240.0, 240.0 - FOOT - 12
    powers = sorted(math.log10(x) for x, _ in points)
    across = Axis(powers[0], max(powers[-1], powers[0] + 1), LEFT + 24, WIDTH - RIGHT - 40)
    up = number_axis(0, max(y for _, y in points), ground, TOP + 22)
    ticks = "".join(_words(across.at(math.log10(x)), ground + 14, written(x), "middle") for x in sorted({x for x, _ in points}))
    paper = f'<rect width="{WIDTH:g}" height="{height:g}" fill="{PAPER}"/>'
    parts = [paper, _grid(up, WIDTH - RIGHT), ticks, _words(LEFT - 40, TOP, up_unit, "start"), _words(WIDTH - RIGHT, height - 6, across_unit, "end")]
    for number, curve in enumerate(curves):
        parts.append(_curve(curve, (across, up), CURVES[number % len(CURVES)], LEFT + 230 + 170 * number))
    return _chart(height, title, "".join(parts))


def _curve(curve: Curve, axes: tuple[Axis, Axis], colour: str, at: float) -> str:
    across, up = axes
    spots = [(across.at(math.log10(x)), up.at(y), x, y) for x, y in sorted(curve.points)]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _, _ in spots)
    line = f'<path class="curve" d="M{path}" fill="none" stroke="{colour}" stroke-width="1.6"/>' if len(spots) > 1 else ""
    dots = "".join(
        _linked(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>', f"{curve.name}: {written(value)} at {written(size)}", "")
        for x, y, size, value in spots
    )
    sign = f'<circle cx="{at:.1f}" cy="{TOP - 4:g}" r="4" fill="{colour}"/>'
    return line + dots + sign + _words(at + 9, TOP, curve.name, "start", INK)


def draw_days(per_day: Iterable[tuple[date, int]], title: str, words: ChartWords = ENGLISH) -> str:
    """Draw how many claims are told of each day, as bars of a day or of as many days as fit; empty text without any."""
    rows = sorted((day, count) for day, count in per_day if count > 0)
    if not rows:
        return ""
    height = 96.0
    across = day_axis(rows[0][0], rows[-1][0], LEFT, WIDTH - RIGHT)
    size = max(1, round((across.last - across.first + 1) / MOST_BARS))
    sums: dict[int, int] = {}
    for day, count in rows:
        start = int(across.first) + (day.toordinal() - int(across.first)) // size * size
        sums[start] = sums.get(start, 0) + count
    up = number_axis(0, max(sums.values()), height - FOOT, TOP)
    wide = max(1.2, (across.end - across.start) / (across.last - across.first + 1) * size - 0.6)
    bars = "".join(
        f"M{across.at(start):.1f} {up.start:.1f}V{up.at(count):.1f}h{wide:.1f}V{up.start:.1f}z"
        for start, count in sums.items()
    )
    axes = _grid(up, WIDTH - RIGHT, words) + _days(across, height, words)
    return _chart(height, title, f'{axes}<path d="{bars}" fill="{BLUE}"/>')


def draw_stretches(
    stretches: Sequence[Stretch], sides: Sequence[Side], moments: Moments, title: str, words: ChartWords = ENGLISH
) -> str:
    """Draw who held a place when: a bar for each stretch (pale before it is sure to have begun, hatched where contested, empty where
    nobody knows), ticks for the days of claims, and a mark for each day with a disagreement; empty text without any stretch."""
    rows = sorted(stretches, key=lambda s: (s.start, s.label))
    ends = (*(s.end for s in rows), *(s.earliest for s in rows), moments.until)
    days = sorted({*moments.told, *moments.doubted, *(s.start for s in rows), *(day for day in ends if day)})
    if not rows:
        return ""
    height = 104.0
    across = day_axis(days[0], days[-1], 16.0, WIDTH - RIGHT)
    parts = [_days(across, height, words)]
    parts += [_linked(_stretch(row, sides, across), row.label, row.link) for row in rows]
    ticks = "".join(f"M{across.on(day):.1f} 56v10" for day in sorted(moments.told))
    alarms = "".join(_words(across.on(day), 79, "!", "middle", ALARM, 12) for day in sorted(set(moments.doubted)))
    parts.append(
        f'<path class="told" d="{ticks}" stroke="{QUIET}" stroke-width="1.2"/>{alarms}' if ticks or alarms else ""
    )
    return _chart(height, title, "".join(parts))


def _stretch(row: Stretch, sides: Sequence[Side], across: Axis) -> str:
    found = {side.id: side for side in sides}
    colours = [found[id].colour for id in row.look.sides if id in found]
    start, end = across.on(row.start), across.on(row.end) if row.end else across.end
    wide = max(2.0, end - start)
    box = f'x="{start:.1f}" y="22" width="{wide:.1f}" height="28"'
    if row.look.kind == "unknown":
        bar = f'<rect {box} fill="{PAPER}" stroke="{OTHER}" stroke-dasharray="3 3"/>'
    elif row.look.kind == "hatched":
        bar = f'<rect {box} fill="{PAPER}" stroke="{INK}"/>{_stripes(start, wide, colours or [INK])}'
    else:
        fill = colours[0] if colours else OTHER
        ring = row.look.kind == "ring"
        bar = f'<rect {box} fill="{fill}" fill-opacity="{0.25 if ring else 1}" stroke="{fill}" stroke-width="{1.6 if ring else 0}"/>'
    pale = ""
    if row.earliest and row.earliest < row.start:
        pale = f'<path d="M{across.on(row.earliest):.1f} 18H{start:.1f}m0 -3v6" stroke="{QUIET}" fill="none"/>'
    sign = f'<g transform="translate({start + wide / 2:.1f} 36)">{draw_look(row.look, sides)}</g>' if wide > 22 else ""
    return bar + pale + sign


def _stripes(start: float, wide: float, colours: Sequence[str]) -> str:
    """Draw slanting lines inside a bar, in turn in each colour, cut at its ends."""
    parts = []
    for number in range(int((wide + 28) // 7) + 1):
        foot = number * 7.0 - 21
        low, high = max(0.0, -foot), min(28.0, wide - foot)
        if high > low:
            line = f"M{start + foot + low:.1f} {50 - low:.1f}L{start + foot + high:.1f} {50 - high:.1f}"
            parts.append(f'<path d="{line}" stroke="{colours[number % len(colours)]}" stroke-width="2.4"/>')
    return "".join(parts)


def _chart(height: float, title: str, inner: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" role="group" aria-label="{escape(title)}" class="chart" '
        f'direction="ltr" font-family="system-ui, sans-serif" font-size="11">{inner}</svg>'
    )


def _linked(inner: str, label: str, link: str) -> str:
    titled = f"<title>{escape(label)}</title>{inner}"
    return f'<a href="{escape(link)}" aria-label="{escape(label)}">{titled}</a>' if link else f"<g>{titled}</g>"


def _grid(up: Axis, right: float, words: ChartWords = ENGLISH) -> str:
    ticks = list(number_ticks(up))
    lines = "".join(f"M{LEFT:g} {up.at(value):.1f}H{right:g}" for value in ticks)
    texts = "".join(_words(LEFT - 6, up.at(value) + 4, written(value, words), "end") for value in ticks)
    return f'<path class="grid" d="{lines}" stroke="{GRID}"/>{texts}'


def _uprights(across: Axis, top: float, foot: float) -> str:
    ticks = list(number_ticks(across))
    lines = "".join(f"M{across.at(value):.1f} {top:g}V{foot:g}" for value in ticks)
    texts = "".join(_words(across.at(value), foot + 14, written(value), "middle") for value in ticks)
    return f'<path class="grid" d="{lines}" stroke="{GRID}"/>{texts}'


def _days(across: Axis, height: float, words: ChartWords) -> str:
    foot, parts, lines = height - FOOT + 4, [], []
    for day, text in day_ticks(across, words):
        x = across.on(day)
        half = text_width(text) / 2
        lines.append(f"M{x:.1f} {foot - 4:g}v4")
        parts.append(_words(min(max(x, half + 2), WIDTH - half - 2), foot + 14, text, "middle"))
    axis = f"M{across.start:.1f} {foot - 4:g}H{across.end:.1f}"
    return f'<path class="axis" d="{axis}{"".join(lines)}" stroke="{QUIET}" fill="none"/>{"".join(parts)}'


def _words(x: float, y: float, text: str, anchor: str, colour: str = QUIET, size: float = 0) -> str:
    big = f' font-size="{size:g}" font-weight="700"' if size else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{big}>{escape(text)}</text>'
