"""A site of one map and its places, on this machine alone: what the pages promise the browser, and no more.

The tests of the browser's side run on it, so that they need no store; `python -m tests.browser.stand_in` shows it.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import whoholds
from whoholds.records import Holding, Link, Window
from whoholds.report.areas import areas_line, areas_of
from whoholds.report.map import live_map, page_name
from whoholds.report.marks import side_line, sides_in

STATIC = Path(whoholds.__file__).parent / "serve" / "static"
POLICY = "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; report-uri /reports"
KINDS = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
IS, SDF, ARMY, IRAQ = "Islamic State", "YPG", "Syrian army", "Iraqi army"
SPOTS = {
    "Raqqa": (35.95, 39.01), "Ramadi": (33.42, 43.31), "Palmyra": (34.56, 38.28), "Tal Abyad": (36.7, 38.96), "Ain Issa": (36.38, 38.86),
    "Kobani": (36.89, 38.35), "Mosul": (36.34, 43.13), "Tikrit": (34.6, 43.68), "Hit": (33.64, 42.83), "الرطبة": (33.04, 40.28),
}  # fmt: skip
STORY = (
    ("Raqqa", IS, "2015-01-01", "held", 4), ("Mosul", IS, "2015-01-01", "held", 6), ("Ramadi", IRAQ, "2015-01-05", "held", 1),
    ("Ramadi", IS, "2015-05-17", "held", 3), ("Ramadi", IRAQ, "2015-12-28", "held", 2), ("Palmyra", ARMY, "2015-02-01", "held", 1),
    ("Palmyra", IS, "2015-05-20", "held", 4), ("Palmyra", ARMY, "2016-03-27", "held", 2), ("Tal Abyad", IS, "2015-01-10", "held", 1),
    ("Tal Abyad", SDF, "2015-06-16", "held", 2), ("Ain Issa", SDF, "2015-06-23", "held", 2), ("Ain Issa", IS, "2015-07-06", "contested", 2),
    ("Ain Issa", SDF, "2015-07-20", "held", 1), ("Kobani", SDF, "2015-01-26", "held", 2), ("Tikrit", IS, "2015-01-03", "held", 2),
    ("Tikrit", IRAQ, "2015-03-31", "held", 1), ("Hit", None, "2015-10-01", "unknown", 1), ("الرطبة", IS, "2015-05-21", "held", 1),
)  # fmt: skip
SENTENCE = "🏴 قال متحدث: fighters of the Islamic State seized 🇮🇶 Ramadi on Sunday, officials said."


def holdings() -> tuple[Holding, ...]:
    """Return the story as holdings, the rivals of a contested place being those before and after."""
    found = []
    for number, (name, holder, day, status, claims) in enumerate(STORY):
        lat, lon = SPOTS[name]
        place = Link(f"gn:{name}", name, "city", 1.0, "", lat, lon, "SY" if lon < 41 else "IQ", "exact")
        start = date.fromisoformat(day)
        rivals = (IS, SDF) if status == "contested" else ()
        found.append(
            Holding(
                f"h{number}", place, status, holder if status == "held" else None, Window(start, start), None, "reported", 0.9, start,
                tuple(f"c{number}-{one}" for one in range(claims)), rivals=rivals,
            )
        )  # fmt: skip
    return tuple(found)


def map_file(on: str) -> dict[str, Any]:
    """Return what `/map.json` says."""
    known, places = holdings(), {}
    for holding in sorted(known, key=lambda one: str(one.start.latest)):
        place = holding.place
        row = places.setdefault(
            place.id, {"id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "country": place.country, "spans": []}
        )
        row["spans"].append(
            {
                "from": str(holding.start.latest), "to": None, "status": holding.status, "holder": holding.holder, "camp": None,
                "rivals": list(holding.rivals), "probability": holding.probability, "kind": holding.kind,
                "last_confirmed": str(holding.last_confirmed), "claims": len(holding.claims_for),
            }
        )  # fmt: skip
    return {
        "on": on, "known_by": None, "first": "2015-01-01", "last": "2016-04-05", "places": list(places.values()),
        "sides": [side_line(side) for side in sides_in(known)],
        "per_day": [[day, 1 + number % 4] for number, (_, _, day, _, _) in enumerate(STORY)],
    }  # fmt: skip


def marked() -> str:
    """Return the sentence with its trigger marked, cut by code points."""
    low = SENTENCE.index("seized")
    return f"{escape(SENTENCE[:low])}<mark>seized</mark>{escape(SENTENCE[low + 6 :])}"


def frame(title: str, body: str, up: str = "/", scripts: str = "") -> str:
    """Put a body into a page."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{up}static/app.css"></head><body>'
        f'<a class="skip" href="#main">Skip to the page</a><header><nav aria-label="Pages"><a class="brand" href="{up}" data-key="g s">Whoholds</a>'
        f'<a href="{up}" aria-current="page">Situation</a><a href="{up}review">Review</a>'
        f'<form role="search"><input type="search" name="q" aria-label="Search" placeholder="Search" data-key="/"></form>'
        f'<button type="button" class="quiet" data-help>Keys <kbd>?</kbd></button></nav></header>'
        f'<main id="main" tabindex="-1">{body}</main>{scripts}<script src="{up}static/app.js" defer></script></body></html>'
    )


def situation(on: str, folder: bool = False) -> str:
    """Return the page with the map; as a file of a folder its data come from a script."""
    known = holdings()
    drawn = live_map(known, date.fromisoformat(on), sides_in(known), lambda dot: f"{'' if folder else '/'}places/{page_name(dot.id)}.html")
    heads = "".join(
        f'<th scope="col" data-column="{name}">{name}</th>' for name in ("place", "holder", "since", "confirmed", "probability", "claims")
    )
    body = (
        f'<h1>Who holds what on <span data-day>{on}</span></h1><div id="map" data-src="/map.json" data-areas="/areas.json" data-on="{on}">{drawn}</div>'
        f'<h2>The map as a table</h2><div class="scroll" tabindex="0" role="group" aria-label="Table of places"><table data-twin data-rows><thead><tr>{heads}</tr></thead><tbody></tbody></table></div>'
    )
    up = "" if folder else "/"
    return frame("Situation", body, up, f'<script src="{up}data.js" defer></script>' if folder else "")


def card(id: str) -> str:
    """Return the card of a place."""
    name = escape(id.removeprefix("gn:"))
    return f'<h2><bdi>{name}</bdi></h2><p>Held by Islamic State since 17 May 2015.</p><blockquote><a href="/claims/c1">{marked()}</a></blockquote>'


def review() -> str:
    """Return a page with buttons that keys press."""
    buttons = "".join(f'<button type="button" data-key="{key}">{name} <kbd>{key}</kbd></button>' for key, name in (("a", "Right"), ("x", "Wrong"), ("z", "Undo")))
    script = '<p id="decided" data-none></p>'
    return frame("Review", f"<h1>Review</h1>{script}<textarea aria-label='Why'></textarea><div class='review'><div class='decide'>{buttons}</div></div>")


@dataclass
class Log:
    """What browsers reported and asked for."""

    reports: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, log: Log, *args: Any) -> None:
        self.log = log
        super().__init__(*args)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        self.log.asked.append(path)
        file = STATIC / path.removeprefix("/static/")
        if path.startswith("/static/") and file.is_file():
            return self.answer(file.read_bytes(), KINDS.get(file.suffix, "text/plain"))
        if path == "/map.json":
            return self.answer(json.dumps(map_file("2015-06-21")).encode(), "application/json")
        if path == "/areas.json":
            return self.answer(json.dumps(areas_line(areas_of((f"gn:{name}", *spot) for name, spot in SPOTS.items()))).encode(), "application/json")
        if path.startswith("/places/") and path.endswith("/card"):
            return self.answer(card(path.split("/")[2]).encode())
        pages = {"/": lambda: situation("2015-06-21"), "/review": review, "/claims/c1": lambda: frame("Claim", f'<h1>Claim</h1><p class="sentence">{marked()}</p>')}
        if path in pages:
            return self.answer(pages[path]().encode())
        return self.answer(b"not here", "text/plain", 404)

    def do_POST(self) -> None:
        self.log.reports.append(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        self.answer(b"", "text/plain", 204)

    def answer(self, body: bytes, kind: str = "text/html", status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def stand_in(port: int = 0) -> Iterator[tuple[str, Log]]:
    """Serve the site; give its address and what browsers say of it."""
    log = Log()
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, log)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", log
        finally:
            server.shutdown()


def write_folder(folder: Path) -> Path:
    """Write the site as files that open without a server; return the page with the map."""
    (folder / "static").mkdir(parents=True)
    for file in STATIC.iterdir():
        (folder / "static" / file.name).write_bytes(file.read_bytes())
    places = areas_line(areas_of((f"gn:{name}", *spot) for name, spot in SPOTS.items()))
    data = {"map": map_file("2015-06-21"), "areas": places, "cards": {f"gn:{name}": card(f"gn:{name}") for name in SPOTS}}
    (folder / "data.js").write_text(f"window.WHOHOLDS={json.dumps(data)};\n", encoding="utf-8")
    (folder / "index.html").write_text(situation("2015-06-21", folder=True), encoding="utf-8")
    return folder / "index.html"


if __name__ == "__main__":
    with stand_in(8650) as (address, _):
        sys.stdout.write(f"{address}\n")
        threading.Event().wait()
