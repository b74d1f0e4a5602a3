"""How long a person waits in a real Chromium without a graphics card: for the first map, and for a step of the slider."""

from __future__ import annotations

import gzip
import importlib.util
import os
import shutil
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoholds.errors import RunError
from whoholds.serve.bench_serving import serving

FLAGS = ("--use-angle=swiftshader-webgl", "--enable-unsafe-swiftshader", "--disable-background-networking")
"""WebGL by SwiftShader, the software renderer; pages are drawn without a card, as Chromium does by itself on a machine that has none."""
OPENINGS, STEPS = 3, 30
BETWEEN_MS = 150
PATIENCE_MS = 120_000
WINDOW = {"width": 1400, "height": 900}
WATCH = """
globalThis.seen = {};
new MutationObserver(() => {
  const kind = document.querySelector("#map")?.dataset.ready;
  if (kind && !(kind in seen)) { seen[kind] = 0; requestAnimationFrame(() => setTimeout(() => (seen[kind] = performance.now()))); }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
"""
"""Notes when a map was drawn, from the start of navigation."""
STEP = """new Promise((told) => {
  const one = document.querySelector(".slider"), began = performance.now();
  one.value = Number(one.value) - 1;
  one.dispatchEvent(new Event("input"));
  requestAnimationFrame(() => requestAnimationFrame(() => told(performance.now() - began)));
})"""
"""Takes the slider one day back; gives the milliseconds until the frame after the one that shows it begins. The next step begins after that."""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
"""When the page was first painted; the browser tells it a moment after it was."""


def chromium() -> str:
    """Return the Chromium of this machine; empty where there is none, or nothing to steer it with."""
    if importlib.util.find_spec("playwright") is None:
        return ""
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")


def scores(folder: Path, name: str, tell: Callable[[str], None] = lambda words: None) -> dict[str, float]:
    """Measure the first page of a store in a folder. Raises RunError where no browser is there or the server does not start."""
    with serving(folder, name) as address, _browser() as browser:
        _open(browser, f"{address}?map=simple", "simple")[0].close()  # the first answer loads the shelf
        found: dict[str, float] = {}
        for kind in ("simple", "live"):
            tell(f"{kind} map of {name}")
            found |= _measured(browser, f"{address}?map={kind}", kind)
        return found


def _measured(browser: Any, address: str, kind: str) -> dict[str, float]:
    times, paints, size, steps = [], [], 0, list[float]()
    for number in range(OPENINGS):
        context, page, bodies = _open(browser, address, kind)
        times.append(_soon(page, f"seen.{kind}"))
        paints.append(_soon(page, PAINTED))
        if number == 0:
            size = sum(bodies)
        if number == OPENINGS - 1:
            steps = _steps(page)
        context.close()
    return {
        f"{kind} map: first picture of the page, ms": round(statistics.median(paints)),
        f"{kind} map: drawn and ready, ms": round(statistics.median(times)),
        f"{kind} map: all that it loads, kB compressed": round(size / 1000),
        f"{kind} map: a step of the slider, median ms": round(statistics.median(steps)),
        f"{kind} map: a step of the slider, longest ms": round(max(steps)),
    }


def _open(browser: Any, address: str, kind: str) -> tuple[Any, Any, list[int]]:
    """Open a page in a tab without any cache and wait for its map; return the tab's context, the tab, and the sizes of what it loaded."""
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_selector(f"#map[data-ready={kind}]")
    _soon(page, f"seen.{kind}")
    return context, page, [_packed_size(answer) for answer in answers if answer.url.startswith("http")]


def _packed_size(answer: Any) -> int:
    """Return the bytes of an answer; pages and data, which loopback gets as they are, as the server packs them for everyone else."""
    if "content-encoding" in answer.headers:
        return int(answer.request.sizes()["responseBodySize"])
    return len(gzip.compress(answer.body(), 6))


def _soon(page: Any, told: str) -> float:
    """Return a number of the page as soon as it is one; asked from outside, since the pages' policy lets nothing be evaluated in them."""
    while not (found := page.evaluate(told)):
        page.wait_for_timeout(50)
    return float(found)


def _steps(page: Any) -> list[float]:
    """Step back day by day from the middle of the time and return how long each step took, in milliseconds."""
    page.evaluate(
        "const one = document.querySelector('.slider'); one.value = (Number(one.min) + Number(one.max)) / 2; one.dispatchEvent(new Event('input')); one.focus()"
    )
    page.wait_for_timeout(2500)  # until the table has followed
    times = []
    for _ in range(STEPS):
        times.append(float(page.evaluate(STEP)))
        page.wait_for_timeout(BETWEEN_MS)
    return times


@contextmanager
def _browser() -> Iterator[Any]:
    path = chromium()
    if not path:
        raise RunError("no Chromium or no playwright is here; install both (apt-get install chromium, pip install playwright) to measure in a browser")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with importlib.import_module("playwright.sync_api").sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=path, args=[*FLAGS, *(["--no-sandbox"] if root else [])])
        try:
            yield found
        finally:
            found.close()
