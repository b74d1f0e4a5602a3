"""Situation: who holds what on a day, what changed, how sure it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from whoholds.forms.lines import days_of
from whoholds.records import Holding, Window
from whoholds.report.balance import balances, differences
from whoholds.report.change_rows import sides_of
from whoholds.report.changes import Change, changes_between, changes_in
from whoholds.report.charts import draw_days
from whoholds.report.map import Dot, MapOptions, dots_of, draw_map, looks_through
from whoholds.serve.page import Page, Part
from whoholds.serve.rows import holding_row
from whoholds.serve.view import View

MOST_ROWS = 100
MOST_CHANGES = 25
SILENT_DAYS = 30
"""A place of which nothing was told for so long counts as silent in the coverage."""
Linker = Callable[[str], str]
"""From a place's id to where its page lies."""


def situation_page(view: View, link: Linker) -> Page:
    """Return the situation of a day; `link` says where the map's signs lead."""
    rows, part = place_rows(view, MOST_ROWS)
    changes = changes_shown(view)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "since": view.since.isoformat(),
        "first": view.shelf.first_day.isoformat(),
        "last": view.shelf.last_day.isoformat(),
        "balances": balance_rows(view),
        "changes": [change_row(change) for change in changes[:MOST_CHANGES]],
        "changes_total": len(changes),
        "places": rows,
        "part": part.plain(),
        "coverage": _coverage(view),
        "sides": [side.name for side in view.shelf.sides],
        "unfit": view.unfit,
    }
    return Page("situation.html", "situation.title", data, _drawn(view, link))


def place_rows(view: View, most: int) -> tuple[list[dict[str, Any]], Part]:
    """Return a row for each place of which something is known on the day, filtered, by name: one part of the list."""
    held = view.memo(f"by name {view.day}", lambda: sorted(view.held().values(), key=lambda h: (h.place.name, h.place.id)))
    ask = view.ask
    found = [h for h in held if matches(view, h)] if ask.place or ask.side or ask.status else held
    part = Part(ask.start, most, len(found))
    rows = [
        {"place": h.place.id, "name": h.place.name, "country": h.place.country, **holding_row(h, view.day),
         "disputes": view.shelf.doubted_places.get(h.place.id, 0)}
        for h in found[part.start : part.start + most]
    ]  # fmt: skip
    return rows, part


def matches(view: View, holding: Holding) -> bool:
    """Tell whether a holding passes the filters of the address: place, side, status."""
    return view.ask.status in ("", holding.status) and view.by.holding(holding)


def changes_shown(view: View) -> list[Change]:
    """Return what changed hands between the two days, newest first, filtered by side and place."""
    by, places = view.by, view.shelf.places
    every: list[Change] = view.memo("changes", lambda: changes_between(view.shelf.state.holdings, None, None))
    found = changes_in(every, view.since, view.day)
    if by:
        found = [c for c in found if by.of(sides_of(c)) and by.at(places[c.place_id])]
    return found[::-1]


def change_row(change: Change) -> dict[str, Any]:
    """Return a change."""
    return {
        "place": change.place_id,
        "name": change.place,
        "before": change.before,
        "after": change.after or None,
        "status": change.status,
        "when": days_of(Window(change.earliest, change.latest)),
        "probability": change.probability,
        "claims": list(change.claims),
    }


def balance_rows(view: View) -> list[dict[str, Any]]:
    """Return gains and losses of each side between the two days, at the places that pass the filters on one of them."""
    ask = view.ask
    if ask.place or ask.side or ask.status:
        every = differences(view.held(view.since), view.held())
        found = balances([one for one in every if any(h is not None and matches(view, h) for h in (one.before, one.after))])
    else:
        found = view.memo(f"balance {view.since} {view.day}", lambda: balances(differences(view.held(view.since), view.held())))
    return [{"side": one.side, "gained": list(one.gained), "lost": list(one.lost)} for one in found]


def _coverage(view: View) -> dict[str, Any]:
    """Count what the page rests on, and the places that no report of late speaks of."""
    publishers = view.shelf.tallies.publishers
    edge = view.day - timedelta(days=min(SILENT_DAYS, view.day.toordinal() - 1))
    silent = sum(1 for h in view.held().values() if h.last_confirmed is None or h.last_confirmed < edge)
    return {
        "articles": sum(publisher.articles for publisher in publishers),
        "claims": sum(publisher.claims for publisher in publishers),
        "publishers": sum(1 for publisher in publishers if publisher.name),
        "silent_places": silent,
        "silent_days": SILENT_DAYS,
    }


def _drawn(view: View, link: Linker) -> dict[str, str]:
    def where(dot: Dot) -> str:
        return link(dot.id)

    ask = view.ask
    name = f"map {view.day} {ask.place} {ask.side} {ask.status} {link('')}"
    return {
        "map": view.memo(name, lambda: _map(view, where)),
        "days": view.memo("days", lambda: draw_days(view.shelf.tallies.days, view.words.say("situation.claims_a_day"), view.words.of_charts)),
    }


def _map(view: View, where: Callable[[Dot], str]) -> str:
    ask, shelf = view.ask, view.shelf
    if not (ask.place or ask.side or ask.status):
        options = MapOptions(where, shelf.sides, shelf.map_looks, view.words.of_maps, shelf.map_sheet)
        return draw_map(dots_of(shelf.histories_by_name, view.day), options)
    shown = [shelf.histories[id] for id, held in view.held().items() if matches(view, held)]
    looks = looks_through((row for history in shown for row in history.rows), shelf.sides)
    return draw_map(dots_of(shown, view.day), MapOptions(where, shelf.sides, looks, view.words.of_maps))
