"""Claim: the sentence first, then all that explains it; the list of claims; an article with its claims marked."""

from __future__ import annotations

from typing import Any

from whoholds.forms.lines import days_of
from whoholds.records import Claim, Filler
from whoholds.serve.marks import cut
from whoholds.serve.page import NotFound, Page, Part
from whoholds.serve.rows import claim_row, dispute_row, event_row, figure_row, holding_row, judgement_row, told_of
from whoholds.serve.view import View
from whoholds.store.lists import Wanted

MOST_CLAIMS = 50
AROUND = 400
"""Signs of the article shown before and after the sentence."""


def claim_page(view: View, id: str) -> Page:
    """Return a claim with who says so, what it supports and what contradicts it. Raises NotFound."""
    read = view.store.claim(id)
    if read is None or not view.is_known(read):
        raise NotFound("wrong.no_claim", id=id)
    judged = view.kept.judged([read])
    claim = judged[0] if judged else read
    shelf = view.shelf
    disputes = shelf.disputes_of_claim.get(claim.id, ())
    figures = shelf.figures_of_claim.get(claim.id, ())
    event = shelf.event_of_claim.get(claim.id)
    others = view.claims(told_of(disputes))
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "claim": {**claim_row(claim, every=True), "found_by": claim.found_by, "left_out": not judged},
        "around": around(view, read),
        "chain": _chain(view, claim),
        "read_as": [*_roles(claim), *_when(claim)],
        "numbers": [{"words": q.words, "low": q.low, "high": q.high, "unit": q.unit, "of": q.counts} for q in claim.quantities],
        "supports": {
            "holdings": [_holding(holding, claim.id) for holding in shelf.holdings_of_claim.get(claim.id, ())],
            "event": event_row(event) if event else None,
            "figures": [figure_row(figure, {claim.id: claim}) for figure in figures],
        },
        "contradicted_by": [dispute_row(dispute, others) for dispute in disputes],
        "decisions": [judgement_row(j, j.id not in view.kept.in_force) for j in view.kept.judgements if j.about == claim.id],
    }
    return Page("claim.html", "claim.title", data)


def around(view: View, claim: Claim) -> dict[str, Any]:
    """Return what stands before and after the sentence in its article."""
    document = view.store.document(claim.document)
    text = document.text if document else ""
    start, end = claim.sentence.start, claim.sentence.end
    return {
        "title": document.title if document else None,
        "url": document.url if document else None,
        "digest": document.digest if document else None,
        "before": text[max(0, start - AROUND) : start],
        "after": text[end : end + AROUND],
        "cut_before": start > AROUND,
        "cut_after": end + AROUND < len(text),
    }


def _chain(view: View, claim: Claim) -> list[dict[str, Any]]:
    """Return who says so, from who printed it to who is quoted last; copies of one story stand beside the first."""
    origin = view.shelf.origins.get(claim.document, claim.document)
    copies = sum(1 for other in view.shelf.origins.values() if other == origin) - 1
    printed = {"who": claim.publisher, "as": "publisher", "words": "", "published": days_of(claim.published), "copies": max(0, copies)}
    return [printed, *({"who": f.name, "as": "speaker", "words": f.words, "published": None, "copies": 0} for f in claim.sources)]


def _roles(claim: Claim) -> list[dict[str, Any]]:
    rows = (("actor", claim.actors), ("target", claim.targets), ("place", claim.places), ("source", claim.sources))
    return [_role(role, filler) for role, fillers in rows for filler in fillers]


def _role(role: str, filler: Filler) -> dict[str, Any]:
    link = filler.link
    return {
        "role": role,
        "words": filler.words,
        "name": filler.name,
        "id": link.id if link else None,
        "reason": link.reason if link else "",
        "score": link.score if link else None,
        "others": [other.name for other in filler.links[1:4]],
    }


def _when(claim: Claim) -> list[dict[str, Any]]:
    window = days_of(claim.window)
    told = f"{window['from'] or '…'} – {window['to'] or '…'}" if window["from"] != window["to"] else window["to"]
    words = claim.time.mention.words if claim.time else ""
    return [{"role": "time", "words": words, "name": told or "", "id": None, "reason": claim.window_reason, "score": None, "others": []}]


def _holding(holding: Any, claim: str) -> dict[str, Any]:
    weight = dict(holding.weights).get(claim, 0.0)
    return {"place": holding.place.id, "name": holding.place.name, "weight": weight, "for": claim in holding.claims_for, **holding_row(holding)}


def claims_page(view: View) -> Page:
    """Return claims, newest first, filtered by place, side, type, status, publisher and days."""
    ask = view.ask
    keys, unfit = view.claims_meant()
    wanted = Wanted(
        (), ask.type or None, ask.status or None, ask.publisher or None, None, ask.since, ask.until, ask.start, MOST_CLAIMS, keys
    )
    found, total = view.listed(wanted)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "claims": [claim_row(claim) for claim in found],
        "part": Part(ask.start, MOST_CLAIMS, total).plain(),
        "unfit": unfit,
    }
    return Page("claims.html", "claims.title", data)


def article_page(view: View, id: str) -> Page:
    """Return an article's text with what its claims rest on marked. Raises NotFound."""
    document = view.store.document(id)
    if document is None or not _published_by(view, document.published):
        raise NotFound("wrong.no_article", id=id)
    claims = sorted(view.store.list_claims(Wanted(document=id, most=1000))[0], key=lambda claim: claim.spot)
    parts = [(claim.trigger.start, claim.trigger.end, claim.id) for claim in claims]
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "article": {
            "id": document.id,
            "source": document.source,
            "title": document.title,
            "url": document.url,
            "published": days_of(document.published),
            "published_from": document.published_from,
            "language": document.language,
            "digest": document.digest,
        },
        "segments": cut(document.text, 0, parts),
        "claims": [claim_row(claim) for claim in view.kept.judged(claims)],
    }
    return Page("article.html", document.title or "article.title", data)


def _published_by(view: View, published: Any) -> bool:
    return view.last is None or (published is not None and published.latest is not None and published.latest <= view.last)
