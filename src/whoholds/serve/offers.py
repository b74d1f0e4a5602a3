"""What a page offers to take along: its rows as files, each narrowed as the page is, and feeds of what changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whoholds.report.brief_files import MEDIA
from whoholds.report.exports import ATOM, EXPORTS, JSON_FEED, TABLES
from whoholds.serve.links import Links

ON, BETWEEN, ALL = "on", "between", "all"
"""Of which days a page shows rows: of the one shown, of those between two, of all."""
SHOWS: Mapping[str, Mapping[str, str]] = {
    "situation": {"holdings": ON, "changes": BETWEEN, "events": BETWEEN, "claims": BETWEEN, "brief": ON},
    "compare": {"differences": BETWEEN, "changes": BETWEEN},
    "places": {"holdings": ON},
    "place": {"holdings": ALL, "changes": ALL, "events": ALL, "claims": ALL, "disagreements": ALL, "brief": ON},
    "actors": {"holdings": ON},
    "actor": {"holdings": ON, "changes": BETWEEN, "events": ALL, "claims": ALL, "brief": ON},
    "events": {"events": BETWEEN},
    "event": {"events": ALL, "claims": ALL, "disagreements": ALL},
    "claims": {"claims": BETWEEN},
    "claim": {"claims": ALL, "figures": ALL, "disagreements": ALL},
    "article": {"claims": ALL},
    "search": {"claims": ALL},
    "disagreements": {"disagreements": ALL},
    "figures": {"figures": ALL},
    "routes": {"routes": ALL},
    "sources": {"sources": ALL, "claims": ALL},
    "brief": {"brief": ON},
    "about": {**dict.fromkeys(TABLES, ALL), "brief": ON},
}
"""By kind of page: the tables whose rows it shows, and of which days. Everything that is offered follows from this."""
NARROWED: Mapping[str, tuple[str, ...]] = {
    "holdings": ("place", "side", "status"),
    "changes": ("place", "side"),
    "differences": ("place", "side"),
    "events": ("place", "side", "type", "id"),
    "claims": ("place", "side", "type", "status", "publisher", "q", "id"),
    "figures": ("place", "side", "measure", "id"),
    "disagreements": ("place", "side", "kind", "id"),
    "routes": ("place", "side"),
    "sources": (),
    "brief": ("place", "side"),
}
"""By table: the filters that narrow it, days apart."""
BRIEFS = tuple(f"brief.{ending}" for ending in MEDIA)
BUNDLE, CONTROL = "bundle.zip", "control.csv"
WHOLE = frozenset({"about", "review", "decisions"})
"""Kinds of pages that offer the whole store to admins."""
FED = frozenset({"situation", "compare", "places", "actors", "place", "actor"})
"""Kinds of pages that have feeds."""
UNTIL_SHOWN = frozenset({"situation", "actor"})
"""Kinds of pages that show rows up to the day shown."""
IDS = {"place": "place", "actor": "side"}
"""The field that a page's own id narrows; that of other kinds is `id`."""


def _files(rows: str) -> tuple[str, ...]:
    """Return the files that a table comes in, the table itself first."""
    if rows == "brief":
        return BRIEFS
    own = tuple(name for name in EXPORTS if name.partition(".")[0] == rows and EXPORTS[name].format not in ("atom", "jsonfeed"))
    return (*own, CONTROL) if rows == "holdings" else own


FILES: Mapping[str, tuple[str, ...]] = {rows: _files(rows) for rows in NARROWED}
"""By table: the files that it comes in."""
OFFERED: Mapping[str, tuple[str, ...]] = {
    kind: (*(name for rows in SHOWS.get(kind, ()) for name in FILES[rows]), BUNDLE) for kind in (*SHOWS, *sorted(WHOLE - set(SHOWS)))
}
"""Files by kind of page, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page that stands above an offer."""

    kind: str
    id: str = ""
    on: str = ""
    """The day that it shows."""
    asked: Mapping[str, str] | None = None
    """The state of its address."""
    may_take_all: bool = False
    since: str = ""
    until: str = ""
    """The days between which its rows lie."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One link."""

    name: str
    href: str
    media: str
    """The kind of a feed; empty for files."""


def offers_of(shown: Shown, links: Links) -> list[Offer]:
    """Return what a page offers; what the folder of pages lacks is left out."""
    params = _params(shown)
    found = [
        Offer(name, links.export(name, narrowed(shown.kind, rows, params, name)), "")
        for rows in SHOWS.get(shown.kind, ())
        if rows != "brief" or not params.get("status")  # a brief cannot be narrowed by state
        for name in FILES[rows]
    ]
    if shown.kind in WHOLE and shown.may_take_all:
        found.append(Offer(BUNDLE, links.export(BUNDLE, {}), ""))
    elif shown.kind in SHOWS:
        found.append(Offer(BUNDLE, links.export(BUNDLE, {"view": shown.kind, **params}), ""))
    if shown.kind in FED:
        kind, id = (shown.kind, shown.id) if shown.id else ("", "")
        found += [Offer(name, links.feed(kind, id, name), media) for name, media in (("changes.atom", ATOM), ("changes.feed.json", JSON_FEED))]
    return [offer for offer in found if offer.href]


def _params(shown: Shown) -> dict[str, str]:
    """Return all that narrows what a page shows: its filters, its own id, its days."""
    asked = shown.asked or {}
    names = {name for rows in SHOWS.get(shown.kind, ()) for name in NARROWED[rows]}
    params = {name: asked[name] for names_of in NARROWED.values() for name in names_of if name in names and asked.get(name)}
    if shown.id:
        params[IDS.get(shown.kind, "id")] = shown.id
    days = {"on": shown.on, "since": shown.since, "until": shown.on if shown.kind in UNTIL_SHOWN else shown.until}
    used = {name for of in SHOWS.get(shown.kind, {}).values() for name in _days(of)}
    return params | {name: day for name, day in days.items() if name in used and day > "0001-01-01"}


def narrowed(kind: str, rows: str, params: Mapping[str, str], name: str = "") -> dict[str, str]:
    """Return what of a page's parameters narrows one of its tables, or a file of it."""
    days = _days(SHOWS[kind][rows])
    if name == CONTROL:  # a place's table, and a side's, tell the days up to the one shown
        days = ("on",)
    of_state = rows == next(iter(SHOWS[kind])) and name != CONTROL  # states of holdings are not those of claims
    wanted = (*(one for one in NARROWED[rows] if one != "status" or of_state), *days)
    return {one: params[one] for one in wanted if params.get(one)}


def _days(of: str) -> tuple[str, ...]:
    return {ON: ("on",), BETWEEN: ("since", "until"), ALL: ()}[of]
