"""A site on this machine for tests of feeds: pages by path, a log of who asked for what, and a clock that never waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from whoholds.feeds.clock import Clock
from whoholds.feeds.fault import Stopped
from whoholds.feeds.feed import Feed

NOON = 1_434_542_400.0
"""17 June 2015, 12:00 UTC."""


@dataclass
class Reply:
    """What the site answers."""

    body: bytes | str = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class TestClock(Clock):
    """A clock that is put on by hand and by waiting."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self.at = NOON
        self.waited: list[float] = []

    def now(self) -> float:
        return self.at

    def wait(self, seconds: float) -> None:
        if self.stopped:
            raise Stopped
        self.waited += [seconds] if seconds > 0 else []
        self.at += seconds


@dataclass
class Site:
    """Pages by path; a callable gets the request and may answer what it likes."""

    port: int = 0
    pages: dict[str, Reply | Callable[[Any], Reply | None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def feed(self, path: str = "/feed", **more: Any) -> Feed:
        """Return a feed of this site, allowed to be on this machine."""
        given = {"name": "Harbour Daily", "source": "Harbour Daily", "rights": "CC BY 4.0"} | more
        return Feed(url=self.root + path, ports=(self.port,), allow_private=True, **given)


@contextmanager
def opened_site() -> Iterator[Site]:
    """Serve a site on the loopback address alone."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.heads.append({name.lower(): value for name, value in self.headers.items()})
            page = site.pages.get(self.path, Reply("none", status=404))
            reply = page(self) if callable(page) else page
            if reply is None:
                return
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            return  # readers that hang up are what some tests are about

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
