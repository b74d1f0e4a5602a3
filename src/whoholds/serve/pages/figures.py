"""Figures: one series for a measure, subject, scope and definition; ranges, never means; the sums checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from whoholds.geo.measures import in_base_unit
from whoholds.infer.series import series_of
from whoholds.records import Claim, Figure
from whoholds.report.charts import Reading, draw_series
from whoholds.serve.page import Page, Part
from whoholds.serve.phrases import unit
from whoholds.serve.rows import figure_row
from whoholds.serve.say import Words
from whoholds.serve.view import View

MOST_SERIES, MOST_IN_SERIES, MOST_DRAWN = 20, 40, 120
CHECKS = frozenset({"arithmetic", "figure", "definition", "casualties"})
"""Kinds of disagreement that are about numbers."""
Series = tuple[Figure, ...]


def figures_page(view: View, link: Callable[[str], str]) -> Page:
    """Return series of figures, the longest first, filtered by measure, subject and scope; `link` leads to a claim."""
    every = view.memo("series", lambda: _every(view.shelf.state.figures))
    found: list[Series] = [one for one in every if _matches(view, one)]
    part = Part(view.ask.start, MOST_SERIES, len(found))
    shown = found[part.start : part.start + part.most]
    claims = view.claims(figure.claim for one in shown for figure in one[-MOST_IN_SERIES:])
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "measures": sorted({one[0].measure for one in every}),
        "series": [_series(view, one, claims) for one in shown],
        "part": part.plain(),
        "unfit": [] if found else view.unfit,
    }
    return Page("figures.html", "figures.title", data, {one[0].id: _chart(one, link, view.words) for one in shown})


def _every(figures: Sequence[Figure]) -> list[Series]:
    """Return all series as the figures that were told, the longest first."""
    by_id = {figure.id: figure for figure in figures}
    found = [tuple(by_id[point.figure] for point in one.points) for one in series_of(figures)]
    return sorted(found, key=lambda one: (-len(one), one[0].measure, one[0].id))


def _matches(view: View, series: Series) -> bool:
    first = series[0]
    return view.ask.measure in ("", first.measure) and view.by.figure(first.scope, first.subject)


def _series(view: View, series: Series, claims: Mapping[str, Claim]) -> dict[str, Any]:
    first, told = series[0], series[-MOST_IN_SERIES:]
    checks = {d.id: d for figure in told for d in view.shelf.disputes_of_claim.get(figure.claim, ()) if d.kind in CHECKS}
    return {
        "id": first.id,
        "measure": first.measure,
        "subject": first.subject,
        "scope": first.scope,
        "unit": first.unit,
        "definitions": sorted({figure.definition for figure in told if figure.definition}),
        "figures": [figure_row(figure, claims) for figure in told],
        "earlier": len(series) - len(told),
        "checks": [{"kind": d.kind, "what": d.what, "settles": d.settles} for d in sorted(checks.values(), key=lambda d: d.id)],
    }


def _chart(series: Sequence[Figure], link: Callable[[str], str], words: Words) -> str:
    readings = [
        Reading(f.as_of.earliest or f.as_of.latest, f.as_of.latest, _base(f.low, f), _base(f.high, f), f"{f.quote[:80]}", link(f.claim))
        for f in series[-MOST_DRAWN:]
        if f.as_of is not None and f.as_of.latest is not None
    ]
    first = series[0]
    title = words.plain("drawn.series", measure=words.name(f"measure.{first.measure}"), subject=first.subject)
    return draw_series(readings, str(unit(words, in_base_unit(None, first.unit)[1]).unescape()), title, words.of_charts)


def _base(value: float | None, figure: Figure) -> float | None:
    return in_base_unit(value, figure.unit)[0]
