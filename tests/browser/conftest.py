"""A real Chromium for the tests of the browser's side; without one they are skipped and say why."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.browser.story import DAY, kept, served
from whoholds.serve.asking import Ask
from whoholds.serve.publish import publish
from whoholds.store.base import open_store

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
FLAGS = (
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--force-color-profile=srgb",
    "--disable-background-networking",
)
AXE = Path(__file__).parent.parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
SLOW_MS = 60_000
"""A software renderer on a busy machine may take so long to draw the live map for the first time."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed; it is in requirements-dev.lock"
    )
    if not CHROMIUM:
        pytest.skip("no Chromium found; install it (Debian: apt-get install chromium)")
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else list(FLAGS)
    with playwright.sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that no test changes."""
    return kept(tmp_path_factory.mktemp("story") / "whoholds.db")


@pytest.fixture(scope="session")
def site(store: Path) -> Iterator[str]:
    """The address of the site under test."""
    with served(store) as address:
        yield address


@pytest.fixture(scope="session")
def folder(store: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same site as files; the address of its first page."""
    path = tmp_path_factory.mktemp("published") / "site"
    with open_store(store) as opened:
        publish(opened, path, Ask(on=date.fromisoformat(DAY)))
    return (path / "index.html").as_uri()


class Visit:
    """One tab, with all that it asked for and complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.asked: list[str] = []
        self.faults: list[str] = []
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective, e.blockedURI))"
        )
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on(
            "console",
            lambda message: self.faults.append(message.text) if message.type in ("error", "warning") else None,
        )

    def open(self, address: str, ready: str = "simple") -> Any:
        """Open a page and wait until its map is drawn (`simple`) or alive (`live`)."""
        self.page.goto(address)
        wanted = "#map[data-ready=live]" if ready == "live" else "#map[data-ready]"
        self.page.wait_for_selector(wanted, timeout=SLOW_MS)
        return self.page

    def until(self, true: str) -> None:
        """Wait until a JavaScript expression holds; asked from outside, since the pages' own policy lets nothing be evaluated."""
        ends = time.monotonic() + SLOW_MS / 1000
        while not self.page.evaluate(true):
            assert time.monotonic() < ends, f"never true: {true}"
            self.page.wait_for_timeout(40)

    def day(self) -> str:
        """Return the day that the slider is on."""
        return str(
            self.page.evaluate("new Date(document.querySelector('.slider').value * 864e5).toISOString().slice(0, 10)")
        )

    def spot(self, place: str) -> tuple[float, float]:
        """Return where the sign of a place is on the screen, brought to the middle of the window."""
        where = "id => document.querySelector('#map').spotOf(id)"
        self.page.evaluate(f"id => {{ const spot = ({where})(id); if (spot) scrollBy(0, spot.y - innerHeight / 2); }}", place)
        found = self.page.evaluate(where, place)
        assert found is not None, f"{place} is not drawn"
        return found["x"], found["y"]


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    """A function that opens a tab of its own kind: size, colours, script or none."""
    contexts: list[Any] = []

    def made(**options: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        contexts.append(context)
        return Visit(context.new_page())

    yield made
    for context in contexts:
        context.close()
