"""Where the network is: in the room of feeds, which `watch` alone comes to, in the server of pages, and where a server is asked for claims."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import whoholds

HOUSE = Path(whoholds.__file__).parent
NETWORK = frozenset({"socket", "http.client", "urllib.request", "urllib3", "requests", "httpx", "ftplib", "smtplib", "asyncio", "aiohttp"})


@cache
def imported(path: Path) -> set[str]:
    """Return what a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module}
    return found


def test_only_feeds_open_connections() -> None:
    users = {str(path.relative_to(HOUSE)) for path in HOUSE.rglob("*.py") if imported(path) & NETWORK}
    outside = {name for name in users if not name.startswith(("feeds/", "serve/"))}
    assert "feeds/connection.py" in users and outside <= {"ask/server.py"}, outside


def test_only_watch_comes_to_the_room_of_feeds() -> None:
    users = {
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("*.py")
        if any(name.startswith("whoholds.feeds") for name in imported(path)) and not path.is_relative_to(HOUSE / "feeds")
    }
    assert users == {"cli/watch_verb.py", "intake/watching.py"}


def test_opening_the_verb_opens_no_reader_of_feeds() -> None:
    code = "import sys, whoholds.cli.watch_verb; print(sorted({'feedparser', 'defusedxml', 'protego', 'certifi', 'trafilatura'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert answer.stdout.strip() == "[]"
