"""How the sides and places of a document were heard around some words: how near, how often, as what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from whoholds.actors.nouns import is_plural, singular
from whoholds.actors.spelling import clean
from whoholds.records import Link
from whoholds.resolve.asking import Ask
from whoholds.resolve.scene import NEAR, Heard, Scene

MOST = 8
"""How many of those heard are weighed, the likeliest first."""
KIN = 3
"""How many more, heard longer ago, are weighed that share the noun of the words: "the brigade" and a brigade's name."""
RECENT = 60
"""How many claims back a name counts as the one that the text is read with."""
BACK, AHEAD = 40, 15
"""How many sentences back and ahead are searched; the first one, with the title, always is."""
_HEAD = re.compile(
    r" (?:of|in|to|on|at|for|from|with|near|who|that|which|under|loyal|inside|outside|between|by|around|along|north|south|east|west) |, "
)


@dataclass(slots=True)
class Trace:
    """How one side or place was heard in the document."""

    link: Link
    words: str
    times: int = 0
    distance: int = 99
    """Sentences back to its nearest mention before; 99 where it is named only later."""
    subject: bool = False
    same: bool = False
    title: bool = False
    proper: str = ""
    """The longest name that the document gives it."""

    @property
    def plural(self) -> bool:
        """Tell whether the nearest mention is of many."""
        return is_plural(self.words.split()[-1]) if self.words.split() else False

    @property
    def weight(self) -> float:
        """Return how near and how often it is heard."""
        return NEAR**self.distance + 0.06 * min(5, self.times) + (0.3 if self.subject else 0.0)


def head_noun(words: str) -> str:
    """Return the singular of the noun that a phrase is about."""
    parts = _HEAD.split(clean(words))[0].split()
    return singular(parts[-1]) if parts else ""


def traces(scene: Scene, heard: Iterable[Heard], ask: Ask) -> list[Trace]:
    """Sum up who was heard around some words, the likeliest first."""
    start, end = ask.start, ask.end
    here, found = scene.sentence_of(start), dict[str, Trace]()
    for each in heard:
        distance = here - each.sentence
        if not (-AHEAD <= distance <= BACK or each.sentence == 0) or (each.start < end and start < each.end):
            continue
        trace = found.get(each.link.id)
        if trace is None:
            trace = found[each.link.id] = Trace(each.link, each.words)
        trace.times += 1
        trace.same = trace.same or distance == 0
        trace.title = trace.title or scene.in_title(each)
        if len(each.words) > len(trace.proper) and each.link.kind not in ("role", "person") and is_named(each.words):
            trace.proper = clean(each.words)
        if each.end <= start and distance <= trace.distance:
            trace.distance, trace.subject, trace.words = distance, each.subject, each.words
    ranked = sorted(found.values(), key=lambda trace: (-trace.weight, trace.link.id))
    return ranked[:MOST] + [trace for trace in ranked[MOST:] if _is_kin(trace, head_noun(ask.words))][:KIN]


def _is_kin(trace: Trace, noun: str) -> bool:
    parts = f"{trace.link.name} {trace.words} {trace.proper}".split()
    return len(noun) > 2 and noun in {singular(part) for part in parts}


def used_names(scene: Scene) -> dict[str, str]:
    """Return the names under which the last claims have their sides, speakers and places, by id: one thing keeps one name."""
    names: dict[str, str] = {}
    for claim in scene.done[-RECENT:]:
        for filler in (*claim.actors, *claim.targets, *claim.sources, *claim.places):
            if filler.link is not None:
                names.setdefault(filler.link.id, filler.link.name)
    return names


@lru_cache(maxsize=4096)
def is_named(words: str) -> bool:
    """Tell words that are all of a name: "Syrian Democratic Forces", "the Ministry of Defence"."""
    parts = clean(words).split()
    return bool(parts) and all(part[:1].isupper() or part in ("of", "the", "and", "for", "al-") for part in parts)
