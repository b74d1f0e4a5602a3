"""Who publishes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher: never a private person."""

    id: str
    name: str
    kind: str = "unknown"
    """newspaper, agency, broadcaster, government, party, institute, unknown ..."""
    language: str | None = None
    grade: str = "F"
    """Reliability by the Admiralty code, A to F; F is "cannot be judged"."""
    reason: str = "not graded"
    rights: str = ""
    """What may be done with its articles, in the words of whoever set up its feed; empty where nobody said."""
