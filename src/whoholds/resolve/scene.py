"""What a document has told so far: sides and places heard, the country of the moment, and who publishes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.nouns import is_plural, singular
from whoholds.actors.spelling import clean, key, slug
from whoholds.geo.gazetteer import Gazetteer
from whoholds.records import Annotated, Claim, Document, Filler, Link, Sentence, Token

NEAR = 0.85
"""What one sentence of distance leaves of a mention's weight."""
POINTING = frozenset({"the", "these", "those", "this", "that", "such"})
HERE = 4.0
"""Weight of a place in the very sentence when the country is asked; set by hand on the training claims; one other value was tried."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A mention that was resolved."""

    start: int
    end: int
    sentence: int
    link: Link
    words: str
    subject: bool = False

    @property
    def plural(self) -> bool:
        """Tell whether the words are those of many; a person's name ("Abbas") never is."""
        last = (self.words.split() or [""])[-1]
        return bool(last) and not (self.link.kind in ("role", "person") and last[:1].isupper()) and is_plural(last)

    @property
    def noun(self) -> str:
        """Return the singular of the last word."""
        parts = self.words.split()
        return singular(parts[-1]) if parts else ""


@dataclass(slots=True)
class Scene:
    """A document while it is resolved. Made anew for every document and kept by none."""

    annotated: Annotated
    catalogue: Catalogue
    on: date | None
    publisher: Link | None = None
    sides: list[Heard] = field(default_factory=list)
    """Sides and people in text order."""
    places: list[Heard] = field(default_factory=list)
    """Places in text order, demonyms too."""
    topics: list[tuple[int, Heard | None]] = field(default_factory=list)
    """Where each heading ends, and the place that it names, if any."""
    proper: dict[str, str] = field(default_factory=dict)
    """Id of a state's body to the full name that the document gives it."""
    done: list[Claim] = field(default_factory=list)
    """Claims resolved so far, in text order."""
    speakers: list[Heard] = field(default_factory=list)
    countries: dict[int, str | None] = field(default_factory=dict)
    starts: tuple[int, ...] = ()
    """Where the sentences begin."""
    title: str = ""
    """The title as a key between blanks."""
    keyed: str = ""
    """Text and title as a key between blanks, for asking whether a name stands in them."""
    gazetteer: Gazetteer | None = None
    outside: tuple[int, list[Heard]] | None = None
    """How many places were heard, and those of them that stand in no side's name."""
    people: dict[str, str] = field(default_factory=dict)
    """Last names of persons to the longest form that the document gives."""
    called: dict[tuple[str, str], tuple[Link, ...]] = field(default_factory=dict)
    """Words and id of a place named to its links as first chosen: a place keeps its name through a text."""
    private: tuple[str, ...] | None = None
    """Persons without public office or command, the longest names first; looked up when first asked for."""

    @property
    def text(self) -> str:
        """Return the document's text."""
        return self.annotated.document.text

    def in_title(self, heard: Heard) -> bool:
        """Tell whether the title names it."""
        return f" {key(heard.words)} " in self.title

    def sentence_of(self, spot: int) -> int:
        """Return the index of the sentence at a position, or of the one before it."""
        return max(0, bisect_right(self.starts, spot) - 1)

    def sentence(self, spot: int) -> Sentence | None:
        """Return the sentence at a position."""
        index = self.sentence_of(spot)
        return self.annotated.sentences[index] if index < len(self.annotated.sentences) else None

    def before(self, heard: Sequence[Heard], spot: int) -> list[Heard]:
        """Return what was heard before a position, the latest first."""
        return [h for h in reversed(heard) if h.end <= spot]

    def country(self, spot: int) -> str | None:
        """Return the ISO code of the country that the text speaks of at a position."""
        index = self.sentence_of(spot)
        if index not in self.countries:
            self.countries[index] = _country(self, index)
        return self.countries[index]

    def definite(self, spot: int, words: str) -> bool:
        """Tell whether words are spoken of as known: "the group", also where the article was cut off."""
        before = self.text[max(0, spot - 6) : spot].casefold().split()
        return (before[-1:] or [""])[0] in POINTING or words.casefold().split(" ")[0] in POINTING

    def token(self, spot: int) -> Token | None:
        """Return the token that begins at a position or covers it."""
        sentence = self.sentence(spot)
        if sentence is None:
            return None
        return next((token for token in sentence.tokens if token.start <= spot < token.end), None)


_WHERE_TOLD = re.compile(
    r"\b(?:(?:report|writ|speak|broadcast)(?:s|ed|e|es|ing)?|wrote|spoke)(?: [\w ]{1,30})? from (?:the )?$"
    r"|\b(?:told|tell|telling|speaking to|spoke to|briefed|briefing) (?:reporters|journalists|(?:a|the) (?:news|press) conference|the press|media)"
    r"(?: [\w ]{1,20})? (?:in|at|from) (?:the )?$",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:talks|meetings?|conference|summit|negotiations|consultations|met|meet|meets|agreed|accord|agreement|memorandum|treaty|protocol)"
    r"(?: [\w-]+){0,4} (?:in|at) (?:the )?$"
)
"""What stands before the place where somebody met, which need not be where the war is: "talks with the rebels in Vienna"."""
VENUE = 0.05
"""What such a place counts when the country is asked."""
_TELLING = 90
"""Letters before a place in which it is told that somebody spoke there."""


def is_where_told(text: str, spot: int) -> bool:
    """Tell whether what is named at a position is only where it was told: "Northgate reported from Beirut", "told reporters in Kyiv"."""
    return _WHERE_TOLD.search(text, max(0, spot - _TELLING), spot) is not None


def hear(scene: Scene, filler: Filler, link: Link) -> Heard:
    """Make a record of a resolved mention."""
    return Heard(
        filler.start, filler.end, scene.sentence_of(filler.start), link, filler.words, is_subject(scene, filler)
    )


def is_subject(scene: Scene, filler: Filler) -> bool:
    """Tell whether a mention is the subject of a clause."""
    sentence = scene.sentence(filler.start)
    if sentence is None:
        return False
    inside = [token for token in sentence.tokens if filler.start <= token.start < filler.end]
    for token in inside:
        head = sentence.tokens[token.head] if token.head >= 0 else None
        if head is None or not filler.start <= head.start < filler.end:
            return token.deprel.startswith("nsubj")
    return False


def _country(scene: Scene, index: int) -> str | None:
    """Weigh the countries of places and sides around a sentence; toponyms most, then adjectives, then sides.

    A place name inside a side's ("US planes", "Washington said") tells of the side, not of where things happen.
    """
    places = _outside_names(scene)
    there = {h.link.country for h in places}
    weights: dict[str, float] = {}
    for heard in places:
        _add(weights, heard, _weight(heard) * (VENUE if _MET.search(scene.text, max(0, heard.start - _TELLING), heard.start) else 1.0), index)
    for heard in scene.sides:
        if heard.link.kind in ("armed", "army", "government", "coalition", "party") and not heard.link.id.startswith(
            "new:"
        ):
            _add(weights, heard, 0.4 if heard.link.country in there else 0.15, index)
    if scene.publisher is not None and scene.publisher.country and scene.publisher.kind != "media":
        weights[scene.publisher.country] = weights.get(scene.publisher.country, 0.0) + 1.0
    return min(weights, key=lambda code: (-weights[code], code)) if weights else None


def _outside_names(scene: Scene) -> list[Heard]:
    """Return the places that stand in no side's name; looked up once, when all places are heard."""
    if scene.outside is None or scene.outside[0] != len(scene.places):
        spans = [(f.start, f.end) for f in scene.annotated.actors]
        free = [h for h in scene.places if not any(start <= h.start and h.end <= end for start, end in spans)]
        scene.outside = (len(scene.places), free)
    return scene.outside[1]


def _add(weights: dict[str, float], heard: Heard, weight: float, index: int) -> None:
    code, distance = heard.link.country, index - heard.sentence
    if code is not None:
        fade = HERE if distance == 0 else NEAR**distance if distance > 0 else 0.5 * NEAR ** (-distance)
        weights[code] = weights.get(code, 0.0) + weight * fade


def titled(scene: Scene) -> list[Heard]:
    """Return the sides that the title names, as heard before the first word."""
    parts = (scene.annotated.document.title or "").split()
    found: dict[str, Heard] = {}
    for first in range(len(parts)):
        for last in range(min(len(parts), first + 5), first, -1):
            words = " ".join(parts[first:last]).strip(".,:;!?'\"")
            links = scene.catalogue.look_up(words, scene.on) if words[:1].isupper() else ()
            if links and links[0].kind in ("armed", "army", "coalition", "government", "party"):
                found.setdefault(links[0].id, Heard(0, 0, 0, links[0], words, first == 0))
                break
    return list(found.values())


def _weight(heard: Heard) -> float:
    if heard.link.kind == "country":
        return 0.6
    return 0.4 if heard.link.kind == "demonym" else 1.0


PRESS = re.compile(
    r"\s+(?:press|media|information|public affairs|news)\s+(?:office|desk|service|centre|center|department|bureau|wing|team)$",
    re.IGNORECASE,
)
STATEMENT = re.compile(
    r"(?:statement|communiqu[eé]|declaration|press release)\s+(?:of|by|from)\s+(?:the\s+)?([^,()\n.]{3,60})",
    re.IGNORECASE,
)


def publisher_of(catalogue: Catalogue, document: Document, on: date | None) -> Link | None:
    """Return the side or body that publishes a document: "YPG Press Desk", "Iraqi Ministry of Defence press office".

    Where the source's name does not tell, a first line such as "Statement of the Sinjar Resistance Units" does.
    """
    name = PRESS.sub("", document.source or "").strip()
    found = _publisher(catalogue, name, on) if name else None
    if found is None:
        first = STATEMENT.search(document.text[:200])
        links = catalogue.look_up(first.group(1), on) if first else ()
        found = links[0] if links else None
    return found


def _publisher(catalogue: Catalogue, name: str, on: date | None) -> Link | None:
    links = catalogue.look_up(name, on)
    if links:
        return links[0]
    parts = clean(name).split()
    for size in range(len(parts) - 1, 0, -1):
        for first in range(len(parts) - size + 1):
            links = catalogue.look_up(" ".join(parts[first : first + size]), on)
            if links:
                side = links[0]
                kind = "institution" if side.kind != "media" else "media"
                within = (side.id, *side.within)
                reason = f"publishes for {side.name}"
                return Link(f"speaker:{slug(name)}", name, kind, 0.7, reason, country=side.country, within=within)
    return None
