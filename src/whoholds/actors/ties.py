"""Dated ties between sides: which hold on a day, where they lead, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from whoholds.records.actor import Actor, Tie
from whoholds.records.groups import Groups

KINDS = frozenset({"part_of", "allied_with", "fights", "renamed", "split_from"})
Days = tuple[date, date]


def holds(tie: Tie, on: date | None) -> bool:
    """Tell whether a tie holds on a day; an unknown day fits all."""
    return on is None or ((tie.since is None or tie.since <= on) and (tie.until is None or on <= tie.until))


def ties_of(actors: Mapping[str, Actor], id: str, kind: str, on: date | None = None) -> tuple[Tie, ...]:
    """Return the ties of one kind that a side has on a day."""
    actor = actors.get(id)
    return () if actor is None else tuple(tie for tie in actor.ties if tie.kind == kind and holds(tie, on))


def climb(actors: Mapping[str, Actor], id: str, on: date | None = None) -> tuple[str, ...]:
    """Return the ids of what a side is part of on a day, nearest first."""
    found: list[str] = []
    open_ids = [id]
    for current in open_ids:
        for tie in ties_of(actors, current, "part_of", on):
            if tie.actor not in open_ids and tie.actor != id:
                found.append(tie.actor)
                open_ids.append(tie.actor)
    return tuple(found)


def lineages(actors: Mapping[str, Actor]) -> dict[str, tuple[str, ...]]:
    """Map each side that was renamed, or took over a name, to the other ids of the same body, sorted."""
    groups = Groups()
    for actor in actors.values():
        for tie in ties_of(actors, actor.id, "renamed"):
            groups.join(actor.id, tie.actor)
    return {id: tuple(other for other in body if other != id) for body in groups.all() for id in body}


def told_of(actors: Mapping[str, Actor], kind: str) -> dict[str, Actor]:
    """Return, in the order of the files, the sides that have ties of one kind."""
    return {id: actor for id, actor in actors.items() if any(tie.kind == kind for tie in actor.ties)}


def foes(fighting: Mapping[str, Actor], ids: Collection[str], on: date | None = None) -> tuple[str, ...]:
    """Return the ids of the sides that fight any of these on a day, whichever of the two entries says so; the most usual first.

    `fighting` are the sides that have such ties.
    """
    own = [tie.actor for id in ids for tie in ties_of(fighting, id, "fights", on)]
    others = [other.id for other in fighting.values() for tie in ties_of(fighting, other.id, "fights", on) if tie.actor in ids]
    return tuple(dict.fromkeys((*own, *others)))


def allies(allied: Mapping[str, Actor], id: str, on: date | None = None) -> frozenset[str]:
    """Return the ids of the sides allied with one on a day, whichever of the two entries says so; `allied` have such ties."""
    own = {tie.actor for tie in ties_of(allied, id, "allied_with", on)}
    others = {other.id for other in allied.values() for tie in ties_of(allied, other.id, "allied_with", on) if tie.actor == id}
    return frozenset(own | others)


# --- faults -------------------------------------------------------------------------------------------------------


def faults_of(actors: Mapping[str, Actor], where: Mapping[str, str], tie_where: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what is wrong with the ties, each with the file and line of its tie or entry."""
    faults: list[str] = []
    for actor in actors.values():
        spots = tie_where.get(actor.id) or (where.get(actor.id, actor.id),) * len(actor.ties)
        for tie, spot in zip(actor.ties, spots, strict=True):
            faults += [f"{spot}: {fault}" for fault in _faults_of_tie(actors, actor, tie)]
    return faults or [f"{where.get(id, id)}: {fault}" for id, fault in _rounds(actors)]


def _faults_of_tie(actors: Mapping[str, Actor], actor: Actor, tie: Tie) -> Iterator[str]:
    other = actors.get(tie.actor)
    if other is None:
        yield f"tied to {tie.actor!r}, which no file defines"
    elif other.id == actor.id:
        yield f"{tie.kind} ties {actor.id!r} to itself"
    elif not _shared(_life(actor), _days(tie)):
        yield f"{tie.kind} {tie.actor!r} holds only while {actor.id!r} does not exist"
    elif tie.kind in ("part_of", "allied_with", "fights") and not _shared(_shared(_life(actor), _days(tie)), _life(other)):
        yield f"{tie.kind} {tie.actor!r} holds only while that does not exist"


def _rounds(actors: Mapping[str, Actor]) -> Iterator[tuple[str, str]]:
    """Find sides that are, on some day, part of themselves; each round is told once, at its first id."""
    for start in sorted(actors):
        paths: list[tuple[tuple[str, ...], Days]] = [((start,), (date.min, date.max))]
        while paths:
            path, days = paths.pop()
            steps = [(t.actor, both) for t in ties_of(actors, path[-1], "part_of") if (both := _shared(days, _days(t)))]
            paths += [((*path, to), both) for to, both in steps if to not in path]
            yield from ((start, _round(path, both)) for to, both in steps if to == start == min(path))


def _round(path: tuple[str, ...], days: Days) -> str:
    when = f" on {days[0]}" if days[0] != date.min else f" on {days[1]}" if days[1] != date.max else ""
    return f"part_of goes round{when}: {' > '.join((*path, path[0]))}"


def _life(actor: Actor) -> Days:
    return actor.since or date.min, actor.until or date.max


def _days(tie: Tie) -> Days:
    return tie.since or date.min, tie.until or date.max


def _shared(one: Days | None, other: Days) -> Days | None:
    """Return the days that two stretches share; None where they share none."""
    if one is None:
        return None
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None
