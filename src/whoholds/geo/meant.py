"""Where a claim happened: the places that it is about, without the wider ones that only say where those lie."""

from __future__ import annotations

import re

from whoholds.records import Claim, Filler, Link

WIDE = frozenset({"region", "country", "area", "water"})
_PART = re.compile(
    r"\b(parts?|portions?|some|most|much|half|third|quarters?|districts|neighbou?rhoods?|suburbs?|edges?|outskirts|rest|foothold|"
    r"streets?|lanes?|side|sector|enclaves?|pockets?|remainder|tracts?|cent(?:re|er)|downtown|villages|"
    r"(?:north|south|east|west)(?:ern|[- ]?(?:east|west)(?:ern)?)?)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:(?:north|south|east|west)[\w-]*\s+of|(?:km|kilomet\w+|miles?)\b[^,.;]{0,24}\bfrom|"
    r"(?:hours?|days?|weeks?|months?|years?) (?:after|before)|"
    r"not far from|close to|near|outside|around|around (?:its|their|the)\W+capital\W+of|"
    r"on the (?:road|way) (?:to|from)|across the river from)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:\w+ (?:after|before)|unlike|than)\s+(?:that of\s+)?$", re.IGNORECASE)
"""Words before a place that only tells when, or what with: "a week after Palmyra", "larger than Homs"."""
_ROAD = re.compile(r"\b(highway|motorway|road|route|railway|pipeline)s?$", re.IGNORECASE)
_ROAD_AFTER = re.compile(
    r"^(?:[-\u2013]\s?[\w' -]{2,24})?\s(?:highway|motorway|road|route|railway|pipeline)\b", re.IGNORECASE
)
_LANDSCAPE = re.compile(r"^(?:the )?(?:mountains|deserts?|plains?|valleys?|forests?|steppe|marsh(?:es)?|jungle)$")
"""Common words that only say in what country a named place lies: "headquarters in the mountains"."""
_LYING = re.compile(
    r"(?:\b(?:in|at|inside|within|of|near|from|across|outside|around|over|to|[\w-]+ern|central|downtown)"
    r"(?:\s+(?:the|its|their))?|,)\s*$",
    re.IGNORECASE,
)
"""What stands before a place that only says where a part of it lies: "the mill in Hit", "the Zuhur quarter, Hit"."""
_OWNS = re.compile(r"^(?:'s|’s|')(?:\s|$)")
_AROUND = re.compile(
    r"\b(villages|hamlets|countryside|surroundings|hinterland|hills|heights|around|outside|near|beyond|"
    r"(?:territory|land|ground|areas?) (?:north|south|east|west)[\w-]* of)\b",
    re.IGNORECASE,
)
"""Words of a place that lies by a town and is no part of it: who has it need not have the town."""
_WHOLE = re.compile(r"\b(all|every|entire|whole|rest of)\b", re.IGNORECASE)
_REST = re.compile(r"\brest\b", re.IGNORECASE)


def places_meant(claim: Claim) -> tuple[tuple[Filler, Link], ...]:
    """Return the fillers that say where, with what they were resolved to.

    "Hit, in Anbar province" is about Hit: a place that another one lies in, and a wide place beside a narrow one,
    are left out.
    """
    pairs = [(filler, filler.link) for filler in claim.places]
    linked = [(filler, link) for filler, link in pairs if link is not None]
    far = {link.id for filler, link in linked if _is_reference(claim, filler) or _is_road(claim, filler)}
    named = [pair for pair in linked if not _LANDSCAPE.match(pair[0].words)] or linked
    told = [pair for pair in named if pair[1].id not in far and not _AROUND.search(pair[0].words)]
    linked = told if told or claim.type in ("capture", "hold") else named
    around = {outer for f, link in linked for outer in link.within} - _with_their_parts(claim, linked)
    narrow = any(not _is_wide(link) for _, link in linked)
    kept = [(f, link) for f, link in linked if link.id not in around and not (narrow and _is_wide(link))]
    seen: dict[str, tuple[Filler, Link]] = {}
    for filler, link in kept:
        seen.setdefault(link.id, (filler, link))
    return tuple(seen.values())


def _is_wide(link: Link) -> bool:
    """Tell whether a place is a region, a country or a side of one: "eastern Syria"."""
    return link.kind in WIDE or (link.kind == "relative" and any(key.startswith("country:") for key in link.within[:1]))


def _with_their_parts(claim: Claim, linked: list[tuple[Filler, Link]]) -> set[str]:
    """Return places told of beside a part of them: "both town and refinery", "with the city it gained an airfield"."""
    within = {outer for _, link in linked for outer in link.within}
    return {link.id for filler, link in linked if link.id in within and not _is_wide(link) and not _says_where(claim, filler)}


def _says_where(claim: Claim, filler: Filler) -> bool:
    """Tell whether words only say where a part lies; words of another sentence do."""
    start, words = claim.sentence.start, claim.sentence.words
    if not start <= filler.start < claim.sentence.end:
        return True
    before, after = words[: filler.start - start], words[filler.end - start :]
    return bool(_LYING.search(before)) or bool(_OWNS.match(after)) or filler.words.casefold() in ("there", "here", "it")


def _is_reference(claim: Claim, filler: Filler) -> bool:
    """Tell whether a place only says where another one lies: "Sawran, north of Aleppo", "15 km from Azaz"."""
    before = claim.sentence.words[: max(0, filler.start - claim.sentence.start)]
    told = bool(_REFERENCE.search(before)) or bool(_COMPARED.search(before))
    return filler.start >= claim.sentence.start and told


def _is_road(claim: Claim, filler: Filler) -> bool:
    """Tell whether a place only names a road: "the Raqqa-Mosul highway"."""
    inside = claim.sentence.start <= filler.start < claim.sentence.end
    after = claim.sentence.words[filler.end - claim.sentence.start :][:40] if inside else ""
    return bool(_ROAD.search(filler.words)) or bool(_ROAD_AFTER.match(after))


def is_part(filler: Filler, link: Link) -> bool:
    """Tell whether the words speak of a part of a place ("the western quarters of the city") and not of the whole."""
    words = filler.words
    bare = words.casefold().replace(link.name.casefold(), " ")
    if _WHOLE.search(bare) and not _REST.search(bare):
        return False
    return bool(_PART.search(bare)) or link.kind == "relative"


def covers(outer: str, link: Link) -> bool:
    """Tell whether a place is, or lies in, the place of the id `outer`."""
    return link.id == outer or outer in link.within
