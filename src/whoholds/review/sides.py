"""People's decisions about sides that no catalogue holds, applied to claims when they are read out.

A decision is a Judgement about the id of a provisional side (`new:...`). It carries all that is needed to apply it, ties with
their days included, so that applying it asks no catalogue and gives the same claims everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.eras import told_day
from whoholds.actors.sides import DECIDED
from whoholds.records import Claim, Filler, Judgement, Link

SAME, NEW, NONE, UNDO = "same_as", "new_side", "not_a_side", "undecided"
VERDICTS = (SAME, NEW, NONE, UNDO)
PROVISIONAL = "new:"
Change = tuple[tuple[str, str], ...]


def is_decision(judgement: Judgement) -> bool:
    """Tell a decision about a provisional side from a judgement about a claim."""
    return judgement.verdict in VERDICTS and judgement.about.startswith(PROVISIONAL)


def decisions(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Return the decision in force about each provisional side: the newest; what was undone is left out."""
    newest: dict[str, Judgement] = {}
    for judgement in sorted(filter(is_decision, judgements), key=lambda j: (j.when.isoformat(), j.id)):
        newest[judgement.about] = judgement
    return {about: newest[about] for about in sorted(newest) if newest[about].verdict != UNDO}


def with_sides_decided(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Iterable[Claim]:
    """Return the claims with every provisional side replaced by what was decided about it; ids of claims stay."""
    decided = decisions(judgements)
    return (_decided(claim, decided) for claim in claims) if decided else claims


def _decided(claim: Claim, decided: Mapping[str, Judgement]) -> Claim:
    fillers = (*claim.actors, *claim.targets, *claim.sources)
    if not any(filler.link is not None and filler.link.id in decided for filler in fillers):
        return claim
    day = told_day(claim)
    return replace(
        claim,
        actors=_fillers(claim.actors, decided, day),
        targets=_fillers(claim.targets, decided, day),
        sources=_fillers(claim.sources, decided, day),
    )


def _fillers(fillers: Sequence[Filler], decided: Mapping[str, Judgement], day: date | None) -> tuple[Filler, ...]:
    return tuple(
        replace(f, links=(link_of(decided[f.link.id], f.link, day), *f.links[1:]))
        if f.link is not None and f.link.id in decided
        else f
        for f in fillers
    )


def link_of(judgement: Judgement, was: Link, day: date | None) -> Link:
    """Return what a provisional side is by a decision, with its ties on the day of the claim."""
    told = dict(judgement.change)
    why = f": {judgement.why}" if judgement.why else ""
    reason = f'"{was.name}" decided by {judgement.by} on {judgement.when.date()}{why}'
    if judgement.verdict == NONE:
        return replace(was, kind=DECIDED, score=1.0, reason=f"not a side, {reason}", within=(), same=())
    within = dict.fromkeys(outer for key, words in judgement.change if key == "within" for outer in _held(words, day))
    return Link(
        told["id"],
        told["name"],
        told["kind"],
        1.0,
        reason,
        country=told.get("country", "").partition(" ")[0] or None,
        within=tuple(within),
        same=tuple(value for key, value in judgement.change if key == "same"),
    )


def _held(words: str, day: date | None) -> tuple[str, ...]:
    """Return the id of a tie written as `ID SINCE UNTIL` (a dash leaves an end open) where it holds on the day."""
    outer, since, until = words.split(" ")
    fits = day is None or ((since == "-" or date.fromisoformat(since) <= day) and (until == "-" or day <= date.fromisoformat(until)))
    return (outer,) if fits else ()


# --- decisions made -----------------------------------------------------------------------------------------------


def change_for(catalogue: Catalogue, id: str) -> Change:
    """Return what a decision for a side of the catalogue carries: id, name, kind, country, and its ties with their days."""
    actor = catalogue.actors[id]
    plain = (("id", id), ("name", actor.name), ("kind", actor.kind), ("country", actor.country or ""))
    same = tuple(("same", other) for other in catalogue.lineages.get(id, ()))
    return (*plain, *same, *_ties(catalogue, id, (date.min, date.max)))


def change_for_new(catalogue: Catalogue, new: Mapping[str, str]) -> Change:
    """Return the same for a side of one's own: `id`, `name`, `kind`, `country` (codes, the first its own), and `part_of`, an id."""
    plain = tuple((key, new[key]) for key in ("id", "name", "kind", "country", "part_of") if new.get(key))
    whole = new.get("part_of", "")
    return (*plain, ("within", f"{whole} - -"), *_ties(catalogue, whole, (date.min, date.max))) if whole else plain


def _ties(catalogue: Catalogue, id: str, days: tuple[date, date]) -> Change:
    """List what a side is part of, nearest first, each with the days on which the whole way up to it holds."""
    found: list[tuple[str, str]] = []
    open_ids = [(id, days)]
    for current, (first, last) in open_ids:
        for tie in catalogue.ties(current, "part_of"):
            since, until = max(first, tie.since or date.min), min(last, tie.until or date.max)
            if since <= until and len(open_ids) < 50:
                found.append(("within", f"{tie.actor} {_end(since, date.min)} {_end(until, date.max)}"))
                open_ids.append((tie.actor, (since, until)))
    return tuple(found)


def _end(day: date, open_end: date) -> str:
    return "-" if day == open_end else day.isoformat()
