"""Places said by another one: "villages around the town", "the road from Hit", "territory north of Raqqa".

Such a phrase is one place of its own; the one that it is measured from is no place of the claim.
"""

from __future__ import annotations

import re

from whoholds.extract.fillers import phrase_range
from whoholds.extract.scene import Scene
from whoholds.records import Filler

BESIDE = frozenset({"around", "near", "along", "beside", "outside", "opposite", "surrounding"})
COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
WAYS = frozenset("road way route highway path corridor motorway track street line pipeline railway".split())
WAYWARD = frozenset({"to", "from", "between", "into", "toward", "towards"})
GROUND = frozenset(
    "territory land area region ground countryside strip stretch zone village town suburb hill mountain camp position "
    "oilfield field farmland outskirts hamlet settlement base checkpoint crossing heights ridge front frontline".split()
)
"""Nouns that may be told by what they lie beside, whether or not they were recognised as a place."""
UNITS = frozenset({"km", "kilometres", "kilometers", "miles", "metres", "meters", "m", "kms", "mile", "kilometre", "kilometer"})

_OPENS = re.compile(r"(?:\b(?:Camp|Fort|Firebase)|(?<=[a-z,] )In|\b(Old)|\b(\d+(?:st|nd|rd|th))) $")
"""What begins a name that the readers of names leave off: "Camp Ashraf", "In Amenas", "the Old City of Homs", "60th Street"."""
_NEXT = ("", "(?:City|Town|Quarter)\\b", "(?:Street|Avenue|Road)\\b")
"""What must follow, by group of the words before."""


def whole_name(text: str, place: Filler) -> Filler:
    """Return a place with the first word of its name, where that was left off."""
    found = _OPENS.search(text, max(0, place.start - 12), place.start)
    if found is None or place.kind == "demonym" or not re.match(_NEXT[found.lastindex or 0], place.words):
        return place
    return Filler(found.start(), place.end, text[found.start() : place.end], place.kind)


def reached(scene: Scene, index: int) -> Filler | None:
    """Return the whole phrase of a described place that is told by another place; None for any other phrase."""
    if not _is_described(scene, index):
        return None
    tokens, first = scene.tree.tokens, phrase_range(scene, index)[0]
    start = _after_joint(scene, index)
    end = _landmark(scene, start) if start else None
    if end is None:
        return None
    begin, stop = tokens[first].start, tokens[end].end
    return Filler(begin, stop, scene.annotated.document.text[begin:stop], "description")


def landmarks(scene: Scene) -> dict[int, int]:
    """Map tokens inside such phrases, which are no places by themselves here, to the heads of the phrases."""
    if not scene.landmarks:
        scene.landmarks[-1] = -1
        for token in scene.tree.tokens:
            whole = reached(scene, token.index) if token.upos == "NOUN" else None
            inside = [t.index for t in scene.tree.tokens if whole and token.end <= t.start < whole.end]
            for index in inside:
                scene.landmarks.setdefault(index, token.index)
    return scene.landmarks


def bearing(scene: Scene, index: int) -> str:
    """Say whether a place only tells where another lies: "north of Aleppo", "31 miles from Raqqa", "across the river from Tikrit"."""
    first, _ = phrase_range(scene, index)
    words = [token.words.casefold() for token in scene.tree.tokens[max(0, first - 7) : first]]
    before = words[-2:]
    if len(before) == 2 and before[1] in ("of", "from") and before[0] in COMPASS:
        return "compass"
    if words[-1:] in (["from"], ["of"], ["to"]) and UNITS & set(words):
        return "distance"
    return "across" if words[-1:] == ["from"] and {"across", "opposite", "far"} & set(words) else "none"


def _is_described(scene: Scene, index: int) -> bool:
    token, place = scene.tree.tokens[index], scene.places.get(index)
    if token.upos != "NOUN" or (place is not None and place.kind != "description"):
        return False
    return bool(place) or scene.tree.lemma(index) in GROUND | WAYS or "place" in scene.classes(index)


def _after_joint(scene: Scene, index: int) -> int:
    """Return the token after "around", "10 km north of", "from"; 0 where nothing of the kind follows."""
    words = [token.words.casefold() for token in scene.tree.tokens]
    spot = index + 1
    if spot + 1 < len(words) and scene.tree.tokens[spot].upos == "NUM" and words[spot + 1] in UNITS:
        spot += 2
    while spot < len(words) and words[spot] in ("just", "further", "immediately", "all"):
        spot += 1
    if spot + 1 >= len(words):
        return 0
    if words[spot] in BESIDE:
        return spot + 1
    if words[spot] in ("to", "in") and words[spot + 1 : spot + 2] == ["the"] and words[spot + 2 : spot + 3] and words[spot + 2] in COMPASS:
        spot += 2
    end = spot
    while end < len(words) and words[end] in COMPASS | {"-"}:
        end += 1
    if end > spot and words[end : end + 1] in (["of"], ["from"]):
        return end + 1
    return spot + 1 if scene.tree.lemma(index) in WAYS and words[spot] in WAYWARD else 0


def _landmark(scene: Scene, start: int) -> int | None:
    """Return the last token of the place or thing that a phrase is measured from, if there is one."""
    tree, tokens = scene.tree, scene.tree.tokens
    for spot in range(start, min(start + 5, len(tokens))):
        place = scene.places.get(spot)
        if place is not None and place.kind != "demonym":
            return max(t.index for t in tokens if place.start <= t.start < place.end)
        if tokens[spot].upos in ("NOUN", "PROPN", "PRON") and tree.rel(spot) not in ("compound", "flat", "amod"):
            return phrase_range(scene, spot)[1] if tokens[spot].upos != "PRON" or tokens[spot].lemma == "it" else None
        if tokens[spot].upos not in ("DET", "ADJ", "PROPN", "NOUN", "NUM"):
            return None
    return None
