"""Disagreements: both sides in their own words, and what would settle it; the program never decides."""

from __future__ import annotations

from collections import Counter

from whoholds.records import Dispute
from whoholds.serve.page import Page, Part
from whoholds.serve.rows import dispute_row, judgement_row, told_of
from whoholds.serve.view import View

MOST = 25


def disagreements_page(view: View) -> Page:
    """Return disagreements, those on which most depends first, filtered by kind, place and side."""
    every = [d for d in view.shelf.state.disputes if _about(view, d)]
    kinds = Counter(dispute.kind for dispute in every)
    found = [d for d in every if not view.ask.kind or d.kind == view.ask.kind]
    part = Part(view.ask.start, MOST, len(found))
    shown = found[part.start : part.start + part.most]
    claims = view.claims(told_of(shown))
    rows = [
        {**dispute_row(dispute, claims), "decisions": [judgement_row(j) for j in view.kept.about.get(dispute.id, ())]}
        for dispute in shown
    ]
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "kinds": [{"kind": kind, "count": count} for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))],
        "disputes": rows,
        "part": part.plain(),
        "unfit": view.unfit,
    }
    return Page("disagreements.html", "disagreements.title", data)


def _about(view: View, dispute: Dispute) -> bool:
    by, shelf = view.by, view.shelf
    if not by:
        return True
    holdings = [h for claim in dispute.claims for h in shelf.holdings_of_claim.get(claim, ())]
    events = [shelf.event_of_claim[claim] for claim in dispute.claims if claim in shelf.event_of_claim]
    return by.dispute(dispute, holdings, events)
