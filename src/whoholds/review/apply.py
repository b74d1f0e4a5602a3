"""People's judgements applied to claims: what was judged wrong is left out, what was changed is changed, in any
order."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from whoholds.errors import InputError
from whoholds.records import STATUSES, TYPES, Claim, Filler, Judgement, Link, Window
from whoholds.records.json_lines import from_plain
from whoholds.review.meanings import meanings_of, with_meanings
from whoholds.review.sides import with_sides_decided

ROLES = {"actor": "actors", "target": "targets", "place": "places", "source": "sources"}
FIELDS = ("type", "status", "from", "to", *ROLES)
"""What a judgement may change: type, status, the days, and whom or what the first filler of a role means (id or
name)."""


UNDO = "undo"
"""The verdict of a judgement that takes another one back; both stay on record."""


def apply_judgements(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> tuple[Claim, ...]:
    """Apply to every claim what names were decided to mean, then the last judgement about it.

    Decisions about provisional sides come before those, see `review.sides`. A claim judged wrong is dropped, `right` makes it sure.
    Raises InputError for a verdict or a change that no claim can take.
    """
    given = tuple(judgements)
    claims = with_sides_decided(claims, given)
    meanings = meanings_of(given)
    about: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in standing(given):
        about[judgement.about].append(judgement)
    out = []
    for claim in claims:
        judged = _judged(with_meanings(claim, meanings), about.get(claim.id, ()))
        if judged is not None:
            out.append(judged)
    return tuple(out)


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the decisions that stand, oldest first: those that no later one has undone; an undoing may be undone."""
    given = tuple(judgements)
    gone = taken_back(given)
    return tuple(j for j in _in_order(given) if j.id not in gone and j.verdict != UNDO)


def taken_back(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Return the ids of the decisions, undoings among them, that a later one takes back."""
    gone: set[str] = set()
    for judgement in reversed(_in_order(judgements)):
        if judgement.verdict == UNDO and judgement.id not in gone:
            gone.add(dict(judgement.change).get("judgement", ""))
    return frozenset(gone)


def _in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    return sorted(judgements, key=lambda j: (j.when.isoformat(), j.id))


def _judged(claim: Claim, judgements: Sequence[Judgement]) -> Claim | None:
    """Apply changes from the oldest to the newest; the newest verdict of right, wrong or unsure stands."""
    verdict = ""
    for judgement in sorted(judgements, key=lambda j: (j.when.isoformat(), j.id)):
        if judgement.verdict == "change":
            claim = _changed(claim, dict(judgement.change), judgement.id)
            verdict = "right"
        elif judgement.verdict in ("right", "wrong", "unsure"):
            verdict = judgement.verdict
        else:
            raise InputError(
                f"judgement {judgement.id}: verdict {judgement.verdict!r} is not right, wrong, unsure or change"
            )
    if verdict == "wrong":
        return None
    return replace(claim, score=1.0) if verdict == "right" else claim


def _changed(claim: Claim, change: Mapping[str, str], judgement: str) -> Claim:
    for field, value in sorted(change.items()):
        if field not in FIELDS:
            raise InputError(f"judgement {judgement}: cannot change {field!r}; fields: {', '.join(FIELDS)}")
        claim = _with(claim, field, value, judgement)
    return claim


def _with(claim: Claim, field: str, value: str, judgement: str) -> Claim:
    if field == "type" and value in TYPES:
        return replace(claim, type=value)
    if field == "status" and value in STATUSES:
        return replace(claim, status=value)
    if field in ("from", "to"):
        return replace(claim, window=_window(claim.window, field, value, judgement), window_reason="set by a reviewer")
    if field in ROLES:
        return _role(claim, ROLES[field], value)
    raise InputError(f"judgement {judgement}: {value!r} is no {field} of a claim")


def _window(window: Window | None, field: str, value: str, judgement: str) -> Window:
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError as error:
        raise InputError(f"judgement {judgement}: {value!r} is no day; write YYYY-MM-DD") from error
    window = window or Window()
    return Window(day, window.latest) if field == "from" else Window(window.earliest, day)


def _role(claim: Claim, role: str, value: str) -> Claim:
    """Set what the first filler of a role means; an empty value takes the role's fillers away."""
    fillers: tuple[Filler, ...] = getattr(claim, role)
    if not value:
        fillers = ()
    else:
        link = replace(_link(fillers, value), score=1.0, reason="set by a reviewer")
        spot = claim.trigger
        first = fillers[0] if fillers else Filler(spot.start, spot.end, spot.words, "reviewed")
        fillers = (replace(first, links=(link, *(one for one in first.links if one.id != link.id))), *fillers[1:])
    if role == "actors":
        return replace(claim, actors=fillers)
    if role == "targets":
        return replace(claim, targets=fillers)
    if role == "places":
        return replace(claim, places=fillers)
    return replace(claim, sources=fillers)


def _link(fillers: Sequence[Filler], value: str) -> Link:
    """Return what is meant: the record that was kept of a place, else a candidate of this id or name, else something new of that name."""
    if value.startswith("{"):
        try:
            return from_plain(Link, json.loads(value))
        except (KeyError, TypeError, ValueError) as fault:
            raise InputError(f"{value[:80]}: is no place ({fault})") from None
    known = next((link for f in fillers for link in f.links if value in (link.id, link.name)), None)
    return known or Link(value if ":" in value else f"new:{'-'.join(value.casefold().split())}", value.split(":")[-1], "", 1.0, "")
