"""Gains and losses of every side between two days, never those of one side alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from whoholds.records import Holding
from whoholds.report.changes import Change, changes_between
from whoholds.report.cited import Line, Notes, told
from whoholds.report.words import chance_words, days_words, listed

BETWEEN = " / "
"""How `report.changes` joins the sides of a contest."""


def moves(holdings: Sequence[Holding], start: date | None, end: date | None, notes: Notes) -> tuple[Line, ...]:
    """Return a line for each gain and each loss, grouped by side, those with most moves first; contests begun stand with every side."""
    by_side: dict[str, list[tuple[date, str, Change]]] = defaultdict(list)
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for change in _real(changes_between(_whole_places(holdings), start, end)):
        for side, kind, text in _sides(change):
            by_side[side].append((change.latest or change.earliest or date.min, text, change))
            count[side][kind] += 1
    ranked = sorted(by_side, key=lambda side: (-sum(count[side].values()), side))
    return told(
        Line(text, notes.cite(change.claims), f"{side}: {_sum(count[side])}")
        for side in ranked
        for _, text, change in sorted(by_side[side], key=lambda row: row[:2])
    )


def _real(changes: Sequence[Change]) -> list[Change]:
    """Leave out a first holder who is only known from losing the place: that is no gain, and the loss stands by itself."""
    return [c for c in changes if c.before or not any(_loses(c, other) for other in changes)]


def _loses(first: Change, other: Change) -> bool:
    """Tell whether another change takes the place from who is first told to hold it, by the same claims."""
    same = other is not first and other.place == first.place and first.after in (other.before or "").split(BETWEEN)
    return same and set(first.claims) <= set(other.claims)


def _whole_places(holdings: Iterable[Holding]) -> list[Holding]:
    """Leave out regions, and parts of places that are told of themselves."""
    kept = list(holdings)
    ids = {h.place.id for h in kept}
    return [
        h for h in kept
        if h.place.precision in ("exact", None) and not (h.place.id.startswith("rel:") and any(outer in ids for outer in h.place.within))
    ]  # fmt: skip


def _sides(change: Change) -> list[tuple[str, str, str]]:
    """Return side, kind of move and sentence for all whom a change concerns."""
    when = f"{days_words(change.earliest, change.latest)} ({chance_words(change.probability)})."
    before, after = (change.before or "").split(BETWEEN) if change.before else [], (change.after or "").split(BETWEEN)
    if change.status != "held":
        return [
            (side, "contested", f"{change.place} became contested with {listed([s for s in after if s != side]) or 'another side'} {when}")
            for side in after
        ]
    winner = after[0]
    if winner in before:
        lost = [s for s in before if s != winner]
        out = [(winner, "gained", f"Gained all of {change.place}, contested with {listed(lost)} before, {when}")]
        return out + [(side, "lost", f"Lost its part of {change.place} to {winner} {when}") for side in lost]
    of = f" from {listed(before)}" if before else "; who held it before is not told,"
    out = [(winner, "gained", f"Gained {change.place}{of} {when}")]
    return out + [(side, "lost", f"Lost {change.place} to {winner} {when}") for side in before]


def _sum(count: Counter[str]) -> str:
    words = [f"{count['gained']} gained", f"{count['lost']} lost"]
    return ", ".join([*words, f"{count['contested']} contested"] if count["contested"] else words)
