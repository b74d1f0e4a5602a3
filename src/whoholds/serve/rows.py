"""Records as plain rows for pages and their JSON twins: what a template shows, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from whoholds.forms.lines import days_of
from whoholds.records import Claim, Dispute, Event, Figure, Filler, Holding, Judgement, Link
from whoholds.report.map import STALE_DAYS
from whoholds.report.marks import is_assessed
from whoholds.review.meanings import UNDONE
from whoholds.review.sides import UNDO
from whoholds.serve.marks import cut, segments_of

MOST_TOLD = 8
"""Claims of a disagreement that are quoted."""


def told_of(disputes: Iterable[Dispute]) -> set[str]:
    """Return the ids of the claims that `dispute_row` quotes."""
    return {claim for dispute in disputes for claim in dispute.claims[:MOST_TOLD]}


def place_row(place: Link) -> dict[str, Any]:
    """Return a place."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "geonameid": place.geonameid,
        "within": list(place.within),
    }


def claim_row(claim: Claim, every: bool = False) -> dict[str, Any]:
    """Return a claim with its sentence cut at what the claim says; with `every`, at every role."""
    return {
        "id": claim.id,
        "type": claim.type,
        "status": claim.status,
        "segments": segments_of(claim, every),
        "who_says": [filler.name for filler in claim.sources],
        "publisher": claim.publisher,
        "published": days_of(claim.published),
        "document": claim.document,
        "when": days_of(claim.window),
        "actors": [filler.name for filler in claim.actors],
        "targets": [filler.name for filler in claim.targets],
        "places": [link_row(filler) for filler in claim.places],
        "score": claim.score,
    }


def link_row(filler: Filler) -> dict[str, Any]:
    """Return what some words mean."""
    link = filler.link
    return {"id": link.id if link else None, "name": filler.name, "words": filler.words}


def holding_row(holding: Holding, on: date | None = None) -> dict[str, Any]:
    """Return a stretch; with a day, how sure it is on that day, and how old its last confirmation is then."""
    sure = holding.chance_on(on) if on else holding.probability
    age = (on - holding.last_confirmed).days if on and holding.last_confirmed else None
    return {
        "id": holding.id,
        "status": holding.status,
        "holder": holding.holder,
        "rivals": list(holding.rivals),
        "start": days_of(holding.start),
        "end": days_of(holding.end) if holding.end else None,
        "kind": holding.kind,
        "probability": sure,
        "assessed": holding.status == "held" and is_assessed(len(holding.claims_for), sure),
        "last_confirmed": holding.last_confirmed.isoformat() if holding.last_confirmed else None,
        "age_days": age,
        "stale": on is not None and (age is None or age > STALE_DAYS),
        "claims_for": list(holding.claims_for),
        "claims_against": list(holding.claims_against),
    }


def event_row(event: Event) -> dict[str, Any]:
    """Return an event."""
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "place": {"id": event.place.id, "name": event.place.name} if event.place else None,
        "when": days_of(event.window),
        "actors": list(event.actors),
        "targets": list(event.targets),
        "origins": len(event.origins),
        "claims": list(event.claims),
    }


def dispute_row(dispute: Dispute, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Return a disagreement with the claims on each side that there still are."""
    told = [claims[id] for id in dispute.claims[:MOST_TOLD] if id in claims]
    shown, rows = {claim.document for claim in told}, _once(told)
    others = [q for d, q in zip(dispute.documents, dispute.quotes, strict=False) if d not in shown]
    return {
        "id": dispute.id,
        "kind": dispute.kind,
        "what": dispute.what,
        "settles": dispute.settles,
        "weight": dispute.weight,
        "claims": rows,
        "claims_total": len(dispute.claims),
        "more": len(dispute.claims) - sum(1 + len(row["also"]) for row in rows),
        "other_quotes": others[: max(0, MOST_TOLD - len(told))],
    }


def _once(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Return a row for each sentence, with all that it says marked: one that two claims were read from is quoted once, told the same way."""
    groups: dict[tuple[str, int, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.document, claim.sentence.start, claim.status), []).append(claim)
    rows = []
    for first, *others in groups.values():
        parts = [(c.trigger.start, c.trigger.end, "trigger") for c in (first, *others)]
        segments = cut(first.sentence.words, first.sentence.start, parts)
        rows.append({**claim_row(first), "segments": segments, "also": [claim.id for claim in others]})
    return rows


def figure_row(figure: Figure, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Return a figure with who says it."""
    claim = claims.get(figure.claim)
    return {
        "id": figure.id,
        "measure": figure.measure,
        "subject": figure.subject,
        "scope": figure.scope,
        "definition": figure.definition,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "as_of": days_of(figure.as_of),
        "quote": figure.quote,
        "claim": figure.claim if claim else None,
        "publisher": claim.publisher if claim else None,
        "who_says": [filler.name for filler in claim.sources] if claim else [],
    }


def told_of_change(value: str) -> str:
    """Return what a correction sets, for people: of a place that was kept whole its name and id."""
    if not value.startswith("{"):
        return value
    place = json.loads(value)
    return f"{place.get('name')} ({place.get('id')})"


def judgement_row(judgement: Judgement, undone: bool = False) -> dict[str, Any]:
    """Return a decision: who, when, why."""
    return {
        "id": judgement.id,
        "about": judgement.about,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "when": judgement.when.isoformat(timespec="seconds"),
        "why": judgement.why,
        "change": {field: told_of_change(value) for field, value in judgement.change},
        "undone": undone,
        "can_undo": not undone and judgement.verdict not in (UNDONE, UNDO),
        "words": judgement.seen.sentence.words if judgement.seen else "",
    }
