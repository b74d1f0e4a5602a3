"""Search: places, sides and articles by their words, and the sentences that hold them."""

from __future__ import annotations

from typing import Any

from whoholds.geo.spelling import fold
from whoholds.records import Claim
from whoholds.serve.page import Page
from whoholds.serve.rows import claim_row
from whoholds.serve.view import View
from whoholds.store.lists import Wanted

MOST_NAMES, MOST_ARTICLES, MOST_CLAIMS = 20, 20, 30


def search_page(view: View) -> Page:
    """Return what is found by the words asked for."""
    words = view.ask.q
    key = fold(words)
    found = sorted((name != key, len(name), name, id) for name, id in view.shelf.names_folded if key and key in name)
    places = [view.shelf.places[id] for *_, id in found[:MOST_NAMES]]
    sides = sorted((name for name in view.shelf.events_of if key and key in fold(name)), key=lambda name: (fold(name) != key, name))
    articles, claims = articles_with(view, words, MOST_CLAIMS)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "words": words,
        "places": [{"id": place.id, "name": place.name, "country": place.country} for place in places],
        "actors": sides[:MOST_NAMES],
        "claims": [claim_row(claim) for claim in claims[:MOST_CLAIMS]],
        "articles": articles,
    }
    return Page("search.html", "search.title", data)


def articles_with(view: View, words: str, most: int | None = None) -> tuple[list[dict[str, Any]], list[Claim]]:
    """Return the articles that hold the words, and claims whose sentence holds them all, too; no more are looked for once there are
    `most`."""
    found: list[dict[str, Any]] = []
    claims: list[Claim] = []
    wanted = [fold(word) for word in words.split()]
    for id, snippet in view.store.search(words, MOST_ARTICLES) if words else ():
        document = view.store.document(id)
        latest = document.published.latest if document and document.published else None
        if document is None or (view.last is not None and (latest is None or latest > view.last)):
            continue
        day = latest.isoformat() if latest else None
        found.append({"id": id, "title": document.title, "source": document.source, "published": day, "snippet": snippet})
        if most is not None and len(claims) >= most:
            continue
        told, _ = view.listed(Wanted(document=id, most=200))
        claims += [claim for claim in told if all(word in fold(claim.sentence.words) for word in wanted)]
    return found, claims
