"""Sources: who it all rests on, what of it was contradicted, and how much rests on one publisher alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from whoholds.serve.page import Page, Part
from whoholds.serve.view import View
from whoholds.store.lists import ArticleLine, Publisher, Wanted

MOST_PUBLISHERS, MOST_ARTICLES = 100, 50


def sources_page(view: View) -> Page:
    """Return publishers with what rests on them, and articles newest first, filtered by publisher."""
    ask = view.ask
    publishers = view.shelf.tallies.publishers
    resting = view.memo("resting", lambda: _resting(view))
    grades = {source.name: source for source in view.store.sources()}
    articles, total = view.store.list_articles(Wanted(publisher=ask.publisher or None, last=view.last, start=ask.start, most=MOST_ARTICLES))
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "publishers": [_publisher(p, resting, grades.get(p.name or "")) for p in publishers[:MOST_PUBLISHERS]],
        "publishers_total": len(publishers),
        "decisions_total": resting["decisions"],
        "articles": [_article(line) for line in articles],
        "part": Part(ask.start, MOST_ARTICLES, total).plain(),
        "publisher": ask.publisher or None,
    }
    return Page("sources.html", "sources.title", data)


def _publisher(publisher: Publisher, resting: dict[str, Any], source: Any) -> dict[str, Any]:
    return {
        "name": publisher.name,
        "kind": source.kind if source else "unknown",
        "grade": source.grade if source else "F",
        "reason": source.reason if source else "not graded",
        "rights": source.rights if source else "",
        "articles": publisher.articles,
        "claims": publisher.claims,
        "first": publisher.first.isoformat() if publisher.first else None,
        "last": publisher.last.isoformat() if publisher.last else None,
        "disputed": resting["disputed"][publisher.name],
        "alone": resting["alone"][publisher.name],
    }


def _article(line: ArticleLine) -> dict[str, Any]:
    published = line.published.isoformat() if line.published else None
    return {
        "id": line.id,
        "source": line.source,
        "title": line.title,
        "opening": " ".join(line.opening.split()) or None,
        "published": published,
        "language": line.language,
        "claims": line.claims,
    }


def _resting(view: View) -> dict[str, Any]:
    """Count, for each publisher, disputed claims, and stretches of holders that rest on it alone."""
    lines = view.store.list_articles(Wanted(most=10_000_000))[0]
    of_document = {line.id: line.source for line in lines}
    told = {claim: of_document.get(document) for claim, document, _ in view.store.rated()}
    held = [h for h in view.shelf.state.holdings if h.status == "held" and h.claims_for]
    alone: Counter[str | None] = Counter()
    for holding in held:
        names = {told.get(claim) for claim in holding.claims_for}
        if len(names) == 1:
            alone[names.pop()] += 1
    disputed = Counter(told.get(claim) for claim in view.shelf.disputes_of_claim)
    return {"alone": alone, "disputed": disputed, "decisions": len(held)}
