"""One feed visited: its list asked for if it changed, and the articles that it leads to made into documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from html import escape

from whoholds.feeds.addresses import parse_address
from whoholds.feeds.apart import list_apart, page_apart
from whoholds.feeds.clock import Clock
from whoholds.feeds.feed import Feed
from whoholds.feeds.fetch import Asking, Fetcher
from whoholds.feeds.items import Ends, Item, Listing
from whoholds.feeds.robots import Robots, Shelf, asking_for_robots
from whoholds.feeds.state import FeedState
from whoholds.feeds.unpack import unpack_file
from whoholds.read.make import Found, settled
from whoholds.read.options import Fault, ReadOptions
from whoholds.read.pages import LARGEST_PAGE
from whoholds.records import Document

LARGEST_FEED = 10_000_000
"""Bytes of a feed, unpacked, that are taken."""
SITEMAPS = 5
"""Sitemaps of an index that are asked, those that changed last."""
PAGES = ("text/html", "application/xhtml", "text/plain")
FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed said: its items, or that nothing changed."""

    listing: Listing
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched."""

    body: bytes
    said: str
    """Its content type."""
    url: str


def document_of(feed: Feed, item: Item, page: Page) -> Document | Fault:
    """Make a document of a page: publisher and, where the page tells no day, the day are those that the feed says."""
    label = item.url or item.id
    found = page_apart(page.body, page.said, page.url, label, item.day or None)
    if isinstance(found, Found):
        title = found.title or item.title or None
        found = replace(found, title=title, source=feed.source, url=item.url or None)
    return settled(found, ReadOptions(source=feed.source))


class Visitor:
    """Visits feeds; several threads may use one."""

    def __init__(self, clock: Clock, fetcher: Fetcher, robots: Shelf) -> None:
        """Take what fetches, and the robots.txt that are known."""
        self._clock, self._fetcher, self._robots = clock, fetcher, robots

    def list_feed(self, feed: Feed, state: FeedState) -> Listed:
        """Ask a feed for its items, if it changed since. Raises FetchFault and Stopped."""
        known = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        headers = {"Accept": FEEDS} | {name: value for name, value in known.items() if value}
        answer = self._fetcher.fetch(feed.url, self._asking(feed, headers), self._rules(feed))
        if answer.status == 304:
            return Listed(Listing(), state.etag, state.modified, unchanged=True)
        body, cut = unpack_file(answer.body, LARGEST_FEED)
        listing = list_apart(body, cut or answer.cut, answer.url, self._today())
        for url in listing.others[:SITEMAPS]:
            listing = _joined(listing, self._sitemap(feed, url))
        own = (item if item.url else replace(item, id=f"{feed.key} {item.id}") for item in listing.items)
        listing = replace(listing, items=tuple(own))
        etag, modified = (_one_line(answer.headers.get(name, "")) for name in ("etag", "last-modified"))
        return Listed(listing, etag, modified, moved=answer.moved)

    def _sitemap(self, feed: Feed, url: str) -> Listing:
        answer = self._fetcher.fetch(url, self._asking(feed, {}), self._rules(feed))
        body, cut = unpack_file(answer.body, LARGEST_FEED)
        return list_apart(body, cut or answer.cut, answer.url, self._today())

    def fetch_item(self, feed: Feed, item: Item) -> Page:
        """Fetch the page of an item, or take what stands in the feed. Raises FetchFault and Stopped."""
        if not from_page(feed, item):
            return Page(_page_of(item), "text/html; charset=utf-8", item.url)
        asking = Asking(LARGEST_PAGE + 1, {"Accept": ", ".join(PAGES)}, feed.ports, self._private(feed), kinds=PAGES)
        answer = self._fetcher.fetch(item.url, asking, self._rules(feed))
        return Page(answer.body, answer.headers.get("content-type", "").lower(), answer.url)

    def _asking(self, feed: Feed, headers: dict[str, str]) -> Asking:
        return Asking(LARGEST_FEED, headers, feed.ports, self._private(feed), Ends())

    def _rules(self, feed: Feed) -> Robots:
        asking = asking_for_robots(self._private(feed), feed.ports)
        return Robots(self._clock, partial(self._fetcher.fetch, asking=asking), self._robots, feed.key)

    def _private(self, feed: Feed) -> str | None:
        return parse_address(feed.url, (80, 443, *feed.ports)).host if feed.allow_private else None

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock.now(), UTC).date()


def from_page(feed: Feed, item: Item) -> bool:
    """Tell whether an item's text comes from its page, so that another feed that lists it would find the same."""
    return feed.text == "page" and bool(item.url)


def _page_of(item: Item) -> bytes:
    head = f"<html><head><title>{escape(item.title)}</title></head><body><article>"
    html = item.html if "<" in item.html else "".join(f"<p>{escape(part)}</p>" for part in item.html.split("\n\n"))
    return f"{head}{html}</article></body></html>".encode("utf-8", "replace")


def _joined(one: Listing, other: Listing) -> Listing:
    return Listing((*one.items, *other.items), one.more or other.more, one.others, one.damaged or other.damaged)


def _one_line(value: str) -> str:
    """Return a header that may be sent back; one that is odd is not."""
    return value if value.isascii() and value.isprintable() and len(value) < 500 else ""


def fresh_items(items: Iterable[Item], known: Iterable[str], most: int) -> tuple[list[Item], bool]:
    """Return the items that were never read, each once, and whether there are more of them than are taken."""
    seen, fresh = set(known), list[Item]()
    for item in items:
        if item.key not in seen:
            seen.add(item.key)
            fresh.append(item)
    return fresh[:most], len(fresh) > most
