"""Whom "he" and "she" can mean: what the text itself says of a person, by title, noun or given name."""

from __future__ import annotations

import re

from whoholds.actors.persons import given_names, womens_names
from whoholds.actors.spelling import key
from whoholds.resolve.scene import Heard, Scene

MAN = frozenset("mr sir king prince lord emir sheikh imam mullah bishop father brother son husband man boy spokesman chairman policeman".split())
WOMAN = frozenset("mrs ms miss lady queen princess dame baroness mother sister daughter wife widow woman girl spokeswoman chairwoman".split())
UNSURE = frozenset(
    "noor nour nur sabah iman amal suad rahma ashley kelly tracy wang zhang nguyen soe thein deng sharif haile zaw ange claude haji innocent".split()
)
"""Given names of men and women alike, and first words of names that are no given names."""
HE, SHE = frozenset(["he", "him", "his", "himself"]), frozenset(["she", "her", "hers", "herself"])
_BEFORE = re.compile(r"([\w.]+)\s+(?:[A-Z]\w*\s+){0,2}$")
TITLE = 24
"""Signs before a name in which its title is looked for."""


def can_be(scene: Scene, heard: Heard, low: str) -> bool:
    """Tell whether "he" or "she" could mean a person, as far as the text says; who is neither a man's nor a woman's by name may be either."""
    told = _told(scene, heard)
    return not (told == "man" and low in SHE) and not (told == "woman" and low in HE)


def _told(scene: Scene, heard: Heard) -> str:
    """Return man, woman, or nothing where the text does not tell."""
    before = _BEFORE.search(scene.text[max(0, heard.start - TITLE) : heard.start])
    words = [key(word) for word in heard.words.split()]
    for word in [*words, *([key(before.group(1).rstrip("."))] if before else [])]:
        if word in MAN | HE or word in WOMAN | SHE:
            return "man" if word in MAN | HE else "woman"
    full = scene.people.get(words[-1], heard.words) if words else ""
    given = key(full.split()[0]) if len(full.split()) > 1 else ""
    if not given or given in UNSURE or given not in given_names():
        return ""
    return "woman" if given in womens_names() else "man"
