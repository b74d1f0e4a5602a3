"""Sums that do not add up: shares of one whole above a hundred, and a loss in per cent that its own two values do
not give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from whoholds.check.case import Case, make_dispute
from whoholds.geo.measures import in_base_unit
from whoholds.records import Dispute, Figure

SLACK_POINTS = 2.0
"""Percentage points that rounding may explain."""
SHARES = frozenset({"revenue_share", "share_of_force", "displaced_share", "territory_share"})


def arithmetic_disputes(case: Case, figures: Sequence[Figure]) -> list[Dispute]:
    """Check the figures of each sentence against each other."""
    by_sentence: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (f.document, f.start, f.id)):
        if figure.claim in case.claims:
            by_sentence[figure.document, case.claims[figure.claim].sentence.start].append(figure)
    out: list[Dispute] = []
    for key in sorted(by_sentence):
        out += _sums(case, by_sentence[key]) + _losses(case, by_sentence[key])
    return out


def _sums(case: Case, figures: Sequence[Figure]) -> list[Dispute]:
    by_measure: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.unit == "percent" and figure.measure in SHARES and figure.low == figure.high:
            by_measure[figure.measure].append(figure)
    out = []
    for measure, parts in sorted(by_measure.items()):
        total = sum(f.low or 0.0 for f in parts)
        if len(parts) > 2 and total > 100 + SLACK_POINTS:
            said = " + ".join(f"{f.low:g}" for f in parts)
            out.append(_dispute(case, parts, f"{measure.replace('_', ' ')}: {said} per cent make {total:g}, not 100"))
    return out


def _losses(case: Case, figures: Sequence[Figure]) -> list[Dispute]:
    """Check "from A to B, a loss of p per cent" where all three stand in one sentence."""
    areas = [f for f in figures if f.measure.startswith("territory_area") and f.low == f.high and f.low]
    shares = [
        f
        for f in figures
        if f.unit == "percent" and f.measure in ("territory_share_lost", "territory_share_gained") and f.low == f.high
    ]
    if len(areas) != 2 or len(shares) != 1:
        return []
    values = [in_base_unit(f.low, f.unit)[0] or 0.0 for f in areas]
    high, low = max(values), min(values)
    lost = shares[0].measure == "territory_share_lost"
    real = 100 * (high - low) / (high if lost else low)
    if abs(real - (shares[0].low or 0.0)) <= SLACK_POINTS:
        return []
    what = f"From {high:,.0f} to {low:,.0f} km2 is {real:.0f} per cent, not {shares[0].low:g}"
    return [_dispute(case, [*areas, *shares], what)]


def _dispute(case: Case, figures: Sequence[Figure], what: str) -> Dispute:
    settles = "The source that the numbers were taken from; one of them is a slip."
    return make_dispute(case, "arithmetic", what, settles, [case.claims[f.claim] for f in figures])
