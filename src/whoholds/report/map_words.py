"""What a drawn map says, in English unless a page gives words of another language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapWords:
    """The fixed words of a map; what stands in {braces} is filled in."""

    label: str = "Map of who holds which place"
    credit: str = "Outlines: Natural Earth. Lines say nothing about whose land it is."
    assessed: str = "assessed"
    reported_only: str = "reported only"
    contested: str = "contested"
    not_known: str = "unknown (?)"
    faded: str = "faded: not confirmed for {n} days"
    more: str = "{name} and {n} more"
    scale: str = "{n} km"
    said: str = "{place}: {who} ({sure}%)"
    said_stale: str = "{place}: {who} ({sure}%, not confirmed of late)"
    nothing_yet: str = "{place}: nothing reported yet"
    contested_by: str = "contested by {names}"
    and_: str = " and "
    unknown: str = "unknown"


ENGLISH = MapWords()
