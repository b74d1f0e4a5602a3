"""A side: an armed group, a state, an army, a coalition, an institution. Never a private person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tie:
    """A dated tie to another actor (`part_of`, `allied_with`, `renamed`, `split_from`)."""

    kind: str
    actor: str
    since: date | None = None
    until: date | None = None
    reason: str = ""
    source: str = ""
    """Public reference that it rests on: "UN S/RES/2253 (2015)"."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One side of the catalogue."""

    id: str
    name: str
    kind: str
    """state, government, army, armed, coalition, institution, party, media, people."""
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    """Common nouns that may mean it inside a text: "jihadists", "regime forces"."""
    country: str | None = None
    ties: tuple[Tie, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str = ""
    """Public reference that the entry rests on."""
