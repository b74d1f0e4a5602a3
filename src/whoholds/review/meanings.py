"""Which place a name means in a corpus, as a person decided: put on claims when they are read out, so that reading anew keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from whoholds.errors import InputError
from whoholds.geo.spelling import ARTICLES, fold
from whoholds.records import Claim, Filler, Judgement, Link, content_id
from whoholds.records.json_lines import from_plain, to_line

ABOUT = "name:"
"""What the `about` of such a judgement begins with; the name's key follows."""
MEANS, UNDONE = "means", "undone"
SETTLED = frozenset({"city", "town", "village", "municipality", "of"})
"""Words around a name that leave it the same place; "Raqqa province" is not Raqqa."""
PLACES = frozenset({"city", "site", "district", "region", "area", "water", "country", "relative"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A name and the place that it means."""

    name: str
    """As the person wrote it."""
    link: Link
    judgement: Judgement


def name_key(words: str) -> str:
    """Return what spellings of one name share: "the town of al-Salahiya" and "Salahiya" are one, "Salahiya district" is another."""
    folded = fold(words).split()
    kept = [word for word in folded if word not in ARTICLES and word not in SETTLED]
    return " ".join(kept or folded)


def judge_meaning(name: str, link: Link, by: str, when: datetime, why: str) -> Judgement:
    """Make the judgement that a name means a place."""
    change = (("name", name), ("place", to_line(link)))
    return _judgement(name, MEANS, (by, when, why), change)


def undo_meaning(name: str, by: str, when: datetime, why: str) -> Judgement:
    """Make the judgement that nothing is decided about a name any more."""
    return _judgement(name, UNDONE, (by, when, why), (("name", name),))


def _judgement(name: str, verdict: str, said: tuple[str, datetime, str], change: tuple[tuple[str, str], ...]) -> Judgement:
    by, when, why = said
    key = name_key(name)
    if not key:
        raise InputError(f"{name!r} has no letters; give the name as the articles write it")
    id = content_id("judgement", ABOUT + key, verdict, by, when.isoformat())
    return Judgement(id, ABOUT + key, verdict, by, when, why, change)


def meanings_of(judgements: Iterable[Judgement]) -> dict[str, Meaning]:
    """Return what is in force for each name's key: the latest judgement about it, whatever the order. Raises InputError for one that is none."""
    latest: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.when.isoformat(), j.id)):
        if judgement.about.startswith(ABOUT):
            latest[judgement.about.removeprefix(ABOUT)] = judgement
    found = {}
    for key, judgement in sorted(latest.items()):
        if judgement.verdict == MEANS:
            found[key] = Meaning(dict(judgement.change).get("name", key), _link(judgement), judgement)
        elif judgement.verdict != UNDONE:
            raise InputError(f"judgement {judgement.id}: verdict {judgement.verdict!r} about a name is not {MEANS} or {UNDONE}")
    return found


def _link(judgement: Judgement) -> Link:
    said = dict(judgement.change)
    try:
        link = from_plain(Link, json.loads(said["place"]))
    except (KeyError, ValueError) as fault:
        raise InputError(f"judgement {judgement.id}: it names no place ({fault})") from None
    why = f": {judgement.why}" if judgement.why else ""
    reason = f"“{said['name']}” means it here, decided by {judgement.by} on {judgement.when.date()}{why}"
    return replace(link, name=said["name"], score=1.0, reason=reason)


def with_meanings(claim: Claim, meanings: Mapping[str, Meaning]) -> Claim:
    """Put the decided places into a claim: where a place's words bear the name, and where words such as "the town" were taken for it."""
    if not meanings:
        return claim
    places = tuple(_meant(filler, meanings) for filler in claim.places)
    actors, targets = (tuple(_meant(f, meanings) if _is_place(f) else f for f in role) for role in (claim.actors, claim.targets))
    if (places, actors, targets) == (claim.places, claim.actors, claim.targets):
        return claim
    return replace(claim, places=places, actors=actors, targets=targets)


def _is_place(filler: Filler) -> bool:
    return filler.link is not None and filler.link.kind in PLACES and not filler.link.id.startswith("actor:")


def _meant(filler: Filler, meanings: Mapping[str, Meaning]) -> Filler:
    keys = [name_key(filler.words), *([name_key(filler.link.name)] if filler.link else [])]
    meaning = next((meanings[key] for key in keys if key in meanings), None)
    if meaning is None:
        return filler
    others = (link for link in filler.links if link.id != meaning.link.id)
    return replace(filler, links=(meaning.link, *others))
