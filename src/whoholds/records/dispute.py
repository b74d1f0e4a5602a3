"""A contradiction between sources, or a statement that cannot be right."""

from __future__ import annotations

from dataclasses import dataclass

DISPUTE_KINDS = (
    "holder", "figure", "arithmetic", "definition", "casualties", "gazetteer", "distance", "time", "date", "denial", "copy",
    "responsibility",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dispute:
    """What disagrees, in whose words, and what would settle it."""

    id: str
    kind: str
    """One of `DISPUTE_KINDS`."""
    what: str
    """The disagreement in one sentence that a person can read."""
    settles: str
    """What would settle it."""
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    quotes: tuple[str, ...]
    """One for each document, in the same order, exact words."""
    weight: float = 0.0
    """How much depends on it; the ranking key, greater first."""
