"""Leads: what a learned reader makes of a word as the trigger of a claim."""

from __future__ import annotations

from dataclasses import dataclass

Scores = tuple[tuple[str, float], ...]
"""Names with probabilities, 0 to 1, in the order of the names."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A word that may be a trigger. Probabilities are the model's own, and not yet a claim's score."""

    index: int
    """Position of the word in its sentence."""
    types: Scores
    """Types of claims; what is missing to 1 is no claim."""
    status: Scores
    fillers: tuple[tuple[str, int, float], ...] = ()
    """Role, position of the word that heads the filler, probability."""

    def type_score(self, type: str) -> float:
        """Return the probability that the word is the trigger of a claim of this type."""
        return dict(self.types).get(type, 0.0)

    @property
    def any_score(self) -> float:
        """The probability that the word is the trigger of any claim."""
        return min(1.0, sum(score for _, score in self.types))

    def role_score(self, role: str, index: int) -> float:
        """Return the probability that a word heads a filler of a role."""
        return max((score for name, spot, score in self.fillers if name == role and spot == index), default=0.0)
