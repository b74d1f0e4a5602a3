"""Where words could be: the rules' answer beside the other places, parts and sites that a reader would weigh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whoholds.actors.spelling import clean
from whoholds.geo.spelling import fold
from whoholds.geo.tables import own_names
from whoholds.records import Link
from whoholds.resolve.asking import Ask, new_link, with_holder
from whoholds.resolve.options import (
    NUMBERED,
    OTHERS,
    Option,
    Options,
    adjective_of,
    is_pronoun,
    towns_near,
    with_places_named,
)
from whoholds.resolve.place_words import FRONTIERS
from whoholds.resolve.scene import Scene
from whoholds.resolve.topics import of_topic
from whoholds.resolve.traces import Trace, head_noun, is_named, traces, used_names
from whoholds.resolve.wordings import by_compass, rewordings

WHOLE_TOWNS = frozenset({"town", "city", "village", "township", "municipality", "settlement", "hamlet"})
"""What is no part of another town."""
_NEW = re.compile(r"(?:an?|another) \w", re.IGNORECASE)
_NEW_BEFORE = re.compile(r"\b(?:an?|another) $", re.IGNORECASE)


def place_options(scene: Scene, ask: Ask, links: Sequence[Link]) -> list[Option]:
    """Return where the words could be; the rules' answer first."""
    options, plain = Options(), with_holder(scene, clean(ask.words))
    heard = [h for h in scene.places if h.link.kind != "demonym" and of_topic(scene, h, ask.start) >= 0]
    above = {h.link.id for h in scene.places} - {h.link.id for h in heard}
    for number, link in enumerate(links[:3]):
        if number and link.id in above:
            continue
        if link.country == links[0].country:  # in which of two countries a town lies is for the gazetteer's signs to say
            options.add(link.name, link, "rule" if number == 0 else "second")
    if links and links[0].kind == "site" and " of " in ask.words and NUMBERED.match(links[0].name):
        return list(options.found.values())  # "the base of the 93rd Brigade" has one name
    if links and links[0].kind == "region" and "(own)" in links[0].reason and fold(plain) in own_names():
        return list(options.found.values())  # "Gaza" is the Gaza Strip: its usual name was chosen by hand
    named = [h for h in scene.places if ask.start <= h.start and h.end <= ask.end and h.words[:1].isupper()]
    if links and named:
        whole = max(named, key=lambda h: h.end - h.start)
        options.add(clean(whole.words), replace(whole.link, name=clean(whole.words)), "name")
    if not is_pronoun(ask.words):
        kept = links[0] if links and links[0].kind not in ("city", "region", "country") else None
        options.add(plain, _as_written(scene, ask, plain, kept), "words")
        _add_rewordings(options, scene, ask, plain, links)
    if named and is_named(ask.words):
        return list(options.found.values())
    found = traces(scene, heard, ask)
    used = used_names(scene)
    for rank, trace in enumerate(found if named or not _is_new(scene, ask) else ()):
        options.add(trace.link.name, trace.link, "heard", trace, rank)
        if trace.link.id in used:
            options.add(used[trace.link.id], replace(trace.link, name=used[trace.link.id]), "used", trace, rank)
    if not is_pronoun(ask.words) and not any(char.isupper() for char in plain):
        _add_of_places(options, scene, ask, plain)
        _add_of_state(options, scene, ask, plain, found)
    return list(options.found.values())


def _is_new(scene: Scene, ask: Ask) -> bool:
    """Tell "a town", which is none that was told of before (the novelty condition of indefinites)."""
    return _NEW.match(ask.words) is not None or _NEW_BEFORE.search(scene.text, max(0, ask.start - 8), ask.start) is not None


def _as_written(scene: Scene, ask: Ask, plain: str, kept: Link | None) -> Link:
    if kept is not None:
        return replace(kept, name=plain)
    link = new_link(plain, "relative", "stands for itself", scene.country(ask.start))
    return replace(link, id=link.id.replace("new:", "rel:"), precision="vague")


def _add_rewordings(options: Options, scene: Scene, ask: Ask, plain: str, links: Sequence[Link]) -> None:
    """Add the phrase in other words: "northern Aleppo" for "north of Aleppo", its places named."""
    kept, placed = links[0] if links else None, with_places_named(scene, ask, plain)
    for tag, name in (("place named", placed), ("compass", by_compass(placed)), *rewordings(placed, adjective_of(scene))):
        if name and name != plain:
            options.add(name, _as_written(scene, ask, name, kept), tag)


def _add_of_places(options: Options, scene: Scene, ask: Ask, plain: str) -> None:
    """Add the words as a part or a site of the towns heard: "airfield in Palmyra", "Palmyra airfield"."""
    if head_noun(ask.words) in WHOLE_TOWNS:
        return
    for tag, town in towns_near(scene, ask):
        within = (town.id, *town.within)
        for how in ("site", "in", "of", "around"):
            name = f"{town.name} {plain}" if how == "site" else f"{plain} {how} {town.name}"
            link = _as_written(scene, ask, name, None)
            options.add(name, replace(link, within=within, lat=town.lat, lon=town.lon, country=town.country), f"{how} {tag}")


def _add_of_state(options: Options, scene: Scene, ask: Ask, plain: str, found: Sequence[Trace]) -> None:
    """Add the words as of the state that the text speaks of, a border as that of two: "areas of Syria", "Turkey-Syria border"."""
    states = [scene.catalogue.state(scene.country(ask.start)), *(scene.catalogue.state(trace.link.country) for trace in found)]
    named = list({state.code: state for state in states if state is not None and state.adjectives}.values())
    if not named or head_noun(ask.words) in WHOLE_TOWNS:
        return
    here = named[0]
    for tag, name in (
        ("of state", f"{plain} of {here.name}"), ("in state", f"{plain} in {here.name}"), ("adjective", f"{here.adjectives[0]} {plain}"),
    ):  # fmt: skip
        options.add(name, replace(_as_written(scene, ask, name, None), country=here.code), tag)
    for other in named[1 : OTHERS + 1] if head_noun(ask.words) in FRONTIERS else ():
        for one, two in ((here, other), (other, here)):
            name = f"{one.name}-{two.name} border"
            options.add(name, replace(_as_written(scene, ask, name, None), country=here.code), "border of two")
