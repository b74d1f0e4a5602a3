"""A feed, and the list of feeds that a user writes: `feeds.toml`. See docs/feeds.md for every key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoholds.errors import FeedError
from whoholds.feeds.addresses import parse_address
from whoholds.feeds.fault import FetchFault
from whoholds.records import Source, content_id

GRADES = tuple("ABCDEF")
TEXTS = ("page", "feed")
LEAST_PAUSE = 1.0
"""Seconds between two requests to a host; less is allowed only where all feeds are of your own network."""
KINDS: dict[str, Any] = {
    "name": str, "url": str, "rights": str, "source": str, "grade": str, "reason": str, "kind": str, "language": str,
    "text": str, "every_minutes": (int, float), "most": int, "ports": list, "allow_private": bool,
}  # fmt: skip
"""Keys of a feed and what they hold."""
NEEDED = ("name", "url", "rights")
GENERAL: dict[str, Any] = {"contact": str, "pause_seconds": (int, float), "feed": list}


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of one publisher."""

    name: str
    url: str
    rights: str
    """What may be done with its articles, in the user's words."""
    source: str
    """The publisher's name, as articles bear it; never a private person."""
    grade: str = "F"
    reason: str = "not graded"
    kind: str = "unknown"
    language: str | None = None
    text: str = "page"
    """Where the full text comes from: the page that an item leads to, or the feed itself."""
    every_minutes: float = 30
    most: int = 100
    """New articles taken at one check; the rest come at the next ones."""
    ports: tuple[int, ...] = ()
    """Ports beside 80 and 443."""
    allow_private: bool = False
    """Whether the host of `url`, and it alone, may be in a private network or on this machine."""

    @property
    def key(self) -> str:
        """The name of what is noted of this feed; an address may hold a password, so it is not noted."""
        return content_id("feed", self.url)

    def publisher(self) -> Source:
        """Return its publisher, with rights and grade."""
        id = content_id("source", self.source)
        return Source(id, self.source, self.kind, self.language, self.grade, self.reason, self.rights)


@dataclass(frozen=True, slots=True)
class FeedList:
    """All feeds of a file, and what holds for all of them."""

    feeds: tuple[Feed, ...]
    contact: str = ""
    """An address or a page where those who run the sites reach you; sent with every request."""
    pause_seconds: float = 5.0


def read_feeds(path: Path) -> FeedList:
    """Read `feeds.toml`; all faults are told together. Raises FeedError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise FeedError(f"{path}: cannot be read ({fault}); docs/feeds.md shows one") from None
    faults = list(_general_faults(data))
    rows = [row for row in data.get("feed", []) if isinstance(row, dict)] if isinstance(data.get("feed"), list) else []
    for number, row in enumerate(rows, 1):
        faults += [f"feed {number} ({row.get('name', 'no name')}): {told}" for told in _row_faults(row)]
    feeds = () if faults else tuple(_feed(row) for row in rows)
    faults += _joint_faults(feeds)
    pause = data.get("pause_seconds", 5.0)
    if not faults and pause < LEAST_PAUSE and not all(feed.allow_private for feed in feeds):
        faults.append(f"pause_seconds must be {LEAST_PAUSE:g} or more, not {pause!r}: sites ban who asks faster")
    if faults:
        raise FeedError(f"{path}:\n  " + "\n  ".join(faults))
    return FeedList(feeds, data.get("contact", ""), float(pause))


def _general_faults(data: dict[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        yield from _value_faults(key, value, GENERAL)
    if not data.get("feed"):
        yield "no [[feed]] in it; write one with name, url and rights"
    contact = data.get("contact", "")
    if isinstance(contact, str) and not (contact.isascii() and contact.isprintable()):
        yield "contact must be plain ASCII in one line: a page or a mail address"


def _row_faults(row: dict[str, Any]) -> Iterator[str]:
    known = dict(row)
    for key in NEEDED:
        if not str(known.get(key, "")).strip():
            yield f"key {key!r} is missing" + ("; say what its articles may be used for" if key == "rights" else "")
    wrong = [told for key, value in known.items() for told in _value_faults(key, value, KINDS)]
    yield from wrong
    if not wrong:
        yield from _meaning_faults(known)


def _value_faults(key: str, value: Any, kinds: dict[str, Any]) -> Iterator[str]:
    if key not in kinds:
        yield f"unknown key {key!r}; known keys: {', '.join(kinds)}"
    elif not isinstance(value, kinds[key]) or (isinstance(value, bool) and kinds[key] is not bool):
        yield f"{key!r} has the wrong kind of value: {value!r}"


def _meaning_faults(row: dict[str, Any]) -> Iterator[str]:
    if row.get("grade", "F") not in GRADES:
        yield f"grade must be one of {' '.join(GRADES)}, not {row['grade']!r}"
    if row.get("grade", "F") != "F" and not row.get("reason", "").strip():
        yield "a grade needs a reason"
    if row.get("text", "page") not in TEXTS:
        yield f"text must be one of {' '.join(TEXTS)}, not {row['text']!r}"
    if row.get("every_minutes", 30) < 1 or row.get("most", 100) < 1:
        yield "every_minutes and most must be 1 or more"
    ports = row.get("ports", [])
    if not all(isinstance(port, int) and 0 < port < 65536 for port in ports):
        yield f"ports must be numbers from 1 to 65535, not {ports!r}"
        return
    try:
        parse_address(row.get("url", ""), (80, 443, *ports))
    except FetchFault as fault:
        yield f"url: {fault}"


def _joint_faults(feeds: tuple[Feed, ...]) -> Iterator[str]:
    """Tell what two feeds say differently, or both."""
    for number, feed in enumerate(feeds):
        for other in feeds[:number]:
            if feed.url == other.url or feed.name == other.name:
                yield f"feeds {other.name!r} and {feed.name!r} have the same {'url' if feed.url == other.url else 'name'}"
            elif feed.source == other.source and feed.publisher() != other.publisher():
                yield f"feeds {other.name!r} and {feed.name!r} tell different things of their publisher {feed.source!r}"


def _feed(row: dict[str, Any]) -> Feed:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Feed(**({"source": given["name"]} | given))
