"""Changes of hands as feeds, Atom (RFC 4287) and JSON Feed 1.1: newest report first, each with its quotes and sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, uuid5

from whoholds.forms.citing import Cited, cited
from whoholds.forms.material import Material
from whoholds.forms.rights import RIGHTS
from whoholds.records import Claim, content_id
from whoholds.report.change_rows import Told
from whoholds.report.moves import BETWEEN
from whoholds.report.words import chance_words, days_words

MOST = 100
"""Changes in one feed, the newest."""
NEVER = "1970-01-01"
"""The day of a feed that holds nothing, since a feed must have one."""
ABOUT = {"contested": "became contested between {after}", "held": "passed to {after}"}
_BARRED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
"""Signs that XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a feed lies and where it leads; addresses may be relative, in a published folder."""

    title: str
    own: str
    home: str
    page: Callable[[str], str]
    """Gives the address of a place's page by its id; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as readers of feeds show it."""

    id: str
    title: str
    published: str
    """The day of its first report."""
    updated: str
    """The day of its last report."""
    html: str
    link: str
    cited: Cited


def entries_of(material: Material, changes: Sequence[Told], where: Where) -> list[Entry]:
    """Return the entries of a feed, for changes oldest first. A change told otherwise later is a new entry: what was read stays read."""
    told = changes[-MOST:]
    claims = material.claims_by({id for change, _ in told for id in change.claims})
    found = [_entry(one, cited(one[0].claims, claims, material.document), where) for one in told]
    return sorted(found, key=lambda entry: (entry.published, entry.id), reverse=True)


def _entry(told: Told, cites: Cited, where: Where) -> Entry:
    change, place = told
    happened = ABOUT.get(change.status, "{after}").format(after=(change.after or "").replace(BETWEEN, " and "))
    after = f" from {change.before}" if change.before and change.status == "held" else ""
    when = days_words(change.earliest, change.latest)
    days = sorted(str(c.published.latest) for c in cites.claims if c.published and c.published.latest)
    first, last = (days[0], days[-1]) if days else (str(change.latest or NEVER),) * 2
    key = content_id("change", change.place_id, change.before, change.after, change.status, change.earliest and str(change.earliest), when)
    title = f"{place.name} {happened}{after} {when}"
    return Entry(_urn(key), title, first, last, _html(title, change.probability, cites), where.page(place.id), cites)


def _html(title: str, probability: float, cites: Cited) -> str:
    quotes = "".join(_quote(claim) for claim in cites.claims[:6])
    more = f"<p>{len(cites.claims) - 6} more claims.</p>" if len(cites.claims) > 6 else ""
    return f"<p>{escape(title)} ({escape(chance_words(probability))}).</p>{quotes}{more}<p>{escape(RIGHTS)}</p>"


def _quote(claim: Claim) -> str:
    day = claim.published.latest if claim.published else None
    who = ", ".join([*(filler.name for filler in reversed(claim.sources)), claim.publisher or "publisher not known", str(day or "day not known")])
    return f'<blockquote dir="auto">{escape(claim.sentence.words)}<br><cite>{escape(who)}, claim {claim.id[:8]}</cite></blockquote>'


def atom_text(entries: Sequence[Entry], where: Where) -> str:
    """Write a feed as Atom."""
    updated = max((entry.updated for entry in entries), default=NEVER)
    head = [
        f"<title>{_xml(where.title)}</title>",
        f"<id>{feed_id(where)}</id>",
        f'<link rel="self" type="application/atom+xml" href="{_xml(where.own)}"/>',
        f'<link rel="alternate" type="text/html" href="{_xml(where.home)}"/>',
        f"<updated>{updated}T00:00:00Z</updated>",
        "<author><name>Whoholds</name></author>",
        "<generator>Whoholds</generator>",
        f"<rights>{_xml(RIGHTS)}</rights>",
    ]
    items = "\n".join(_atom_entry(entry) for entry in entries)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n{"".join(head)}\n{items}\n</feed>\n'


def _atom_entry(entry: Entry) -> str:
    link = f'<link rel="alternate" type="text/html" href="{_xml(entry.link)}"/>' if entry.link else ""
    days = f"<published>{entry.published}T00:00:00Z</published><updated>{entry.updated}T00:00:00Z</updated>"
    sources = "".join(f'<category term="claim:{claim.id}"/>' for claim in entry.cited.claims)
    content = f'<content type="html">{_xml(entry.html)}</content>'
    return f"<entry><title>{_xml(entry.title)}</title><id>{entry.id}</id>{link}{days}{sources}{content}</entry>"


def json_feed_text(entries: Sequence[Entry], where: Where) -> str:
    """Write a feed as JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": where.title,
        "home_page_url": where.home,
        "feed_url": where.own,
        "description": RIGHTS,
        "authors": [{"name": "Whoholds"}],
        "items": [_json_entry(entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")) + "\n"


def _json_entry(entry: Entry) -> dict[str, object]:
    plain: dict[str, object] = {
        "id": entry.id,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": f"{entry.published}T00:00:00Z",
        "date_modified": f"{entry.updated}T00:00:00Z",
        "_whoholds": entry.cited.plain(),
    }
    return {**plain, "url": entry.link} if entry.link else plain


def feed_id(where: Where) -> str:
    """Return the name of a feed: the same wherever it lies, so that readers know it again."""
    return _urn(f"whoholds feed {where.title}")


def _urn(key: str) -> str:
    whole = key.encode("utf-8", "backslashreplace").decode("utf-8")  # a lone half of a surrogate pair has no bytes
    return f"urn:uuid:{uuid5(NAMESPACE_URL, whole)}"


def _xml(words: str) -> str:
    return escape(words.translate(_BARRED))
