"""Exports over HTTP: the same files as `whoholds export`, narrowed by the address; made on disk and sent piece by piece."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore
from typing import IO
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from whoholds.errors import WhoholdsError
from whoholds.forms.bundle import Wanted, write_bundle
from whoholds.forms.material import Material, Selection, in_parts
from whoholds.records import Claim
from whoholds.report.brief_files import MEDIA, addresses_of, brief_file
from whoholds.report.bundle_parts import ADD, Parts, add_rows
from whoholds.report.change_rows import changes_told
from whoholds.report.exports import ATOM, EXPORTS, JSON_FEED, as_bytes, feed_title, publishers_of
from whoholds.report.feed import Where, atom_text, entries_of, json_feed_text
from whoholds.serve.answers import Desk, person_of, wrong
from whoholds.serve.asking import LONGEST, Ask, ask_of
from whoholds.serve.forms import Refused
from whoholds.serve.links import LiveLinks
from whoholds.serve.offers import BUNDLE, SHOWS, narrowed
from whoholds.serve.page import NotFound
from whoholds.serve.pages.brief import brief_of
from whoholds.serve.pages.place import find_place
from whoholds.serve.pages.search import articles_with
from whoholds.serve.rates import Rates
from whoholds.serve.view import View
from whoholds.store.lists import LogEntry
from whoholds.store.lists import Wanted as Listed

AT_ONCE, A_MINUTE = 600, 300
"""Files that one person may take at once, and in each minute after: feeds are asked for one by one."""
MADE_AT_ONCE, WAIT_SECONDS = 2, 10
"""Files that are made at the same time, so that pages stay quick, and how long another one waits for its turn."""
PIECE = 1 << 16
FEEDS = {"changes.atom": ATOM, "changes.feed.json": JSON_FEED}
MOST_OF_ARTICLE = 1000
NONE = "none"
"""An id that nothing has: what is asked for where a search finds nothing."""


@dataclass(frozen=True)
class Counter:
    """What exports are made with."""

    desk: Desk
    spool: Path
    rates: Rates
    turns: BoundedSemaphore

    @contextmanager
    def turn(self, who: str) -> Iterator[None]:
        """Let one file be made when it is its turn. Raises Refused for who asks too often."""
        if self.rates.take(who, time.monotonic()) or not self.turns.acquire(timeout=WAIT_SECONDS):
            raise Refused("refused.often", 429)
        try:
            yield
        finally:
            self.turns.release()


def export_routes(desk: Desk, spool: Path) -> list[Route]:
    """Return the routes of exports and feeds; they stand before the pages, whose paths would take them."""
    counter = Counter(desk, spool, Rates(AT_ONCE, A_MINUTE), BoundedSemaphore(MADE_AT_ONCE))
    feeds = [
        Route(f"{path}/{name}", partial(_answer, counter=counter, make=partial(_feed, name=name, kind=kind)), methods=["GET"])
        for path, kind in (("/places/{id:path}", "place"), ("/actors/{id:path}", "actor"), ("", ""))
        for name in FEEDS
    ]
    return [
        *feeds,
        Route(f"/export/{BUNDLE}", partial(_bundle, counter=counter), methods=["GET"]),
        Route("/export/{name}", partial(_answer, counter=counter, make=_file), methods=["GET"]),
    ]


Made = tuple[Iterable[bytes], str, str]
"""Pieces, kind, and the name under which it is saved; without one it is shown."""
Make = Callable[[View, Request], Made]


def _answer(request: Request, counter: Counter, make: Make) -> Response:
    """Answer with a file, or with what is wrong. It is written whole before the first byte goes: a slow reader holds no store."""
    person = person_of(request)
    try:
        ask = ask_of(request.query_params)
        with counter.turn(person.name), counter.desk.library.view(ask, person) as view:
            pieces, media, name = make(view, request)
            file: IO[bytes] = NamedTemporaryFile(dir=counter.spool, prefix="export-")  # noqa: SIM115 - closed when it is sent
            return _sent(request, file, pieces, media, name)
    except (WhoholdsError, Refused) as fault:
        return wrong(request, counter.desk, fault)


def _sent(request: Request, file: IO[bytes], pieces: Iterable[bytes], media: str, name: str) -> Response:
    try:
        digest, size = sha256(), 0
        for piece in pieces:
            digest.update(piece)
            size += file.write(piece)
    except BaseException:
        file.close()
        raise
    tag = f'"{digest.hexdigest()[:24]}"'
    headers = {"ETag": tag, "X-Content-Type-Options": "nosniff"}
    if name:
        headers["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    if tag in request.headers.get("if-none-match", ""):
        file.close()
        return Response(status_code=304, headers=headers)
    return StreamingResponse(_pieces(file), media_type=media, headers={**headers, "Content-Length": str(size)})


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _file(view: View, request: Request) -> Made:
    """Make a table, a map, an event file or a brief. Raises NotFound for a name that none has."""
    name = request.path_params["name"]
    stem, _, ending = name.partition(".")
    if stem == "brief" and ending in MEDIA:
        brief, _ = brief_of(view)
        addresses = addresses_of(brief, view.claims(brief.cited), view.store.document)
        return [brief_file(brief, ending, addresses)], MEDIA[ending], name
    export = EXPORTS.get(name)
    if export is None:
        raise NotFound("wrong.no_export", name=name, names=", ".join([*EXPORTS, *(f"brief.{one}" for one in MEDIA), BUNDLE]))
    asked = selection_of(view, view.ask, stem, request.query_params.get("id", "")[:LONGEST])
    narrowed = Selection() if stem == "routes" else asked  # a route is told by claims of many places and sides
    return as_bytes(export.write(material_of(view, narrowed), asked)), export.media, name


def _feed(view: View, request: Request, name: str, kind: str) -> Made:
    id = request.path_params.get("id", "")[:LONGEST]
    asked = Selection(place=id if kind == "place" else "", side=id if kind == "actor" else "")
    place = find_place(view, id) if kind == "place" else None
    links = LiveLinks(view.ask, request.url.path, request.scope.get("root_path", ""))
    base = str(request.base_url).rstrip("/").removesuffix(links.root)
    home = links.page(kind, id) if kind else links.page("situation")
    where = Where(feed_title(asked, place.name if place else ""), str(request.url), base + home, lambda id: base + links.page("place", id))
    material = material_of(view, asked)
    entries = entries_of(material, changes_told(material, asked), where)
    return as_bytes([(atom_text if name.endswith(".atom") else json_feed_text)(entries, where)]), FEEDS[name], ""


def selection_of(view: View, ask: Ask, rows: str, id: str = "") -> Selection:
    """Return what of the store an address asks for in one table: the filters of the page that it came from, and its id."""
    ids = frozenset({id} if id else ())
    if ask.q:
        _, told = articles_with(view, ask.q)
        ids |= {claim.id for claim in told} or {NONE}
    event = view.shelf.events.get(id)
    if event is not None and rows in ("claims", "disagreements"):
        ids |= set(event.claims)
    since = view.since if rows == "changes" and ask.on and not ask.until else ask.since  # as the page tells them
    return Selection(
        ask.on, since, ask.until, ask.place, ask.side, ask.type, ask.status, ask.publisher, ask.measure, ask.kind, ids
    )  # fmt: skip


def material_of(view: View, asked: Selection) -> Material:
    """Return what a view may look at as material for exports; claims and articles are fetched as they are needed."""
    state = view.shelf.state
    day = None if view.is_empty else view.day
    return Material(
        state.holdings, state.events, state.figures, state.disputes, partial(_claims, view, asked), view.claims,
        lru_cache(256)(view.store.document), lambda: publishers_of(view.store, view.last), day, view.last,
    )  # fmt: skip


def _claims(view: View, asked: Selection) -> Iterator[Claim]:
    """Walk claims by the narrowest way there is, decisions applied."""
    for part in in_parts(_read(view, asked)):
        yield from (claim for claim in view.kept.judged(part) if view.is_known(claim))


def _read(view: View, asked: Selection) -> Iterator[Claim]:
    if not asked.ids:
        return view.store.claims([f"who:{name}" for name in view.shelf.narrowing("", asked.side).sides] or None)
    found = {claim.id: claim for claim in view.store.claims_by(asked.ids)}
    for id in asked.ids:
        found |= {claim.id: claim for claim in view.store.list_claims(Listed(document=id, most=MOST_OF_ARTICLE))[0]}
    return iter(sorted(found.values(), key=lambda claim: claim.id))


def _part(view: View, request: Request, of: str) -> Wanted:
    """Return what a bundle of one page holds: the records behind its tables, each narrowed as the page is."""
    parts, whole = Parts(), False
    for rows in SHOWS[of]:
        params = narrowed(of, rows, request.query_params)
        asked = selection_of(view, ask_of(params), rows, params.get("id", ""))
        if rows == "claims" and asked == Selection():
            whole = True
        elif of == rows == "brief":
            parts.claims |= view.claims(brief_of(view)[0].cited)
        elif rows in ADD:
            add_rows(parts, rows, material_of(view, Selection() if rows == "routes" else asked), asked)
    for part in in_parts(parts.cited() - set(parts.claims)):
        parts.claims |= view.claims(part)
    origins = view.shelf.state.origins
    if not whole:
        return Wanted(parts.state(origins), view.last, False, False, parts.claims)
    return Wanted(replace(parts.state(()), origins=tuple(origins)), view.last, False, False)


def _bundle(request: Request, counter: Counter) -> Response:
    """Answer with the whole store, which holds articles and the names of those who judged and so is for admins; or, for anybody, with what
    a page shows, without both. Logged."""
    person = person_of(request)
    of = request.query_params.get("view", "")
    try:
        if of not in SHOWS and not person.may("admin"):
            raise Refused("refused.role")
        ask = ask_of(request.query_params)
        with counter.turn(person.name), counter.desk.library.view(ask, person) as view:
            file: IO[bytes] = NamedTemporaryFile(dir=counter.spool, prefix="bundle-", suffix=".zip", delete=False)  # noqa: SIM115
            path = Path(file.name)
            file.close()
            wanted = _part(view, request, of) if of in SHOWS else Wanted(view.shelf.state, view.last)
            counts = write_bundle(view.store, wanted, path)
            view.store.log(LogEntry(datetime.now(UTC), person.name, person.role, "export bundle", "", f"{counts.get('article', 0)} articles"))
    except (WhoholdsError, Refused) as fault:
        return wrong(request, counter.desk, fault)
    headers = {"Content-Disposition": f'attachment; filename="{BUNDLE}"', "Content-Length": str(path.stat().st_size)}
    opened = path.open("rb")
    with suppress(OSError):  # some systems let nobody remove an open file; the folder goes when the server ends
        path.unlink()
    return StreamingResponse(_pieces(opened), media_type="application/zip", headers=headers)
