"""Forces of several states that one phrase names ("American and Iraqi troops"), and citizens who act for their state."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.nouns import FORCES_OF_STATE, singular
from whoholds.actors.spelling import key
from whoholds.records import Filler, Link
from whoholds.resolve.asking import Ask
from whoholds.resolve.scene import Scene

_TOGETHER = re.compile(r"^(?:the |both )?([A-Z]\w+),? and ([A-Z]\w+) (?:\w+ )?(\w+)$")
_ACTING = FORCES_OF_STATE | {"force", "aircraft", "warplane", "jet", "officer", "official", "government", "authority"}
"""What acts for its state; refugees and civilians of two countries stay one group."""


_STATE = r"(?:the )?[A-Z][\w'’-]+(?: (?!and )[A-Z][\w'’-]+)*"
_LISTED = re.compile(rf"(?:the )?(?P<who>\w+(?: \w+)?) (?:of|from) (?P<states>{_STATE}(?:, {_STATE})*,? and {_STATE})")
"""Those of several states: "soldiers from Chad, Cameroon and Niger", "the presidents of Russia and the United States"."""
_BETWEEN = re.compile(r",? and (?:the )?|, (?:the )?")
MOST = 4
"""More states than these stand for themselves: a conference of eleven foreign ministers is one of eleven states."""
HEADS = frozenset({"president", "minister", "king", "ambassador", "leader", "chancellor", "premier", "envoy"})
"""Offices that each of several states has."""


def whole_list(catalogue: Catalogue, text: str, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Make one filler of a list of states' men whose parts the reader took apart: "Soldiers", "Cameroon" and "Niger"."""
    joined = list(fillers)
    for filler in fillers:
        found = _LISTED.match(text, max(0, filler.start - 4 if text[max(0, filler.start - 4) : filler.start] == "the " else filler.start))
        if found is None or not found.start() <= filler.start <= found.end("who") or len(_each(catalogue, found)) < 2:
            continue
        inside = [one for one in joined if found.start() <= one.start and one.end <= found.end()]
        whole = replace(filler, start=found.start(), end=found.end(), words=found[0])
        joined = [*(one for one in joined if one not in inside), whole]
    return tuple(sorted(joined, key=lambda one: one.start))


def _each(catalogue: Catalogue, found: re.Match[str]) -> tuple[str, ...]:
    """Word the men of each state of a list; empty where not all are states, or no men of a state are told."""
    names = _BETWEEN.split(found["states"].removeprefix("the "))
    states = [next((link for link in catalogue.look_up(name) if link.kind == "state"), None) for name in names]
    noun = singular(found["who"].split()[-1].casefold())
    if None in states or len(states) > MOST or noun not in _ACTING | HEADS:
        return ()
    if noun in HEADS:
        return tuple(f"the {found['who'].removesuffix('s')} of {name}" for name in names)
    known = [catalogue.state(link.country) for link in states if link is not None]
    return tuple(f"{state.adjectives[0]} {found['who'].casefold()}" for state in known if state is not None and state.adjectives)


def forces_together(catalogue: Catalogue, words: str) -> tuple[str, ...]:
    """Return the words for each force, or the words as they stand where they name one."""
    listed = _LISTED.fullmatch(words)
    if listed is not None:
        return _each(catalogue, listed) or (words,)
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
