"""What a document says of where places lie, read off its text and compared with the gazetteer (map side)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from whoholds.geo.meant import WIDE
from whoholds.geo.measures import LENGTH_KM, distance_km
from whoholds.geo.tables import countries
from whoholds.records import Annotated, Filler, Link, Mention, PlaceStatement, content_id

_SETTLED = (
    r"(?:\w+[- ]){0,4}?(?:city|town|village|capital|district|township|suburb|port|settlement|centre|center|hub|place)"
)
_IN = re.compile(
    rf"^,?\s*(?:(?:also known as|known as|called)\s[^,]{{1,30}},\s*)?(?:(?:the|a|an|its|one of the)\s+)?"
    rf"(?:{_SETTLED}\s+)?"
    r"(?:on the [\w ]{1,20} )?(?:in|of|inside|within)\s+(?:the\s+)?"
    r"(?:(?:far|deep)\s+)?(?:(?:north|south|east|west|central|upper|lower)[\w-]*\s+(?:of\s+)?)?(?:the\s+)?"
    r"(?:province|region|state|country)?(?:\s+of)?\s*$",
    re.IGNORECASE,
)
_COMMA = re.compile(r"^,\s*(?:in\s+)?$")
_CAPITAL = re.compile(r"^,?\s*(?:the\s+)?(?:provincial\s+|regional\s+)?capital\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_AWAY = re.compile(
    r"(?:(?P<vague>more than|over|less than|within|at least|up to|nearly|almost)\s+)?(?P<number>\d[\d,.]*)\s*[- ]?"
    r"(?P<unit>km|kilometres?|kilometers?|miles?|mi)\b[^.;]{0,40}?\b(?:from|of)\s+(?:the\s+)?(?:\w+\s+(?:city|town)\s+of\s+)?"
    r"(?:(?:[\w-]+['’]s?|its|their)\s+(?:[\w-]+\s+){0,3}[\"“]?)?$",
    re.IGNORECASE,
)
_SEAT = re.compile(r"\bcapital\b\W{0,2}(?:,| of| in)?\s+(?:the (?:city|town) of\s+)?$", re.IGNORECASE)
_THE_SEAT = re.compile(
    r"(?:\b(?:its|their|the group['’]s)|\w['’]s?)\s+(?:(?:de|facto|self|declared|proclaimed|so|called|main|Syrian|Iraqi)\b[- ]?){0,3}"
    r"[\"“]?(?P<seat>capital|stronghold)\b(?![”\" ,]{0,3}(?:of|in)?\s*[A-Z])"
)
"""A side's capital named ("its capital, Raqqa"), and only described ("31 miles from ISIS' de facto capital")."""
_APART = re.compile(
    r"^,?\s*(?:which\s+(?:is|lies)\s+)?(?:some\s+|about\s+|around\s+|roughly\s+)?(?P<number>\d[\d,.]*)"
    r"\s*[- ]?(?P<unit>km|kilometres?|kilometers?|miles?)"
    r"(?:\s+(?:away\s+)?(?:to\s+the\s+)?(?:north|south|east|west)[\w-]*)\b(?!\s+of)(?!\s+from)",
    re.IGNORECASE,
)
_LIES = re.compile(
    r"^[,\s(]*(?:(?:also|which|that|a|an|the|town|city|village|place|lies|is|are|was|were|sits|stands|located|situated|some|about|"
    r"around|roughly|only|just|on|in|small|border|base|airfield)\b[,\s]*){0,7}$",
    re.IGNORECASE,
)
_THE_TOWN = re.compile(
    r"^\W*(?:the|this)\s+(?:\w+\s+)?(?:town|city|village|base|place|airfield|dam|district)\b[^.;]{0,80}?\b(?:lies|is|was|sits|stands)\s+"
    r"(?:some|about|around|only|just|roughly)?\s*$",
    re.IGNORECASE,
)
NEAR_PLACES = 5
REACH = 160
"""Code points before "of" or "from" in which the number of a distance may stand."""
SURE = 0.4
"""A place resolved with less is not used to correct a text."""
AGREE_RATIO = 1.4
AGREE_KM = 15.0
WRONG_RATIO = 2.2
WRONG_KM = 60.0
"""Roads are longer than the straight line and towns are wide: between the two limits nothing is said. A subject
found outside
the sentence must be wrong by `FAR_RATIO` to count."""
FAR_RATIO = 4.0


def place_statements(annotated: Annotated) -> tuple[PlaceStatement, ...]:
    """Return what a document says of where its places lie, each compared with the gazetteer, in text order."""
    text = annotated.document.text
    places = sorted((p for p in annotated.places if p.kind != "demonym" and p.link), key=lambda p: (p.start, p.end))
    places = sorted((*places, *_seats(text, places)), key=lambda p: (p.start, p.end))
    out: list[PlaceStatement] = []
    for sentence in annotated.sentences:
        inside = [p for p in places if sentence.start <= p.start < sentence.end]
        words = Mention(sentence.start, sentence.end, text[sentence.start : sentence.end])
        out += _within(annotated, inside, words)
        out += _distances(annotated, places, inside, words)
    return tuple({s.id: s for s in out}.values())


def _seats(text: str, places: Sequence[Filler]) -> list[Filler]:
    """Find a side's capital where it is only described, and the document names one elsewhere."""
    named = [p for p in places if p.kind == "toponym" and _SEAT.search(text[max(0, p.start - 60) : p.start])]
    if len({p.link.id for p in named if p.link}) != 1:
        return []
    return [
        Filler(hit.start("seat"), hit.end("seat"), hit["seat"], "seat", named[0].links) for hit in _THE_SEAT.finditer(text)
    ]


def _within(annotated: Annotated, inside: Sequence[Filler], sentence: Mention) -> list[PlaceStatement]:
    text = annotated.document.text
    out = []
    for one, other in pairwise(inside):
        between = text[one.end : other.start]
        if not (_IN.match(between) or _COMMA.match(between) or _CAPITAL.match(between)):
            continue
        place, outer = one.link, other.link
        if place is None or outer is None or place.kind in WIDE or not _wide(outer):
            continue
        verdict = _lies(place, outer, annotated)
        if verdict != "open" or outer.kind == "region":
            reason = f"{place.name} is put in {outer.name}; the gazetteer has it in {_where(place)}"
            out.append(_statement(annotated, ("within", verdict, reason), place, outer, sentence))
    return out


def _wide(link: Link) -> bool:
    return link.kind in ("region", "country") or (link.kind in ("relative", "area") and link.country is not None)


def _lies(place: Link, outer: Link, annotated: Annotated) -> str:
    """Compare by ids: a country or region that is not among what the place lies in is wrong, if that level is
    known at all."""
    inside = {place.id, *place.within}
    if outer.id in inside:
        return "agrees"
    if outer.country is None or place.country is None:
        return "open"
    if outer.country != place.country:
        return "open" if _other_reading(place, outer.country) else "disagrees"
    if outer.kind == "region" and any(key.startswith("region:") for key in place.within):
        return "disagrees"
    return "agrees" if outer.kind != "region" else "open"


def _other_reading(place: Link, country: str) -> bool:
    """A place the resolver was unsure of may be another one of that name."""
    return place.score < SURE


def _where(place: Link) -> str:
    """Name what a place lies in, narrowest first: "Anbar, Iraq"."""
    names = {country.id: country.name for country in countries()}
    inner = [_plain(key) for key in place.within if not key.startswith("country:")]
    return ", ".join([*inner, *(names.get(key, "") for key in place.within if key in names)]) or (place.country or "another place")


def _plain(key: str) -> str:
    """Write an id as words: `region:iq-anbar` is "Anbar"."""
    return " ".join(word.capitalize() for word in key.split(":", 1)[1].split("-")[1:]) or key


def _distances(
    annotated: Annotated, places: Sequence[Filler], inside: Sequence[Filler], sentence: Mention
) -> list[PlaceStatement]:
    text = annotated.document.text
    out = []
    for filler in inside:
        if filler.link is None or filler.link.lat is None:
            continue
        before = text[max(sentence.start, filler.start - REACH) : filler.start]
        away = _AWAY.search(before)
        apart = None if away else _APART.match(text[filler.end : sentence.end])
        match = away or apart
        if match is None:
            continue
        number_at = filler.start - len(before) + away.start() if away else filler.start
        for subject in _subjects(text, [p for p in places if p.end <= number_at], filler, number_at, sentence):
            made = _distance(annotated, subject, filler.link, match, sentence)
            if made is not None and (made.verdict == "agrees" or subject[1] != "about"):
                out.append(made)
                break
    return out


def _subjects(
    text: str, before: Sequence[Filler], other: Filler, number_at: int, sentence: Mention
) -> list[tuple[Link, str]]:
    """Return what may lie so far away, with how sure that is.

    `named`: the place stands right before the number. `meant`: "The town lies ...". `about`: a place of the
    sentences before,
    good enough to confirm a distance, not to doubt it.
    """
    near = [p.link for p in reversed(before) if _exact(p.link, other.link)]
    kept = [link for link in dict.fromkeys(near) if link is not None]
    last = next((p for p in reversed(before) if _exact(p.link, other.link)), None)
    if last is None or not kept:
        return []
    if last.start >= sentence.start and _LIES.match(text[last.end : number_at]):
        return [(kept[0], "named")]
    if _THE_TOWN.match(text[sentence.start : number_at]):
        return [(kept[0], "meant")]
    return [(link, "about") for link in kept[:NEAR_PLACES]]


def _exact(link: Link | None, other: Link | None) -> bool:
    return (
        link is not None
        and other is not None
        and link.lat is not None
        and link.kind not in WIDE
        and link.id != other.id
    )


def _distance(
    annotated: Annotated, subject: tuple[Link, str], other: Link, match: re.Match[str], sentence: Mention
) -> PlaceStatement | None:
    place, how = subject
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return None
    said = float(match["number"].replace(",", "").rstrip(".")) * LENGTH_KM[_unit(match["unit"])]
    found = distance_km((place.lat, place.lon), (other.lat, other.lon))
    verdict = _far(said, found, how == "named" and not match.groupdict().get("vague"))
    reason = f"{place.name} is put {said:.0f} km from {other.name}; by their coordinates it is {found:.0f} km"
    made = _statement(annotated, ("distance", verdict, reason), place, other, sentence)
    return replace(made, said=round(said, 1), found=round(found, 1))


def _unit(word: str) -> str:
    return "miles" if word.casefold().startswith("mi") else "km"


def _far(said: float, found: float, sure: bool) -> str:
    ratio = max(said, found) / max(1.0, min(said, found))
    if ratio <= AGREE_RATIO or abs(said - found) <= AGREE_KM:
        return "agrees"
    limit = WRONG_RATIO if sure else FAR_RATIO
    return "disagrees" if ratio >= limit and abs(said - found) >= WRONG_KM else "open"


def _statement(
    annotated: Annotated, judged: tuple[str, str, str], place: Link, other: Link, sentence: Mention
) -> PlaceStatement:
    kind, verdict, reason = judged
    key = content_id("place statement", annotated.document.id, kind, sentence.start, place.id, other.id)
    return PlaceStatement(key, annotated.document.id, kind, place, other, None, None, verdict, sentence, reason)
