"""Words of a text that something was read from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span of a document. Offsets are code points, end exclusive; `text[start:end] == words` always."""

    start: int
    end: int
    words: str
    kind: str = ""

    def overlap(self, other: Mention) -> int:
        """Count the code points that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))
