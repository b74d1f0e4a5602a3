"""Write docs/images/*.png: each page as a browser shows it, from a store of the sample articles. `make screenshots` runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import CHROMIUM, FLAGS, SLOW_MS  # noqa: E402
from tests.browser.story import served  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DAY = "2015-06-25"
DESK = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
SHEET = {"width": 794, "height": 1123}
"""A4 at 96 pixels an inch."""


def told(address: str, path: str) -> Any:
    """Return a page's JSON twin."""
    with urlopen(f"{address}{path}") as answer:
        return json.load(answer)


def pages(address: str) -> dict[str, str]:
    """Return the pages to show, with a place and a claim that have much to tell."""
    places = told(address, f"/index.json?on={DAY}")["places"]
    best = max(places, key=lambda row: (row["disputes"], len(row["claims_for"]), row["name"]))
    place = quote(best["place"], safe=":")
    side = quote(best["holder"] or best["rivals"][0])
    page = told(address, f"/places/{place}.json?on={DAY}")
    claim = page["stretches"][0]["told_by"][0]
    event = max(page["events"], key=lambda row: (row["origins"], row["id"]))["id"]
    return {
        "situation": f"/?on={DAY}&map=live",
        "card": f"/?on={DAY}&map=simple&compare=2015-01-01&open={place}",
        "areas": f"/?on={DAY}&map=live&areas=1",
        "place": f"/places/{place}?on={DAY}",
        "claim": f"/claims/{claim['id']}",
        "article": f"/articles/{claim['document']}",
        "event": f"/events/{event}",
        "actor": f"/actors/{side}?on={DAY}",
        "disagreements": "/disagreements",
        "figures": "/figures",
        "routes": "/routes",
        "sources": "/sources",
        "brief": f"/brief?on={DAY}",
        "review": "/review",
        "search": "/search?q=Palmyra",
        "compare": "/compare?a=2015-01-01&b=2016-01-10",
        "events": "/events",
        "about": "/about",
        "upload": "/upload",
    }


def take(browser: Any, address: str, path: str, name: str, paper: bool = False, **options: Any) -> None:
    """Write one picture; paper: as the page is printed."""
    context = browser.new_context(**{"viewport": DESK, **options})
    page = context.new_page()
    page.set_default_timeout(SLOW_MS * 2)
    page.goto(address + path)
    page.wait_for_selector("html.scripted")
    if "map=" in path:
        page.wait_for_selector("#map[data-ready=live]" if "map=live" in path else "#map[data-ready]")
    if paper:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
    page.wait_for_timeout(1500)
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()
    sys.stdout.write(f"docs/images/{name}.png\n")


def main(store: str) -> None:
    """Take all pictures of a store."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM:
        raise SystemExit("no Chromium found; install it (Debian: apt-get install chromium)")
    IMAGES.mkdir(exist_ok=True)
    with served(Path(store)) as address, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--no-sandbox"])
        shown = pages(address)
        for name, path in shown.items():
            take(browser, address, path, name)
        simple = shown["card"]
        take(browser, address, simple, "card-dark", color_scheme="dark")
        take(browser, address, shown["situation"], "situation-print", paper=True, viewport=SHEET)
        phone = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
        take(browser, address, shown["situation"], "situation-phone", **phone)
        take(browser, address, shown["claim"], "claim-phone", **phone)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
