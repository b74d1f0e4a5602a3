"""Sentences of a brief and the numbered notes that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from whoholds.records import Claim

MOST_NOTES = 4
"""Most claims cited for one sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the numbers of its notes."""

    text: str
    notes: tuple[int, ...]
    under: str = ""
    """The heading under which it stands: a side, a measure; empty for none."""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the brief; `empty` is said where nothing is known."""

    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass
class Notes:
    """Numbers claims in the order in which they are first cited."""

    claims: dict[str, Claim]
    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of up to four claims; those that are not there are passed over."""
        known = [id for id in dict.fromkeys(ids) if id in self.claims][:MOST_NOTES]
        return tuple(self.numbers.setdefault(id, len(self.numbers) + 1) for id in known)

    def written(self) -> tuple[str, ...]:
        """Return the notes in order."""
        return tuple(note_of(self.claims[id]) for id in self.numbers)


def told(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Keep the lines that a claim supports."""
    return tuple(line for line in lines if line.notes)


def note_of(claim: Claim) -> str:
    """Write a note: the quote, who says so, who published it, when, and the claim's id."""
    chain = " ← ".join(filler.name for filler in reversed(claim.sources))
    says = f"says {chain}; " if chain else ""
    day = iso_days(claim.published.earliest, claim.published.latest) if claim.published else "day not known"
    status = "" if claim.status == "fact" else f", told as {claim.status}"
    return f"“{' '.join(claim.sentence.words.split())}” ({says}{claim.publisher or 'publisher not known'}, {day}; claim {claim.id[:8]}{status})"


def iso_days(earliest: date | None, latest: date | None) -> str:
    """Write a window in the form that programs and footnotes use."""
    if earliest and latest:
        return str(earliest) if earliest == latest else f"{earliest} to {latest}"
    if earliest or latest:
        return f"from {earliest}" if earliest else f"by {latest}"
    return "a day not known"
