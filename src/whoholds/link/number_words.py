"""What the words around a number say it counts: the dead, those who fled, fighters of a country, strikes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whoholds.geo.measures import AREA_KM2
from whoholds.geo.tables import countries
from whoholds.records import Annotated, Filler, Link, Quantity, Sentence
from whoholds.records.quantity import PEOPLE_UNITS

_HELP = r"(?:(?:were|was|are|is|have|has|had|been|being|also|all|since|reportedly|said to have|believed to have)\s+){0,4}"
_LEAD = r"^(?:\s+(?:of\s+)?[^\s,;:.()]+){0,6}?,?\s+(?:all\s+)?"
AFTER = (
    ("casualties", re.compile(
        rf"{_LEAD}{_HELP}(?P<verb>killed|slain|shot|executed|massacred|slaughtered|beheaded|hanged|eliminated|neutrali[sz]ed|"
        r"annihilated|dead|died|perished|martyred|lost their lives|r[oi]se as martyrs|(?:reached|attained|achieved) martyrdom)\b",
        re.IGNORECASE)),
    ("casualties", re.compile(r"^\s+of (?:our|their|its|his) [a-z]+(?: [a-z]+)? (?P<verb>fell)\b(?!\s+(?:back|to\b|in with))", re.IGNORECASE)),
    ("displace", re.compile(
        rf"{_LEAD}{_HELP}(?P<verb>fled|displaced|uprooted|left their homes|driven (?:out|from)|evacuated|homeless|on the move|"
        r"taken refuge|t(?:ook|aken) shelter|crossed (?:in|the border))\b", re.IGNORECASE)),
    ("displace", re.compile(
        r"^\s+(?:inhabitants|residents|people|civilians|families|villagers) (?:of|from) [^,;.]{2,40}? "
        r"(?P<verb>(?:are|were|remain(?:ed)?|live|lived|wait(?:ed)?|shelter(?:ed)?|stay(?:ed)?)(?: \w+ing)?)(?: now| still)? in [A-Z]", re.IGNORECASE)),
    ("siege", re.compile(rf"{_LEAD}{_HELP}(?P<verb>besieged|trapped|encircled|surrounded|shut in|cut off)\b", re.IGNORECASE)),
)  # fmt: skip
"""Type of claim and the words after a number of people that mean it."""
NOUNS = (
    ("casualties", r"dead|deaths?|death toll|toll|killed|fatalities|losses"),
    ("displace", r"displaced|refugees|displaced people|evacuees"),
    ("strength", r"garrison|strength|force|fighters|troops|militants|soldiers|defenders|manpower|membership"),
    ("clash", r"attackers|assailants|raiders|besiegers"),
    ("siege", r"population|inhabitants|residents|besieged|trapped"),
)
"""Type of claim and the nouns of which a number is told: "put the garrison at 1,000", "the attackers were few: 300"."""
_AT = tuple(
    (type, re.compile(
        rf"\b(?:the |its |their |a )?(?:number of |size of |strength of |total of )?(?:[\w’'-]+ ){{0,2}}?(?P<noun>{nouns})\b[^.;:!?]{{0,80}}?"
        r"\s(?:at|stands? at|stood at|to be|as|reached|numbers?|numbered|is|was|were)\s+(?:some |about )?$", re.IGNORECASE))
    for type, nouns in NOUNS
)  # fmt: skip
_FEW = tuple(
    (type, re.compile(rf"\b(?P<noun>{nouns})\b\s+(?:were|are|was|is)\s+[^.;:!?]{{1,24}}:\s*$", re.IGNORECASE)) for type, nouns in NOUNS
)
_UNSURE = re.compile(r"\b(?:would|could|might|may|if|not|never|nobody|no|will|should)\b", re.IGNORECASE)
_STRUCK = re.compile(r"\b(?P<verb>bomb(?:ed|s)?|struck|hit|raided|pounded|targeted|shelled)\b[^.;:!?]{0,70}$", re.IGNORECASE)
_HAVING = re.compile(
    r"\b(?P<verb>hold(?:s|ing)?|held|control(?:s|led|ling)?|rul(?:es?|ed|ing)|owns?|lords?|masters?|possess(?:es|ed)?|run(?:s|ning)?)\b[^.;:!?]{0,80}$",
    re.IGNORECASE,
)
_WITH_WHOM = re.compile(
    r"^\s+of (?:it|the (?:city|town|village|place|district|area|province)|[A-Z][\w'’-]+)\b(?:,[^,.;]{1,40},)?\s+"
    r"(?:is|was|are|were|remains?|remained|lies|lay)\s+"
    r"(?:still\s+|now\s+)?(?P<verb>with|in the hands of|held by|under the control of|under|controlled by)\s+(?:the\s+)?",
)
NEXT = 24
"""Code points from these words to the side that they point at."""
_FROM = re.compile(
    r"^(?:\s+(?:each|of them|of whom|people|fighters|nationals|citizens|men|volunteers|recruits|others|all))*\s+from\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WITH = re.compile(r"^(?:\s+[a-z]+){0,3}\s+with\s+$")
LAND = frozenset({"country", "area", "region"})
_OWN = re.compile(r"^\s+of (?:its|their|his) (?:own )?(?:citizens|nationals|people|men|subjects)\b", re.IGNORECASE)
CLOSE = 45
"""Code points between a number and the country that it is of."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number's own words say: the type of claim, the word that says it, and whom it is about."""

    type: str
    start: int
    end: int
    actors: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()


def own_meaning(annotated: Annotated, number: Quantity, sentence: Sentence) -> Meaning | None:
    """Read what became of the people that a number counts, off its own clause; None where the words do not say it as a fact."""
    if number.unit not in PEOPLE_UNITS:
        return None
    text = annotated.document.text
    after = re.split(r"[.;:!?\n]", text[number.end : min(sentence.end, number.end + 110)])[0]
    for type, pattern in AFTER:
        hit = pattern.match(after)
        if hit and not _UNSURE.search(hit[0]) and number.counts:
            start = number.end + hit.start("verb")
            return _meaning(annotated, type, (start, start + len(hit["verb"])), number)
    before = text[sentence.start : number.start]
    for type, pattern in (*_AT, *_FEW):
        hit = pattern.search(before)
        if hit and not _UNSURE.search(hit[0]):
            return _meaning(annotated, type, (sentence.start + hit.start("noun"), sentence.start + hit.end("noun")), number)
    return None


def _meaning(annotated: Annotated, type: str, word: tuple[int, int], number: Quantity) -> Meaning:
    near = [f for f in annotated.actors if f.link is not None and (_counted(f, number) or f.start <= word[0] < f.end)]
    sides = tuple(near[:1])
    return Meaning(type, *word, actors=sides) if type in ("strength", "clash") else Meaning(type, *word, targets=sides)


def _counted(filler: Filler, number: Quantity) -> bool:
    return filler.start <= number.start < filler.end or 0 <= filler.start - number.end <= 20


def share_meaning(annotated: Annotated, number: Quantity, sentence: Sentence) -> Meaning | None:
    """Read a number that is no count of people: raids ("bombed it over 600 times"), an area or a share that a side has."""
    text = annotated.document.text
    if number.unit == "percent":
        hit = _WITH_WHOM.match(text[number.end : sentence.end])
        sides = _sides(annotated, number.end + hit.end(), sentence.end)[:1] if hit else ()
        near = bool(sides) and hit is not None and sides[0].start - number.end - hit.end() <= NEXT
        return _at("hold", number.end, hit, actors=sides) if near else None
    if number.unit == "times":
        hit = _STRUCK.search(text[sentence.start : number.start])
    elif number.unit in AREA_KM2:
        hit = _HAVING.search(text[sentence.start : number.start])
    else:
        return None
    doers = _sides(annotated, sentence.start, sentence.start + hit.start("verb"))[-1:] if hit else ()
    return _at("strike" if number.unit == "times" else "territory", sentence.start, hit, actors=doers) if doers else None


def _sides(annotated: Annotated, start: int, end: int) -> tuple[Filler, ...]:
    return tuple(f for f in annotated.actors if f.link is not None and start <= f.start < end)


def _at(type: str, offset: int, hit: re.Match[str] | None, actors: tuple[Filler, ...]) -> Meaning | None:
    return Meaning(type, offset + hit.start("verb"), offset + hit.end("verb"), actors=actors) if hit else None


def origin_of(annotated: Annotated, number: Quantity, sentence: Sentence) -> tuple[Filler, ...]:
    """Return the countries that a number of people is of: right after it ("from", or a people), or right before it; else none."""
    text = annotated.document.text
    inside = sorted(
        (p for p in annotated.places if p.link is not None and sentence.start <= p.start < sentence.end), key=lambda p: p.start
    )
    after = [p for p in inside if 0 <= p.start - number.end <= CLOSE]
    for place in after[:1]:
        between = text[number.end : place.start]
        if (place.kind == "demonym" and not between.strip()) or _FROM.match(between):
            return tuple(_country(p) for p in _listed(text, after))
    if _OWN.match(text[number.end : number.end + CLOSE]):
        named = [p for p in inside if p.end < number.start]
        return tuple(_country(p) for p in named[-1:])
    before = [p for p in inside if 0 < number.start - p.end <= CLOSE and p.kind != "demonym" and p.link and p.link.kind in LAND]
    return tuple(_country(p) for p in before[-1:] if _WITH.match(text[p.end : number.start]))


def _listed(text: str, places: list[Filler]) -> list[Filler]:
    """Return the first place and those that "and" joins to it: "from Germany and Britain"."""
    out = places[:1]
    for place in places[1:]:
        if re.fullmatch(r",?\s+(?:and|or)\s+(?:the\s+)?", text[out[-1].end : place.start]):
            out.append(place)
        else:
            break
    return out


def _country(place: Filler) -> Filler:
    """Return the filler as the country itself: a people or a capital stands for it; a wider area stays what it is."""
    link = place.link
    if link is None or link.country is None or link.kind in ("region", "area"):
        return place
    known = next((c for c in countries() if c.code == link.country), None)
    if known is None:
        return place
    own = Link(known.id, known.name, "country", link.score, f"the country of {link.name}", known.lat, known.lon, known.code, "country")
    return Filler(place.start, place.end, place.words, "origin", (own,))
