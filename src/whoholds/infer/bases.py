"""Shares tied to what they are shares of, and figures whose own sentence does not name whom they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from whoholds.geo.measures import in_base_unit
from whoholds.records import Figure, Window

CHANGES = ("territory_share_lost", "territory_share_gained")
LEVEL = "territory_area"
BASE_DAYS = 45
"""Days between "since January 2015" and a figure told for then. Set by reasoning: such figures are told by month."""
SPOKEN_OF = frozenset({"territory_area", "territory_share", "territory_share_lost", "territory_share_gained", "revenue", "strength",
                       "salaries", "oil_output", "revenue_share"})  # fmt: skip
"""Measures whose subject a text leaves out once it has named it: "That is a net loss of 14 per cent", "monthly income has dropped"."""


def with_subjects(figures: Iterable[Figure]) -> list[Figure]:
    """Give a figure without a side as its subject ("", "fighters") the one that its document named last for such a measure."""
    out: list[Figure] = []
    last: dict[str, str] = {}
    for figure in sorted(figures, key=lambda f: (f.document, f.start, f.id)):
        if figure.measure in SPOKEN_OF:
            named = figure.subject[:1].isupper()
            if not named and figure.document in last:
                figure = replace(figure, subject=last[figure.document])
            elif named:
                last[figure.document] = figure.subject
        out.append(figure)
    return out


def tie_bases(figures: Sequence[Figure]) -> list[Figure]:
    """Tie each share of territory lost or gained to the area told for the day that it counts from.

    The area of the same document counts first, then the nearest day; both must be of one subject, and of one scope where both name one.
    """
    levels = sorted((f for f in figures if f.measure == LEVEL and f.low == f.high and f.low), key=lambda f: f.id)
    return [replace(f, base=_base(f, levels)) if f.measure in CHANGES and f.unit == "percent" else f for f in figures]


def _base(share: Figure, levels: Sequence[Figure]) -> str:
    fitting = [f for f in levels if f.subject == share.subject and _one_scope(f.scope, share.scope)]
    since = share.as_of.earliest if share.as_of and share.as_of.latest != share.as_of.earliest else None
    told = [(abs((day_of(f.as_of) - since).days), f) for f in fitting] if since else []
    near = [(f.document != share.document, days, f.id) for days, f in told if days <= BASE_DAYS]
    if near:
        return min(near)[2]
    own = sorted((f for f in fitting if f.document == share.document), key=lambda f: (day_of(f.as_of), f.start))
    if len(own) < 2 or day_of(own[0].as_of) == day_of(own[-1].as_of) or since is not None:
        return ""
    return own[0].id


def _one_scope(one: str, other: str) -> bool:
    return not one or not other or set(one.split(", ")) == set(other.split(", "))


def day_of(window: Window | None) -> date:
    """Return the last day that a figure is told for, or the far future."""
    return (window.latest or window.earliest or date.max) if window else date.max


def in_km2(figure: Figure) -> float | None:
    """Return a single area in km2; None for a range or for another unit."""
    value, unit = in_base_unit(figure.low if figure.low == figure.high else None, figure.unit)
    return value if unit == "km2" else None
