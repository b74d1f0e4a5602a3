"""All checks in one: contradictions between sources and statements that cannot be right, ranked by what depends on
them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whoholds.check.arithmetic import arithmetic_disputes
from whoholds.check.blame import blame_disputes
from whoholds.check.case import open_case
from whoholds.check.geography import place_disputes
from whoholds.check.holders import holder_disputes
from whoholds.check.moments import date_disputes, time_disputes
from whoholds.check.numbers import figure_disputes, share_disputes
from whoholds.records import Claim, Dispute, Document, Event, Figure, Holding, PlaceStatement

IMPORTANCE = {
    "holder": 3.0, "gazetteer": 2.5, "time": 2.5, "arithmetic": 2.0, "responsibility": 1.5, "date": 1.5,
    "casualties": 1.5,
    "figure": 1.5, "denial": 1.0, "distance": 1.0, "definition": 0.8, "copy": 0.5,
}  # fmt: skip
"""What hangs on each kind: who holds a place comes first, differences of definition last."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the checks may use beside claims and what was worked out from them."""

    documents: Sequence[Document] = ()
    origins: Mapping[str, str] | None = None
    """Document to origin; None: those that the events show."""
    statements: Sequence[PlaceStatement] = ()


def find_disputes(
    events: Sequence[Event],
    holdings: Sequence[Holding],
    figures: Sequence[Figure],
    claims: Iterable[Claim],
    beside: Beside | None = None,
) -> tuple[Dispute, ...]:
    """Find every dispute; greatest weight first, the same in any order of input."""
    beside = beside or Beside()
    case = open_case(claims, events, beside.documents, beside.origins)
    found = holder_disputes(case)
    found += figure_disputes(case, figures)
    found += share_disputes(case, figures)
    found += arithmetic_disputes(case, figures)
    found += time_disputes(case) + date_disputes(case, events)
    found += blame_disputes(case, events)
    found += place_disputes(case, beside.statements)
    resting = _resting(holdings)
    weighed = {d.id: replace(d, weight=_weight(d, resting)) for d in found}
    return tuple(sorted(weighed.values(), key=lambda d: (-d.weight, d.kind, d.id)))


def _resting(holdings: Sequence[Holding]) -> dict[str, float]:
    """Count, for each claim, the days of holdings that rest on it, in years."""
    out: dict[str, float] = {}
    for holding in holdings:
        first = holding.start.latest
        last = holding.end.latest if holding.end else holding.last_confirmed
        years = max(0.0, (last - first).days / 365) if first and last else 0.0
        for claim in holding.claims_for:
            out[claim] = out.get(claim, 0.0) + years
    return out


def _weight(dispute: Dispute, resting: Mapping[str, float]) -> float:
    years = max((resting.get(claim, 0.0) for claim in dispute.claims), default=0.0)
    return round(IMPORTANCE.get(dispute.kind, 1.0) + 0.2 * dispute.weight + min(1.0, years), 3)
