"""Shapes of phrases for parts of places: "the southern districts of the city", "villages east of the town"."""

from __future__ import annotations

import re

COMPASS_PART = re.compile(
    r"^(?:(?:the|its|their|some|most|much|several|two|three|many|of|(?P<owner>(?:the|this|that) \w+|[A-Z][\w-]+)['’]s) )*"
    r"(?P<way>(?:north|south|east|west)(?:-?(?:east|west))?ern) "
    r"(?:halves|half|parts?|thirds?|quarters?|districts|neighbou?rhoods|sides?|sectors?|sections?|outskirts|portions?)"
    r"(?: of (?P<whole>\S.*))?$",
    re.IGNORECASE,
)
"""A part by its compass point; suburbs, banks and edges have names of their own or are no part."""
_AWAY = re.compile(r"(\S+) (?:north|south|east|west)(?:-?(?:east|west))?$", re.IGNORECASE)
_WITHIN = frozenset({"far", "extreme", "deep", "whole", "rural", "the", "and"})


def part_by_compass(words: str) -> tuple[str, str] | None:
    """Return the compass word and the words for the whole, empty where they are unsaid; None for another phrase."""
    found = COMPASS_PART.match(words)
    return (found["way"].casefold(), found["whole"] or found["owner"] or "") if found else None


def lies_outside(words: str) -> bool:
    """Tell "villages east" (of the town), which are no part of it, from "the far east" (of the country)."""
    found = _AWAY.search(words)
    return found is not None and found.group(1).casefold() not in _WITHIN
