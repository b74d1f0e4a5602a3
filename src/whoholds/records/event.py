"""Claims of one happening."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records.link import Link
from whoholds.records.window import Window


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, told by one or more claims that come from one or more independent origins."""

    id: str
    type: str
    place: Link | None
    window: Window | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    status: str
    claims: tuple[str, ...]
    """Claim ids, sorted."""
    origins: tuple[tuple[str, ...], ...]
    """Document ids grouped by independent origin: five papers with one wire story are one origin."""
    reason: str = ""
    """Why these claims were joined."""
