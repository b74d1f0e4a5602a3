"""What to look at next: the claims on which most hangs and of which least is sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whoholds.records import Dispute, Event, Holding

DISPUTED = 1.0
"""What a disagreement adds to the effect of each of its claims: as much as one plain report of a holder."""
DOUBT_OF_DISPUTED = 0.5
"""Doubt that a disagreement casts at least, however sure the extractor is."""
EVENT = 0.1
"""What hangs on a claim that changes no holder but tells an event."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for a person."""

    claim: str
    effect: float
    """How much evidence of holders, in log-odds, and how many disagreements rest on it."""
    doubt: float
    """0 (sure) to 1."""

    @property
    def worth(self) -> float:
        """Effect times doubt: what a look at it is worth."""
        return self.effect * self.doubt


def effects_of(holdings: Iterable[Holding], disputes: Iterable[Dispute], events: Iterable[Event]) -> dict[str, float]:
    """Sum what rests on each claim."""
    found: dict[str, float] = {}
    for holding in holdings:
        for claim, weight in holding.weights:
            found[claim] = found.get(claim, 0.0) + abs(weight)
    for dispute in disputes:
        for claim in dispute.claims:
            found[claim] = found.get(claim, 0.0) + DISPUTED
    for event in events:
        for claim in event.claims:
            found[claim] = found.get(claim, 0.0) + EVENT
    return found


def queue_of(
    scores: Iterable[tuple[str, float]], effects: Mapping[str, float], disputed: Iterable[str], judged: Iterable[str]
) -> list[Waiting]:
    """Order the claims that nobody judged: greatest worth first, then least score, then id."""
    doubted, done = frozenset(disputed), frozenset(judged)
    rows = []
    for claim, score in scores:
        if claim not in done:
            doubt = max(1.0 - score, DOUBT_OF_DISPUTED if claim in doubted else 0.0)
            rows.append((-round(effects.get(claim, 0.0) * doubt, 6), score, claim, doubt))
    rows.sort()
    return [Waiting(claim, round(effects.get(claim, 0.0), 4), round(doubt, 4)) for _, _, claim, doubt in rows]
