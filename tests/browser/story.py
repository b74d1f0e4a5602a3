"""A store of one war over ten towns, built by hand, and the real server on it, on this machine alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.claims import claim
from tests.report.base import dispute, figure
from tests.serve.base import fill
from whoholds.link.events import link_events
from whoholds.records import Claim, Document, Filler, Holding, Link, Mention, Window, claim_id, on_day
from whoholds.report.knowledge import Knowledge

IS, YPG, ARMY, IRAQ = "Islamic State", "YPG", "Syrian army", "Iraqi army"
SPOTS = {
    "Raqqa": (35.95, 39.01), "Ramadi": (33.42, 43.31), "Palmyra": (34.56, 38.28), "Tal Abyad": (36.7, 38.96), "Ain Issa": (36.38, 38.86),
    "Kobani": (36.89, 38.35), "Mosul": (36.34, 43.13), "Tikrit": (34.6, 43.68), "Hit": (33.64, 42.83), "الرطبة": (33.04, 40.28),
}  # fmt: skip
STORY = (
    ("Raqqa", IS, "2015-01-01", 4), ("Mosul", IS, "2015-01-01", 6), ("Tikrit", IS, "2015-01-03", 2), ("Ramadi", IRAQ, "2015-01-05", 1),
    ("Tal Abyad", IS, "2015-01-10", 1), ("Kobani", YPG, "2015-01-26", 2), ("Palmyra", ARMY, "2015-02-01", 1), ("Tikrit", IRAQ, "2015-03-31", 1),
    ("Ramadi", IS, "2015-05-17", 3), ("Palmyra", IS, "2015-05-20", 4), ("الرطبة", IS, "2015-05-21", 1), ("Tal Abyad", YPG, "2015-06-16", 2),
    ("Ain Issa", YPG, "2015-06-23", 2), ("Ain Issa", f"{IS}+{YPG}", "2015-07-06", 2), ("Ain Issa", YPG, "2015-07-20", 1),
    ("Hit", "", "2015-10-01", 1), ("Ramadi", IRAQ, "2015-12-28", 2), ("Palmyra", ARMY, "2016-03-27", 2), ("Mosul", IS, "2016-04-05", 1),
)  # fmt: skip
"""Who is told to have each town from a day on, by how many claims; two sides contest it, none: nobody knows."""
COURSE = tuple((date.fromisoformat(day), ((IS, chance),)) for day, chance in (("2015-01-01", 0.9), ("2015-06-01", 0.6), ("2015-09-01", 0.85)))
"""How sure it is that the Islamic State has Mosul: for three months not sure enough to be filled."""
DAY = "2015-06-21"
SENTENCE = "🏴 قال متحدث: fighters of the Islamic State seized 🇮🇶 Ramadi on Sunday, officials said."


def link(name: str) -> Link:
    """Return a town."""
    lat, lon = SPOTS[name]
    return Link(f"gn:{name}", name, "city", 1.0, "", lat, lon, "SY" if lon < 41 else "IQ", "exact")


def told(name: str, holder: str, day: str, which: int) -> Claim:
    """Make a claim that a side took a town; the first of Ramadi's fall stands behind signs that browsers count twice."""
    first = (name, holder, which) == ("Ramadi", IS, 0)
    sentence = SENTENCE if first else f"{holder.replace('+', ' and ') or 'Somebody'} seized {name}, paper {which} said."
    doc, start, at = f"{name}-{day}-{which}", sentence.index("seized"), sentence.index(name)
    plain = claim(
        "capture",
        "",
        holder,
        day=day,
        told=day,
        doc=doc,
        trigger="seized",
        at=start,
        said_by="Observatory",
        publisher=f"Paper {which}",
    )
    return replace(
        plain, id=claim_id(doc, "capture", start, start + 6), trigger=Mention(start, start + 6, "seized"), sentence=Mention(0, len(sentence), sentence),
        places=(Filler(at, at + len(name), name, "toponym", (link(name),)),), actors=(), sources=(),
    )  # fmt: skip


def knowledge() -> Knowledge:
    """Return the story as a knowledge base."""
    claims: list[Claim] = []
    holdings: list[Holding] = []
    for number, (name, holder, day, count) in enumerate(STORY):
        own = [told(name, holder, day, which) for which in range(count)]
        sides, start = tuple(holder.split("+")) if holder else (), date.fromisoformat(day)
        status = "unknown" if not sides else "held" if len(sides) == 1 else "contested"
        holdings.append(
            Holding(
                f"h{number}", link(name), status, holder if status == "held" else None, Window(start, start), None, "reported", 0.9, start,
                tuple(c.id for c in own), rivals=sides if status == "contested" else (), course=COURSE if (name, day) == ("Mosul", "2015-01-01") else (), weights=tuple((c.id, 2.0 - c.sentence.start) for c in own),
            )
        )  # fmt: skip
        claims += own
    documents = tuple(
        Document(c.document, c.sentence.words, c.publisher, None, f"On {c.document}", c.published, "given", "en")
        for c in claims
    )
    figures = tuple(
        figure(c, "fighters", low, high, "fighters", definition="")
        for c, low, high in ((claims[0], 9000.0, 12000.0), (claims[5], 8000.0, None))
    )
    figures = tuple(replace(f, as_of=on_day(date(2015, month, 1))) for f, month in zip(figures, (1, 6), strict=True))
    fall = [c for c in claims if c.document.startswith("Ramadi-2015-05-17")]
    disputes = (
        dispute(
            "denial", "Ramadi, 2015-05-17: taken / not taken.", "A later report of who stood in the town.", *fall[:2]
        ),
    )
    return Knowledge(documents, tuple(claims), link_events(fall, {}), tuple(holdings), figures, disputes)


def kept(path: Path) -> Path:
    """Keep the story in a store."""
    return fill(path, knowledge())


@contextmanager
def served(store: Path, base: Path | None = None, messages: Path | None = None) -> Iterator[str]:
    """Serve a store on a free port, with map layers and messages of one's own if there are any; give the address."""
    import socket

    import uvicorn

    from whoholds.serve.access import Access, Person
    from whoholds.serve.app import Site, make_app

    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
        access, words = Access(here=Person("desk", "admin")), str(messages) if messages else None
        app = make_app(Site(str(store), frozenset({f"127.0.0.1:{port}"}), access, messages=words, port=port, base=base))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(5)
