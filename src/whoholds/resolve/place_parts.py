"""Shapes of phrases for parts of places: "the southern districts of the city", "villages east of the town"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whoholds.actors.nouns import singular
from whoholds.records import Filler
from whoholds.resolve.place_words import SITES

COMPASS_PART = re.compile(
    r"^(?:(?:the|its|their|some|most|much|several|two|three|many|of|(?P<owner>(?:the|this|that) \w+|[A-Z][\w-]+)['’]s) )*"
    r"(?P<way>(?:north|south|east|west)(?:-?(?:east|west))?ern) "
    r"(?:halves|half|parts?|thirds?|quarters?|districts|neighbou?rhoods|sides?|sectors?|sections?|outskirts|portions?)"
    r"(?: of (?P<whole>\S.*))?$",
    re.IGNORECASE,
)
"""A part by its compass point; suburbs, banks and edges have names of their own or are no part."""
OLD_TOWN = re.compile(r"^(?:the )?Old (?:City|Town|Quarter)s? of (?:the )?(?=[A-Z])")
"""A quarter that bears its town's name: "the Old City of Homs"."""
_AWAY = re.compile(r"(\S+) (?:north|south|east|west)(?:-?(?:east|west))?$", re.IGNORECASE)
_WITHIN = frozenset({"far", "extreme", "deep", "whole", "rural", "the", "and"})

_BASE_OF = re.compile(
    r"^((?:\w+ )?(?:bases?|camps?|barracks|headquarters|offices|warehouses?|compound|airfield|airport|hospital|refinery)) of (?:the )?"
    r"((?:[A-Z0-9][\w.'’-]*|al-\w+|of|for|and|the)(?: (?:[A-Z0-9][\w.'’-]*|al-\w+|of|for|and|the))*)$"
)
"""A site by the name of whose it is."""


_LYING = re.compile(r" (?:at|of|in|near|outside) (?:the (?:town|village|city|district|suburb) of )?")


def with_its_place(filler: Filler, text: str, places: Sequence[Filler]) -> Filler:
    """Take in where a site lies, if the text says so right behind it: "the camp" of "the camp at al-Hol" is no other town's."""
    plain = filler.words.removeprefix("the ").removeprefix("The ")
    found = _LYING.match(text, filler.end) if plain.islower() and singular(plain.split()[-1]) in SITES else None
    place = next((one for one in places if found and one.kind == "toponym" and one.start == found.end()), None)
    return replace(filler, end=place.end, words=text[filler.start : place.end]) if place is not None else filler


def base_of(words: str) -> str:
    """Return the name of a site under its owner's: "the base of the 93rd Brigade" is the 93rd Brigade base; empty for other phrases."""
    found = _BASE_OF.match(words.removeprefix("the ").removeprefix("The "))
    return f"{found[2]} {found[1]}" if found else ""


def part_by_compass(words: str) -> tuple[str, str] | None:
    """Return the compass word and the words for the whole, empty where they are unsaid; None for another phrase."""
    found = COMPASS_PART.match(words)
    return (found["way"].casefold(), found["whole"] or found["owner"] or "") if found else None


def lies_outside(words: str) -> bool:
    """Tell "villages east" (of the town), which are no part of it, from "the far east" (of the country)."""
    found = _AWAY.search(words)
    return found is not None and found.group(1).casefold() not in _WITHIN
