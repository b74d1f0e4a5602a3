"""The audit of dependencies: known faults fail it unless they are allowed; no network is told and fails nothing."""

from __future__ import annotations

import importlib.util
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"
PACKAGES = {("PyPI", "lamp", "1.0"), ("PyPI", "rope", "2.0"), ("npm", "sail", "3.0")}
WEAK = ("rope", "GHSA-1")


@pytest.fixture(scope="module")
def audit() -> Iterator[Any]:
    """The script of docs/ as a module."""
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("audit_dependencies", DOCS / "audit_dependencies.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(DOCS))


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """A database on this machine in which one package has a known fault."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            known = [{"vulns": [{"id": WEAK[1]}]} if row["package"]["name"] == WEAK[0] else {} for row in asked]
            body = json.dumps({"results": known} if self.path == "/good" else {}).encode()
            self.send_response(500 if self.path == "/broken" else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as opened:
        thread = threading.Thread(target=opened.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield opened
        opened.shutdown()
        thread.join()


def test_a_known_fault_fails_unless_it_is_allowed(audit: Any, server: HTTPServer) -> None:
    at = f"http://127.0.0.1:{server.server_port}/good"
    bad, told = audit.known_faults(PACKAGES, {}, at)
    assert bad == ["rope 2.0: known fault GHSA-1"] and "of 3 packages: 1, 1 of them not allowed" in told
    bad, told = audit.known_faults(PACKAGES, {WEAK: "never run (2026-03-01)", ("lamp", "GHSA-2"): "gone"}, at)
    assert bad == [] and "rope 2.0: GHSA-1 allowed: never run (2026-03-01)" in told and "lamp: GHSA-2 is no longer needed" in told


@pytest.mark.parametrize("path", ["/broken", "/odd", None])
def test_no_answer_is_told_and_fails_nothing(audit: Any, server: HTTPServer, path: str | None) -> None:
    port = server.server_port if path else 9  # nobody listens there
    bad, told = audit.known_faults(PACKAGES, {}, f"http://127.0.0.1:{port}{path or '/'}")
    assert bad == [] and told.startswith("KNOWN FAULTS WERE NOT ASKED FOR: ")


@pytest.mark.parametrize("lacks", ["package", "id", "reason", "date"])
def test_what_is_allowed_has_a_reason_and_a_day(audit: Any, tmp_path: Path, lacks: str) -> None:
    rows = {"package": '"rope"', "id": '"GHSA-1"', "reason": '"never run"', "date": "2026-03-01"}
    file = tmp_path / "allowed.toml"
    file.write_text("[[allowed]]\n" + "".join(f"{name} = {value}\n" for name, value in rows.items()))
    assert audit.allowed(file) == {WEAK: "never run (2026-03-01)"}
    file.write_text("[[allowed]]\n" + "".join(f"{name} = {value}\n" for name, value in rows.items() if name != lacks))
    with pytest.raises(ValueError, match="needs package, id, reason and date"):
        audit.allowed(file)


def test_what_ships_as_allowed_can_be_read_and_the_browsers_side_is_asked_for(audit: Any) -> None:
    assert isinstance(audit.allowed(audit.PASSED), dict)
    assert {name for _, name, _ in audit.locked_web()} >= {"maplibre-gl", "htmx.org"}
