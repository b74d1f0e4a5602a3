"""Compare: the same places on two days, what each side gained and lost, and the claims behind each change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from whoholds.report.balance import balances, differences
from whoholds.report.map import Dot, MapOptions, dots_of, draw_map
from whoholds.serve.page import Page, Part
from whoholds.serve.pages.situation import matches
from whoholds.serve.rows import holding_row
from whoholds.serve.view import View

MOST = 100


def compare_page(view: View, link: Callable[[str], str]) -> Page:
    """Return what differs between two days; without days, between a month before the day shown and that day."""
    a, b = view.ask.a or view.since, view.ask.b or view.day
    a, b = min(a, b), max(a, b)
    changed = [
        one for one in differences(view.held(a), view.held(b)) if any(h is not None and matches(view, h) for h in (one.before, one.after))
    ]
    part = Part(view.ask.start, MOST, len(changed))
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "a": a.isoformat(),
        "b": b.isoformat(),
        "balances": [{"side": s.side, "gained": list(s.gained), "lost": list(s.lost)} for s in balances(changed)],
        "names": {one.place: view.shelf.places[one.place].name for one in changed},
        "changed": [_row(view, one, (a, b)) for one in changed[part.start : part.start + part.most]],
        "part": part.plain(),
    }

    def where(dot: Dot) -> str:
        return link(dot.id)

    drawn = {name: view.memo(f"plain map {day}", lambda day=day: _map(view, day, where)) for name, day in (("map_a", a), ("map_b", b))}  # type: ignore[misc]
    return Page("compare.html", "compare.title", data, drawn)


def _row(view: View, one: Any, days: tuple[date, date]) -> dict[str, Any]:
    place = view.shelf.places[one.place]
    return {
        "place": one.place,
        "name": place.name,
        "before": holding_row(one.before, days[0]) if one.before else None,
        "after": holding_row(one.after, days[1]) if one.after else None,
    }


def _map(view: View, day: date, where: Callable[[Dot], str]) -> str:
    """Draw a day with the frame and the names of all places, so that two days can be laid side by side."""
    shelf = view.shelf
    return draw_map(dots_of(shelf.histories_by_name, day), MapOptions(where, shelf.sides, (), view.words.of_maps, shelf.map_sheet))
