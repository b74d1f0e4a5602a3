"""The same pages as a folder of files that opens from a memory stick: no server, no forms, no other days."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from whoholds.errors import InputError
from whoholds.records import Claim
from whoholds.report.marks import sides_in
from whoholds.serve.access import Person
from whoholds.serve.asking import Ask
from whoholds.serve.camps import camp_namer
from whoholds.serve.guard import POLICY
from whoholds.serve.library import work_out_by
from whoholds.serve.links import STATIC, FolderLinks, file_of
from whoholds.serve.page import NotFound, Page
from whoholds.serve.pages.about import about_page
from whoholds.serve.pages.actor import actor_page, actors_page
from whoholds.serve.pages.brief import brief_page
from whoholds.serve.pages.claim import claim_page, claims_page
from whoholds.serve.pages.disagreements import disagreements_page
from whoholds.serve.pages.event import event_page, events_page
from whoholds.serve.pages.figures import figures_page
from whoholds.serve.pages.map_data import areas_data, map_data
from whoholds.serve.pages.map_spans import chances_data, spans_data
from whoholds.serve.pages.place import place_page, places_page
from whoholds.serve.pages.routes import routes_page
from whoholds.serve.pages.situation import situation_page
from whoholds.serve.pages.sources import sources_page
from whoholds.serve.publish_cards import FOLDER, write_cards
from whoholds.serve.publish_exports import FILES, write_exports, write_feeds
from whoholds.serve.render import Renderer, Setting, json_text
from whoholds.serve.say import Words, read_words
from whoholds.serve.shelf import Kept, Shelf
from whoholds.serve.view import View
from whoholds.store.base import Store

MARK = "whoholds.json"
"""A file that says that the folder is one of ours, so that writing it anew may remove pages that are no more."""
FILED = f"{POLICY}; connect-src 'self' blob:"
"""The policy written into a page of files: there the map's worker is made of a script's own text, which is asked for as a blob."""
READER = Person("", "read")
LISTS: Mapping[str, Callable[[View], Page]] = {
    "places": places_page, "actors": actors_page, "events": events_page, "claims": claims_page, "disagreements": disagreements_page,
    "routes": routes_page, "sources": sources_page,
}  # fmt: skip
"""Kinds of pages that are lists: a file for each part, so that none is endless."""
Made = tuple[str, str, Callable[[FolderLinks], Page]]
"""Kind, id, and how the page is made for links from where it lies."""


def publish(store: Store, folder: Path, ask: Ask | None = None, messages: str | None = None) -> int:
    """Write all pages with their JSON twins, the map's data and the static files; return how many pages.

    Raises InputError where the folder cannot be written, or holds something else than published pages.
    """
    ask = ask or Ask()
    words = read_words(messages)
    view = view_of(store, ask, words)
    renderer = Renderer(words)
    try:
        _prepare(folder)
        shutil.copytree(STATIC, folder / "static", ignore=shutil.ignore_patterns("*.br"), dirs_exist_ok=True)
        claims = list(store.claims())
        there = frozenset(claim.id for claim in claims)
        made = [
            (kind, id)
            for kind, id, make in _pages(view, claims)
            if _write(renderer, folder, FolderLinks(file_of(kind, id), there, FILES), (kind, id, make))
        ]
        for kind, links, page in _parts(view, there):
            _write(renderer, folder, links, (kind, "", partial(_same, page)))
            made.append((kind, ""))
        _write_map(view, renderer, folder, FolderLinks("index.html", there, FILES))
        write_exports(view, folder)
        write_feeds(view, folder, made)
        count = len(made)
        (folder / MARK).write_text(json.dumps({"on": view.day.isoformat(), "pages": count}) + "\n", encoding="utf-8")
    except OSError as fault:
        raise InputError(f"{fault.filename or folder}: cannot be written ({fault.strerror}); name a folder that can be") from None
    return count


def view_of(store: Store, ask: Ask, words: Words | None = None) -> View:
    """Return a view of a store by itself; drawings are in English unless other words are given."""
    state = work_out_by(store, ask.known_by) if ask.known_by else store.worked_out()
    signs = sides_in(store.worked_out().holdings) if ask.known_by else ()
    shelf = Shelf(state, store.tallies(ask.known_by), ask.known_by, signs)
    memo: dict[str, object] = {}

    def remember(name: str, make: Callable[[], object]) -> object:
        if name not in memo:
            memo[name] = make()
        return memo[name]

    return View(ask, shelf, Kept(tuple(store.judgements())), store, READER, remember, words or read_words())


def _pages(view: View, claims: Sequence[Claim]) -> Iterator[Made]:
    """Walk every page of a folder."""
    yield "situation", "", lambda links: situation_page(view, lambda id: links.page("place", id) if id else "")
    for kind, make in (("brief", brief_page), ("about", about_page)):
        yield kind, "", _plain(make, view)
    shelf = view.shelf
    places = {*shelf.places, *(f.link.id for claim in claims for f in claim.places if f.link)}
    actors = {
        *shelf.events_of, *(side.name for side in shelf.sides), *(name for h in shelf.state.holdings for name in (h.holder, *h.rivals) if name),
        *(f.name for claim in claims for f in (*claim.actors, *claim.targets)),
    }  # fmt: skip
    yield from _each("place", place_page, view, places)
    yield from _each("actor", actor_page, view, actors)
    yield from _each("event", event_page, view, shelf.events)
    yield from _each("claim", claim_page, view, (claim.id for claim in claims))


def _same(page: Page, links: FolderLinks) -> Page:
    return page


def _plain(make: Callable[[View], Page], view: View) -> Callable[[FolderLinks], Page]:
    return lambda links: make(view)


def _parts(view: View, there: frozenset[str]) -> Iterator[tuple[str, FolderLinks, Page]]:
    """Walk the parts of all lists, each with the links from where it lies."""
    for kind in (*LISTS, "figures"):
        start: int | None = 0
        while start is not None:
            links = FolderLinks(file_of(kind, start=start), there, FILES, kind)
            at = replace(view, ask=replace(view.ask, start=start))
            page = LISTS[kind](at) if kind in LISTS else figures_page(at, partial(links.page, "claim"))
            yield kind, links, page
            start = page.data["part"]["after"]


def _each(kind: str, make: Callable[[View, str], Page], view: View, ids: Iterable[str]) -> Iterator[Made]:
    for id in sorted(ids):
        yield kind, id, _one(make, view, id)


def _one(make: Callable[[View, str], Page], view: View, id: str) -> Callable[[FolderLinks], Page]:
    return lambda links: make(view, id)


def _write(renderer: Renderer, folder: Path, links: FolderLinks, made: Made) -> bool:
    """Write one page and its twin; what was not yet known on the day of knowledge has no page. Tell whether it was."""
    kind, id, make = made
    try:
        page = make(links)
    except NotFound:
        return False
    path = folder / links.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(renderer.html(page, Setting(links, READER, kind, id=id, policy=FILED)).encode("utf-8", "replace"))
    path.with_suffix(".json").write_bytes(json_text(page).encode("utf-8", "replace"))
    return True


def _write_map(view: View, renderer: Renderer, folder: Path, links: FolderLinks) -> None:
    """Write the map's data in full, and what the pages load of it also as scripts: browsers let no page of a folder fetch a file."""
    data = map_data(view, camp_namer(view.day))
    for place in data["places"]:
        place["page"] = file_of("place", place["id"])
    write_cards(view, renderer, folder, Setting(links, READER, "situation"), data["places"])
    parts = {"spans": spans_data(data), "chances": chances_data(data), "areas": areas_data(view)}
    (folder / "map.json").write_bytes(_json(data))
    for name, made in parts.items():
        body = _json(made)
        (folder / f"{name}.json").write_bytes(body)
        text = json.dumps(body.decode())
        (folder / f"{name}.js").write_bytes(f"globalThis.WHOHOLDS_{name.upper()}=JSON.parse({text});\n".encode())


def _json(made: Mapping[str, object]) -> bytes:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _prepare(folder: Path) -> None:
    """Make the folder, or empty one that was published before; anything else is left alone."""
    if folder.is_dir() and (folder / MARK).is_file():
        for name in ("places", "actors", "events", "claims", "exports", FOLDER):
            shutil.rmtree(folder / name, ignore_errors=True)
        for file in folder.glob("*-[0-9]*.*"):  # parts of lists
            if file.stem.partition("-")[0] in (*LISTS, "figures"):
                file.unlink(missing_ok=True)
    elif folder.is_dir() and any(folder.iterdir()):
        raise InputError(f"{folder}: holds other things; name a new folder, or one that was published before")
    folder.mkdir(parents=True, exist_ok=True)


