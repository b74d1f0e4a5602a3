"""The pages: situation with map, places, claims, disputes, figures, sources. Plain HTML, no scripts, everything escaped."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from whoholds.forms.lines import dispute_line, figure_line, holding_line
from whoholds.records import Claim, Dispute, Figure, Filler, Holding, Window
from whoholds.records.json_lines import to_plain
from whoholds.report.changes import change_line, changes_between
from whoholds.report.knowledge import Knowledge
from whoholds.report.map import dots_on, draw_map, page_name

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:62rem;padding:1rem;color:#1c1c1c;background:#fff}"
    "nav a{margin-right:1rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;"
    "border-bottom:1px solid #ddd;vertical-align:top}.map{width:100%;height:auto;border:1px solid #ccc;font-size:11px}"
    ".letter{font-size:9px;text-anchor:middle;fill:#fff;font-weight:bold}.doubt{fill:#1c1c1c}.map text{pointer-events:none}blockquote{margin:.4rem 0;"
    "padding-left:.8rem;border-left:3px solid #999}mark{background:#ffe08a}small,.quiet{color:#555}"
    "a:focus{outline:3px solid #0072b2}@media print{nav{display:none}}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path, its HTML, and the same as JSON."""

    path: str
    html: str
    data: Any


def pages_of(knowledge: Knowledge, on: date | None = None) -> list[Page]:
    """Write every page, for a day (default: the last day that anything was published)."""
    days = [d.published.latest for d in knowledge.documents if d.published and d.published.latest]
    day = on or max(days, default=date.min)
    claims = {claim.id: claim for claim in knowledge.claims}
    pages = [
        situation_page(knowledge, day),
        disputes_page(knowledge.disputes, claims),
        figures_page(knowledge.figures, claims),
        sources_page(knowledge),
    ]
    by_place: dict[str, list[Holding]] = {}
    for holding in knowledge.holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    pages += [place_page(rows, claims) for _, rows in sorted(by_place.items())]
    pages += [claim_page(claim, knowledge) for _, claim in sorted(claims.items())]
    return pages


def situation_page(knowledge: Knowledge, day: date) -> Page:
    """The map of a day, its twin as a table, and what changed."""
    dots = dots_on(knowledge.holdings, day)
    rows = [
        (
            _place_link(d.id, d.name),
            escape(d.holder or d.status),
            f"{d.probability:.0%}",
            "not confirmed of late" if d.stale else "",
        )
        for d in dots
    ]
    claims = {claim.id for claim in knowledge.claims}
    changes = changes_between(knowledge.holdings, None, day)[-25:]
    changed = [
        (escape(str(c.latest or c.earliest)), escape(c.place), escape(c.before or "not known"), escape(c.after or c.status),
         f"{c.probability:.0%}", _claim_links(c.claims, claims, ""))
        for c in reversed(changes)
    ]  # fmt: skip
    body = (
        f"<h1>Who holds what on {day}</h1><p class=quiet>Worked out from {len(knowledge.documents)} articles; every statement leads "
        f"to the words it rests on. Faded: not confirmed of late. Hatched: contested.</p>{draw_map(dots)}"
        f"<h2>What changed last</h2>{_table(('when', 'place', 'before', 'after', 'probability', 'claims'), changed)}"
        f"<h2>The map as a table</h2>{_table(('place', 'holder', 'probability', ''), rows)}"
    )
    data = {
        "on": str(day),
        "places": [to_plain(dot) for dot in dots],
        "changes": [change_line(change) for change in changes],
    }
    return Page("index", frame("Situation", body, ""), data)


def place_page(holdings: list[Holding], claims: dict[str, Claim]) -> Page:
    """A place's history with the sentences behind each stretch."""
    holdings.sort(key=lambda h: (h.start.latest or date.min, h.id))
    place = holdings[0].place
    parts = [f"<h1>{escape(place.name)}</h1><p class=quiet>{escape(place.id)}, {escape(place.country or '')}</p>"]
    for holding in reversed(holdings):
        held = holding.holder or " / ".join(holding.rivals) or "nobody known"
        parts.append(
            f"<h2>{escape(holding.status)}: {escape(held)} ({holding.probability:.0%}, {escape(holding.kind)})</h2>"
            f"<p>Since {_days(holding.start)}; last confirmed {escape(str(holding.last_confirmed or 'never'))}.</p>"
        )
        parts += [_quote(claims[id], "../") for id in holding.claims_for if id in claims]
        if holding.claims_against:
            parts.append(f"<p>Against: {_claim_links(holding.claims_against, claims, '../')}</p>")
    data = [holding_line(holding) for holding in holdings]
    return Page(f"places/{page_name(place.id)}", frame(place.name, "".join(parts), "../"), data)


def claim_page(claim: Claim, knowledge: Knowledge) -> Page:
    """A claim: its sentence with the words marked, who says so, and what it says."""
    chain = " ← ".join(escape(f.name) for f in reversed(claim.sources)) or "the text's own voice"
    rows = [("type", escape(claim.type)), ("status", escape(claim.status)), ("who says so", chain)]
    for role, fillers in (("actor", claim.actors), ("target", claim.targets), ("place", claim.places)):
        rows += [(role, _resolved(filler)) for filler in fillers]
    rows += [("number", escape(f"{q.words}: {q.low} to {q.high} {q.unit}")) for q in claim.quantities]
    rows.append(("when", f"{_days(claim.window)} <small>{escape(claim.window_reason)}</small>"))
    rows.append(("found by", f"{escape(claim.found_by)}, score {claim.score:.2f}"))
    against = [d for d in knowledge.disputes if claim.id in d.claims]
    told = "".join(f"<p>Disputed ({escape(d.kind)}): {escape(d.what)}</p>" for d in against)
    published = _days(claim.published)
    body = (
        f"<h1>Claim {claim.id[:8]}</h1><blockquote>{marked_sentence(claim)}</blockquote>"
        f"<p>{escape(claim.publisher or 'publisher not known')}, published {published}</p>{told}{_table(('', ''), rows)}"
    )
    return Page(f"claims/{claim.id}", frame(f"Claim {claim.id[:8]}", body, "../"), to_plain(claim))


def marked_sentence(claim: Claim) -> str:
    """Return the sentence with its trigger marked; cut here, since browsers count characters differently."""
    words, start = claim.sentence.words, claim.sentence.start
    low, high = claim.trigger.start - start, claim.trigger.end - start
    return f"{escape(words[:low])}<mark>{escape(words[low:high])}</mark>{escape(words[high:])}"


def disputes_page(disputes: Iterable[Dispute], claims: dict[str, Claim]) -> Page:
    """Contradictions and impossibilities, both sides quoted."""
    kept = list(disputes)
    parts = ["<h1>Disagreements</h1>"]
    for dispute in kept:
        quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in dispute.quotes)
        parts.append(
            f"<h2>{escape(dispute.kind)}: {escape(dispute.what)}</h2>{quotes}<p>Would settle it: {escape(dispute.settles)}</p>"
            f"<p>{_claim_links(dispute.claims, claims, '')}</p>"
        )
    return Page("disputes", frame("Disagreements", "".join(parts), ""), [dispute_line(dispute) for dispute in kept])


def figures_page(figures: Iterable[Figure], claims: dict[str, Claim]) -> Page:
    """Figures with definitions and words."""
    kept = sorted(figures, key=lambda f: (f.measure, f.subject, f.document, f.start))
    rows = [
        (escape(f.measure), escape(f.subject), escape(f.scope), escape(f.definition), escape(f"{f.low} to {f.high} {f.unit}"),
         escape(f.quote), _claim_links([f.claim], claims, ""))
        for f in kept
    ]  # fmt: skip
    columns = ("measure", "subject", "scope", "definition", "value", "words", "claim")
    return Page(
        "figures", frame("Figures", f"<h1>Figures</h1>{_table(columns, rows)}", ""), [figure_line(f) for f in kept]
    )


def sources_page(knowledge: Knowledge) -> Page:
    """Every article that was read."""
    kept = sorted(knowledge.documents, key=lambda d: (str(d.published.latest) if d.published else "", d.id))
    rows = [
        (
            escape(d.source or "not known"),
            escape(d.title or "no title"),
            _days(d.published),
            escape(d.published_from),
            escape(d.language or ""),
        )
        for d in kept
    ]
    columns = ("publisher", "title", "published", "known from", "language")
    data = [
        {"doc": d.id, "source": d.source, "title": d.title, "url": d.url, "published": to_plain(d.published)}
        for d in kept
    ]
    return Page("sources", frame("Sources", f"<h1>Sources</h1>{_table(columns, rows)}", ""), data)


def frame(title: str, body: str, up: str) -> str:
    """Put a body into the page that all pages share."""
    names = (("index", "Situation"), ("disputes", "Disagreements"), ("figures", "Figures"), ("sources", "Sources"))
    links = "".join(f'<a href="{up}{name}.html">{text}</a>' for name, text in names)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} – Whoholds</title>'
        f'<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<style>{STYLE}</style></head><body><nav>{links}</nav><main>{body}</main></body></html>"
    )


def json_text(page: Page) -> str:
    """Return a page's JSON twin."""
    return json.dumps(page.data, ensure_ascii=False, indent=1)


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th scope=col>{escape(column)}</th>" for column in columns)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _quote(claim: Claim, up: str) -> str:
    who = escape(claim.publisher or "publisher not known")
    return f'<blockquote>{marked_sentence(claim)} <small><a href="{up}claims/{claim.id}.html">{who}, {_days(claim.published)}</a></small></blockquote>'


def _claim_links(ids: Iterable[str], claims: Container[str], up: str) -> str:
    """Link the claims that there are: what an older fold names may be gone."""
    return " ".join(f'<a href="{up}claims/{escape(id)}.html">{escape(id[:8])}</a>' for id in ids if id in claims)


def _place_link(id: str, name: str) -> str:
    return f'<a href="places/{page_name(id)}.html">{escape(name)}</a>'


def _resolved(filler: Filler) -> str:
    link = filler.link
    return (
        escape(filler.words)
        if link is None
        else f"{escape(filler.words)} = {escape(link.name)} <small>{escape(link.reason)}</small>"
    )


def _days(window: Window | None) -> str:
    if window is None or (window.earliest is None and window.latest is None):
        return "not known"
    if window.earliest == window.latest:
        return str(window.earliest)
    return f"{window.earliest or 'some day'} to {window.latest or 'open'}"
