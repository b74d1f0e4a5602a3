"""Which place a description means: "the town", "there", "these towns", "the airport", "its outskirts"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from whoholds.actors.nouns import singular
from whoholds.actors.spelling import clean, key, slug
from whoholds.records import Filler, Link
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import Heard, Scene

TOWNS = frozenset("town city village township settlement hamlet suburb neighbourhood neighborhood quarter street".split())
WIDE = {"province": "region", "governorate": "region", "region": "region", "country": "country", "nation": "country",
        "state": "region", "county": "region", "republic": "country"}  # fmt: skip
ANYWHERE = frozenset(
    "there here it area place ruin outskirt centre center part house street surroundings side edge perimeter inside "
    "rest territory ground capital stronghold spot site compound front scene hub heart district its them itself "
    "bastion half quarter position interior approach entrance periphery downtown gate".split()
)
"""Words that mean the place told of before, or a part of it."""
SITES = frozenset(
    "dam refinery airport airfield base prison hospital university crossing border mountain river bridge camp barracks "
    "junction school mosque church shrine museum plant oilfield field highway road checkpoint station port hall jail "
    "court headquarters palace garrison square building market marketplace complex post depot factory mall hotel "
    "monastery citadel castle lake island pass valley plain desert heights hill berm fence shopping-centre".split()
)
"""Kinds of sites: named after the town where no site of the kind was named."""
PLURALS = frozenset("these those both two three the".split())


def resolve_place_words(scene: Scene, filler: Filler, barred: frozenset[str] = frozenset()) -> tuple[tuple[Link, ...], ...]:
    """Return the candidates of each place that the words mean: several for "these towns", one otherwise."""
    inner = _inside(scene, filler)
    phrase = clean(filler.words)
    head = _head(scene, filler, phrase)
    if inner is not None:
        return (_around(inner, phrase, head),)
    if head in SITES:
        return (_site(scene, filler, head, phrase),)
    if _many(filler.words, head):
        several = _several(scene, filler, head)
        if several:
            return several
    return (_antecedent(scene, filler, head, barred) or (_unknown(scene, filler, phrase),),)


def _head(scene: Scene, filler: Filler, phrase: str) -> str:
    """Return the singular of the noun that says what sort of place it is."""
    sentence = scene.sentence(filler.start)
    inside = [t for t in sentence.tokens if filler.start <= t.start < filler.end] if sentence else []
    for token in inside:
        head = sentence.tokens[token.head] if sentence and token.head >= 0 else None
        if (head is None or not filler.start <= head.start < filler.end) and token.upos in ("NOUN", "PROPN", "PRON", "ADV"):
            return singular(token.words)
    parts = phrase.split(" of ")[0].split()
    return singular(parts[-1]) if parts else ""


def _inside(scene: Scene, filler: Filler) -> Heard | None:
    """Return the place that a phrase names itself: "the town of Sinjar", "villages around Amerli"."""
    inside = [h for h in scene.places if filler.start <= h.start and h.end <= filler.end and h.link.kind != "demonym"]
    exact = [h for h in inside if (h.start, h.end) == (filler.start, filler.end)]
    return next(iter(exact or inside), None)


def _around(inner: Heard, phrase: str, head: str) -> tuple[Link, ...]:
    """Keep "villages around Amerli" apart from Amerli itself; "the town of Amerli" is Amerli."""
    if head in TOWNS | ANYWHERE | set(WIDE) or key(phrase) == key(inner.words) or singular(inner.words) == head:
        return (inner.link,)
    if head in SITES:
        name = _rename(phrase, inner)
        return (replace(inner.link, id=f"rel:{slug(name)}", name=name, kind="site", precision="vague", geonameid=None,
                        within=(inner.link.id, *inner.link.within), reason=f"{head} named with {inner.link.name}"),)  # fmt: skip
    return (inner.link,)


def _rename(phrase: str, inner: Heard) -> str:
    name = phrase.replace(inner.words, inner.link.name)
    before, of, after = name.partition(" of ")
    return f"{after} {before}" if of and after == inner.link.name else name


def _many(words: str, head: str) -> bool:
    first = words.split()[0].casefold() if words.split() else ""
    plural = words.split()[-1].casefold() != head and words.split()[-1].casefold().endswith("s")
    return first in PLURALS and plural and (head in TOWNS | ANYWHERE | set(WIDE)) or first in ("both", "them")


def _several(scene: Scene, filler: Filler, head: str) -> tuple[tuple[Link, ...], ...]:
    """Return the last places that were told of together."""
    fits = _fitting(head)
    heard = [h for h in scene.before(scene.places, filler.start) if fits(h) is not None]
    if not heard:
        return ()
    words = filler.words.casefold().split()
    most = 3 if "three" in words else 2 if "two" in words or "both" in words else 4
    together: list[Heard] = []
    for each in heard:
        if each.link.id in [h.link.id for h in together]:
            continue
        if together and (each.sentence < together[0].sentence and len(together) > 1 or together[-1].start - each.end > 40):
            break
        together.append(each)
    reason = f'"{filler.words}" for what was told of together'
    chosen = sorted(together[:most], key=lambda h: h.start)
    return tuple((replace(h.link, score=0.7, reason=f'{reason}: "{h.words}"'),) for h in chosen)


def _antecedent(scene: Scene, filler: Filler, head: str, barred: frozenset[str]) -> tuple[Link, ...]:
    fitting = _fitting(head)

    def fits(heard: Heard) -> float | None:
        bonus = fitting(heard)
        return None if bonus is None or heard.link.id in barred else bonus + _told(scene, heard)

    return link_to(scene, rank(scene, scene.places, filler.start, fits), f'"{filler.words}" for what was told of before')


def _told(scene: Scene, heard: Heard) -> float:
    """Prefer places that something happened at to those that only say where another lies."""
    used = {link.id for claim in scene.done for f in claim.places for link in f.links[:1]}
    return 0.3 if heard.link.id in used else 0.0


def _fitting(head: str) -> Callable[[Heard], float | None]:
    wanted = "city" if head in TOWNS else WIDE.get(head, "")

    def fits(heard: Heard) -> float | None:
        kind = heard.link.kind
        if kind == "demonym":
            return None
        if wanted:
            return 0.0 if kind == wanted else -0.4 if wanted == "region" and kind == "city" else None
        return -0.35 if kind in ("country", "water") else 0.0 if kind in ("city", "site") else -0.1

    return fits


def _site(scene: Scene, filler: Filler, head: str, phrase: str) -> tuple[Link, ...]:
    """Return the site of that kind told of before ("the dam" after "Mosul Dam"), else one named after the town."""

    def fits(heard: Heard) -> float | None:
        return 0.3 if head in key(f"{heard.words} {heard.link.name}").split(" ") else None

    ranked = rank(scene, scene.places, filler.start, fits)
    if ranked:
        return link_to(scene, ranked, f'"{filler.words}" for what was told of before')
    near = _antecedent(scene, filler, "town", frozenset())
    if not near:
        return (_unknown(scene, filler, phrase),)
    name = f"{near[0].name} {phrase}" if " " not in phrase else f"{phrase} in {near[0].name}"
    return (replace(near[0], id=f"rel:{slug(name)}", name=name, kind="site", precision="vague", geonameid=None, score=0.4,
                    within=(near[0].id, *near[0].within), reason=f'"{filler.words}" of {near[0].name}'),)  # fmt: skip


def _unknown(scene: Scene, filler: Filler, phrase: str) -> Link:
    country = scene.country(filler.start)
    return Link(f"rel:{slug(phrase)}", phrase, "relative", 0.1, "no place told of before fits", country=country, precision="vague")
