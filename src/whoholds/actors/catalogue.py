"""The catalogue of sides: who there is, what they are called, what they are part of, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from whoholds.actors import offices, states, ties
from whoholds.actors.entries import Item, Readable, Shape, read_entries, read_window
from whoholds.actors.names import Match, read_name
from whoholds.actors.nouns import SORTS
from whoholds.actors.offices import Holder
from whoholds.actors.spelling import SHORT, in_capitals, key
from whoholds.actors.states import State, alive
from whoholds.errors import CatalogueError
from whoholds.records.actor import Actor, Tie
from whoholds.records.link import Link

KINDS = frozenset({"state", "government", "army", "armed", "coalition", "institution", "party", "media", "people"})
TIE = Shape(texts=frozenset({"kind", "actor", "since", "until", "reason", "source"}), needed=frozenset({"kind", "actor"}))
SHAPE = Shape(
    texts=frozenset({"id", "name", "kind", "sort", "vague", "since", "until", "source", "adds_to"}),
    lists=frozenset({"countries", "also", "usual", "names", "descriptions"}),
    inner={"ties": TIE},
    needed=frozenset({"id", "name", "kind"}),
    unless="adds_to",
)
STRICT = ("so", "having a capital", "capitals", "exactly")
"""Ways a name must be written, the loosest first."""
COMMON = frozenset({"fact", "mend", "model", "site", "arena", "platform"})
"""Acronyms that are words: they too must stand in capitals."""
STATES, OFFICES, FIGHTS = "states.yaml", "offices.yaml", "fights.yaml"


@dataclass(frozen=True)
class Catalogue:
    """Sides by id and by name. Nothing in it changes after it is opened."""

    actors: Mapping[str, Actor]
    """By id, in the order of the files: the likelier meaning of a description first."""
    countries: Mapping[str, tuple[str, ...]]
    """The countries that a side is active in; the first is its own."""
    homes: Mapping[str, tuple[str, ...]]
    """Of those, the countries in which a bare description ("the militants") may mean it."""
    states: Mapping[str, State]
    """By ISO code."""
    usual: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of those, the countries whose news means it by a bare description although other sides would fit."""
    holders: tuple[Holder, ...] = ()
    vague: frozenset[str] = frozenset()
    """Ids of sides that a text may name loosely for a narrower one: "Kurdish forces" for the YPG."""
    _descriptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def actor(self, id: str) -> Actor | None:
        """Return a side, or None for an id that the catalogue does not hold."""
        return self.actors.get(id)

    def look_up(self, words: str, on: date | None = None) -> tuple[Link, ...]:
        """Return the sides that a name may mean on a day, best first; empty where no name fits."""
        return tuple(self.link(match.id, match.score, match.reason, on) for match in read_name(self, words, on))

    def link(self, id: str, score: float, reason: str, on: date | None = None) -> Link:
        """Make a link to a side of the catalogue."""
        actor = self.actors[id]
        within, same = self.climb(id, on), self.lineages.get(id, ())
        return Link(id, actor.name, actor.kind, score, reason, country=actor.country, within=within, same=same)

    def climb(self, id: str, on: date | None = None) -> tuple[str, ...]:
        """Return what a side is part of on a day, nearest first."""
        return ties.climb(self.actors, id, on)

    def ties(self, id: str, kind: str, on: date | None = None) -> tuple[Tie, ...]:
        """Return the ties of one kind that hold on a day."""
        return ties.ties_of(self.actors, id, kind, on)

    def allies(self, id: str, on: date | None = None) -> frozenset[str]:
        """Return the ids of the sides allied with one on a day."""
        return ties.allies(self._allied, id, on)

    def foes(self, id: str, on: date | None = None) -> tuple[str, ...]:
        """Return the ids of the sides that fight one, its whole or another body of its state, on a day; the most usual first."""
        ids = {id, *self.climb(id, on)}
        return ties.foes(self._fighting, sorted(ids.union(*(body for body in self._bodies if body & ids))), on)

    @cached_property
    def _allied(self) -> Mapping[str, Actor]:
        return ties.told_of(self.actors, "allied_with")

    @cached_property
    def _fighting(self) -> Mapping[str, Actor]:
        return ties.told_of(self.actors, "fights")

    @cached_property
    def _bodies(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(dict(state.ids).values()) for state in self.states.values())

    @cached_property
    def lineages(self) -> Mapping[str, tuple[str, ...]]:
        """Map sides that were renamed to the other ids of the same body."""
        return ties.lineages(self.actors)

    @cached_property
    def arms(self) -> Mapping[str, str]:
        """Map sides to the first armed force that is, or was, a part of them."""
        found: dict[str, str] = {}
        for actor in self.actors.values():
            for tie in actor.ties if actor.kind in ("army", "armed") else ():
                if tie.kind == "part_of":
                    found.setdefault(tie.actor, actor.id)
        return found

    def describe(self, description: str, country: str | None = None, on: date | None = None) -> tuple[Actor, ...]:
        """Return the sides that go by a description ("jihadists") in a country on a day, likelier first."""
        ids = self._descriptions.get(key(description), ())
        found = [self.actors[id] for id in ids if country is None or country in self.homes.get(id, ())]
        return tuple([actor for actor in found if alive(actor, on)])

    def descriptions_of(self, id: str) -> frozenset[str]:
        """Return the keys of the descriptions that a side goes by."""
        return self._by_actor.get(id, frozenset())

    def state(self, code: str | None) -> State | None:
        """Return the state of an ISO code."""
        return self.states.get(code or "")

    @cached_property
    def _by_actor(self) -> Mapping[str, frozenset[str]]:
        gathered: dict[str, set[str]] = {}
        for description, ids in self._descriptions.items():
            for id in ids:
                gathered.setdefault(id, set()).add(description)
        return {id: frozenset(found) for id, found in gathered.items()}

    @cached_property
    def names(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Map the key of every name to ids, each with how it must be written."""
        table: dict[str, dict[str, str]] = {}
        for actor in self.actors.values():
            for name in (actor.name, *actor.names):
                found = table.setdefault(key(name), {})
                found[actor.id] = min(found.get(actor.id, STRICT[-1]), _writing(name), key=STRICT.index)
        return {name: tuple(ids.items()) for name, ids in table.items()}

    @cached_property
    def openings(self) -> Mapping[str, int]:
        """Map the first word of every name to the length in words of the longest name that begins so."""
        table: dict[str, int] = {}
        for name in (*self.names, *self.people, *self.seats):
            parts = name.split(" ")
            table[parts[0]] = max(table.get(parts[0], 0), len(parts))
        return table

    @cached_property
    def adjectives(self) -> Mapping[str, tuple[State, ...]]:
        """Map "syrian", "u s", "iraq" and "syrians" to states."""
        table: dict[str, list[State]] = {}
        for state in self.states.values():
            for words in (*state.adjectives, *state.people, state.name, *self.actors[state.id].names):
                found = table.setdefault(key(words), [])
                if state not in found:
                    found.append(state)
        return {words: tuple(found) for words, found in table.items()}

    @cached_property
    def seats(self) -> Mapping[str, State]:
        """Map "moscow" and "kremlin" to the state whose government they stand for."""
        return {key(seat): state for state in self.states.values() for seat in state.seats}

    @cached_property
    def _by_surname(self) -> Mapping[str, tuple[Holder, ...]]:
        table: dict[str, list[Holder]] = {}
        for holder in self.holders:
            table.setdefault(holder.surname, []).append(holder)
        return {name: tuple(found) for name, found in table.items()}

    @cached_property
    def people(self) -> Mapping[str, tuple[Holder, ...]]:
        """Map the names of office holders to the offices that they held."""
        table: dict[str, list[Holder]] = {}
        for holder in self.holders:
            for name in holder.names:
                table.setdefault(key(name), []).append(holder)
        return {name: tuple(found) for name, found in table.items()}

    def holder(self, words: str, on: date | None = None) -> Holder | None:
        """Return the office holder of a name, who serves on that day if any of that name does."""
        found = self.people.get(key(words), ())
        serving = [holder for holder in found if holder.serves(on)]
        return serving[0] if serving else found[0] if found else None

    def serving(self, side: str, office: str, on: date | None) -> Holder | None:
        """Return who holds an office of a side on a day: `actor:turkey`, `president`."""
        if on is None:
            return None
        wanted = key(office)
        fits = (h for h in self.holders if h.side == side and wanted in h.words and h.serves(on))
        return next(fits, None)

    def heads(self, body: str, noun: str, on: date | None) -> Holder | None:
        """Return who heads an institution on a day, by the bare noun of the office: "the Secretary" of the State Department."""
        if on is None:
            return None
        fits = (
            h
            for h in self.holders
            if h.body == body and h.serves(on) and any(noun in word.split(" ") for word in h.words)
        )
        return next(fits, None)

    def titled(self, surname: str, titles: Iterable[str], on: date | None) -> Holder | None:
        """Return who is called by title and last name alone on a day ("Secretary Carter"), if one office holder only can be."""
        if on is None:
            return None
        nouns = frozenset(key(title) for title in titles)
        found = [
            h
            for h in self._by_surname.get(key(surname), ())
            if h.serves(on) and any(nouns & {*w.split(" ")} for w in h.words)
        ]
        return found[0] if len({h.id for h in found}) == 1 else None


def open_catalogue(extra: Iterable[str | Path] = ()) -> Catalogue:
    """Open the shipped catalogue, then files or folders of one's own; a later entry replaces one of the same id.

    Raises CatalogueError that lists every fault with its file and line.
    """
    faults: list[str] = []
    building = _Building()
    for file in [*_shipped(), *_own(extra)]:
        _read(file, building, faults)
    faults += _unknown_offices(building)
    faults += ties.faults_of(building.actors, building.where, building.tie_where)
    if faults:
        raise CatalogueError("the catalogue of sides cannot be used:\n  " + "\n  ".join(faults))
    return building.finish()


@dataclass(slots=True)
class _Building:
    actors: dict[str, Actor] = field(default_factory=dict)
    countries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    homes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    usual: dict[str, tuple[str, ...]] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    holders: list[Holder] = field(default_factory=list)
    vague: set[str] = field(default_factory=set)
    where: dict[str, str] = field(default_factory=dict)
    tie_where: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def finish(self) -> Catalogue:
        descriptions: dict[str, list[str]] = {}
        for actor in self.actors.values():
            for words in actor.descriptions:
                ids = descriptions.setdefault(key(words), [])
                if actor.id not in ids:
                    ids.append(actor.id)
        table = {words: tuple(ids) for words, ids in descriptions.items()}
        return Catalogue(
            self.actors, self.countries, self.homes, self.states, self.usual, tuple(self.holders), frozenset(self.vague), table
        )


def _shipped() -> list[Readable]:
    """List our own files: states first, since other entries are tied to them."""
    found: list[Readable] = [i for i in files("whoholds.actors").joinpath("data").iterdir() if i.name.endswith(".yaml")]
    return sorted(
        found, key=lambda file: (file.name != STATES, file.name in (OFFICES, FIGHTS), file.name != "syria_iraq.yaml", file.name)
    )


def _own(extra: Iterable[str | Path]) -> list[Readable]:
    found: list[Readable] = []
    for place in extra:
        path = Path(place)
        if path.is_dir():
            found += sorted(path.glob("*.yaml"))
        elif path.is_file():
            found.append(path)
        else:
            raise CatalogueError(
                f"{path}: no such file or folder of sides; give a .yaml file or a folder that holds some"
            )
    return found


def _read(file: Readable, building: _Building, faults: list[str]) -> None:
    if file.name == STATES:
        for item in read_entries(file, states.SHAPE, faults):
            _add_state(item, building, faults)
    elif file.name == OFFICES:
        for item in read_entries(file, offices.SHAPE, faults):
            building.holders += offices.build_holders(item, faults)
    else:
        for item in read_entries(file, SHAPE, faults):
            (_add_names if item.text("adds_to") else _add_side)(item, building, faults)


def _add_state(item: Item, building: _Building, faults: list[str]) -> None:
    if not item.text("code") or not item.text("name"):
        return
    state, actors = states.build_state(item, faults)
    building.states[state.code] = state
    for actor in actors:
        building.actors[actor.id] = actor
        building.countries[actor.id] = (state.code,)
        building.where[actor.id] = item.where


def _add_side(item: Item, building: _Building, faults: list[str]) -> None:
    kind, sort = item.text("kind"), item.text("sort")
    if kind and kind not in KINDS:
        faults.append(f"{item.where}: kind {kind!r} is unknown; kinds: {', '.join(sorted(KINDS))}")
    if sort and sort not in SORTS:
        faults.append(f"{item.where}: sort {sort!r} is unknown; sorts: {', '.join(sorted(SORTS))}")
    id = f"actor:{item.text('id')}"
    countries = item.list("countries")
    since, until = read_window(item, faults)
    inner = item.inner.get("ties", ())
    building.actors[id] = Actor(
        id=id,
        name=item.text("name"),
        kind=kind,
        names=item.list("names"),
        descriptions=(*item.list("descriptions"), *SORTS.get(sort, ())),
        country=countries[0] if countries else None,
        ties=tuple(_tie(each, faults) for each in inner),
        since=since,
        until=until,
        source=item.text("source"),
    )
    building.tie_where[id] = tuple(each.where for each in inner)
    building.countries[id] = (*countries, *item.list("also"))
    building.homes[id] = countries
    building.usual[id] = item.list("usual")
    if item.text("vague") == "yes":
        building.vague.add(id)
    building.where[id] = item.where


def _add_names(item: Item, building: _Building, faults: list[str]) -> None:
    """Add spellings, descriptions and ties to a side that an earlier file or entry defines."""
    id = f"actor:{item.text('adds_to')}"
    actor = building.actors.get(id)
    if actor is None:
        faults.append(f"{item.where}: adds_to {item.text('adds_to')!r}, which nothing before it defines")
        return
    names = tuple(dict.fromkeys((*actor.names, *item.list("names"))))
    described = tuple(dict.fromkeys((*actor.descriptions, *item.list("descriptions"))))
    inner = item.inner.get("ties", ())
    more = tuple(_tie(each, faults) for each in inner)
    building.actors[id] = replace(actor, names=names, descriptions=described, ties=(*actor.ties, *more))
    before = building.tie_where.get(id) or (building.where.get(id, id),) * len(actor.ties)
    building.tie_where[id] = (*before, *(each.where for each in inner))


def _tie(item: Item, faults: list[str]) -> Tie:
    kind = item.text("kind")
    if kind not in ties.KINDS:
        faults.append(f"{item.where}: tie {kind!r} is unknown; ties: {', '.join(sorted(ties.KINDS))}")
    since, until = read_window(item, faults)
    return Tie(kind, f"actor:{item.text('actor')}", since, until, item.text("reason"), item.text("source"))


def _unknown_offices(building: _Building) -> list[str]:
    return [
        f"{OFFICES}: {office!r} belongs to {side!r}, which no file defines"
        for office, side in sorted({(h.office, h.side) for h in building.holders})
        if side not in building.actors
    ]


def _writing(name: str) -> str:
    """Say how a name must be written: "IS" in capitals, "LeT" as it is, "Taliban" and "Popular Front" with a capital, "bandits" anyhow."""
    plain = name.removeprefix("the ").removeprefix("The ")
    if len(key(plain)) <= SHORT and in_capitals(plain):
        return "capitals"
    if len(plain) <= SHORT:
        return "exactly"
    parts = plain.split()
    if plain.isupper() and plain.casefold() in COMMON:
        return "capitals"
    return "having a capital" if len(parts) < 3 and all(part[:1].isupper() for part in parts) else "so"


__all__ = ["Catalogue", "Match", "open_catalogue"]
