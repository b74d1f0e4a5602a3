"""Pages over HTTP: each path with its JSON twin, an answer of 304 where nothing changed, faults told in words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from whoholds import __version__
from whoholds.errors import InputError, WhoholdsError
from whoholds.serve.access import LOOPBACK, Person, sealed
from whoholds.serve.asking import Ask, ask_of, lasting_of
from whoholds.serve.bodies import Bodies, Body, Seen, watched
from whoholds.serve.forms import Refused, seal_for
from whoholds.serve.guard import state_of
from whoholds.serve.library import Library
from whoholds.serve.links import LiveLinks, digest_of_asset
from whoholds.serve.page import NotFound, NotYet, Page, Told
from whoholds.serve.render import Renderer, Setting, json_text
from whoholds.serve.view import View

Maker = Callable[[View, Request, LiveLinks], Page]
AGAIN_SECONDS = 3
"""After so long a page that is not ready yet asks again."""


@dataclass(frozen=True)
class Desk:
    """What every answer is made with."""

    library: Library
    renderer: Renderer
    secret: bytes
    logs_in: bool
    """Whether there is something to log out of."""
    bodies: Bodies = field(default_factory=Bodies)

    def setting(self, request: Request, links: LiveLinks, here: str, ask: Ask) -> Setting:
        """Return what stands around a page."""
        asked = {name: str(value) if value else "" for name, value in asdict(ask).items()}
        person, id = person_of(request), request.path_params.get("id", "")
        return Setting(links, person, here, seal_for(request, self.secret), asked, self.logs_in and bool(person.name), id)

    def page(self, request: Request, page: Page, here: str, ask: Ask | None = None, status: int = 200) -> Response:
        """Answer with a page as HTML."""
        ask = ask or Ask()
        links = LiveLinks(ask, request.url.path, request.scope.get("root_path", ""))
        return html(self.renderer.html(page, self.setting(request, links, here, ask)), status)


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind of page: its path, how it is made, who may see it."""

    kind: str
    path: str
    make: Maker
    role: str = "read"


def routes_for(shown: Shown, desk: Desk) -> list[Route]:
    """Return the routes of a page and of its JSON twin."""
    twin = "/index.json" if shown.path == "/" else f"{shown.path}.json"
    return [
        Route(twin, partial(answer, desk=desk, shown=shown, twin=True), methods=["GET"]),
        Route(shown.path, partial(answer, desk=desk, shown=shown, twin=False), methods=["GET"]),
    ]


def answer(request: Request, desk: Desk, shown: Shown, twin: bool) -> Response:
    """Answer with a page, its JSON twin, or what is wrong."""
    person = person_of(request)
    try:
        if not person.may(shown.role):
            raise Refused("refused.role")
        ask = ask_of(request.query_params)
        with desk.library.view(ask, person) as view:
            links = LiveLinks(ask, request.url.path.removesuffix(".json"), request.scope.get("root_path", ""))
            mark = sealed(desk.secret, b"where the seal of a form stands")

            def write() -> tuple[str, bool]:
                looking, looked_further = watched(view)
                page = shown.make(looking, request, links)
                setting = replace(desk.setting(request, links, shown.kind, ask), seal=mark)
                return json_text(page) if twin else desk.renderer.html(page, setting), looked_further()

            body = desk.bodies.body((twin, *_asked(request, view)), Seen(view.shelf, view.store.edition()), write)
    except (WhoholdsError, Refused) as fault:
        return wrong(request, desk, fault, twin)
    return _sent(request, body.text.replace(mark, seal_for(request, desk.secret)), _tag(request, body), twin)


def _sent(request: Request, text: str, tag: str, twin: bool) -> Response:
    """Send a page, or nothing where the browser has the same one already."""
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    done = Response(text, media_type="application/json") if twin else html(text)
    done.headers["ETag"] = tag
    return done


def wrong(request: Request, desk: Desk, fault: Exception, twin: bool = False) -> Response:
    """Answer with what is wrong, in words: as a page, or as JSON."""
    say = desk.renderer.words.say
    words = say(fault.key, **fault.values) if isinstance(fault, Told) and not twin else str(fault)
    if isinstance(fault, NotYet) and request.method == "GET":
        status, key, told = 202, "wrong.not_yet", words
    elif isinstance(fault, Refused):
        status, key, told = fault.status, "wrong.refused", str(say(fault.key))
    elif isinstance(fault, NotFound):
        status, key, told = 404, "wrong.not_found", words
    else:
        status, key, told = (400, "wrong.input", words) if isinstance(fault, InputError) else (500, "wrong.store", _for(request, fault, say))
    if twin:
        done = Response(json.dumps({"error": told}, ensure_ascii=False), status, media_type="application/json")
    else:
        page = Page("wrong.html", key, {"told": told, "again": AGAIN_SECONDS if status == 202 else 0, "on": None, "known_by": None})
        done = desk.page(request, page, "", lasting_of(request.query_params), status)
    if status == 202:
        done.headers["Refresh"] = str(AGAIN_SECONDS)
    done.headers["Cache-Control"] = "no-store"
    return done


def _for(request: Request, fault: Exception, say: Callable[[str], object]) -> str:
    """Return what went wrong with the store: to who runs it with its path, to others without."""
    return str(fault) if person_of(request).may("admin") else str(say("wrong.told_elsewhere"))


def compressed(request: Request, body: bytes, tag: str, pack: Callable[[], bytes]) -> Response:
    """Answer with JSON, packed for who asks from elsewhere; on one machine packing costs more than it saves."""
    headers = {"ETag": tag, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    elsewhere = request.client is None or request.client.host not in LOOPBACK
    if elsewhere and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(pack(), media_type="application/json", headers={**headers, "Content-Encoding": "gzip"})
    return Response(body, media_type="application/json", headers=headers)


def packed(body: bytes) -> bytes:
    """Pack, the same bytes each time."""
    return gzip.compress(body, 6, mtime=0)


def html(body: str, status: int = 200) -> Response:
    """Answer with HTML."""
    return Response(body.encode("utf-8", "replace"), status, media_type="text/html")


def see_other(request: Request, path: str) -> Response:
    """Send the browser on after a form, to a page of this server."""
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)


def person_of(request: Request) -> Person:
    """Return who asks; before anybody logged in, nobody who may read what is open to all."""
    found: Any = state_of(request.scope).get("person")
    return found if isinstance(found, Person) else Person("", "read")


def _tag(request: Request, body: Body) -> str:
    """Return the mark of a page: the same words under the same seal."""
    nonce = state_of(request.scope)["nonce"]
    return f'"{sha256(f"{body.digest} {nonce}".encode()).hexdigest()[:24]}"'


def _asked(request: Request, view: View) -> tuple[str, ...]:
    """Return everything that a page depends on beside the store and the seal of its forms."""
    assets = digest_of_asset("app.js"), digest_of_asset("app.css")
    return __version__, *assets, str(request.url), view.person.name, view.person.role
