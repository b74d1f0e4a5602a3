"""What a feed lists: RSS, Atom, JSON Feed and news sitemaps, told apart by what stands in them, not by what they are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from xml.sax import SAXException

from whoholds.feeds.fault import FetchFault
from whoholds.read.days import parse_days
from whoholds.read.files import decode

LISTED = 1_000
"""Items that are taken from the top of a feed, as many as a news sitemap may hold; feeds list the newest first."""
DAMAGED = "damaged"
_END = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:item|entry|url|sitemap)\s*>", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})[\"']")
_HEAD = re.compile(r"\s*<\?xml[^>]*\?>")
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|at_(?:medium|campaign)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One article as a feed lists it."""

    url: str
    """Where its page is; empty where the feed names none."""
    title: str = ""
    day: str = ""
    """The day on which the feed says it was published, YYYY-MM-DD; empty where it says none."""
    html: str = ""
    """What of it stands in the feed itself."""
    id: str = ""

    @property
    def key(self) -> str:
        """The name under which it is noted: its address without what only tracks readers, else its id."""
        return same_address(self.url) if self.url else self.id

    @property
    def address(self) -> str:
        """The name under which it is noted that it could not be had: its key with the scheme, as http may fail and https not."""
        return f"{urlsplit_safely(self.url)[0]}:{self.key}" if self.url else self.id


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed lists now."""

    items: tuple[Item, ...] = ()
    more: bool = False
    """Whether it lists more than is taken."""
    others: tuple[str, ...] = ()
    """Addresses of further sitemaps, newest first."""
    damaged: bool = False
    """Whether its XML breaks the rules of XML, so that only what could be made out of it is listed."""


class Ends:
    """Counts the ends of items in what comes, so that a feed of a million items is not fetched to its end."""

    def __init__(self) -> None:
        """Begin to count."""
        self._rest, self._count = b"", 0

    def __call__(self, piece: bytes) -> bool:
        """Take the next piece; tell whether there is enough."""
        data = self._rest + piece
        ends = [found.end() for found in _END.finditer(data)]
        self._count += len(ends)
        self._rest = data[max(ends[-1] if ends else 0, len(data) - 64) :]
        return self._count >= LISTED


def list_items(body: bytes, cut: bool, url: str, today: date) -> Listing:
    """Read a feed of any kind. Raises FetchFault for what is none, or holds a document type, which may hide a bomb."""
    text = _text(body).strip()
    if text.startswith("{"):
        return _from_json(text, cut, url, today)
    start = _PROLOG.match(text)
    rest = text[start.end() :] if start else text
    root = _ROOT.match(rest)
    kind = root[1].lower() if root else ""
    if rest[:9].lower() == "<!doctype" and not re.match(r"<!doctype\s+html", rest, re.IGNORECASE):
        raise FetchFault("a feed with a document type, which may make it grow without end; not read", lasting=True)
    if kind in ("urlset", "sitemapindex"):
        return _from_sitemap(text, cut, url, today)
    if kind in ("rss", "feed", "rdf", "channel"):
        return _from_xml(text, cut, url, today)
    what = "a web page" if kind == "html" or rest[:9].lower() == "<!doctype" else "neither RSS, Atom, JSON Feed nor a sitemap"
    raise FetchFault(f"{what}; give the address of the feed itself", lasting=True)


def _text(body: bytes) -> str:
    """Turn a feed into text: by the encoding that its first line names, else as files are; bad bytes are marked."""
    named = _DECLARED.match(body[:300].lstrip())
    if named and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return body.decode(named[1].decode("ascii"), "replace").replace("\0", "")
        except LookupError:
            pass
    text = decode(body)
    if text is None:
        raise FetchFault("binary data, not a feed; give the address of the feed itself", lasting=True)
    return text


def _from_xml(text: str, cut: bool, url: str, today: date) -> Listing:
    """Read RSS and Atom by feedparser, which mends what is not well-formed. It gets bytes, never an address to open."""
    import feedparser

    data = BytesIO(_HEAD.sub("", text, count=1).encode("utf-8", "replace"))
    head = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(data, response_headers=head)
    if not found.version and not found.entries:
        raise FetchFault("not readable as a feed; look at it in a browser", lasting=True)
    items = tuple(filter(None, (_from_entry(entry, today) for entry in found.entries[:LISTED])))
    damaged = isinstance(found.get("bozo_exception"), SAXException)
    return _checked(Listing(items, cut or len(found.entries) > LISTED, damaged=damaged and not cut))


def _checked(listing: Listing) -> Listing:
    """Return a listing. Raises FetchFault for damaged XML of which nothing could be made out."""
    if listing.damaged and not listing.items and not listing.others:
        raise FetchFault("its XML is damaged, and no item could be made out; look at it in a browser", lasting=True)
    return listing


def _from_entry(entry: Any, today: date) -> Item | None:
    parts = entry.get("content") or []
    html = max((str(part.get("value", "")) for part in parts), key=len, default="") or str(entry.get("summary", ""))
    when = str(entry.get("published") or entry.get("updated") or "")
    return _item(str(entry.get("link", "")), str(entry.get("title", "")), when, html, str(entry.get("id", "")), today)


def _from_json(text: str, cut: bool, url: str, today: date) -> Listing:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        reason = "a JSON feed too large to be read whole" if cut else "not valid JSON; look at it in a browser"
        raise FetchFault(reason, lasting=not cut) from None
    rows = data.get("items")
    if not isinstance(rows, list):
        raise FetchFault("JSON without a list of items, so no JSON Feed; give the address of the feed", lasting=True)
    items = (_from_row(row, url, today) for row in rows[:LISTED] if isinstance(row, dict))
    return Listing(tuple(filter(None, items)), len(rows) > LISTED)


def _from_row(row: dict[str, Any], base: str, today: date) -> Item | None:
    said = {name: value for name, value in row.items() if isinstance(value, str)}
    link = said.get("url") or said.get("external_url") or ""
    html = said.get("content_html") or said.get("content_text") or ""
    when = said.get("date_published") or said.get("date_modified") or ""
    return _item(_joined(base, link), said.get("title", ""), when, html, said.get("id", ""), today)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""


def _from_sitemap(text: str, cut: bool, url: str, today: date) -> Listing:
    """Read a sitemap as far as it is whole; of an index the sitemaps that changed last."""
    items, others, more, damaged = list[Item](), list[tuple[str, str]](), cut, False
    for kind, facts in _rows(text):
        if kind == DAMAGED:
            damaged = not cut
        elif kind == "sitemap":
            others.append((facts.get("lastmod", ""), _joined(url, facts.get("loc", ""))))
        elif len(items) == LISTED:
            more = True
            break
        else:
            said = _item(_joined(url, facts.get("loc", "")), facts.get("title", ""), facts.get("publication_date", ""), "", "", today)
            items += [said] if said else []
    return _checked(Listing(tuple(items), more, tuple(other for _, other in sorted(others, reverse=True) if other), damaged))


def _rows(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    data = BytesIO(_HEAD.sub("", text, count=1).encode("utf-8", "replace"))
    try:
        for _, element in iterparse(data, forbid_dtd=True):
            kind = _plain(element.tag)
            if kind in ("url", "sitemap"):
                yield kind, {_plain(part.tag): (part.text or "").strip() for part in element.iter()}
                element.clear()
    except (ParseError, DefusedXmlException):
        yield DAMAGED, {}  # or cut: what stood before that is read


def _plain(tag: Any) -> str:
    return str(tag).rpartition("}")[2].lower()


def _item(url: str, title: str, when: str, html: str, id: str, today: date) -> Item | None:
    if urlsplit_safely(url)[0] not in ("http", "https"):
        url = ""
    if not url and not (id and html):
        return None
    return Item(url, " ".join(title.split())[:500], day_of(when, today), html, id[:500])


def urlsplit_safely(url: str) -> tuple[str, str, str, str]:
    """Return scheme, host with port, path and query; nothing where it is no address."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), parts.netloc.lower(), parts.path, parts.query
    except ValueError:
        return "", "", "", ""


def day_of(when: str, today: date) -> str:
    """Return the day of a moment as the publisher writes it, in its own time zone; none for a day that is still to come."""
    day = None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            day = read(when.strip()).date()
            break
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    if day is None:
        days = parse_days(when[:100])
        day = days.earliest if days and days.earliest == days.latest else None
    return day.isoformat() if day and day <= today + timedelta(days=1) else ""


def same_address(url: str) -> str:
    """Return what is the same for all addresses of one article: no scheme, no fragment, nothing that tracks readers."""
    _, host, path, query = urlsplit_safely(url)
    host = re.sub(r":(?:80|443)$", "", host)
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(name)]
    return f"//{host}{path or '/'}" + (f"?{urlencode(kept)}" if kept else "")
