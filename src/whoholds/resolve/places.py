"""Toponym resolution: every candidate of a place name, weighed by what else the document names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.nearness import distance_km
from whoholds.geo.spelling import ARTICLES, GENERIC, fold
from whoholds.geo.tables import abbreviations, demonyms, own_names
from whoholds.records import Document, Filler, Link, Sentence
from whoholds.resolve.coordinates import in_their_country, spots_of
from whoholds.resolve.place_words import SAME_SITE
from whoholds.resolve.senses import NEAR_KM, POINTS, Sense, Weighed, Weights, lies_in, weigh

WEIGHTS = Weights()
KEPT = 5
MOST = 24
"""Candidates of a name that are weighed."""
SCALE = 1.7
"""What scores are divided by; they order candidates and are no probabilities."""
LEAST = 0.05
"""Evidence below this is not told."""
HOME = 0.5
"""Share of a text's names that must lie in a country before names are taken by their sound there."""
LEAST_NAMED = 3
"""Mentions that must lie there."""
HEARD_KM = 60.0
"""How far another place of the text may lie from one that is taken by its sound."""
SURE = 0.4
"""Score of the least sure place that bears out one that is taken by its sound."""
SHORTEST = 5
"""Letters of the shortest name that is taken so."""
LONGEST_GAP = 24
AFTER = re.compile(
    r",?\s(?:in|of)\s(?:the\s)?(?:(?:north|south|east|west)[\w-]*\s|central\s|rural\s)?|,\s(?:the\s)?"
    r"(?:(?:north|south|east|west)[\w-]*\s|central\s)?|\s\("
)
"""What stands between a place and what contains it."""
POSSESSIVE = re.compile(r"['’]s?\s(?:[a-z]+\s)?")
COUNTIES = re.compile(r"(?P<others>(?:(?:, |,? and |,? or |/|-)[A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)*),? (?:[Cc]ounties|[Pp]arishes)\b")
"""What follows names of counties: "Becker, Clay and Grant counties"."""
LISTED = re.compile(r"(?:\b(?:and|or)\s|[,/-]\s?)$")
"""What stands before the last of several."""
REGION_AFTER = re.compile(r"\s(?:state|province|governorate|oblast|region|prefecture)\b(?!\s(?:of|news|media|television|tv|radio)\b)")
REGION_BEFORE = re.compile(r"\b(?:[Ss]tate|[Pp]rovince|[Gg]overnorate|[Oo]blast|[Rr]egion|[Dd]istrict|[Pp]refecture) of $")
TOWN_BEFORE = re.compile(r"\b(?:[Cc]ity|[Tt]own|[Vv]illage|[Mm]unicipality) of $")
"""What says beside a name that it is a province's, or a town's."""
SHORTENED = re.compile(r"\b(St|Ste|Mt|Ft|Pt)\.?\s", re.IGNORECASE)
LONGER = {"st": "Saint", "ste": "Sainte", "mt": "Mount", "ft": "Fort", "pt": "Point"}
TOWNS = frozenset({"city", "town", "village", "municipality"})
REGIONAL = frozenset({"region", "district", "area"})
SETTLED = frozenset({"city"})
_Key = tuple[str, bool, str]
"""Words, whether they are an adjective or a people's name, and what the words beside say of its kind: "counties", "region", "town" or nothing."""
BESIDE = 30
"""Letters before a name that are looked at."""
BETWEEN = re.compile(
    r"^(?P<one>.+?)\s?[-–]\s?(?P<other>.+) "
    r"(?P<way>border|frontier|highway|road|motorway|railway|route|line|corridor|pipeline|axis)$",
    re.IGNORECASE,
)
BEARINGS = (
    "north",
    "south",
    "east",
    "west",
    "central",
    "upper",
    "lower",
    "rural",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
)
SITES = frozenset(
    "airport airbase airfield base camp refinery crossing university hospital bridge dam prison port oilfield field square palace "
    "barracks station market stadium mosque church school embassy compound headquarters garrison junction checkpoint river valley "
    "lake mountain mountains forest desert plain peninsula strait canal".split()
)
"""Words that make another place of the name before them."""
SORTS = frozenset("air military naval army border refugee oil gas power railway train international civilian".split())
"""Words of common use between a town's name and its site: "Harim military airport"."""
SHIFT = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}


def resolve_places(
    mentions: tuple[Filler, ...], document: Document, sentences: tuple[Sentence, ...], gazetteer: Gazetteer
) -> tuple[Filler, ...]:
    """Return the mentions in the same order with their candidates, best first; empty where nothing is found."""
    spots = spots_of(mentions, document.text)
    named = tuple(mention for mention in mentions if (mention.start, mention.end) not in spots)
    known = {(f.start, f.end, f.kind): f for f in _resolved(named, document, gazetteer)}
    told = (replace(m, links=(spots[m.start, m.end],)) if (m.start, m.end) in spots else known[m.start, m.end, m.kind] for m in mentions)
    return in_their_country(tuple(told)) if spots else tuple(told)


def _resolved(mentions: tuple[Filler, ...], document: Document, gazetteer: Gazetteer) -> tuple[Filler, ...]:
    keys = [_key(mention, document.text) for mention in mentions]
    found: dict[_Key, tuple[Link, ...]] = {}
    for key in sorted(set(keys)):
        links = _candidates(key, gazetteer)
        found[key] = tuple(sorted(links, key=lambda link: (-link.score, link.id)))[:MOST]
    numbers = {key: number for number, key in enumerate(found)}
    counted = Counter(keys)
    senses = [Sense(links, counted[key]) for key, links in found.items()]
    inside = _inside([(mention, numbers[key]) for mention, key in zip(mentions, keys, strict=True)], document.text)
    evidence = weigh(senses, [pair for pair in inside if not _both_countries(senses, pair)], WEIGHTS)
    ranked = [_ranked(sense.links, parts) for sense, parts in zip(senses, evidence, strict=True)]
    ranked = _heard(list(found), ranked, counted, gazetteer)
    return tuple(
        replace(mention, links=tuple(_as_written(link, mention.words) for link in ranked[numbers[key]]))
        for mention, key in zip(mentions, keys, strict=True)
    )


def _key(mention: Filler, text: str) -> _Key:
    """Return under which sense a mention falls: the same words mean the same place throughout a text."""
    adjective = mention.kind == "demonym"
    return (" ".join(mention.words.split()), adjective, "" if adjective else _said_kind(mention, text))


def _said_kind(mention: Filler, text: str) -> str:
    """Return what the words beside a name say that it is: "Clay and Grant counties", "New York state", "the city of Washington"."""
    before, after = text[max(0, mention.start - BESIDE) : mention.start], text[mention.end : mention.end + 80]
    counties = COUNTIES.match(after)
    if counties and (counties["others"] or LISTED.search(before)):
        return "counties"
    if REGION_AFTER.match(after) or REGION_BEFORE.search(before):
        return "region"
    return "town" if TOWN_BEFORE.search(before) else ""


def _candidates(key: _Key, gazetteer: Gazetteer) -> tuple[Link, ...]:
    words, demonym, beside = key
    if demonym or words.casefold() in demonyms():
        return _of_demonym(words, gazetteer)
    if words in abbreviations():
        return _of_region(abbreviations()[words], f"short for it: {words}", gazetteer)
    links = _districts(words, gazetteer) if beside == "counties" else ()
    links = links or _named(words, gazetteer)
    if links:
        wanted = {"region": REGIONAL, "town": SETTLED}.get(beside, frozenset())
        lands = {link.country for link in links if link.kind == "country"}  # "the second largest city of Iraq" lies in that country
        return tuple(link for link in links if link.kind in wanted and (not lands or link.country in lands)) or links
    return _relative(words, gazetteer) or _districts(words, gazetteer)


def _named(words: str, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """Look a name up; one that says that it is a province, or a town, means what is one."""
    links = gazetteer.look_up(words)
    if not links:
        longer = SHORTENED.sub(lambda hit: LONGER[hit[1].casefold()] + " ", words)
        links = gazetteer.look_up(longer) if longer != words else ()
    last = words.rpartition(" ")[2].casefold()
    wanted = REGIONAL if last in GENERIC - TOWNS | {"parish"} else SETTLED if last in TOWNS else frozenset()
    return tuple(link for link in links if link.kind in wanted) or links


def _districts(words: str, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """Look a county up by its bare name."""
    both = (*gazetteer.look_up(f"{words} County"), *gazetteer.look_up(f"{words} Parish"))
    return tuple(link for link in both if link.kind == "district")


def _as_written(link: Link, words: str) -> Link:
    """Call a place as the text does, unless our own tables know this very name: Jabalia for Jabalya, "eastern Ghouta", "Borno State"."""
    if not link.reason.startswith("name in the gazetteer"):
        return link
    first, _, rest = words.partition(" ")
    stem = first.casefold().removesuffix("ern").split("-")[0]
    if rest and link.kind in ("region", "area") and stem in BEARINGS and stem not in link.name.casefold():
        return replace(link, name=f"{first} {rest if rest.endswith(' State') else link.name}")
    if link.kind == "region" and words.endswith(" State") and not link.name.endswith(" State"):
        return replace(link, name=words)
    if link.kind != "city" or (fold(words) in own_names() and "(own" in link.reason):
        return link
    plain = " ".join(word for word in words.split() if word.casefold() not in GENERIC).removeprefix("the ")
    return replace(link, name=plain) if plain and plain[:1].isupper() else link


def _of_demonym(words: str, gazetteer: Gazetteer) -> tuple[Link, ...]:
    id = demonyms().get(words.casefold(), "")
    return _of_region(id, "adjective of the country" if id.startswith("country:") else "adjective of it", gazetteer)


def _of_region(id: str, reason: str, gazetteer: Gazetteer) -> tuple[Link, ...]:
    place = gazetteer.place(id)
    if place is None:
        return ()
    precision = "country" if place.kind == "country" else "region"
    link = Link(
        place.id, place.name, place.kind, 0.9, reason, place.lat, place.lon, place.country, precision, place.within,
        place.geonameid,
    )  # fmt: skip
    return (link,)


def _relative(words: str, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """Resolve "northern Iraq" to the country's area moved north, and drop generic words that no name has."""
    first, _, rest = words.partition(" ")
    between = BETWEEN.match(words)
    if between and fold(between["one"]) not in ARTICLES:
        return _between(between, gazetteer)
    if not rest:
        return ()
    compass = any(way in first.casefold() for way in (*SHIFT, "central", "upper", "lower", "rural"))
    inner = gazetteer.look_up(rest) if compass else ()
    if not inner:
        shorter, _, last = words.rpartition(" ")
        if last[:1].isupper() and last.casefold() not in GENERIC | SITES:
            return ()  # "Jebel Moya" is no Jebel
        town, sort = shorter.rpartition(" ")[::2]
        if last.casefold() in SITES and sort in SORTS and town:
            shorter, last = town, "airbase" if f"{sort} {last}" == "air base" else last
        found = _known_site(shorter, last.casefold(), gazetteer) or gazetteer.look_up(shorter)
        return tuple(
            link if link.kind == "site" else _site(link, words) if last.casefold() in SITES else replace(link, score=link.score - 0.05) for link in found
        )
    return tuple(_moved(link, first, gazetteer) for link in inner[:KEPT])


def _known_site(town: str, kind: str, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """Look a site up under the other words for its kind: "Tabqa airfield" is the Tabqa air base of the gazetteer."""
    for other in SAME_SITE.get(kind, ()):
        found = gazetteer.look_up(f"{town} {other}") if other != kind else ()
        if sites := tuple(link for link in found if link.kind == "site"):
            return sites
    return ()


def _site(town: Link, words: str) -> Link:
    """Make a site that no gazetteer holds out of the town that it is named after: "Sarajevo airport" is not Sarajevo."""
    name = words.removeprefix("the ").removeprefix("The ")
    end = name.casefold().split()
    kind = (SAME_SITE.get(" ".join(end[-2:])) or SAME_SITE.get(end[-1]) or end[-1:])[0]
    id = f"site:{town.id.replace(':', '-')}-{kind}"
    inside = (town.id, *town.within)
    reason = f"a site named after {town.name}; {town.reason}"
    return replace(town, id=id, name=name, kind="site", score=round(town.score - 0.05, 4), reason=reason,
                   precision="vague", within=inside, geonameid=None)  # fmt: skip


def _between(parts: re.Match[str], gazetteer: Gazetteer) -> tuple[Link, ...]:
    """Resolve "Syria-Iraq border" and "Raqqa-Mosul highway" to the middle of the two, vaguely."""
    ends = [gazetteer.look_up(parts[name])[:1] for name in ("one", "other")]
    if not all(ends):
        return ()
    (one,), (other,) = ends
    words = f"{one.name}-{other.name} {parts['way']}"
    lat, lon = (
        None if a is None or b is None else (a + b) / 2 for a, b in ((one.lat, other.lat), (one.lon, other.lon))
    )
    reason = f"between {one.name} and {other.name}; {one.reason}"
    return (
        Link(
            f"rel:{fold(words).replace(' ', '-')}", words, "relative", 0.6, reason, lat, lon,
            one.country if one.country == other.country else None, "vague", (),
        ),
    )  # fmt: skip


def _moved(link: Link, compass: str, gazetteer: Gazetteer) -> Link:
    ways = [way for name, way in SHIFT.items() if name in compass.casefold()]
    reach = 0.5 * gazetteer.radius_km(link.id) / 111.0
    lat = None if link.lat is None else link.lat + reach * sum(way[0] for way in ways)
    lon = None if link.lon is None else link.lon + reach * sum(way[1] for way in ways)
    id = f"rel:{fold(compass).replace(' ', '-')}-{link.id}"
    within = (link.id, *link.within)
    name = f"{compass.casefold()} {link.name}"
    reason = f"{compass.casefold()} part of {link.name}; {link.reason}"
    return replace(
        link, id=id, name=name, lat=lat, lon=lon, precision="vague", within=within, reason=reason, kind="relative"
    )


def _inside(mentions: list[tuple[Filler, int]], text: str) -> list[tuple[int, int]]:
    """Return pairs of names that stand as a place and what contains it: "Ankara, Turkey", "Hit in Anbar province", "Iraq's Mosul"."""
    ordered = sorted(mentions, key=lambda pair: (pair[0].start, pair[0].end))
    pairs: set[tuple[int, int]] = set()
    for (one, first), (other, second) in pairwise(ordered):
        gap = text[one.end : other.start]
        if first == second or len(gap) > LONGEST_GAP or other.start < one.end:
            continue
        if POSSESSIVE.fullmatch(gap):
            pairs.add((second, first))
        elif AFTER.fullmatch(gap) or (gap == " " and other.words in abbreviations()):
            pairs.add((first, second))
    return sorted(pairs)


def _both_countries(senses: list[Sense], pair: tuple[int, int]) -> bool:
    """Tell whether two names that stand side by side are first of all countries: a list of them, or two parts of a sentence."""
    return all(sense.links and sense.links[0].kind == "country" for sense in (senses[number] for number in pair))


def _ranked(links: tuple[Link, ...], evidence: list[Weighed]) -> tuple[Link, ...]:
    scored = [_scored(link, parts) for link, parts in zip(links, evidence, strict=True)]
    best = sorted(scored, key=lambda link: (-link.score, link.id))[:KEPT]
    return tuple(replace(link, score=round(min(1.0, link.score / SCALE), 4)) for link in best)


def _heard(
    keys: list[_Key], ranked: list[tuple[Link, ...]], counted: Counter[_Key], gazetteer: Gazetteer
) -> list[tuple[Link, ...]]:
    """Take a name that stands for nothing for the one town that sounds the same in the country that the text is about: "Jabla" for Jableh."""
    votes: Counter[str] = Counter()
    for key, links in zip(keys, ranked, strict=True):
        votes[(links[0].country or "") if links else ""] += counted[key] if links else 0
    country, most = max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    share = most / max(1, votes.total())
    if not country or share < HOME or most < LEAST_NAMED:
        return ranked
    points = [links[0] for links in ranked if links and links[0].kind in POINTS and links[0].score >= SURE]
    return [
        links or (() if key[1] else _told_by_sound(key[0], (country, share), points, gazetteer))
        for key, links in zip(keys, ranked, strict=True)
    ]


def _told_by_sound(
    words: str, home: tuple[str, float], points: list[Link], gazetteer: Gazetteer
) -> tuple[Link, ...]:
    """Look a name up by its sound; it must lie near another place of the text, too."""
    country, share = home
    found = []
    for link in gazetteer.look_up(words, country) if words[:1].isupper() and len(words) >= SHORTEST else ():
        near = [point for point in points if (apart := distance_km(link, point)) is not None and apart <= HEARD_KM]
        if link.kind == "city" and near:
            told = f"{link.reason}; {share:.0%} of the text's places are in {country}; {near[0].name} is near"
            found.append(replace(link, score=round((link.score + WEIGHTS.country * share) / SCALE, 4), reason=told))
    return tuple(found)


def _scored(link: Link, parts: Weighed) -> Link:
    """Add what the text says for a candidate to what its name says, with the reasons."""
    score = link.score + WEIGHTS.country * parts.country + WEIGHTS.region * parts.region
    score += WEIGHTS.near * parts.near + WEIGHTS.container * parts.container
    reasons = [link.reason]
    if parts.partner is not None and parts.container > LEAST:
        after = "is named right after" if lies_in(link, parts.partner) else "lies in it and is named beside it"
        reasons.append(f"{parts.partner.name} {after}")
    if parts.share > 0:
        reasons.append(f"{parts.share:.0%} of the text's places are in {link.country}")
    if parts.beside:
        reasons.append(f"{parts.beside} other places within {NEAR_KM:.0f} km")
    return replace(link, score=round(score, 6), reason="; ".join(reasons))
