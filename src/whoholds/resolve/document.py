"""Resolve a document: every mention and every filler to sides, places and speakers, every claim to days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from whoholds.actors.catalogue import Catalogue
from whoholds.geo.gazetteer import Gazetteer
from whoholds.records import Annotated, Claim, Filler, Link
from whoholds.resolve.actors import FIRST, MANY, PERSON, THING, Ask, resolve_side
from whoholds.resolve.antecedents import resolve_place_words
from whoholds.resolve.places import resolve_places
from whoholds.resolve.scene import Scene, hear, publisher_of
from whoholds.resolve.speakers import read_people, resolve_speaker
from whoholds.resolve.windows import place_in_time

PRONOUNS = FIRST | THING | MANY | PERSON


class Shelves(Protocol):
    """What resolving needs of a toolkit."""

    @property
    def gazetteer(self) -> Gazetteer: ...

    @property
    def catalogue(self) -> Catalogue: ...


def resolve(annotated: Annotated, claims: tuple[Claim, ...], toolkit: Shelves) -> tuple[Annotated, tuple[Claim, ...]]:
    """Fill the links of every mention and every filler, and the window of every claim."""
    places = resolve_places(annotated.places, annotated.document, annotated.sentences, toolkit.gazetteer)
    annotated = replace(annotated, places=places)
    scene = open_scene(annotated, toolkit.catalogue)
    annotated = replace(annotated, actors=tuple(_mention(scene, filler) for filler in annotated.actors))
    scene.countries.clear()
    ordered = sorted(claims, key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.id))
    resolved = {claim.id: place_in_time(_claim(scene, claim), annotated) for claim in ordered}
    return annotated, tuple(resolved[claim.id] for claim in claims)


def open_scene(annotated: Annotated, catalogue: Catalogue) -> Scene:
    """Make the scene of a document whose places are resolved."""
    published = annotated.document.published
    on = published.latest or published.earliest if published else None
    scene = Scene(annotated, catalogue, on, publisher_of(catalogue, annotated.document.source, on))
    for filler in annotated.places:
        if filler.link is not None and not _apart(annotated, filler):
            link = replace(filler.link, kind="demonym") if filler.kind == "demonym" else filler.link
            scene.places.append(hear(scene, filler, link))
    scene.people.update(read_people(scene))
    return scene


def _apart(annotated: Annotated, filler: Filler) -> bool:
    return any(apart.start <= filler.start < apart.end for apart in annotated.apart)


def _mention(scene: Scene, filler: Filler) -> Filler:
    """Resolve a mention of a side, and remember it for what follows."""
    links = resolve_side(scene, Ask(filler.words, filler.start, filler.end, "mention"))
    if links and not _apart(scene.annotated, filler):
        scene.sides.append(hear(scene, filler, links[0]))
    return replace(filler, links=links)


def _claim(scene: Scene, claim: Claim) -> Claim:
    """Resolve the fillers of a claim: sources first, since they say who "we" are, then names before pronouns."""
    sources: list[Filler] = []
    for filler in claim.sources:
        found = resolve_speaker(scene, Ask(filler.words, filler.start, filler.end, "source", claim.type))
        sources.append(replace(filler, links=found))
        if found:
            scene.speakers.append(hear(scene, filler, found[0]))
    speaker = sources[-1].link if sources else None
    places = tuple(one for filler in claim.places for one in _place(scene, filler))
    sides: dict[tuple[str, int], Filler] = {}
    fillers = [("actor", i, f) for i, f in enumerate(claim.actors)] + [("target", i, f) for i, f in enumerate(claim.targets)]
    for role, i, filler in sorted(fillers, key=lambda each: (_is_pronoun(each[2]), each[2].start, each[0])):
        barred = _barred(sides, role)
        ask = Ask(filler.words, filler.start, filler.end, role, claim.type, barred, speaker)
        sides[role, i] = replace(filler, links=_side(scene, ask))
    done = replace(
        claim,
        sources=tuple(sources),
        places=places,
        actors=tuple(sides["actor", i] for i in range(len(claim.actors))),
        targets=tuple(sides["target", i] for i in range(len(claim.targets))),
    )
    scene.done.append(done)
    return done


def _is_pronoun(filler: Filler) -> bool:
    return filler.words.casefold().strip(" '’") in PRONOUNS


def _barred(sides: dict[tuple[str, int], Filler], role: str) -> frozenset[str]:
    others: Iterable[Filler] = (filler for (other, _), filler in sides.items() if other != role)
    return frozenset(filler.link.id for filler in others if filler.link is not None)


def _side(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    return resolve_side(scene, ask)


def _place(scene: Scene, filler: Filler) -> list[Filler]:
    """Resolve a place filler; "these towns" becomes one filler for each town, on the same words."""
    same = [f for f in scene.annotated.places if f.links and f.start < filler.end and filler.start < f.end]
    exact = [f for f in same if (f.start, f.end) == (filler.start, filler.end)]
    if exact:
        return [replace(filler, links=exact[0].links)]
    return [replace(filler, links=links) for links in resolve_place_words(scene, filler)]
