"""About: what this is, how it works, what it rests on, what it does not know."""

from __future__ import annotations

from whoholds import __version__
from whoholds.serve.page import Page
from whoholds.serve.view import View

MOST_FAILURES = 50


def about_page(view: View) -> Page:
    """Return the counts of the store, the versions, and what could not be read."""
    counts = view.store.counts()
    failures = view.store.failures()
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "version": __version__,
        "edition": [view.store.edition().kept, view.store.edition().worked_out],
        "counts": {
            "articles": counts.documents,
            "claims": counts.claims,
            "events": counts.events,
            "holdings": counts.holdings,
            "figures": counts.figures,
            "disputes": counts.disputes,
            "decisions": len(view.kept.judgements),
        },
        "stale": counts.stale,
        "first": view.shelf.first_day.isoformat(),
        "last": view.shelf.last_day.isoformat(),
        "failures": [{"what": path.replace("\\", "/").rpartition("/")[2], "reason": reason} for path, reason in failures[:MOST_FAILURES]],
        "failures_total": len(failures),
    }
    return Page("about.html", "about.title", data)
