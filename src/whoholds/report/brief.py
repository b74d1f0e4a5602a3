"""The brief: what changed, who holds what, fighting, figures, disputes; every sentence carries its numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

from whoholds.infer.holdings import holding_on
from whoholds.records import Claim, Event, Figure, Holding, Window
from whoholds.report.changes import changes_between
from whoholds.report.knowledge import Knowledge

RECENT_DAYS = 30
"""How far back "what changed" looks."""
FIGHTING = ("advance", "siege", "clash", "strike", "attack", "withdraw")
MOST_EVENTS = 25
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: nothing. A mistake in escaping could then do nothing."""
MOST_NOTES = 4
"""Most claims cited for one sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or table row with the numbers of its notes."""

    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the brief; `empty` is said where nothing is known."""

    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief for a day: sections, and the notes that they cite."""

    on: date | None
    articles: int
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    cited: tuple[str, ...] = ()
    """The claim of each note."""


@dataclass
class _Notes:
    """Numbers claims in the order in which they are first cited."""

    claims: dict[str, Claim]
    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, ids: Iterable[str]) -> tuple[int, ...]:
        known = [id for id in ids if id in self.claims][:MOST_NOTES]
        return tuple(self.numbers.setdefault(id, len(self.numbers) + 1) for id in known)

    def written(self) -> tuple[str, ...]:
        return tuple(note_of(self.claims[id]) for id in self.numbers)


def write_brief(knowledge: Knowledge, on: date | None = None) -> Brief:
    """Write the brief for a day; without one, for the last day that anything was published. Nothing is said without a source."""
    published = [d.published.latest for d in knowledge.documents if d.published and d.published.latest]
    day = on or max(published, default=None)
    notes = _Notes({claim.id: claim for claim in knowledge.claims})
    sections = (
        Section(
            "What changed", _changes(knowledge, day, notes), "No place is reported to have changed hands in these days."
        ),
        Section("Who holds what", _holdings(knowledge, day, notes), "No article says who holds any place."),
        Section(
            "Fighting, sieges and attacks",
            _events(knowledge.events, day, notes),
            "No fighting is reported in these days.",
        ),
        Section("Figures", _figures(knowledge.figures, notes), "No figures are reported."),
        Section("Disagreements", _disputes(knowledge, notes), "No contradictions were found."),
        Section(
            "What is not known",
            _unknown(knowledge, day, notes),
            "No article names a holder, on another day, of any other place.",
        ),
    )
    return Brief(day, len(knowledge.documents), sections, notes.written(), _sources(knowledge), tuple(notes.numbers))


def _changes(knowledge: Knowledge, day: date | None, notes: _Notes) -> tuple[Line, ...]:
    start = day - timedelta(days=RECENT_DAYS) if day else None
    lines = []
    for change in changes_between(knowledge.holdings, start, day):
        before = f" from {change.before}" if change.before else ""
        words = (
            f"passed{before} to {change.after}"
            if change.status == "held"
            else f"became contested between {change.after}"
        )
        text = (
            f"{change.place} {words}, {_days(change.earliest, change.latest)} (probability {change.probability:.2f})."
        )
        lines.append(Line(text, notes.cite(change.claims)))
    return tuple(line for line in lines if line.notes)


def _on(holdings: Sequence[Holding], day: date | None) -> list[Holding]:
    by_place: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    found = [h for rows in by_place.values() if day is not None and (h := holding_on(rows, day)) is not None]
    return sorted(found, key=lambda h: (h.place.name, h.place.id))


def _holdings(knowledge: Knowledge, day: date | None, notes: _Notes) -> tuple[Line, ...]:
    lines = []
    for holding in _on(knowledge.holdings, day):
        if holding.status == "unknown":
            continue
        who = holding.holder if holding.status == "held" else f"contested between {' and '.join(holding.rivals)}"
        since = _days(holding.start.earliest, holding.start.latest)
        confirmed = f"last confirmed {holding.last_confirmed}" if holding.last_confirmed else "never confirmed"
        text = f"{holding.place.name}: {who} (probability {holding.probability:.2f}, {holding.kind}), since {since}; {confirmed}."
        lines.append(Line(text, notes.cite(holding.claims_for)))
    return tuple(line for line in lines if line.notes)


def _events(events: Sequence[Event], day: date | None, notes: _Notes) -> tuple[Line, ...]:
    start = day - timedelta(days=RECENT_DAYS) if day else None
    kept = [e for e in events if e.type in FIGHTING and e.status == "fact" and _within(e.window, start, day)]
    kept.sort(key=lambda e: (e.window.latest or date.min if e.window else date.min, e.id), reverse=True)
    lines = []
    for event in kept[:MOST_EVENTS]:
        where = f" at {event.place.name}" if event.place else ""
        who = f" by {', '.join(event.actors)}" if event.actors else ""
        whom = f" against {', '.join(event.targets)}" if event.targets else ""
        when = _days(event.window.earliest, event.window.latest) if event.window else "day not known"
        origins = f"{len(event.origins)} independent report{'s' if len(event.origins) != 1 else ''}"
        lines.append(
            Line(f"{event.type.capitalize()}{where}{who}{whom}, {when} ({origins}).", notes.cite(event.claims))
        )
    return tuple(line for line in lines if line.notes)


def _within(window: Window | None, start: date | None, end: date | None) -> bool:
    if window is None or window.latest is None:
        return False
    return (start is None or window.latest >= start) and (end is None or window.latest <= end)


def _figures(figures: Sequence[Figure], notes: _Notes) -> tuple[Line, ...]:
    lines = []
    for figure in sorted(figures, key=lambda f: (f.measure, f.subject, f.scope, f.document, f.start)):
        value = _range(figure)
        scope = f" in {figure.scope}" if figure.scope else ""
        text = f"{figure.measure.replace('_', ' ')}, {figure.subject}{scope}: {value}; definition: {figure.definition or 'not given'}."
        lines.append(Line(text, notes.cite([figure.claim])))
    return tuple(line for line in lines if line.notes)


def _range(figure: Figure) -> str:
    numbers = [f"{value:,.10g}" for value in (figure.low, figure.high) if value is not None]
    if figure.high is None:
        return f"at least {numbers[0]} {figure.unit}" if numbers else "no number"
    if figure.low is None:
        return f"up to {numbers[0]} {figure.unit}"
    return f"{numbers[0]} {figure.unit}" if figure.low == figure.high else f"{numbers[0]} to {numbers[1]} {figure.unit}"


def _disputes(knowledge: Knowledge, notes: _Notes) -> tuple[Line, ...]:
    lines = []
    for dispute in knowledge.disputes:
        quotes = " / ".join(f"“{' '.join(quote.split())}”" for quote in dispute.quotes[:3])
        text = f"{dispute.kind}: {dispute.what} {quotes} Would settle it: {dispute.settles}"
        lines.append(Line(text, notes.cite(dispute.claims)))
    return tuple(line for line in lines if line.notes)


def _unknown(knowledge: Knowledge, day: date | None, notes: _Notes) -> tuple[Line, ...]:
    """Tell the places that have a holder on other days only; the notes are what is said of them."""
    on = {h.place.id: h for h in _on(knowledge.holdings, day)}
    known = {id for id, holding in on.items() if holding.status != "unknown"}
    places = {h.place.id: h.place for h in knowledge.holdings if h.place.id not in known}
    lines = []
    for place in sorted(places.values(), key=lambda p: (p.name, p.id)):
        own = (*on[place.id].claims_for, *on[place.id].claims_against) if place.id in on else ()
        text = f"{place.name}: who holds it on this day is not known."
        lines.append(Line(text, notes.cite(own or _about(place.id, knowledge.claims))))
    return tuple(line for line in lines if line.notes)


def _about(place: str, claims: Iterable[Claim]) -> list[str]:
    told = [c for c in claims if any(f.link is not None and f.link.id == place for f in c.places)]
    told.sort(key=lambda c: ((c.published and c.published.latest) or date.max, c.id))
    return [claim.id for claim in told]


def _sources(knowledge: Knowledge) -> tuple[str, ...]:
    rows = sorted(
        knowledge.documents, key=lambda d: (str(d.published.latest) if d.published else "", d.source or "", d.id)
    )
    return tuple(
        f"{d.source or 'Publisher not known'}, {d.title or 'no title'}, {_days(d.published.earliest, d.published.latest) if d.published else 'day not known'}"
        for d in rows
    )


def note_of(claim: Claim) -> str:
    """Write a note: the quote, who says so, who published it, when, and the claim's id."""
    chain = " ← ".join(filler.name for filler in reversed(claim.sources))
    says = f"says {chain}; " if chain else ""
    day = _days(claim.published.earliest, claim.published.latest) if claim.published else "day not known"
    status = "" if claim.status == "fact" else f", told as {claim.status}"
    return f"“{' '.join(claim.sentence.words.split())}” ({says}{claim.publisher or 'publisher not known'}, {day}; claim {claim.id[:8]}{status})"


def _days(earliest: date | None, latest: date | None) -> str:
    if earliest and latest:
        return str(earliest) if earliest == latest else f"{earliest} to {latest}"
    if earliest or latest:
        return f"from {earliest}" if earliest else f"by {latest}"
    return "a day not known"


_MARKS = re.compile(
    r"[\\`*_\[\]~|]|(?<=\])\(|<|&(?=#?\w+;)|^(?:[#>+=-]|\d+(?=[.)]))|(?<=:)//|(?<=www)\.", re.IGNORECASE
)


def escape_markdown(words: str) -> str:
    """Write words that somebody else chose so that Markdown shows them as they are: no links, no HTML, no headings."""
    return _MARKS.sub(_escaped, " ".join(words.split()))


def _escaped(match: re.Match[str]) -> str:
    sign = match.group()
    if sign.isdigit():
        return f"{sign}\\"
    return {"<": "&lt;", "&": "&amp;", "//": "\\/\\/"}.get(sign, f"\\{sign}")


def brief_markdown(brief: Brief) -> str:
    """Write a brief as Markdown, everything escaped; notes are numbered in square brackets."""
    parts = [
        f"# Who holds what on {brief.on or 'a day not known'}",
        f"From {brief.articles} articles. Numbers in brackets are notes.",
    ]
    for section in brief.sections:
        parts.append(f"## {section.title}")
        parts += [
            f"- {escape_markdown(line.text)} {' '.join(f'[{n}]' for n in line.notes)}" for line in section.lines
        ] or [section.empty]
    parts.append("## Notes")
    parts += [f"{number}. {escape_markdown(note)}" for number, note in enumerate(brief.notes, 1)] or ["None."]
    parts.append("## Sources")
    parts += [f"- {escape_markdown(source)}" for source in brief.sources] or ["None."]
    return "\n\n".join(parts) + "\n"


STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}li{margin:.3rem 0}"
    "sup a{text-decoration:none}@media print{body{margin:0}}"
)


def brief_html(brief: Brief) -> str:
    """Write a brief as one HTML file: no scripts, everything escaped, each note a link."""
    parts = [f"<h1>Who holds what on {brief.on or 'a day not known'}</h1><p>From {brief.articles} articles.</p>"]
    for section in brief.sections:
        lines = "".join(f"<li>{escape(line.text)} <sup>{_links(line.notes)}</sup></li>" for line in section.lines)
        parts.append(
            f"<h2>{escape(section.title)}</h2>" + (f"<ul>{lines}</ul>" if lines else f"<p>{escape(section.empty)}</p>")
        )
    notes = "".join(f'<li id="n{number}">{escape(note)}</li>' for number, note in enumerate(brief.notes, 1))
    sources = "".join(f"<li>{escape(source)}</li>" for source in brief.sources)
    parts.append(f"<h2>Notes</h2><ol>{notes}</ol><h2>Sources</h2><ul>{sources}</ul>")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head = f'<meta charset="utf-8">{policy}<title>Brief – Whoholds</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _links(notes: Iterable[int]) -> str:
    return " ".join(f'<a href="#n{number}">{number}</a>' for number in notes)
