"""Where pages lie: as addresses of a running server, or as files of a published folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from whoholds.report.marks import slug
from whoholds.serve.asking import Ask

STATIC = Path(__file__).parent / "static"
FOLDERS = {"place": "places", "actor": "actors", "event": "events", "claim": "claims", "article": "articles"}
"""Kinds of pages of which there are many, and the folder of each."""
SINGLE = {
    "situation": "", "compare": "compare", "disagreements": "disagreements", "figures": "figures", "routes": "routes",
    "sources": "sources", "places": "places", "actors": "actors", "events": "events", "claims": "claims", "brief": "brief", "review": "review",
    "decisions": "review/decisions", "undo": "review/undo", "search": "search", "about": "about", "upload": "upload", "log": "log", "login": "login",
}  # fmt: skip
"""Kinds of pages of which there is one, and where it lies."""
STATIC_KINDS = frozenset(
    {"situation", "disagreements", "figures", "routes", "sources", "places", "actors", "events", "claims", "brief", "about",
     "place", "actor", "event", "claim"}
)  # fmt: skip
"""Kinds that a published folder has."""


class Links(Protocol):
    """How a template refers to other pages."""

    @property
    def live(self) -> bool:
        """True where a server answers: forms, search and other days work."""

    def page(self, kind: str, id: str = "", **state: Any) -> str:
        """Return where a page lies; empty where it has none here."""

    def here(self, **state: Any) -> str:
        """Return this page in another state; empty where there is none."""

    def twin(self) -> str:
        """Return this page as JSON."""

    def map(self) -> str:
        """Return where the map's data lie."""

    def export(self, name: str, params: Mapping[str, str]) -> str:
        """Return where an exported file lies; empty where there is none here."""

    def feed(self, kind: str, id: str, name: str) -> str:
        """Return where the feed of a place, a side or all lies; empty where there is none here."""

    def asset(self, name: str) -> str:
        """Return a file of the static folder."""


@lru_cache(100_000)
def _quoted(id: str) -> str:
    """Write an id into an address; a page of a map does so for each of its places."""
    return quote(id, safe=":")


@dataclass(frozen=True, slots=True)
class LiveLinks:
    """Addresses of a running server."""

    ask: Ask
    path: str
    """The path of this page, without its query."""
    root: str = ""
    """What stands before every path, where a proxy puts the pages below one."""

    @property
    def live(self) -> bool:
        """Always."""
        return True

    def page(self, kind: str, id: str = "", **state: Any) -> str:
        """Return the address of a page, with the days that are shown now unless others are given."""
        path = f"{FOLDERS[kind]}/{_quoted(id)}" if id else SINGLE[kind]
        return f"{self.root}/{path}{self.ask.lasting(**state)}"

    def here(self, **state: Any) -> str:
        """Return this page in another state."""
        return f"{self.root}{quote(self.path, safe='/:')}{self.ask.query(**state)}"

    def twin(self) -> str:
        """Return this page as JSON."""
        path = "/index" if self.path == "/" else self.path
        return f"{self.root}{quote(path, safe='/:')}.json{self.ask.query()}"

    def map(self) -> str:
        """Return the map's data in the state of this page."""
        return f"{self.root}/map.json{self.ask.query(start=0)}"

    def export(self, name: str, params: Mapping[str, str]) -> str:
        """Return an exported file, narrowed as the page is, as known on the same day."""
        known = {"known_by": str(self.ask.known_by)} if self.ask.known_by else {}
        query = urlencode({**params, **known})
        return f"{self.root}/export/{name}{'?' if query else ''}{query}"

    def feed(self, kind: str, id: str, name: str) -> str:
        """Return the feed of a place, a side or all, as known on the same day."""
        known = Ask(known_by=self.ask.known_by).lasting()
        return f"{self.root}/{FOLDERS[kind]}/{_quoted(id)}/{name}{known}" if id else f"{self.root}/{name}{known}"

    def asset(self, name: str) -> str:
        """Return a file of the static folder; its digest makes the address new when the file is."""
        return f"{self.root}/static/{name}?{digest_of_asset(name)}"


@dataclass(frozen=True, slots=True)
class FolderLinks:
    """Files of a published folder, as seen from one page of it."""

    file: str
    """The page's own file, from the top of the folder."""
    claims: frozenset[str] = frozenset()
    """Claims that have a page: what an older fold names may be gone."""
    exports: frozenset[str] = frozenset()
    """Files of the folder `exports`."""
    list: str = ""
    """The kind of the list that this page is a part of: other parts of it have files of their own."""

    @property
    def live(self) -> bool:
        """Never."""
        return False

    @property
    def _up(self) -> str:
        return "../" * self.file.count("/")

    def page(self, kind: str, id: str = "", **state: Any) -> str:
        """Return where a page lies, as seen from here."""
        gone = kind not in STATIC_KINDS or (kind == "claim" and id not in self.claims)
        return "" if gone else self._up + file_of(kind, id)

    def here(self, **state: Any) -> str:
        """Return the file of another part of this list; nothing else is another state of a file."""
        return file_of(self.list, start=state["start"]) if self.list and set(state) == {"start"} else ""

    def twin(self) -> str:
        """Return this page as JSON."""
        return self.file.rpartition("/")[2].removesuffix(".html") + ".json"

    def map(self) -> str:
        """Return the map's data; beside them lies what pages load of them, also as scripts for pages opened from a folder."""
        return f"{self._up}map.json"

    def export(self, name: str, params: Mapping[str, str]) -> str:
        """Return the whole file: a folder narrows nothing down."""
        return f"{self._up}exports/{name}" if name in self.exports else ""

    def feed(self, kind: str, id: str, name: str) -> str:
        """Return the feed of a place, a side or all."""
        return self._up + feed_file(kind, id, name)

    def asset(self, name: str) -> str:
        """Return a file of the static folder."""
        return f"{self._up}static/{name}"


def file_of(kind: str, id: str = "", start: int = 0) -> str:
    """Return the file of a page of a published folder; of a list that has several parts, of the one that begins with a row."""
    if not id:
        return f"{SINGLE[kind] or 'index'}{f'-{start}' if start else ''}.html"
    return f"{FOLDERS[kind]}/{name_of(id)}.html"


def feed_file(kind: str, id: str, name: str) -> str:
    """Return the file of a feed of a published folder."""
    return f"{FOLDERS[kind]}/{name_of(id)}.{name.partition('.')[2]}" if id else name


def name_of(id: str) -> str:
    """Return a file name for an id: readable, and its own where two ids differ in signs that file names lack."""
    plain = slug(id)
    is_plain = plain == id.replace(":", "-", 1).lower() and len(plain) < 80 and (":" in id or "-" not in id)
    return plain if is_plain else f"{plain[:60]}-{sha256(id.encode()).hexdigest()[:8]}"


@cache
def digest_of_asset(name: str) -> str:
    """Return the start of a static file's digest; empty for one that is not there."""
    path = STATIC / name
    return sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""
