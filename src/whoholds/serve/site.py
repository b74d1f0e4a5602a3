"""Pages on disk, and pages over HTTP on this machine alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from whoholds.errors import InputError
from whoholds.serve.pages import POLICY, Page, json_text

LOOPBACK = "127.0.0.1"
MOST_PORT = 65535


def publish(pages: list[Page], folder: Path) -> int:
    """Write pages with their JSON twins into a folder that opens from a memory stick; return how many."""
    for page in pages:
        path = folder / f"{page.path}.html"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.html, encoding="utf-8")
            path.with_suffix(".json").write_text(json_text(page), encoding="utf-8")
        except OSError as fault:
            raise InputError(f"{path}: cannot be written ({fault.strerror}); name a folder that can be") from None
    return len(pages)


class _Handler(SimpleHTTPRequestHandler):
    """Serve files with a strict policy and no log lines."""

    def handle(self) -> None:
        """Answer; who hangs up in the middle is no fault to tell."""
        with suppress(ConnectionError):
            super().handle()

    def parse_request(self) -> bool:
        """Refuse what was asked of another host: a page elsewhere may have its name lead here to read these pages."""
        if not super().parse_request():
            return False
        port = self.connection.getsockname()[1]
        own = [f"{name}:{port}" for name in (LOOPBACK, "localhost")] + ([LOOPBACK, "localhost"] if port == 80 else [])
        asked = self.headers.get_all("Host", [])
        if len(asked) == 1 and asked[0].strip().lower() in own:
            return True
        self.send_error(421, explain=f"open http://{LOOPBACK}:{port}/")
        return False

    def end_headers(self) -> None:
        """Add the headers that keep a page to itself."""
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """Refuse to list folders."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


def serve(folder: Path, port: int, ready: Callable[[int], None]) -> None:
    """Serve a published folder on the loopback address until interrupted; `ready` is told the port."""
    if not 0 <= port <= MOST_PORT:
        raise InputError(f"port {port}: is none; name one from 0 (any that is free) to {MOST_PORT} with --port")
    try:
        server = ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, directory=str(folder)))
    except OSError as fault:
        raise InputError(f"port {port}: cannot be opened ({fault.strerror}); name another with --port") from None
    with server:
        worker = threading.Thread(target=server.serve_forever, daemon=True)
        worker.start()
        try:
            with suppress(KeyboardInterrupt):
                ready(server.server_address[1])
                worker.join()
        finally:
            server.shutdown()
