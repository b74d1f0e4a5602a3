"""Toponym resolution: every candidate of a place name, weighed by what else the document names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.nearness import distance_km
from whoholds.geo.spelling import ARTICLES, GENERIC, fold
from whoholds.geo.tables import countries, own_names
from whoholds.records import Document, Filler, Link, Sentence

COUNTRY_WEIGHT = 0.45
"""Most that a document's countries add to a candidate. Set by hand once on the annotated training articles."""
NEAR_WEIGHT = 0.25
NEAR_KM = 150.0
CONTAINER_WEIGHT = 1.0
"""A container named right after the place ("Ankara, Turkey") outweighs all else."""
KEPT = 5
CLOSE = 0.08
"""Candidates this much below the best still vote for their country; namesakes of one country have one vote together."""
REGION_WEIGHT = 0.4
"""What lying in the very region that is named right after adds to lying in its country."""
BETWEEN = re.compile(
    r"^(?P<one>.+?)\s?[-–]\s?(?P<other>.+) "
    r"(?P<way>border|frontier|highway|road|motorway|railway|route|line|corridor|pipeline|axis)$",
    re.IGNORECASE,
)
BEARINGS = ("north", "south", "east", "west", "central", "upper", "lower", "rural", "northeast", "northwest", "southeast", "southwest")
SITES = frozenset(
    "airport airbase airfield base camp refinery crossing university hospital bridge dam prison port oilfield field square palace "
    "barracks station market stadium mosque church school embassy compound headquarters garrison junction checkpoint river valley "
    "lake mountain mountains forest desert plain peninsula strait canal".split()
)
"""Words that make another place of the name before them."""
SHIFT = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}


def resolve_places(
    mentions: tuple[Filler, ...], document: Document, sentences: tuple[Sentence, ...], gazetteer: Gazetteer
) -> tuple[Filler, ...]:
    """Return the mentions in the same order with their candidates, best first; empty where nothing is found."""
    adjectives = {word.casefold(): country.id for country in countries() for word in country.demonyms}
    found = [_candidates(mention, gazetteer, adjectives) for mention in mentions]
    votes = _country_votes(found)
    anchors = _anchors(found, votes)
    return tuple(
        replace(mention, links=_ranked(i, mentions, found, document.text, (votes, anchors)))
        for i, mention in enumerate(mentions)
    )


def _candidates(mention: Filler, gazetteer: Gazetteer, adjectives: dict[str, str]) -> tuple[Link, ...]:
    if mention.kind == "demonym":
        return _of_demonym(mention, gazetteer, adjectives)
    links = gazetteer.look_up(mention.words)
    if links:
        return tuple(_as_written(link, mention.words) for link in links)
    return _relative(mention.words, gazetteer)


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
    if link.kind != "city" or fold(words) in own_names():
        return link
    plain = " ".join(word for word in words.split() if word.casefold() not in GENERIC).removeprefix("the ")
    return replace(link, name=plain) if plain and plain[:1].isupper() else link


def _of_demonym(mention: Filler, gazetteer: Gazetteer, adjectives: dict[str, str]) -> tuple[Link, ...]:
    place = gazetteer.place(adjectives.get(mention.words.casefold(), ""))
    if place is None:
        return ()
    link = Link(
        place.id, place.name, "country", 0.9, "adjective of the country", place.lat, place.lon, place.country, "country"
    )
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
        found = gazetteer.look_up(shorter)
        return tuple(_site(link, words) if last.casefold() in SITES else replace(link, score=link.score - 0.05) for link in found)
    return tuple(_moved(link, first, gazetteer) for link in inner[:KEPT])


def _site(town: Link, words: str) -> Link:
    """Make a site that no gazetteer holds out of the town that it is named after: "Sarajevo airport" is not Sarajevo."""
    name = words.removeprefix("the ").removeprefix("The ")
    id = f"site:{(town.country or '').lower()}-{fold(name).replace(' ', '-')}"
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


def _country_votes(found: list[tuple[Link, ...]]) -> dict[str, float]:
    """Share out how much the document speaks of each country, by its surest mentions."""
    votes: dict[str, float] = defaultdict(float)
    for links in found:
        if not links or links[0].country is None:
            continue
        if links[0].kind == "country":
            votes[links[0].country] += 1.0
        elif len({link.country for link in links}) == 1:
            votes[links[0].country] += 1.0
        else:
            near = {link.country for link in links if link.country and link.score > links[0].score - CLOSE}
            for country in near:
                votes[country or ""] += 0.5 / len(near)
    total = sum(votes.values()) or 1.0
    return {country: share / total for country, share in sorted(votes.items())}


def _anchors(found: list[tuple[Link, ...]], votes: dict[str, float]) -> list[Link]:
    """Return the places that are sure enough to pull others near them."""
    sure = [
        links[0]
        for links in found
        if links and links[0].precision == "exact" and (len(links) == 1 or links[0].score > 0.6)
    ]
    return [link for link in sure if votes.get(link.country or "", 0.0) > 0.1]


def _ranked(
    i: int,
    mentions: tuple[Filler, ...],
    found: list[tuple[Link, ...]],
    text: str,
    context: tuple[dict[str, float], list[Link]],
) -> tuple[Link, ...]:
    votes, anchors = context
    container = _container(i, mentions, found, text)
    scored = [_scored(link, container, votes, anchors) for link in found[i]]
    best = sorted(scored, key=lambda link: (-link.score, link.id))[:KEPT]
    return tuple(replace(link, score=min(1.0, link.score)) for link in best)


def _container(i: int, mentions: tuple[Filler, ...], found: list[tuple[Link, ...]], text: str) -> Link | None:
    """Return the region or country that is named right after the place: "Ankara, Turkey", "Hit in Anbar province"."""
    if i + 1 >= len(mentions) or not found[i + 1]:
        return None
    between = text[mentions[i].end : mentions[i + 1].start]
    after = found[i + 1][0]
    joined = between.strip() in (",", "in", ", in", "(") and len(between) < 8
    return (
        after
        if joined and after.kind in ("country", "region", "relative") and mentions[i + 1].kind != "demonym"
        else None
    )


def _scored(link: Link, container: Link | None, votes: dict[str, float], anchors: list[Link]) -> Link:
    score, reasons = link.score, [link.reason]
    if (
        container is not None
        and container.country is not None
        and link.country == container.country
        and link.id != container.id
    ):
        inside = container.id in link.within
        score += CONTAINER_WEIGHT + (REGION_WEIGHT if inside else 0.0)
        reasons.append(f"{container.name} is named right after")
    share = votes.get(link.country or "", 0.0)
    if share > 0:
        score += COUNTRY_WEIGHT * share
        reasons.append(f"{share:.0%} of the text's places are in {link.country}")
    near = [
        d for other in anchors if other.id != link.id and (d := distance_km(link, other)) is not None and d < NEAR_KM
    ]
    if near:
        score += NEAR_WEIGHT * min(1.0, len(near) / 3)
        reasons.append(f"{len(near)} other places within {NEAR_KM:.0f} km")
    return replace(
        link, score=round(score / (1 + COUNTRY_WEIGHT + NEAR_WEIGHT), 4), reason="; ".join(reasons)
    )
