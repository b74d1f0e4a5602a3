"""The web application: pages, actions, files and data behind one guard."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from whoholds.errors import WhoholdsError
from whoholds.pipeline import State
from whoholds.serve.access import Access, Person
from whoholds.serve.actions import doing, get_routes, post_routes, refused_token
from whoholds.serve.answers import Desk, compressed, packed, person_of, routes_for, wrong
from whoholds.serve.asking import ask_of
from whoholds.serve.base_layers import base_routes, check_layers
from whoholds.serve.camps import camp_namer
from whoholds.serve.exporting import export_routes
from whoholds.serve.guard import Guard, Rules, state_of
from whoholds.serve.library import Library
from whoholds.serve.page import NotFound
from whoholds.serve.pages.map_data import areas_data, map_data
from whoholds.serve.pages.map_spans import chances_data, spans_data
from whoholds.serve.paths import SHOWN, make_first
from whoholds.serve.render import Renderer
from whoholds.serve.say import read_words
from whoholds.serve.state_file import read_state
from whoholds.serve.static_files import static_file
from whoholds.serve.stores import MOST_IDLE, Stores
from whoholds.serve.view import View
from whoholds.serve.worker import Task, Worker
from whoholds.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """What a server is made of."""

    url: str
    """Address of the store."""
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost"})
    """Names, with their ports, that it answers to."""
    access: Access = field(default_factory=lambda: Access(here=Person("reviewer", "admin")))
    settings: Settings = field(default_factory=Settings)
    messages: str | None = None
    """A catalogue of messages of one's own."""
    port: int = 0
    spool: Path | None = None
    """Folder for what comes in until it is read; by default one of its own, removed in the end."""
    base: Path | None = None
    """Folder of map layers of the user's own."""
    root: str = ""
    """What stands before every path, where a proxy puts the pages below one."""


def make_app(site: Site) -> Starlette:
    """Make the application. Raises StoreError where there is no store, SettingsError for wrong messages or map layers."""
    if site.base is not None:
        check_layers(site.base)
    words = read_words(site.messages)
    stores = Stores(site.url)
    worker = Worker(site.url, site.settings)
    spool = site.spool or Path(mkdtemp(prefix="whoholds-"))
    rules = Rules(site.access, frozenset(host.lower() for host in site.hosts), secrets.token_bytes(32), f"whoholds_{site.port}")
    library = Library(stores, partial(_known_elsewhere, worker, spool), words, partial(_make_first, root=site.root))
    desk = Desk(library, Renderer(words, site.base is not None), rules.secret, bool(site.access.tokens))
    to = doing(desk, rules, worker, spool)
    data = (("map", map_bytes), ("spans", spans_bytes), ("chances", chances_bytes), ("areas", areas_bytes))
    map_routes = [Route(f"/{name}.json", partial(_data, desk=desk, name=name, make=make), methods=["GET"]) for name, make in data]
    files = Route("/static/{name}", _static, methods=["GET"])
    pages = (route for one in SHOWN for route in routes_for(one, desk))
    routes = [*map_routes, files, *base_routes(site.base), *export_routes(desk, spool), *post_routes(to), *get_routes(to), *pages]

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = MOST_IDLE
        try:
            yield
        finally:
            worker.close()
            stores.close()
            if site.spool is None:
                shutil.rmtree(spool, ignore_errors=True)

    told: dict[Any, Callable[..., Response]] = {404: partial(_nothing, desk=desk)}
    app = Starlette(routes=routes, exception_handlers=told, lifespan=living)
    app.add_middleware(Guard, rules=rules, tell=partial(refused_token, to))
    app.state.library, app.state.worker, app.state.secret = library, worker, rules.secret
    return app


def _known_elsewhere(worker: Worker, spool: Path, day: date) -> State | None:
    """Return what was known on a day once the process beside has worked it out, and set it to work."""
    path = spool / f"known-{day}.jsonl"
    if path.exists():
        state = read_state(path)
        path.unlink()
        return state
    if not any(job.task.day == day and job.state in ("waiting", "running") for job in worker.jobs()):
        worker.submit(Task("known", day=day, to=str(path)), "")
    return None


def _data(request: Request, desk: Desk, name: str, make: Callable[[View], bytes]) -> Response:
    """Answer with data for the map: its history, or its areas."""
    try:
        ask = ask_of(request.query_params)
        with desk.library.view(ask, person_of(request)) as view:
            key = _name(name, view)
            body: bytes = view.memo(key, lambda: make(view))
            tag = view.memo(f"tag {key}", lambda: f'"{sha256(body).hexdigest()[:24]}"')
            return compressed(request, body, tag, lambda: view.memo(f"packed {key}", lambda: packed(body)))
    except WhoholdsError as fault:
        return wrong(request, desk, fault, twin=True)


def _name(name: str, view: View) -> str:
    """Return under what name data for the map is remembered."""
    return f"{name} data {view.ask.query(q='', start=0)}"


def _make_first(view: View, root: str) -> None:
    """Make, of a shelf that was just loaded, what everybody asks for at once: the map's data, the dearest thing of all, and the first pages."""
    key = _name("map", view)
    body = view.memo(key, lambda: map_bytes(view))
    view.memo(f"packed {key}", lambda: packed(body))
    make_first(view, root)


def map_bytes(view: View) -> bytes:
    """Write the map's data as JSON."""
    return _written(map_data(view, camp_namer(view.day)))


def spans_bytes(view: View) -> bytes:
    """Write what the page loads of the map's data as JSON."""
    return _parts(view)[0]


def chances_bytes(view: View) -> bytes:
    """Write what the page loads of them once the map is there."""
    return _parts(view)[1]


def _parts(view: View) -> tuple[bytes, bytes]:
    def make() -> tuple[bytes, bytes]:
        full = map_data(view, camp_namer(view.day))
        return _written(spans_data(full)), _written(chances_data(full))

    made: tuple[bytes, bytes] = view.memo(f"parts of the map {view.ask.query(q='', start=0)}", make)
    return made


def areas_bytes(view: View) -> bytes:
    """Write the map's inferred areas as GeoJSON."""
    return _written(areas_data(view))


def _written(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _static(request: Request) -> Response:
    return static_file(request.path_params["name"], request.headers.get("accept-encoding", ""), bool(request.url.query))


def _nothing(request: Request, error: Exception, desk: Desk) -> Response:
    """Answer where no page is."""
    if state_of(request.scope).get("person") is None:
        return PlainTextResponse("nothing here\n", 404)
    return wrong(request, desk, NotFound("wrong.no_page", path=request.url.path), twin=request.url.path.endswith(".json"))


