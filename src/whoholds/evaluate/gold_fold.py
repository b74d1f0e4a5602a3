"""The fold measured alone: gold claims of the campaign's articles in place of the reader's, through link, infer
and check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import hypot
from pathlib import Path
from statistics import median
from typing import Any

from whoholds.actors.catalogue import Catalogue
from whoholds.geo.gazetteer import Gazetteer
from whoholds.records import Claim, Document, Filler, Link, Mention, Quantity, When, Window, claim_id

FRESH_PARAGRAPHS, FRESH_DAYS = 2, 7
"""As `resolve.windows` reads an undated happening at the head of a report."""
Finder = Callable[[str, date | None], "Link | None"]
Senses = Callable[[str], "tuple[Link, ...]"]


@dataclass(frozen=True, slots=True)
class Names:
    """How names of gold claims become ids: a gazetteer's and a catalogue's look-up, or any other."""

    places: Senses
    """All places of a name, the likeliest first."""
    side: Finder


def names_from(gazetteer: Gazetteer, catalogue: Catalogue, countries: frozenset[str]) -> Names:
    """Look names up in the shelves; of places, those of the campaign's countries count."""

    def places(name: str) -> tuple[Link, ...]:
        return tuple(link for link in gazetteer.look_up(name) if link.country in countries)

    def side(name: str, on: date | None) -> Link | None:
        found = catalogue.look_up(name, on)
        return found[0] if found else None

    return Names(places, side)


def read_documents(path: Path) -> tuple[Document, ...]:
    """Read articles (`articles.jsonl` of a campaign, or gold claims with texts) as documents."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        out.append(
            Document(row["doc"], text, row.get("source"), title=row.get("title"), published=days_of(row.get("date")))
        )
    return tuple(out)


def read_claims(path: Path, names: Names, only: Callable[[str], bool] = lambda doc: True) -> tuple[Claim, ...]:
    """Read gold claims as resolved claims."""
    out: list[Claim] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if only(row["doc"]):
            place = _places_of(row, names)
            out += [_claim(row, item, i, Names(place, names.side)) for i, item in enumerate(row["claims"])]
    return tuple(out)


def _places_of(row: dict[str, Any], names: Names) -> Senses:
    """Return how one article's place names are read: of several places of a name, the one nearest to what else it names.

    As `resolve.places` weighs the names of a text together; without it, a town of a common name is looked for in the wrong country.
    """
    senses = {p["name"]: names.places(p["name"]) for item in row["claims"] for p in item.get("place") or ()}
    sure = [(one.lat, one.lon) for found in senses.values() if len(found) == 1 for one in found]
    fixed = [(lat, lon) for lat, lon in sure if lat is not None and lon is not None]

    def away(link: Link) -> float:
        if link.lat is None or link.lon is None:
            return float("inf")
        return median(hypot(link.lat - lat, link.lon - lon) for lat, lon in fixed)

    def places(name: str) -> tuple[Link, ...]:
        found = senses.get(name, ())
        return (min(found, key=away),) if len(found) > 1 and fixed else found[:1]

    return places


def days_of(day: str | None) -> Window | None:
    """Read a day or a month as a window."""
    if not day:
        return None
    if len(day) == 7:
        first = date.fromisoformat(day + "-01")
        after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        return Window(first, after - timedelta(days=1))
    return Window(date.fromisoformat(day), date.fromisoformat(day))


def _claim(row: dict[str, Any], item: dict[str, Any], part: int, names: Names) -> Claim:
    text, trigger = row["text"], item["trigger"]
    published = days_of(row.get("date"))
    on = published.latest if published else None
    return Claim(
        id=claim_id(row["doc"], item["type"], trigger["start"], trigger["end"], part),
        document=row["doc"],
        type=item["type"],
        trigger=_mention(text, trigger),
        sentence=_mention(text, item["sentence"]),
        actors=_fillers(item.get("actor"), names.side, on),
        targets=_fillers(item.get("target"), names.side, on),
        places=_fillers(item.get("place"), lambda name, _: next(iter(names.places(name)), None), on),
        quantities=tuple(_quantity(q, text) for q in item.get("quantity") or ()),
        time=_when(text, item.get("time")),
        status=item["status"],
        sources=_fillers(item.get("source"), names.side, on),
        found_by="gold",
        window=_window(row, item, published),
        publisher=row.get("source"),
        published=published,
    )


def _window(row: dict[str, Any], item: dict[str, Any], published: Window | None) -> Window | None:
    time = item.get("time")
    if time and (time.get("from") or time.get("to")):
        first, last = (date.fromisoformat(time[k]) if time.get(k) else None for k in ("from", "to"))
        return Window(first, last)
    if published is None:
        return None
    if time and item["type"] == "hold":
        return Window(None, published.latest)
    if item["type"] in ("hold", "siege", "strength", "territory"):
        return published
    verb = re.search(
        r"(ed|ook|ove|ost|ell|on|ken|aw|ent|one|eft|ame|ought|out|back|up)$", row["text"][slice(*_ends(item))]
    )
    if (
        verb
        and item["status"] == "fact"
        and row["text"].count("\n\n", 0, item["trigger"]["start"]) < FRESH_PARAGRAPHS
        and published.earliest
    ):
        return Window(published.earliest - timedelta(days=FRESH_DAYS), published.latest)
    return Window(None, published.latest)


def _ends(item: dict[str, Any]) -> tuple[int, int]:
    return item["trigger"]["start"], item["trigger"]["end"]


def _mention(text: str, span: dict[str, Any]) -> Mention:
    return Mention(span["start"], span["end"], text[span["start"] : span["end"]])


def _fillers(items: Iterable[dict[str, Any]] | None, find: Finder, on: date | None) -> tuple[Filler, ...]:
    out = []
    for item in items or ():
        link = find(item["name"], on)
        out.append(Filler(item["start"], item["end"], item["text"], "name", (link,) if link else ()))
    return tuple(out)


def _quantity(item: dict[str, Any], text: str) -> Quantity:
    low, high = item.get("low"), item.get("high")
    after = text[item["end"] : item["end"] + 24].split()
    return Quantity(
        item["start"], item["end"], item["text"], low, high, item.get("unit") or "", after[0] if after else ""
    )


def _when(text: str, time: dict[str, Any] | None) -> When | None:
    return None if not time else When(_mention(text, time), "DATE", "", None)
