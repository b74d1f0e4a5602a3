"""The server under load: many readers ask page after page while articles are read into the same store."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from whoholds.evaluate.engines import documents
from whoholds.serve.bench import fill
from whoholds.serve.bench_corpus import SIDES, Size
from whoholds.serve.bench_serving import PROGRAM, serving
from whoholds.store.base import open_store

READS = {"alone": 0, "while reading": 4000, "while a read ends": 5}
"""Made-up articles to be read in each part: none, more than a machine reads in a minute, and few, after which everything is folded and the
server loads it anew."""
LAST, LONGEST = "while a read ends", 20
"""The part that goes on until everything was folded and loaded anew, and at most how many times as long as the others."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who asks, for how long, and how large the store is."""

    readers: int = 50
    seconds: float = 30.0
    pause: float = 1.0
    """Seconds between the answer to a reader and that reader's next question; 0: none, which measures throughput."""
    claims: int = 20_000

    @property
    def places(self) -> int:
        """Return how many places the claims are about: few enough that each is in some claim."""
        return max(1, self.claims // 20)


@dataclass
class Answers:
    """What came back: milliseconds of each answer by the kind of page, and what went wrong."""

    by_kind: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    seconds: float = 1.0
    """How long was asked."""

    @property
    def times(self) -> list[float]:
        """Return the milliseconds of all answers."""
        return [one for times in self.by_kind.values() for one in times]


def within(times: Sequence[float], part: float) -> float:
    """Return the time within which a part of the answers came."""
    return round(sorted(times)[min(len(times) - 1, int(part * len(times)))], 1) if times else 0.0


def scores(crowd: Crowd, tell: Callable[[str], None] = lambda words: None) -> dict[str, float]:
    """Measure without a reading, while one goes on, and while one ends. Raises RunError where the server does not start."""
    found: dict[str, float] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        tell(f"making up {crowd.claims} claims")
        with open_store(folder / "load.db") as store:
            fill(store, Size(claims=crowd.claims, places=crowd.places))
            before, folds = store.counts().documents, store.edition().worked_out
        with serving(folder) as address:
            asyncio.run(_ask_all(address, Crowd(4, 5.0, 0.0, crowd.claims), "before", _until(5.0, lambda: False)))  # the first answers load the shelf
            for what in READS:
                tell(f"{crowd.readers} readers, {what}")
                answers = _asked(folder, address, crowd, what)
                found |= _told(answers, what)
                tell("\n".join(f"error: {error}" for error in sorted(set(answers.errors))[:5]) or "no errors")
        with open_store(folder / "load.db") as store:
            found["articles read meanwhile"] = store.counts().documents - before
            found["times that everything was folded meanwhile"] = store.edition().worked_out - folds
    return found


def _asked(folder: Path, address: str, crowd: Crowd, what: str) -> Answers:
    with _reading(folder, what) as reads_on:
        return asyncio.run(_ask_all(address, crowd, what, _until(crowd.seconds, reads_on if what == LAST else lambda: False)))


def _until(seconds: float, reads_on: Callable[[], bool]) -> Callable[[], bool]:
    """Return what tells whether the readers ask on: for so long, and where a reading is to end, for so long after it has."""
    began, ended = time.monotonic(), list[float]()

    def goes_on() -> bool:
        now = time.monotonic()
        if not ended and not reads_on():
            ended.append(now)
        return now - began < LONGEST * seconds and not (ended and now - ended[0] > seconds and now - began > seconds)

    return goes_on


def _told(answers: Answers, what: str) -> dict[str, float]:
    times = answers.times
    return {
        f"{what}: answers/s": round(len(times) / answers.seconds, 1),
        f"{what}: p50, ms": within(times, 0.5),
        f"{what}: p99, ms": within(times, 0.99),
        f"{what}: longest, ms": round(max(times, default=0.0), 1),
        f"{what}: mean, ms": round(statistics.mean(times or [0.0]), 1),
        f"{what}: errors": len(answers.errors),
        **{f"{what}: p99 of {kind}, ms": within(found, 0.99) for kind, found in sorted(answers.by_kind.items())},
    }


@contextmanager
def _reading(folder: Path, what: str) -> Iterator[Callable[[], bool]]:
    """Let `whoholds read` read new articles, and give what tells whether it still does; what it has read when the time is over stays."""
    if not READS[what]:
        yield lambda: False
        return
    path = folder / "articles.jsonl"
    rows = documents(READS[what], first=sum(READS[one] for one in READS if one < what))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "read", str(path), "--db", "load.db"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as reader:
        try:
            yield lambda: reader.poll() is None
        finally:
            reader.terminate()
            reader.wait(60)


async def _ask_all(address: str, crowd: Crowd, what: str, goes_on: Callable[[], bool]) -> Answers:
    """Let all readers ask; `what` stirs the lot, so that nobody asks for what was asked for before."""
    answers, began = Answers(), time.monotonic()
    await asyncio.gather(*(_ask(address, crowd, random.Random(f"{what} {number}"), goes_on, answers) for number in range(crowd.readers)))
    answers.seconds = time.monotonic() - began
    return answers


async def _ask(address: str, crowd: Crowd, draw: random.Random, goes_on: Callable[[], bool], answers: Answers) -> None:
    """Ask page after page over one connection, as a browser does: what it has seen before it asks for only if that changed."""
    parts = urlsplit(address)
    browser = _Browser(parts.netloc)
    await asyncio.sleep(draw.random() * crowd.pause)
    link: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while goes_on():
        began = time.perf_counter()
        kind, path = draw.choice(pages(crowd, draw))
        try:
            link = link or await asyncio.open_connection(parts.hostname, parts.port)
            status = await _answer(link, path, browser)
            answers.by_kind.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
            if status not in (200, 202, 304):
                answers.errors.append(f"{status} of {path}")
        except (OSError, ValueError, asyncio.IncompleteReadError) as fault:
            answers.errors.append(f"{type(fault).__name__} at {path}")
            link = None
        await asyncio.sleep(crowd.pause)
    if link is not None:
        link[1].close()


@dataclass
class _Browser:
    """What a browser keeps: its cookie, and the mark of each page that it has seen."""

    host: str
    cookie: str = ""
    tags: dict[str, str] = field(default_factory=dict)

    def asking(self, path: str) -> bytes:
        """Write a request."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.host}"]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        lines += [f"If-None-Match: {self.tags[path]}"] if path in self.tags else []
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def note(self, path: str, facts: dict[str, str]) -> None:
        """Keep what the head of an answer says."""
        self.cookie = facts.get("set-cookie", self.cookie).partition(";")[0]
        if "etag" in facts:
            self.tags[path] = facts["etag"]


def pages(crowd: Crowd, draw: random.Random) -> Sequence[tuple[str, str]]:
    """Return kinds of pages, each with one address, of things drawn by lot; places come twice."""
    place = f"gn:{900_000_000 + draw.randrange(crowd.places)}"
    day = f"2015-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}"
    town = draw.randrange(crowd.places)
    return (
        ("the situation", "/"),
        ("the situation of a day", f"/?on={day}"),
        ("a place", f"/places/{place}"),
        ("a place", f"/places/{place}"),
        ("claims of a place", f"/claims?place={place}"),
        ("a side", f"/actors/{quote(draw.choice(SIDES))}"),
        ("a search", f"/search?q=Town+{town}"),
        ("events", "/events"),
        ("sources", "/sources"),
        ("the map's data", "/map.json"),
    )


async def _answer(link: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: str, browser: _Browser) -> int:
    """Ask for one address and read the answer to its end."""
    read, write = link
    write.write(browser.asking(path))
    await write.drain()
    head = (await read.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.split("\r\n")
    facts = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    status = int(lines[0].split()[1])
    if status != 304:
        await read.readexactly(int(facts["content-length"]))
    browser.note(path, facts)
    return status
