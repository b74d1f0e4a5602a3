"""Three plain rules that the filter must beat, on the same claims: the last report, the majority, the majority of thirty days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from whoholds.records import Claim

WINDOW_DAYS = 30
Votes = NDArray[np.float64]
RULES = ("last report", "majority", "30-day window")


@dataclass(frozen=True, slots=True)
class Report:
    """One report that a side has a place: on which day of the war it speaks, when it was printed, and the side."""

    day: int
    told: int
    side: int
    claim: str


def reports_by_place(
    claims: Iterable[Claim], side_numbers: Mapping[str, int], first: date
) -> dict[str, tuple[Report, ...]]:
    """Take what claims say in so many words: captures and holdings told as facts, and sides that left as nobody's word."""
    found: dict[str, list[Report]] = {}
    for claim in claims:
        if claim.type not in ("capture", "hold") or claim.status != "fact" or claim.published is None:
            continue
        last = (claim.window.latest if claim.window else None) or claim.published.latest
        told = claim.published.latest
        sides = {side_numbers[f.link.id] for f in claim.actors if f.link is not None and f.link.id in side_numbers}
        if last is None or told is None or len(sides) != 1:
            continue
        report = Report((last - first).days, (told - first).days, sides.pop(), claim.id)
        for link in {f.link.id for f in claim.places if f.link is not None}:
            found.setdefault(link, []).append(report)
    return {key: tuple(sorted(some, key=lambda r: (r.day, r.told, r.claim))) for key, some in found.items()}


def votes_of(rule: str, reports: Sequence[Report], days: int, sides: int) -> Votes:
    """Return the votes for each side at the end of each day: rows are days, columns sides; a row of zeros knows nothing."""
    counts, last = np.zeros((days, sides)), np.zeros((days, sides))
    for report in reports:
        if report.day < days:
            at = max(0, report.day)
            counts[at, report.side] += 1
            last[at:] = 0.0
            last[at:, report.side] = 1.0
    if rule == "last report":
        return last
    total: Votes = counts.cumsum(axis=0)
    if rule == "majority":
        return total
    recent = total.copy()
    recent[WINDOW_DAYS:] -= total[:-WINDOW_DAYS]
    return np.where(recent.sum(axis=1, keepdims=True) > 0, recent, last)
