"""How long the server works on each page: a made-up corpus, the application asked in this process, medians."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from whoholds.infer.figures import figures_of
from whoholds.link.events import link_events
from whoholds.pipeline import State, holdings_of
from whoholds.records import Claim, Dispute, content_id
from whoholds.serve.asking import Ask, ask_of
from whoholds.serve.bench_browser import chromium
from whoholds.serve.bench_browser import scores as in_browser
from whoholds.serve.bench_corpus import Size, corpus
from whoholds.serve.links import LiveLinks
from whoholds.serve.pages.map_data import map_data
from whoholds.serve.paths import SHOWN
from whoholds.serve.publish import view_of
from whoholds.serve.render import Renderer, Setting
from whoholds.serve.say import read_words
from whoholds.serve.view import View
from whoholds.store.base import Store, open_store

ROUNDS = 7
MOST_DISPUTES = 700
"""Disagreements made up: the checks themselves are measured elsewhere."""
HEAD = """# How fast the pages are

Written by `make bench` (`whoholds evaluate pages --to docs/page_speed.md`). A made-up corpus of {claims:,} claims about {places:,} places; every page
is made {rounds} times, each time of another place, side, day or part of a list, and the median is told: from the question to the whole HTML, without the
network. The time of the processor says more where a machine does other work besides. Measured on: {machine}{load}.
"""
IN_BROWSER = """
## In a browser

The situation page in a Chromium without a graphics card (WebGL by SwiftShader, window of 1400 × 900), server and browser on the same machine, nothing in any
cache; medians of three openings, by the clock, from the start of navigation. *First picture*: the page is seen, with the map as the server drew it.
*Drawn and ready*: the map answers the slider. A step takes the slider one day back, from the event to the
beginning of the frame after the one that shows it; 30 of them, one after the other. *All that it loads* counts every answer until the map was ready.
"""
MADE_UP = "made-up.db"
Times = tuple[float, float]
"""Milliseconds by the clock and of the processor, medians of some rounds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page, how it is asked for: another thing in each round, so that little is remembered from the round before."""

    kind: str
    states: tuple[dict[str, str], ...]


Waits = Mapping[str, Mapping[str, float]]
"""What was measured in a browser, by the store whose first page was opened."""


def scores(size: Size | None = None, tell: Callable[[str], None] = lambda words: None, folder: Path | None = None) -> dict[str, Times]:
    """Make up a corpus, keep it in a store, and return the times of each page at the server; `tell` hears how far it is. With a folder
    the store stays there."""
    size = size or Size()
    with TemporaryDirectory() as name, open_store((folder or Path(name)) / MADE_UP) as store:
        tell(f"making up {size.claims} claims about {size.places} places")
        fill(store, size)
        return _served(store, tell)


def waits(folder: Path, size: Size, own: Path | None = None, tell: Callable[[str], None] = lambda words: None) -> Waits:
    """Return what a person waits for in a browser, in the made-up store of a folder and in one of one's own; empty without a browser."""
    if not chromium():
        tell("no Chromium or no playwright: nothing is measured in a browser")
        return {}
    found = {f"made up, {size.claims:,} claims about {size.places:,} places": in_browser(folder, MADE_UP, tell)}
    if own is not None:
        with open_store(own) as store:
            counts = store.counts()
        found[f"{own.name}, {counts.claims:,} claims of {counts.documents:,} articles"] = in_browser(own.resolve().parent, own.name, tell)
    return found


def _served(store: Store, tell: Callable[[str], None]) -> dict[str, Times]:
    """Return the times of each page of a store."""
    tell("loading the shelf")
    found = {"the shelf loads (once for an edition)": _timed([lambda: view_of(store, Ask())])}
    view = view_of(store, Ask())
    gc.freeze()  # as the server does when it has loaded the shelf
    found["map.json (once for an edition)"] = _timed([lambda: map_data(view, str)])
    renderer = Renderer(read_words())
    for asked in _pages(view):
        tell(asked.kind)
        found[asked.kind] = _timed([_round(view, renderer, asked.kind, state) for state in asked.states])
    return found


def fill(store: Store, size: Size) -> None:
    """Keep the corpus with what is worked out of it; every article is its own origin."""
    claims: list[Claim] = []
    origins: dict[str, str] = {}
    for document, made in corpus(size):
        store.save(document, made, "made up")
        claims += made.claims
        origins[document.id] = document.id
    disputes = tuple(_dispute(one, other) for one, other in pairwise(claims[:MOST_DISPUTES]))
    state = State(tuple(sorted(origins.items())), link_events(claims, origins), holdings_of(claims, origins), figures_of(claims), disputes)
    store.replace_worked_out(state)


def _dispute(one: Claim, other: Claim) -> Dispute:
    quotes = (one.sentence.words, other.sentence.words)
    id = content_id("dispute", one.id, other.id)
    return Dispute(id, "holder", "made up", "nothing", (one.id, other.id), (one.document, other.document), quotes, 1.0)


def _pages(view: View) -> Iterable[Asked]:
    """List the pages with what each is asked for."""
    shelf = view.shelf
    places = sorted(shelf.holdings_at)[:: max(1, len(shelf.holdings_at) // ROUNDS)][:ROUNDS]
    sides = [side.name for side in shelf.sides][:ROUNDS]
    claims = [event.claims[0] for event in shelf.events_newest[:: max(1, len(shelf.events_newest) // ROUNDS)][:ROUNDS]]
    events = [event.id for event in shelf.events_newest[:: max(1, len(shelf.events_newest) // ROUNDS)][:ROUNDS]]
    articles = [one.document for one in view.store.claims_by(claims)]
    days = [str(day) for day, _ in shelf.tallies.days[-ROUNDS:]]
    of_one = {"place": places, "card": places, "actor": sides, "event": events, "claim": claims, "article": articles}
    by_day = {"situation", "places", "actors", "brief"}
    for shown in SHOWN:
        if shown.kind in of_one:
            yield Asked(shown.kind, tuple({"id": id} for id in of_one[shown.kind]))
        elif shown.kind in by_day:
            yield Asked(shown.kind, tuple({"on": day} for day in days))
        elif shown.kind == "compare":
            yield Asked(shown.kind, tuple({"a": days[0], "b": day} for day in days[1:]))
        elif shown.kind == "search":
            yield Asked(shown.kind, tuple({"q": f"Town {number}"} for number in range(11, 11 + ROUNDS)))
        else:
            yield Asked(shown.kind, tuple({"start": str(number)} for number in range(ROUNDS)))


class _Request:
    """As much of a request as pages look at."""

    def __init__(self, id: str) -> None:
        self.path_params = {"id": id}
        self.query_params: dict[str, str] = {}


def _round(view: View, renderer: Renderer, kind: str, state: dict[str, str]) -> Callable[[], Any]:
    ask = ask_of({name: value for name, value in state.items() if name != "id"})
    shown = next(one for one in SHOWN if one.kind == kind)
    links = LiveLinks(ask, shown.path.replace("{id:path}", state.get("id", "")))
    asking = replace(view, ask=ask)

    def made() -> str:
        request: Any = _Request(state.get("id", ""))
        return renderer.html(shown.make(asking, request, links), Setting(links, view.person, kind, "seal", {}))

    return made


def _timed(rounds: Iterable[Callable[[], Any]]) -> Times:
    """Run each round once and return the medians of clock and processor, in milliseconds."""
    clock, worked = [], []
    for one in rounds:
        began, busy = time.perf_counter(), time.process_time()
        one()
        clock.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return round(statistics.median(clock), 1), round(statistics.median(worked), 1)


def page(found: Mapping[str, Times], browser: Waits, size: Size, machine: str) -> str:
    """Write the page of the pages' times."""
    rows = "\n".join(f"| {name} | {clock:g} | {worked:g} |" for name, (clock, worked) in found.items())
    head = HEAD.format(rounds=ROUNDS, claims=size.claims, places=size.places, machine=machine, load=_load())
    return f"{head}\n| page | ms by the clock | ms of the processor |\n|---|---|---|\n{rows}\n{browser_part(browser)}"


def _load() -> str:
    """Say how busy the machine is, where it can tell."""
    return f", load average {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""


def browser_part(found: Waits) -> str:
    """Write what was measured in a browser, a column for each store."""
    if not found:
        return "\n## In a browser\n\nNot measured: no Chromium, or nothing to steer it with, was there.\n"
    names = list(dict.fromkeys(name for one in found.values() for name in one))
    rows = "\n".join(f"| {name} | {' | '.join(f'{one[name]:g}' for one in found.values())} |" for name in names)
    return f"{IN_BROWSER}\n| what | {' | '.join(found)} |\n|---{'|---' * len(found)}|\n{rows}\n"
