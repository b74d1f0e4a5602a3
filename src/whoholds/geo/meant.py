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
_COMPARED = re.compile(r"\b(?:\w+ (?:after|before)|since|unlike|than)\s+(?:that of\s+)?$", re.IGNORECASE)
"""Words before a place that only tells when, or what with: "a week after Palmyra", "larger than Homs"."""
_ROAD = re.compile(r"\b(highway|motorway|road|route|railway|pipeline)s?$", re.IGNORECASE)
_ROAD_AFTER = re.compile(
    r"^(?:[-\u2013]\s?[\w' -]{2,24})?\s(?:highway|motorway|road|route|railway|pipeline)\b", re.IGNORECASE
)
_LANDSCAPE = re.compile(r"^(?:the )?(?:mountains|deserts?|plains?|valleys?|forests?|steppe|marsh(?:es)?|jungle)$")
"""Common words that only say in what country a named place lies: "headquarters in the mountains"."""
_BESIDE = re.compile(r"^\W*(?:and|as well as|along with|together with)\W+(?:(?:the|its|their|a|all|several|nearby)\W+)*$", re.IGNORECASE)
_AROUND = re.compile(r"\b(villages|hamlets|countryside|surroundings|hinterland|hills|heights)\b", re.IGNORECASE)
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
    narrow = any(link.kind not in WIDE for _, link in linked)
    kept = [(f, link) for f, link in linked if link.id not in around and not (narrow and link.kind in WIDE)]
    seen: dict[str, tuple[Filler, Link]] = {}
    for filler, link in kept:
        seen.setdefault(link.id, (filler, link))
    return tuple(seen.values())


def _with_their_parts(claim: Claim, linked: list[tuple[Filler, Link]]) -> set[str]:
    """Return places named side by side with a part of them: "both town and refinery" is about both."""
    start, words = claim.sentence.start, claim.sentence.words
    beside: set[str] = set()
    for whole, link in linked:
        for part, inner in linked:
            first, last = sorted((whole, part), key=lambda f: f.start)
            if link.id in inner.within and _BESIDE.match(words[max(0, first.end - start) : max(0, last.start - start)]):
                beside.add(link.id)
    return beside


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
