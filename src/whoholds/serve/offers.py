"""What a page offers to take along: its rows as files, and feeds of what changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whoholds.report.brief_files import MEDIA
from whoholds.report.exports import ATOM, EXPORTS, JSON_FEED
from whoholds.serve.links import Links

CONTROL = ("holdings.csv", "holdings.geojson", "holdings.parquet", "control.csv")
EVENTS = ("events.csv", "events.geojson", "events.parquet", "events.ged.csv", "events.acled.csv", "events.plover.jsonl")
CLAIMS = ("claims.csv", "claims.jsonld")
BRIEFS = tuple(f"brief.{ending}" for ending in MEDIA)
BUNDLE = "bundle.zip"
OFFERED: Mapping[str, tuple[str, ...]] = {
    "situation": (*CONTROL, "changes.csv"),
    "compare": ("changes.csv", *CONTROL),
    "places": CONTROL,
    "place": (*CONTROL, "changes.csv", *EVENTS, *CLAIMS),
    "actors": ("holdings.csv", "changes.csv"),
    "actor": ("holdings.csv", "holdings.geojson", "holdings.parquet", "changes.csv", *EVENTS, *CLAIMS),
    "events": EVENTS,
    "event": (*EVENTS, *CLAIMS),
    "claims": CLAIMS,
    "claim": CLAIMS,
    "article": CLAIMS,
    "search": CLAIMS,
    "disagreements": ("disagreements.csv",),
    "figures": ("figures.csv",),
    "routes": ("routes.csv",),
    "sources": ("sources.csv",),
    "brief": BRIEFS,
    "about": (*(name for name, one in EXPORTS.items() if one.format == "csv"), *BRIEFS, BUNDLE),
    "review": (BUNDLE,),
    "decisions": (BUNDLE,),
}
"""Files by kind of page, in the order in which they are shown."""
FOR_ADMINS = frozenset({BUNDLE})
"""Files that hold whole articles and the names of those who judged."""
FED = frozenset({"situation", "compare", "places", "actors", "place", "actor"})
"""Kinds of pages that have feeds."""
ON_A_DAY = frozenset({"situation", "places", "compare", "actors"})
"""Kinds of pages that show the state of one day; others show all days."""
FILTERS = ("place", "side", "type", "status", "publisher", "measure", "kind", "since", "until", "q")
IDS = {"place": "place", "actor": "side"}
"""The field that a page's own id narrows; that of other kinds is `id`."""


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
    names = [name for name in OFFERED.get(shown.kind, ()) if shown.may_take_all or name not in FOR_ADMINS]
    found = [Offer(name, links.export(name, _fitting(name, params)), "") for name in names]
    if shown.kind in FED:
        kind, id = (shown.kind, shown.id) if shown.id else ("", "")
        found += [Offer(name, links.feed(kind, id, name), media) for name, media in (("changes.atom", ATOM), ("changes.feed.json", JSON_FEED))]
    return [offer for offer in found if offer.href]


def _params(shown: Shown) -> dict[str, str]:
    """Return what narrows the files: the filters of the page, its own id, its day."""
    asked = shown.asked or {}
    params = {name: asked[name] for name in FILTERS if asked.get(name)}
    if shown.kind == "compare" and asked.get("a") and asked.get("b"):
        params |= {"since": min(asked["a"], asked["b"]), "until": max(asked["a"], asked["b"])}
    if shown.id:
        params[IDS.get(shown.kind, "id")] = shown.id
    if shown.on > "0001-01-01" and (shown.kind in ON_A_DAY or shown.kind == "brief" or shown.kind == "place"):
        params["on"] = shown.on
    return params


def _fitting(name: str, params: Mapping[str, str]) -> dict[str, str]:
    """Leave the day out of files that tell all days of one place."""
    of_a_place = "on" in params and "place" in params and not name.startswith(("control", "brief"))
    return {key: value for key, value in params.items() if key != "on" or not of_a_place}
