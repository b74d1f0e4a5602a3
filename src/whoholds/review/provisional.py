"""Sides that claims name and no catalogue holds, summed up for a person who decides what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.eras import told_day
from whoholds.actors.nouns import BODIES, MEMBERS, singular
from whoholds.actors.persons import looks_like_person
from whoholds.actors.sides import is_side
from whoholds.actors.spelling import key
from whoholds.geo.spelling import skeleton
from whoholds.records import Claim, Filler, Judgement
from whoholds.review.sides import PROVISIONAL, decisions

SENTENCES = 5
"""How many sentences of a side are kept, for a reader and for telling persons."""
NEAR = 3
"""How many names of the catalogue are proposed."""
ALIKE = 0.82
"""Share of letters in order from which two names are proposed for one; set by hand, for proposals only."""
HOME = 0.3
"""What a country in common adds to a proposal."""
_SMALL = frozenset("the of for and a an al el de la du in on".split())


@dataclass(frozen=True, slots=True)
class Near:
    """A side of the catalogue that a provisional one may be the same as."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Provisional:
    """A side that no catalogue holds, as the claims tell of it."""

    id: str
    name: str
    """The commonest of its spellings."""
    spellings: tuple[str, ...]
    is_name: bool
    """Whether it is written as a name; else it is a description ("tribal fighters")."""
    claims: tuple[str, ...]
    """Ids of the claims."""
    documents: int
    countries: tuple[str, ...]
    """ISO codes of the places of its claims, commonest first."""
    places: tuple[str, ...]
    first: date | None
    last: date | None
    sentences: tuple[str, ...]
    near: tuple[Near, ...]
    person: str
    """Why it looks like a person's name; empty where it does not. Such words never become a side."""
    decided: Judgement | None
    """The decision in force."""


@dataclass(slots=True)
class _Told:
    spellings: Counter[str] = field(default_factory=Counter)
    claims: dict[str, Claim] = field(default_factory=dict)
    is_name: bool = False


def provisional_sides(
    claims: Iterable[Claim], catalogue: Catalogue, judgements: Iterable[Judgement] = ()
) -> tuple[Provisional, ...]:
    """Sum up the provisional sides of claims as they were made, most often named first; any order gives the same."""
    told: dict[str, _Told] = {}
    for claim in claims:
        for filler in _unknown(claim):
            assert filler.link is not None
            one = told.setdefault(filler.link.id, _Told())
            one.spellings[filler.link.name] += 1
            one.claims[claim.id] = claim
            one.is_name = one.is_name or is_side(filler)
    decided, known = decisions(judgements), known_names(catalogue)
    found = [_summed(id, one, known, decided) for id, one in told.items()]
    return tuple(sorted(found, key=lambda p: (-len(p.claims), p.name, p.id)))


def _unknown(claim: Claim) -> Iterator[Filler]:
    for filler in (*claim.actors, *claim.targets):
        if filler.link is not None and filler.link.id.startswith(PROVISIONAL) and filler.kind not in ("implied", "context"):
            yield filler


def _summed(id: str, told: _Told, known: Sequence[Known], decided: Mapping[str, Judgement]) -> Provisional:
    claims = [told.claims[claim] for claim in sorted(told.claims)]
    links = [f.link for claim in claims for f in claim.places if f.link is not None]
    days = sorted(day for day in map(told_day, claims) if day is not None)
    spellings = _ranked(told.spellings)
    sentences = _sentences(claims)
    countries = _ranked(Counter(link.country for link in links if link.country))
    names = [spelling for spelling in spellings if spelling[:1].isupper()]
    return Provisional(
        id=id,
        name=spellings[0],
        spellings=spellings,
        is_name=told.is_name,
        claims=tuple(claim.id for claim in claims),
        documents=len({claim.document for claim in claims}),
        countries=countries,
        places=_ranked(Counter(link.name for link in links))[:NEAR],
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sentences=sentences,
        near=near_names(spellings[0], known, countries) if told.is_name else (),
        person=next((why for name in names if (why := looks_like_person(name, sentences))), ""),
        decided=decided.get(id),
    )


def _ranked(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _sentences(claims: Sequence[Claim]) -> tuple[str, ...]:
    ordered = sorted(claims, key=lambda claim: (told_day(claim) or date.max, claim.document, claim.sentence.start, claim.id))
    return tuple(dict.fromkeys(" ".join(claim.sentence.words.split()) for claim in ordered))[:SENTENCES]


# --- names alike --------------------------------------------------------------------------------------------------


def near_names(name: str, known: Iterable[Known], countries: Sequence[str] = ()) -> tuple[Near, ...]:
    """Propose the sides of the catalogue whose names are most like this one; proposals only, a person decides."""
    best: dict[str, tuple[float, Near]] = {}
    own = Name(name)
    for each in known:
        score, why = _alike(own, each.name)
        if score:
            score += HOME if set(countries) & each.countries else 0.0
            near = Near(each.id, each.usual, f"{why} {each.name.words!r}")
            best[each.id] = max(best.get(each.id, (0.0, near)), (score, near), key=lambda pair: (pair[0], pair[1].why))
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(near for _, near in ranked[:NEAR])


def known_names(catalogue: Catalogue) -> tuple[Known, ...]:
    """List all names of all sides but media, ready to be compared."""
    return tuple(
        Known(actor.id, actor.name, frozenset(catalogue.countries.get(actor.id, ())), Name(name))
        for actor in catalogue.actors.values()
        if actor.kind != "media"
        for name in (actor.name, *actor.names)
    )


class Name:
    """A name with what comparing asks of it."""

    __slots__ = ("key", "letters", "own", "short", "sound", "words")

    def __init__(self, words: str) -> None:
        """Work out key, sound, first letters, and the words that are its own."""
        self.words = words
        self.key = key(words)
        parts = [part for part in self.key.split(" ") if part not in _SMALL]
        self.own = frozenset(part for part in parts if singular(part) not in MEMBERS | BODIES)
        self.letters = "".join(part[0] for part in parts) if len(parts) > 2 else ""
        self.short = self.key if words.isupper() and " " not in words.strip() else ""
        self.sound = skeleton(words) if len(self.key) > 4 else ""


@dataclass(frozen=True, slots=True)
class Known:
    """One name of one side of the catalogue."""

    id: str
    usual: str
    countries: frozenset[str]
    name: Name


def _alike(one: Name, other: Name) -> tuple[float, str]:
    """Return how alike two names are, 0 for not at all, and in what way."""
    if one.sound and one.sound == other.sound:
        return 1.0, "sounds like"
    if (one.short and one.short == other.letters) or (other.short and other.short == one.letters):
        return 0.9, "has the first letters of"
    shared, all_words = one.own & other.own, one.own | other.own
    if shared and 2 * len(shared) >= len(all_words):
        return 0.5 + 0.4 * len(shared) / len(all_words), "shares words with"
    if one.key[:1] == other.key[:1] and min(len(one.key), len(other.key)) > 4:
        matcher = SequenceMatcher(None, one.key, other.key, autojunk=False)
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and (ratio := matcher.ratio()) > ALIKE:
            return 0.8 * ratio, "is spelled like"
    return 0.0, ""
