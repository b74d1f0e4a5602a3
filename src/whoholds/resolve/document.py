"""Resolve a document: every mention and every filler to sides, places and speakers, every claim to days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Protocol

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.names import names_with_and
from whoholds.actors.nouns import MEMBERS, singular
from whoholds.actors.spelling import clean, key
from whoholds.geo.gazetteer import Gazetteer
from whoholds.records import Annotated, Claim, Filler, Link
from whoholds.resolve.actors import FIRST, MANY, PERSON, THING, resolve_side
from whoholds.resolve.antecedents import resolve_place_words
from whoholds.resolve.asking import Ask, article_before, by_name, forces_of, with_noun, without_what_it_is
from whoholds.resolve.chooser import choose_place, choose_side
from whoholds.resolve.coordinates import coordinates_of
from whoholds.resolve.days import day_told, on_its_day
from whoholds.resolve.forces import forces_together, whole_list
from whoholds.resolve.inside import APPOSED, part_link, seat_of
from whoholds.resolve.pairs import pair_of
from whoholds.resolve.persons import is_commander, offices_told, read_people
from whoholds.resolve.place_links import unknown_name
from whoholds.resolve.place_parts import OLD_TOWN, part_by_compass, with_its_place
from whoholds.resolve.places import resolve_places
from whoholds.resolve.privacy import without_private_names
from whoholds.resolve.scene import Heard, Scene, hear, is_where_told, publisher_of, titled
from whoholds.resolve.speakers import plain_case, resolve_speaker
from whoholds.resolve.topics import find_topics, heading_names
from whoholds.resolve.windows import place_in_time

SPOKEN = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "speaker",
        "minister",
        "mayor",
        "governor",
        "source",
        "council",
        "ministry",
        "command",
    ]
)
_TOWARD = re.compile(r"(?:(?:the|its|their|his)\s+)?way\s+(?:to|from|into|out of|towards?)\s+", re.IGNORECASE)
"""What opens words for a place that somebody is bound for: "the way to Haditha"."""
_SEAT = re.compile(r"\b(?:capital|seat|(?:main|chief|largest|biggest) (?:town|city)) of (?:the )?$", re.IGNORECASE)
REACH = 24
"""Code points before a region in which "the capital of" may stand."""
_COUNTED_MEN = re.compile(r"(?:an? )?(?:(?:additional|further|extra|more|another|some|about|[\d,]+|[a-z]*(?:hundred|thousand|dozen)s?) )*[a-z]+", re.IGNORECASE)
_OWNED = re.compile(r"^ (?:of )?$")
PROPER = frozenset({"army", "forces", "navy", "guard", "government", "defense", "defence"})
"""Words of the full names of states' bodies."""
HOLDING = frozenset({"capture", "hold", "advance", "withdraw", "siege", "territory"})
"""Types whose actor is a side even where its commander is named: it is the side that holds."""
PRONOUNS = FIRST | THING | MANY | PERSON


class Shelves(Protocol):
    """What resolving needs of a toolkit."""

    @property
    def gazetteer(self) -> Gazetteer:
        """Return the places."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """Return the sides."""
        ...


def resolve(annotated: Annotated, claims: tuple[Claim, ...], toolkit: Shelves) -> tuple[Annotated, tuple[Claim, ...]]:
    """Fill the links of every mention and every filler, and the window of every claim."""
    mentions = tuple(sorted({*annotated.places, *_names(annotated, claims), *heading_names(annotated)}, key=lambda f: (f.start, f.end, f.kind)))
    found = resolve_places(mentions, annotated.document, annotated.sentences, toolkit.gazetteer)
    known = {(filler.start, filler.end, filler.kind): filler for filler in found}
    annotated = replace(annotated, places=tuple(known[f.start, f.end, f.kind] for f in annotated.places))
    scene = open_scene(replace(annotated, places=found), toolkit)
    people, states = _people(annotated), _states(scene, claims)
    heard = {
        f: _mention(scene, f) for f in sorted({*annotated.actors, *people, *states}, key=lambda f: (f.start, -f.end, f.kind))
    }
    annotated = replace(annotated, actors=tuple(heard[filler] for filler in annotated.actors))
    scene.proper.update(proper_names(annotated.actors))
    scene.countries.clear()
    ordered = sorted(claims, key=attrgetter("spot"))
    resolved = {claim.id: on_its_day(_claim(scene, place_in_time(claim, annotated)), toolkit.catalogue) for claim in ordered}
    return annotated, tuple(resolved[claim.id] for claim in claims)


def resolve_toponyms(annotated: Annotated, toolkit: Shelves) -> Annotated:
    """Fill the links of the names for a map, which claims do not read."""
    found = resolve_places(annotated.toponyms, annotated.document, annotated.sentences, toolkit.gazetteer)
    return replace(annotated, toponyms=found)


def _names(annotated: Annotated, claims: tuple[Claim, ...]) -> set[Filler]:
    """Return names in place roles that recognition passed over, so that they are resolved with the others."""
    known = {(filler.start, filler.end) for filler in annotated.places}
    named: set[Filler] = set()
    for claim in claims:
        for filler in claim.places:
            name = all(part[:1].isupper() or part.startswith("al-") for part in filler.words.split())
            if name and not _is_pronoun(filler) and (filler.start, filler.end) not in known:
                named.add(Filler(filler.start, filler.end, filler.words, "toponym"))
    return named


def open_scene(annotated: Annotated, toolkit: Shelves) -> Scene:
    """Make the scene of a document whose places are resolved."""
    published = annotated.document.published
    on = (published.latest or published.earliest) if published else _last_day(annotated)
    publisher = publisher_of(toolkit.catalogue, annotated.document, on)
    scene = Scene(annotated, toolkit.catalogue, on, publisher, gazetteer=toolkit.gazetteer)
    scene.starts = tuple(sentence.start for sentence in annotated.sentences)
    scene.title = f" {key(annotated.document.title or '')} "
    scene.keyed = f" {key(annotated.document.text)}{scene.title}"
    heard = [hear(scene, filler, link) for filler in annotated.places if (link := _heard_as(filler)) is not None]
    scene.places += [h for h in heard if not _apart(annotated, h) and not is_where_told(scene.text, h.start)]
    scene.topics = find_topics(scene, heard)
    scene.people.update(read_people(scene))
    scene.sides += titled(scene)
    return scene


def _last_day(annotated: Annotated) -> date | None:
    """Return the last day that an undated text names: who existed then is who is meant."""
    return max((w.window.latest for w in annotated.times if w.window is not None and w.window.latest is not None), default=None)


def _heard_as(filler: Filler) -> Link | None:
    if filler.link is not None:
        return replace(filler.link, kind="demonym") if filler.kind == "demonym" else filler.link
    return unknown_name(filler.words) if filler.kind == "toponym" else None


def _apart(annotated: Annotated, spot: Filler | Heard) -> bool:
    return any(apart.start <= spot.start < apart.end for apart in annotated.apart)


def _people(annotated: Annotated) -> set[Filler]:
    """Return persons that no mention of a side or place covers, so that "he" finds whom it means."""
    towns = [place for place in annotated.places if place.kind == "toponym"]
    spans = [(filler.start, filler.end) for filler in (*annotated.actors, *towns)]
    named = {
        Filler(entity.start, entity.end, entity.words, "person")
        for sentence in annotated.sentences
        for entity in sentence.entities
        if entity.kind == "PER" and not any(start < entity.end and entity.start < end for start, end in spans)
    }
    taken = [(filler.start, filler.end) for filler in (*annotated.actors, *named) if filler.kind in ("name", "person")]
    return named | {one for one in offices_told(annotated) if not any(start < one.end <= end for start, end in taken)}


def _states(scene: Scene, claims: tuple[Claim, ...]) -> set[Filler]:
    """Return the states that act or suffer in claims where recognition saw the country: Russia of "called on Russia to end its shelling"."""
    spans = [(filler.start, filler.end) for filler in scene.annotated.actors]
    told = {Filler(f.start, f.end, f.words, "name") for claim in claims for f in (*claim.actors, *claim.targets)}
    free = {f for f in told if f.words[:1].isupper() and not any(start < f.end and f.start < end for start, end in spans)}
    return {f for f in free if any(link.kind == "state" for link in scene.catalogue.look_up(f.words, scene.on)[:1])}


def _ours(text: str, filler: Filler) -> bool:
    """Tell "forces" of "our forces": the side of a speaker who is not known yet, and none that was told of before."""
    return bool(re.search(r"\bour\s+$", text[max(0, filler.start - 6) : filler.start], re.IGNORECASE))


def _mention(scene: Scene, filler: Filler) -> Filler:
    """Resolve a mention of a side, and remember it for what follows."""
    reader = resolve_speaker if filler.kind == "office" else resolve_side
    links = without_private_names(scene, reader(scene, Ask(filler.words, filler.start, filler.end, "mention")))
    if links and not _apart(scene.annotated, filler) and not _ours(scene.text, filler):
        scene.sides.append(hear(scene, filler, links[0]))
    return replace(filler, links=links)


def _claim(scene: Scene, claim: Claim) -> Claim:
    """Resolve the fillers of a claim: sources first, since they say who "we" are, then names before pronouns."""
    sources: list[Filler] = []
    for filler in _both(scene, claim.sources, claim.type):
        if filler.links:
            sources.append(filler)
            continue
        asked = Ask(plain_case(by_name(scene, filler.words)), filler.start, filler.end, "source", claim.type)
        found = without_private_names(scene, choose_side(scene, asked, resolve_speaker(scene, asked)))
        sources.append(replace(filler, links=found))
        if found:
            scene.speakers.append(hear(scene, filler, found[0]))
    speaker = sources[-1].link if sources else None
    actors, targets = (_both(scene, _apiece(scene, fillers), claim.type) for fillers in (claim.actors, claim.targets))
    claim = replace(claim, actors=actors, targets=targets)
    told = [one for filler in claim.places for one in _place(scene, filler, claim)]
    places = _once(_part_of_next(scene, one, told) for one in told)
    sides = _sides(scene, claim, speaker)
    done = replace(
        claim,
        sources=tuple(sources),
        places=narrowest_first(places),
        actors=_once(sides["actor", i] for i in range(len(claim.actors))),
        targets=_once(sides["target", i] for i in range(len(claim.targets))),
    )
    scene.done.append(done)
    return done


def _apiece(scene: Scene, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Make one filler of each force that words name together: "American and Iraqi troops" are two armies."""
    whole = whole_list(scene.catalogue, scene.text, without_what_it_is(scene, _whole(scene, fillers)))
    return tuple(one for filler in whole for one in [filler] * len(forces_together(scene.catalogue, filler.words)))


def _both(scene: Scene, fillers: tuple[Filler, ...], type: str) -> tuple[Filler, ...]:
    """Make one filler, already resolved, of each of two sides that words name together: "both sides"."""
    found: list[Filler] = []
    for filler in fillers:
        links = pair_of(scene, filler, type)
        found += [replace(filler, links=(link,)) for link in links] or [filler]
    return tuple(found)


def _sides(scene: Scene, claim: Claim, speaker: Link | None) -> dict[tuple[str, int], Filler]:
    """Resolve who acts and who suffers, as on the day that the claim tells of; whoever speaks of it speaks today."""
    sides: dict[tuple[str, int], Filler] = {}
    fillers = [("actor", i, f) for i, f in enumerate(claim.actors)] + [
        ("target", i, f) for i, f in enumerate(claim.targets)
    ]
    today, scene.on = scene.on, day_told(claim, scene.on)
    for role, i, filler in sorted(fillers, key=lambda each: (_is_pronoun(each[2]), each[2].start, each[0])):
        if filler.links:
            sides[role, i] = filler
            continue
        barred = _barred(sides, role)
        beside = claim.actors if role == "actor" else claim.targets
        apart = forces_together(scene.catalogue, filler.words)
        words = apart[sum(one == filler for one in beside[:i])] if len(apart) > 1 else by_name(scene, with_noun(scene, claim, filler, beside))
        article = article_before(scene.text, filler.start) if words == filler.words else ""
        ask = Ask(article + words, filler.start - len(article), filler.end, role, claim.type, barred, speaker=speaker)
        own = _own_men(scene, claim, filler, sides) if role == "target" else ()
        sides[role, i] = replace(filler, links=own or without_private_names(scene, choose_side(scene, ask, _side(scene, ask))))
    scene.on = today
    return sides


def _own_men(scene: Scene, claim: Claim, filler: Filler, sides: dict[tuple[str, int], Filler]) -> tuple[Link, ...]:
    """Read the troops whom a state sends as its own, not those of the country where it sends them: "Uganda sent troops to Bunagana"."""
    sender = next((one.link for (role, _), one in sorted(sides.items()) if role == "actor" and one.link is not None), None)
    bare = singular(filler.words.split()[-1].casefold()) if _COUNTED_MEN.fullmatch(filler.words) else ""
    if claim.type != "deploy" or bare not in MEMBERS or sender is None or sender.kind not in ("state", "government", "army", "armed"):
        return ()
    state = scene.catalogue.state(sender.country) if sender.kind in ("state", "government") else None
    forces = scene.catalogue.link(state.branch("army"), 0.7, "", scene.on) if state and bare == "soldier" else forces_of(scene, sender)
    return (replace(forces, score=0.7, reason=f'"{filler.words}" whom {sender.name} sends'),)


def narrowest_first(places: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Set countries and regions behind what lies in them, whatever their order in the text: "In Sudan, the army took Singa"."""
    wide = [one for one in places if any(_lies_in(other, one) for other in places)]
    wide.sort(key=lambda one: sum(_lies_in(one, other) for other in wide), reverse=True)
    return (*(one for one in places if one not in wide), *wide)


def _lies_in(place: Filler, area: Filler) -> bool:
    if place.link is None or area.link is None or area.link.kind not in ("country", "region", "area"):
        return False
    return area.link.id in place.link.within


def _part_of_next(scene: Scene, place: Filler, told: list[Filler]) -> Filler:
    """Put "two districts" of "two districts there", "the eastern quarters" of "the eastern quarters of the city", in the place that follows."""
    after = next((one for one in told if one.start >= place.end and _OWNED.match(scene.text[place.end : one.start])), None)
    if after is None or after.link is None or place.link is None or any(char.isupper() for char in place.words):
        return place
    by_compass = part_by_compass(place.words)
    if by_compass is not None:
        return replace(place, links=part_link(after.link, place.words, f"{by_compass[0]} {after.link.name}"))
    there = after.words.casefold() in ("there", "here")
    if not there and not scene.text[place.end : after.start].strip():
        return place
    return replace(place, links=part_link(after.link, place.words))


def _once(fillers: Iterable[Filler]) -> tuple[Filler, ...]:
    """Keep the first of fillers that mean the same: "Zumar and eleven villages around it"."""
    kept: dict[str, Filler] = {}
    for filler in fillers:
        kept.setdefault(filler.link.id if filler.link is not None else f"{filler.start}", filler)
    return tuple(kept.values())


def _whole(scene: Scene, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Join what reading split: "Islamic State of Iraq" and "Levant" are one name of the catalogue."""
    kept: dict[tuple[int, int], Filler] = {}
    for filler in fillers:
        cover = next((m for m in scene.annotated.actors if _cut(scene, m, filler)), filler)
        start, end = min(cover.start, filler.start), max(cover.end, filler.end)
        whole = replace(filler, start=start, end=end, words=scene.annotated.document.text[start:end])
        kept.setdefault((whole.start, whole.end), whole)
    return tuple(kept.values())


def _cut(scene: Scene, name: Filler, filler: Filler) -> bool:
    """Tell whether a filler ends within a name that holds "and": "fighters of the Islamic State of Iraq" and Levant."""
    inside = name.start <= filler.start and filler.end <= name.end and name.words != filler.words
    ends = filler.start <= name.start < filler.end < name.end
    return (inside or ends) and names_with_and(scene.catalogue, name.words)


def proper_names(mentions: Iterable[Filler]) -> dict[str, str]:
    """Return how a document itself names bodies of states in full: "Ukrainian Armed Forces", "Government of Iraq".

    Our catalogue calls them by rule ("Ukrainian army"); a proper name that stands in the text is better.
    """
    counted: dict[str, Counter[str]] = {}
    for mention in mentions:
        words = clean(mention.words).split()
        body = mention.link is not None and mention.link.kind in ("army", "government")
        named = len(words) > 1 and all(word[:1].isupper() or word in ("of", "and", "the") for word in words)
        if mention.link is not None and body and named and PROPER & {word.casefold() for word in words}:
            counted.setdefault(mention.link.id, Counter())[" ".join(words)] += 1
    return {id: min(names, key=lambda name: (-names[name], name)) for id, names in counted.items()}


def _is_pronoun(filler: Filler) -> bool:
    return filler.words.casefold().strip(" '’") in PRONOUNS


def _barred(sides: dict[tuple[str, int], Filler], role: str) -> frozenset[str]:
    others: Iterable[Filler] = (filler for (other, _), filler in sides.items() if other != role)
    return frozenset(filler.link.id for filler in others if filler.link is not None)


def _side(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Resolve a side; a role that stands for itself is named as a speaker is ("military spokesman" of Iraq)."""
    if ask.type not in HOLDING and is_commander(ask.words):
        return resolve_speaker(scene, ask)
    links = resolve_side(scene, ask)
    if links and links[0].id in scene.proper:
        return (replace(links[0], name=scene.proper[links[0].id]), *links[1:])
    if links and links[0].id.startswith("new:") and SPOKEN & {singular(part) for part in links[0].name.split()}:
        return resolve_speaker(scene, ask)
    return links


def _place(scene: Scene, filler: Filler, claim: Claim) -> list[Filler]:
    """Resolve a place filler of a claim; "these towns" becomes one filler for each town, on the same words."""
    toward = _TOWARD.match(filler.words)
    if toward:
        filler = replace(filler, start=filler.start + toward.end(), words=filler.words[toward.end() :])
    exact = [f for f in scene.annotated.places if f.links and (f.start, f.end) == (filler.start, filler.end)]
    named = bool(exact) and (any(char.isupper() for char in exact[0].words) or exact[0].kind == "coordinates")
    spot = None if named else coordinates_of(filler, scene.annotated.places, scene.annotated.document.text)
    if spot is not None:
        return [replace(filler, links=spot.links)]
    old = OLD_TOWN.match(filler.words)
    town = next((h.link for h in scene.places if old and filler.start <= h.start and h.end == filler.end), None)
    if town is not None:
        return [replace(filler, links=part_link(town, filler.words, filler.words.removeprefix("the ")))]
    longer = filler if named else with_its_place(filler, scene.text, scene.annotated.places)
    asked = filler if any(filler.end <= one.start < longer.end for one in claim.places) else longer
    found = (exact[0].links,) if named else resolve_place_words(scene, asked)
    if len(found) == 1:
        ask = Ask(asked.words, asked.start, asked.end, "place", claim.type)
        found = (_called(scene, ask, found[0]) if named else _as_called(scene, choose_place(scene, ask, found[0])),)
    apposed = any(0 < filler.start - town.end <= APPOSED and scene.text[town.end] == "," for town in claim.places)
    if len(found) == 1 and not apposed and _SEAT.search(scene.text[max(0, filler.start - REACH) : filler.start]):
        found = (seat_of(scene, found[0], filler.start),)
    return [replace(filler, links=links) for links in found]


def _called(scene: Scene, ask: Ask, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Choose the name of a place that is named; what it was called before in the text, it is called again."""
    known = (ask.words, links[0].id if links else "")
    if known not in scene.called:
        scene.called[known] = choose_place(scene, ask, links)
    return scene.called[known]


def _as_called(scene: Scene, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Give "the town" the name that the place itself was given in the text; a part keeps its own: "southern Idlib"."""
    names = {called[0].id: called[0].name for called in reversed(scene.called.values()) if called}
    told = [names.get(link.id, link.name) for link in links]
    return tuple(link if name in link.name else replace(link, name=name) for link, name in zip(links, told, strict=True))
