"""Actor: what a side holds, gained and lost, and what is told of it; and the list of sides."""

from __future__ import annotations

from collections import Counter
from typing import Any

from whoholds.report.marks import side_line
from whoholds.serve.page import NotFound, Page, Part
from whoholds.serve.pages.situation import balance_rows
from whoholds.serve.rows import claim_row, event_row, holding_row
from whoholds.serve.view import View
from whoholds.store.lists import Wanted

NOTHING: dict[str, list[str]] = {"gained": [], "lost": []}
MOST_PLACES, MOST_EVENTS, MOST_CLAIMS, MOST_SIDES = 100, 25, 25, 100


def actor_page(view: View, name: str) -> Page:
    """Return what is known of a side, by its name. Raises NotFound for one that no claim names."""
    told, total = view.listed(Wanted(keys=(f"who:{name}",), most=MOST_CLAIMS, start=view.ask.start))
    events = view.shelf.events_of.get(name, ())
    held = [h for h in view.held().values() if name in (h.holder, *h.rivals) and h.status != "unknown"]
    side = next((side_line(one) for one in view.shelf.sides if one.name == name), None)
    if not (total or events or held or side):
        raise NotFound("wrong.no_side", name=name)
    held.sort(key=lambda h: (h.status != "held", h.place.name, h.place.id))
    moved = next((row for row in balance_rows(view) if row["side"] == name), NOTHING)
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "since": view.since.isoformat(),
        "name": name,
        "side": side,
        "holds": [{"place": h.place.id, "name": h.place.name, **holding_row(h, view.day)} for h in held[:MOST_PLACES]],
        "holds_total": len(held),
        "gained": [_place(view, id) for id in moved["gained"]],
        "lost": [_place(view, id) for id in moved["lost"]],
        "events": [event_row(event) for event in events[:MOST_EVENTS]],
        "events_total": len(events),
        "claims": [claim_row(claim) for claim in told],
        "part": Part(view.ask.start, MOST_CLAIMS, total).plain(),
    }
    return Page("actor.html", name, data)


def _place(view: View, id: str) -> dict[str, Any]:
    return {"id": id, "name": view.shelf.places[id].name}


def actors_page(view: View) -> Page:
    """Return all sides that hold, contest or act, those that hold most places first."""
    held = Counter(h.holder for h in view.held().values() if h.status == "held" and h.holder)
    contested = Counter(name for h in view.held().values() if h.status == "contested" for name in h.rivals)
    names = {*view.shelf.events_of, *held, *contested, *(side.name for side in view.shelf.sides)}
    rows: list[dict[str, Any]] = [
        {"name": name, "holds": held[name], "contests": contested[name], "events": len(view.shelf.events_of.get(name, ()))}
        for name in names
        if view.ask.q.casefold() in name.casefold()
    ]
    rows.sort(key=lambda row: (-row["holds"], -row["contests"], -row["events"], row["name"]))
    part = Part(view.ask.start, MOST_SIDES, len(rows))
    data = {
        "on": view.day.isoformat(),
        "known_by": view.last.isoformat() if view.last else None,
        "actors": rows[part.start : part.start + part.most],
        "part": part.plain(),
    }
    return Page("actors.html", "actors.title", data)
