"""Read a name: the catalogue's names, with tails and modifiers, and what belongs to a state by rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from whoholds.actors.nouns import ARMS, MEMBERS, singular
from whoholds.actors.spelling import LEADING, bare, in_capitals, key
from whoholds.actors.states import MINISTRIES, PHRASES, State, alive
from whoholds.records.actor import Actor

TAILS = MEMBERS | ARMS | frozenset(
    [
        "group", "organisation", "organization", "territory", "state", "network", "movement", "official", "command", "media",
        "campaign", "hand", "authority", "militant-group", "terror", "terrorist", "regime", "rule"
    ]
)  # fmt: skip
MODIFIERS = frozenset(
    [
        "kurdish", "arab", "sunni", "shia", "shiite", "alawite", "druze", "islamist", "jihadist", "militant", "terrorist",
        "extremist", "rebel", "opposition", "elite", "armed", "local", "foreign", "main", "ultra", "hardline",
        "ultraconservative", "western", "eastern", "northern", "southern", "central", "paramilitary", "state", "pro",
        "government", "pro-government", "federal", "national", "former", "ex", "allied", "backed", "led", "us", "american",
        "iranian", "iran", "russian", "turkish", "syrian", "iraqi", "lebanese", "afghan", "palestinian", "yemeni", "libyan",
        "somali", "sudanese", "nigerian", "hardliners", "salafi", "radical", "al-qaeda-linked", "linked", "affiliated",
        "aligned", "powerful", "once", "feared", "notorious", "communist", "maoist", "leftist", "separatist", "guerrilla",
        "military", "top", "senior", "private", "mainly", "mostly", "predominantly", "self-proclaimed", "wider", "broader",
        "suspected", "alleged", "presumed", "self-styled", "so-called", "masked"
    ]
)
"""Words before a name that only describe it: "Kurdish YPG forces"."""
MEDIA = frozenset(["media", "television", "tv", "radio", "newspaper", "newspapers", "press", "broadcaster", "agency"])
TRAIL = ("military", "security", "ground", "air", "tactical", "foreign", "suicide", "armed", "terrorist", "militant",
         "loyal", "supporting", "fighting", "special", "combat", "guerrilla", "rebel")  # fmt: skip
_PREFIXES = ("fighters of", "members of", "forces of", "guerrillas of", "gunmen of", "soldiers of", "troops of", "units of",
             "militants of", "terrorists of", "gangs of", "men of", "heroes of", "militiamen from", "fighters from",
             "militiamen of", "rebels of", "aircraft of", "jets of", "planes of", "helicopters of", "columns of",
             "elements of", "supporters of", "followers of", "cells of", "branch of", "sons of", "leaders of",
             "commanders of", "officers of", "insurgents of", "fighters loyal to", "forces loyal to", "troops from",
             "troops loyal to", "jihadists of", "fighters belonging to", "forces from", "soldiers from", "flag of",
             "government of", "authorities of", "army of", "armies of", "military of", "warplanes of", "brigades of",
             "militia of", "representatives of", "delegates of", "people of", "kurds of", "arabs of")  # fmt: skip

NOT_THEN = ", though not known to exist on that day"
"""End of the reason for a side whose entry begins later or ends before."""


class Shelf(Protocol):
    """What reading a name needs of the catalogue."""

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Return the sides by id."""
        ...

    @property
    def names(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return ids by the key of a name, each with how the name must be written."""
        ...

    @property
    def adjectives(self) -> Mapping[str, tuple[State, ...]]:
        """Return states by "syrian", "syrians" and "syria"."""
        ...

    @property
    def seats(self) -> Mapping[str, State]:
        """Return states by the cities and buildings that stand for them."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """One side that a name may mean."""

    id: str
    score: float
    reason: str


def read_name(shelf: Shelf, words: str, on: date | None) -> list[Match]:
    """Return what a name may mean, best first."""
    for read in (_exact, _of_state, _bracketed, _after_of, _tailed):
        found = read(shelf, words, on)
        if found:
            return found
    return []


def names_with_and(shelf: Shelf, words: str) -> bool:
    """Tell whether words hold a name in which "and" joins no two sides: "fighters of the Islamic State of Iraq and the Levant"."""
    parts = words.split()
    joints = [i for i, part in enumerate(parts) if part == "and"]
    return any(exact(shelf, " ".join(parts[a:b]), None) for i in joints for a in range(i) for b in range(i + 2, len(parts) + 1))


def exact(shelf: Shelf, words: str, on: date | None, score: float = 0.98, reason: str = "named") -> list[Match]:
    """Return the sides that go by just this name."""
    text = key(words)
    ids = shelf.names.get(text) or shelf.names.get(bare(words), ())
    plain = words.strip(" .,'\"")
    for article in ("the ", "The "):
        plain = plain.removeprefix(article)
    allowed = [id for id, writing in ids if _written(plain, shelf.actors[id], writing)]
    living = [id for id in allowed if alive(shelf.actors[id], on)]
    return [Match(id, score, reason) for id in living] or [
        Match(id, score * 0.7, f"{reason}{NOT_THEN}") for id in allowed
    ]


def _written(words: str, actor: Actor, writing: str) -> bool:
    """Tell whether the words are written as a name: "IS", not "is"; "LeT", not "Let"; "the West", not "the west"."""
    if writing == "exactly":
        return words in actor.names or words == actor.name
    if writing == "capitals":
        return in_capitals(words)
    return writing == "so" or any(char.isupper() for char in words)


def _exact(shelf: Shelf, words: str, on: date | None) -> list[Match]:
    return exact(shelf, words, on) or _seat(shelf, words)


def _seat(shelf: Shelf, words: str) -> list[Match]:
    state = shelf.seats.get(bare(words))
    if state is None or not words.strip().removeprefix("the ").removeprefix("The ")[:1].isupper():
        return []
    # Where a war is about who governs, the capital stands for its government; elsewhere for the state.
    branch = "government" if state.code in ("SY", "IQ", "YE", "LY", "AF", "SD", "SO", "SS", "ET") else "state"
    return [Match(state.branch(branch), 0.75, f"the capital stands for {state.name}")]


def _of_state(shelf: Shelf, words: str, on: date | None) -> list[Match]:
    """Read "Syrian troops", "Turkey's army", "the army of Iraq" by rule."""
    parts = bare(words).replace("'s ", " ").split(" ")
    for size in (3, 2, 1):
        states = shelf.adjectives.get(" ".join(parts[:size])) if len(parts) >= size else None
        if states is None and size == 1 and len(parts) > 1 and "'s " in key(words):
            states = (shelf.seats[parts[0]],) if parts[0] in shelf.seats else None
        if states:
            return _branch(shelf, states, parts[size:], words, on)
    return []


def _branch(shelf: Shelf, states: tuple[State, ...], rest: list[str], words: str, on: date | None) -> list[Match]:
    living = [state for state in states if alive(shelf.actors[state.id], on)] or list(states)
    named = exact(shelf, " ".join(rest), on) if len(rest) else []
    if named and any(shelf.actors[m.id].country in [s.code for s in living] for m in named):
        return [m for m in named if shelf.actors[m.id].country in [s.code for s in living]]
    branch = branch_of(rest)
    if not rest and _people(states, words):
        return []
    if not rest and words.strip()[:1].islower() and not words.strip().startswith("the "):
        return []
    return [Match(state.branch(branch), 0.9, f"{branch.replace('_', ' ')} of {state.name}") for state in living] if branch else []


def own_wording(state: State, words: str) -> str:
    """Name a ministry as the text does, under its state: "Russia's defence ministry" is the Russian defence ministry."""
    parts = words.replace("’", "'").replace("'s ", " ").split()
    for first in range(len(parts)):
        if branch_of([key(part) for part in parts[first:]]) in MINISTRIES and state.adjectives:
            return f"{state.adjectives[0]} {' '.join(parts[first:])}"
    return ""


def _people(states: tuple[State, ...], words: str) -> bool:
    """Tell whether the words are the people of a state ("Syrians"), who act for it only as "the Russians" do."""
    plain = key(words)
    return not plain.startswith("the ") and any(plain in map(key, s.people) and plain not in map(key, s.adjectives) for s in states)


def branch_of(rest: list[str]) -> str:
    """Return the branch of a state that the words after its adjective mean; empty for none."""
    if not rest:
        return "state"
    if rest[-1] in MEDIA:
        return ""
    phrase = " ".join(rest)
    for branch, phrases in PHRASES.items():
        if phrase in phrases:
            return branch
    # "Iraqi army units", "Turkish army tanks": the last word only names a part.
    if len(rest) > 1 and singular(rest[-1]) in TAILS:
        return branch_of(rest[:-1])
    return ""


def _bracketed(shelf: Shelf, words: str, on: date | None) -> list[Match]:
    """Read "People's Protection Units (YPG) fighters" by what stands before or in the brackets."""
    if "(" not in words:
        return []
    before, _, inside = words.partition("(")
    inside = inside.partition(")")[0]
    return read_name(shelf, before, on) or read_name(shelf, inside, on)


def _tailed(shelf: Shelf, words: str, on: date | None) -> list[Match]:
    """Read "Islamic State fighters" and "Kurdish YPG forces": modifiers before and members after the name."""
    parts = words.strip().split()
    for first in range(min(5, len(parts))):
        if first and not _describes(parts[first - 1]):
            break
        for last in range(len(parts), first, -1):
            if last < len(parts) and not _trails(parts[last]):
                break
            if (first or last < len(parts)) and (found := _trimmed(shelf, parts, first, last, on)):
                return found
    return []


def _describes(word: str) -> bool:
    return key(word) in MODIFIERS or all(part in MODIFIERS | LEADING for part in key(word).split(" "))


def _trails(word: str) -> bool:
    return singular(key(word)) in TAILS or key(word) in TRAIL


def _trimmed(shelf: Shelf, parts: list[str], first: int, last: int, on: date | None) -> list[Match]:
    name, tail = " ".join(parts[first:last]), " ".join(parts[last:])
    found = exact(shelf, name, on, 0.95, f"named, with {tail!r}" if tail else "named")
    # "Bosnian Serb tanks", "Tamil Tiger boats": a side that goes by a plural stands before a noun without its s.
    return found or (exact(shelf, f"{name}s", on, 0.95, f"named, with {tail!r}") if tail else [])


def _after_of(shelf: Shelf, words: str, on: date | None) -> list[Match]:
    """Read "fighters of the YBS", "gunmen of the Islamic State group"."""
    text = words.strip()
    lower = " " + key(text) + " "
    for prefix in _PREFIXES:
        spot = lower.find(f" {prefix} ")
        if spot < 0:
            continue
        linking = prefix.rsplit(" ", 1)[1]
        at = text.casefold().find(f" {linking} ")
        rest = text[at + len(linking) + 2 :]
        noun = prefix.split(" ")[0]
        state = _of_state(shelf, f"{rest} {noun}", on) if noun in ("army", "government", "military", "authorities") else []
        found = state or read_name(shelf, rest, on)
        return [Match(m.id, m.score * 0.97, f"{m.reason}, after {prefix!r}") for m in found]
    return []
