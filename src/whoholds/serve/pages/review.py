"""Review: one claim at a time, the one on which most hangs and of which least is sure; its effect before the decision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from whoholds.infer.holdings import holding_on
from whoholds.pipeline import CONTROL
from whoholds.records import STATUSES, TYPES, Claim, Holding, Judgement, Link
from whoholds.review.apply import FIELDS
from whoholds.review.queue import Waiting, effects_of, queue_of
from whoholds.serve.page import NotFound, Page, Part
from whoholds.serve.pages.claim import around
from whoholds.serve.rows import claim_row, holding_row, judgement_row, told_of_change
from whoholds.serve.view import View

LAST, MOST_PLACES, MOST_DECISIONS = 10, 3, 50
REASONS = ("place", "time", "actor", "type", "not a claim")
"""Why a claim is wrong, by the keys 1 to 5."""


def review_page(view: View, claim_id: str = "", fix: tuple[Judgement, Claim | None] | None = None) -> Page:
    """Return the claim to judge next, or the one asked for; with `fix`, what a correction that is not yet decided would change.

    Raises NotFound for a claim that there is not.
    """
    queue = queue_for(view)
    place = min(view.ask.start, max(0, len(queue) - 1))
    waiting = queue[place] if queue else None
    if claim_id:
        place, waiting = next(((n, one) for n, one in enumerate(queue) if one.claim == claim_id), (0, Waiting(claim_id, 0.0, 0.0)))
    read = view.store.claim(waiting.claim) if waiting else None
    if claim_id and read is None:
        raise NotFound("wrong.no_claim", id=claim_id)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "waiting": len(queue),
        "place": place,
        "before": place - 1 if place > 0 else None,
        "after": place + 1 if place + 1 < len(queue) else None,
        "claim": claim_row(read, every=True) if read else None,
        "found_by": read.found_by if read else None,
        "around": around(view, read) if read else None,
        "worth": {"effect": waiting.effect, "doubt": waiting.doubt, "worth": round(waiting.worth, 4)} if waiting else None,
        "effect": effect_of(view, read) if read else [],
        "fix": _fixed(view, read, *fix) if read and fix else None,
        "disputes": [{"kind": d.kind, "what": d.what} for d in view.shelf.disputes_of_claim.get(read.id, ())] if read else [],
        "decisions": [judgement_row(j) for j in view.kept.judgements if read and j.about == read.id],
        "last": [judgement_row(j, j.id not in view.kept.in_force) for j in view.kept.judgements[-LAST:][::-1]],
        "fields": list(FIELDS),
        "types": list(TYPES),
        "statuses": list(STATUSES),
        "reasons": list(REASONS),
    }
    return Page("review.html", "review.title", data)


def queue_for(view: View) -> list[Waiting]:
    """Return the claims that nobody judged, by worth; worked out once for an edition and trimmed by later decisions."""

    def worked_out() -> list[Waiting]:
        state = view.shelf.state
        effects = effects_of(state.holdings, state.disputes, state.events)
        rows = ((id, score) for id, _, score in view.store.rated())
        return queue_of(rows, effects, view.shelf.disputes_of_claim, ())

    every: list[Waiting] = view.memo("queue", worked_out)
    return [one for one in every if one.claim not in view.kept.about]


def effect_of(view: View, claim: Claim) -> list[dict[str, Any]]:
    """Return, for each place that a claim is evidence for, who is worked out to hold it now and who would be without it."""
    if claim.type not in CONTROL:
        return []
    links = {link.id: link for filler in claim.places for link in filler.links[:1]}
    return [_effect(view, claim, link) for _, link in sorted(links.items())[:MOST_PLACES] if not link.id.startswith("country:")]


def _fixed(view: View, claim: Claim, judgement: Judgement, fixed: Claim | None) -> dict[str, Any]:
    """Return what was filled in, and who would hold the places of the claim, old and new, by the corrected claim."""
    links = {link.id: link for one in (claim, fixed) if one for filler in one.places for link in filler.links[:1]}
    rows = [_effect(view, claim, link, fixed) for _, link in sorted(links.items())[: 2 * MOST_PLACES] if not link.id.startswith("country:")]
    change = dict(judgement.change)
    told = {field: told_of_change(value) for field, value in change.items()}
    filled = {field: json.loads(value)["id"] if value.startswith("{") else value or "-" for field, value in change.items()}
    return {"change": told, "filled": filled, "effect": rows if CONTROL & {claim.type, fixed.type if fixed else ""} else []}


def _effect(view: View, claim: Claim, link: Link, fixed: Claim | None = None) -> dict[str, Any]:
    now = view.shelf.holdings_at.get(link.id, ())
    without = view.holdings_without(link, claim.id, fixed)
    day = _first_difference(now, without) or _day(claim) or view.day
    on = holding_on(now, day), holding_on(without, day)
    return {
        "place": link.id,
        "name": link.name,
        "day": day.isoformat(),
        "now": holding_row(on[0]) if on[0] else None,
        "without": holding_row(on[1]) if on[1] else None,
        "changes": _said(on[0]) != _said(on[1]),
        "stretches_now": len(now),
        "stretches_without": len(without),
    }


def _first_difference(now: Sequence[Holding], without: Sequence[Holding]) -> date | None:
    """Return the first day on which the two histories do not say the same."""
    days = sorted({h.start.latest for h in (*now, *without) if h.start.latest is not None})
    return next((day for day in days if _said(holding_on(now, day)) != _said(holding_on(without, day))), None)


def _day(claim: Claim) -> date | None:
    window = claim.window or claim.published
    return (window.latest or window.earliest) if window else None


def _said(holding: Holding | None) -> tuple[Any, ...]:
    return (holding.status, holding.holder, holding.rivals) if holding else ("unknown", None, ())


def decisions_page(view: View) -> Page:
    """Return all decisions, newest first: who, when, why; with those that were undone, and those whose claim is gone."""
    every = view.kept.judgements[::-1]
    part = Part(view.ask.start, MOST_DECISIONS, len(every))
    shown = every[part.start : part.start + part.most]
    there = {claim.id: claim for claim in view.store.claims_by(j.about for j in shown)}
    rows = []
    for judgement in shown:
        claim = there.get(judgement.about)
        row = judgement_row(judgement, judgement.id not in view.kept.in_force)
        rows.append({**row, "words": claim.sentence.words if claim else row["words"], "gone": claim is None})
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "decisions": rows,
        "part": part.plain(),
    }
    return Page("decisions.html", "decisions.title", data)
