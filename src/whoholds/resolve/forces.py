"""Forces of several states that one phrase names ("American and Iraqi troops"), and citizens who act for their state."""

from __future__ import annotations

import re

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.nouns import FORCES_OF_STATE, singular
from whoholds.actors.spelling import key
from whoholds.records import Link
from whoholds.resolve.asking import Ask
from whoholds.resolve.scene import Scene

_TOGETHER = re.compile(r"^(?:the |both )?([A-Z]\w+),? and ([A-Z]\w+) (?:\w+ )?(\w+)$")
_ACTING = FORCES_OF_STATE | {"force", "aircraft", "warplane", "jet", "officer", "official", "government", "authority"}
"""What acts for its state; refugees and civilians of two countries stay one group."""


def forces_together(catalogue: Catalogue, words: str) -> tuple[str, ...]:
    """Return the words for each force, or the words as they stand where they name one."""
    found = _TOGETHER.match(words)
    if found is None or singular(found[3]) not in _ACTING:
        return (words,)
    if not all(catalogue.adjectives.get(key(found[part])) for part in (1, 2)):
        return (words,)
    return (f"{found[1]} {found[3]}", f"{found[2]} {found[3]}")


SENT = frozenset(["support", "deploy"])
"""What citizens do only where their state sends them: "300 Australians will train the brigade"."""


def nation(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read citizens who act for their state: "the Emiratis", whose article stands before the words, and those whom it sends."""
    acts = scene.text[max(0, ask.start - 4) : ask.start].casefold() == "the " or (ask.role == "actor" and ask.type in SENT)
    return scene.catalogue.look_up(f"the {ask.words}", scene.on) if acts and key(ask.words) in scene.catalogue.adjectives else ()
