"""The brief as an analyst writes it: gains and losses, assessed, reported, disputed, not known, figures; every sentence cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.geo.tables import countries
from whoholds.infer.series import Point, Series, series_of
from whoholds.records import Claim, Dispute, Document, Event, Figure, Holding, Window
from whoholds.report.brief_text import brief_html, brief_markdown, escape_markdown
from whoholds.report.cited import MOST_NOTES, Line, Notes, Section, iso_days, note_of, told
from whoholds.report.knowledge import Knowledge
from whoholds.report.map import MapOptions, dots_on, draw_map
from whoholds.report.marks import sides_in
from whoholds.report.moves import moves
from whoholds.report.standing import ASSESSED, DISPUTED, REPORTED, Standing, last_told, origins_of, standings
from whoholds.report.words import chance_words, day_words, days_words, listed, range_words, since_words

__all__ = [
    "FIGHTING", "MOST_EVENTS", "MOST_NOTES", "RECENT_DAYS", "Brief", "Line", "Section", "brief_html", "brief_markdown",
    "escape_markdown", "note_of", "write_brief",
]  # fmt: skip
RECENT_DAYS = 30
"""How far back gains, losses and fighting look."""
FIGURE_DAYS = 180
"""How far back figures look: those that are tracked come monthly or rarer."""
DISPUTE_DAYS = 90
"""How far back disagreements look."""
FIGHTING = ("advance", "siege", "clash", "strike", "attack", "withdraw")
MOST_EVENTS, MOST_DISPUTES, MOST_FIGURES = 25, 20, 60
DONE = {"advance": "advanced", "siege": "laid siege", "clash": "fought", "strike": "struck", "attack": "attacked", "withdraw": "withdrew"}
LABELS = {
    "holder": "Who held it", "date": "When", "casualties": "Casualties", "figure": "Figure", "responsibility": "Who did it", "denial": "Denied",
    "definition": "Definition", "arithmetic": "Sum", "gazetteer": "Where it lies", "distance": "Distance", "time": "Dated after publication",
    "copy": "Copy",
}  # fmt: skip


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
    map: str = ""
    """Who holds which place on the day, as SVG; empty where no place has a holder."""
    known_by: date | None = None
    """What was published later is left out; None: nothing is."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the sections are written from."""

    knowledge: Knowledge
    claims: Mapping[str, Claim]
    day: date | None
    notes: Notes

    def since(self, days: int) -> date | None:
        """Return the first day of the days up to the brief's."""
        return self.day - timedelta(days=min(days, self.day.toordinal() - 1)) if self.day else None


def write_brief(knowledge: Knowledge, on: date | None = None, known_by: date | None = None, options: MapOptions | None = None) -> Brief:
    """Write the brief for a day; without one, for the last day that anything was published. Nothing is said without a source.

    With `known_by` the knowledge must be what was known on that day; the brief only says so in its title.
    """
    published = [d.published.latest for d in knowledge.documents if d.published and d.published.latest]
    day = on or known_by or max(published, default=None)
    claims = {claim.id: claim for claim in knowledge.claims}
    desk = _Desk(knowledge, claims, day, Notes(claims))
    places = standings(knowledge.holdings, claims, origins_of(knowledge.events), day)
    moved = moves(knowledge.holdings, desk.since(RECENT_DAYS), day, desk.notes)
    disputed = told([*_contests(desk, places), *_disputes(desk)])
    sections = (
        Section("Gains and losses", moved, "No place is reported to have changed hands in these days."),
        Section("Assessed", _held(desk, places, ASSESSED), "No holder of a place is told freshly enough, or by others than itself."),
        Section("Reported", _held(desk, places, REPORTED), "No holder is told on weaker grounds."),
        Section("Disputed", disputed, "No contradictions were found."),
        Section("Fighting, sieges and attacks", _events(desk), "No fighting is reported in these days."),
        Section("Figures", _figures(desk), "No figures are reported."),
        Section("Not known", _unknown(desk), "Every place of which any article names a holder stands above."),
    )
    dots = dots_on(knowledge.holdings, day) if day else []
    options = options or MapOptions(None, sides_in(knowledge.holdings))
    drawn = draw_map(dots, options) if any(dot.status == "held" for dot in dots) else ""
    notes = desk.notes
    return Brief(day, len(knowledge.documents), sections, notes.written(), _sources(knowledge), tuple(notes.numbers), drawn, known_by)


def _held(desk: _Desk, places: Sequence[Standing], stands: str) -> tuple[Line, ...]:
    kept = [s for s in places if s.stands == stands]
    size = {name: sum(s.holding.holder == name for s in kept) for name in {s.holding.holder for s in kept}}
    kept.sort(key=lambda s: (-size[s.holding.holder], s.holding.holder or "", s.holding.place.name, s.holding.place.id))
    return told(Line(_holding(desk, s), _cited(desk, s.holding), s.holding.holder or "") for s in kept)


def _cited(desk: _Desk, held: Holding) -> tuple[int, ...]:
    """Cite the claims for a holding, and one of those against it; nothing where no claim for it is left."""
    own = [key for key in held.claims_for if key in desk.claims]
    against = [key for key in held.claims_against if key in desk.claims][:1]
    return desk.notes.cite([*own[: MOST_NOTES - len(against)], *against]) if own else ()


def _holding(desk: _Desk, standing: Standing) -> str:
    """Write "Ain Issa (Syria): held by Islamic State since 6 July 2015 (almost certain, 0.98); 2 reports, the last on ..."."""
    held = standing.holding
    since = since_words(held.start.earliest, held.start.latest)
    behind = [desk.claims[key] for key in held.claims_for if key in desk.claims]
    last = last_told(behind, desk.day)
    reports = f"{standing.reports} independent report{'s' if standing.reports != 1 else ''}"
    when = f", the last on {day_words(last)}" if last else ", all published later"
    against = sum(key in desk.claims for key in held.claims_against)
    reports += f", {against} claim{'s' if against != 1 else ''} against it" if against else ""
    why = f". Not assessed: {'; '.join(standing.reasons)}" if standing.reasons else ""
    return f"{_named(held.place.name, held.place.country)}: held by {held.holder} {since} ({chance_words(held.probability)}); {reports}{when}{why}."


def _named(name: str, country: str | None) -> str:
    land = next((c.name for c in countries() if c.code == country), None)
    return f"{name} ({land})" if land else name


def _contests(desk: _Desk, places: Sequence[Standing]) -> list[Line]:
    out = []
    for held in (s.holding for s in places if s.stands == DISPUTED):
        since = since_words(held.start.earliest, held.start.latest)
        place = _named(held.place.name, held.place.country)
        text = f"{place}: contested between {listed(list(held.rivals))} {since} ({chance_words(held.probability)})."
        out.append(Line(text, desk.notes.cite(held.claims_for), "Contested places"))
    return out


def _disputes(desk: _Desk) -> list[Line]:
    """Tell the disagreements of the last months that were out by the day, the weightiest first."""
    start = desk.since(DISPUTE_DAYS)
    kept = [d for d in desk.knowledge.disputes if _is_recent(desk, d, start)]
    return [
        Line(f"{LABELS.get(d.kind, d.kind)}: {_ended(d.what)} What would settle it: {_ended(d.settles)}", desk.notes.cite(d.claims), "What reports disagree on")
        for d in kept[:MOST_DISPUTES]
    ]


def _is_recent(desk: _Desk, dispute: Dispute, start: date | None) -> bool:
    days = [c.published.latest for key in dispute.claims if (c := desk.claims.get(key)) and c.published and c.published.latest]
    if not days or desk.day is None or start is None:
        return True
    return min(days) <= desk.day and max(day for day in days if day <= desk.day) >= start


def _ended(text: str) -> str:
    """End a sentence with one full stop."""
    return text if text.rstrip("”\"'").endswith((".", "!", "?")) else f"{text}."


def _events(desk: _Desk) -> tuple[Line, ...]:
    start = desk.since(RECENT_DAYS)
    kept = [e for e in desk.knowledge.events if e.type in FIGHTING and e.status == "fact" and _within(e.window, start, desk.day)]
    kept.sort(key=lambda e: (e.window.latest or date.min if e.window else date.min, e.id), reverse=True)
    return told(Line(_event(e), desk.notes.cite(e.claims)) for e in kept[:MOST_EVENTS])


NOBODY = frozenset("those these them they others some many all it who which both one".split())
"""Words that stand for a side, left where the reader could not tell whom they mean: they name nobody."""


def _event(event: Event) -> str:
    """Write "At Raqqa, Turkey struck Islamic State on 5 July 2015 (1 independent report)."."""
    where = f"At {event.place.name}, " if event.place else ""
    when = days_words(event.window.earliest, event.window.latest) if event.window else "on a day not known"
    reports = f"{len(event.origins)} independent report{'s' if len(event.origins) != 1 else ''}"
    actors, targets = ([name for name in names if name.casefold() not in NOBODY] for names in (event.actors, event.targets))
    if actors and event.type in DONE:
        whom = f" {listed(targets)}" if targets else ""
        join = {"siege": " to", "withdraw": ", given up to", "advance": " against"}.get(event.type, "") if whom else ""
        deed = f"{listed(actors)} {DONE[event.type]}{join}{whom}"
    else:
        deed = f"{event.type}{' against ' + listed(targets) if targets else ''}, by whom is not told,"
    text = f"{where}{deed} {when} ({reports})."
    return text[0].upper() + text[1:]


def _within(window: Window | None, start: date | None, end: date | None) -> bool:
    if window is None or window.latest is None:
        return False
    return (start is None or window.latest >= start) and (end is None or window.latest <= end)


def _figures(desk: _Desk) -> tuple[Line, ...]:
    """Tell each figure of the last months once a series: what was told for it, oldest first, with its definition."""
    start = desk.since(FIGURE_DAYS)
    kept = [f for f in desk.knowledge.figures if f.as_of is None or _within(f.as_of, start, desk.day)]
    known = {f.id: f for f in desk.knowledge.figures}
    series = [s for s in series_of(kept) if s.points]
    lines = [_series(desk, one, known) for one in series]
    return told(lines)[:MOST_FIGURES]


def _series(desk: _Desk, series: Series, known: Mapping[str, Figure]) -> Line:
    """Write one series: values told alike by several are told once."""
    values: dict[tuple[float | None, float | None], list[Point]] = {}
    for point in series.points:
        values.setdefault((point.low, point.high), []).append(point)
    said = "; ".join(_value(desk, points, series.unit) for points in values.values())
    scope = f" in {series.scope}" if series.scope else ""
    about = series.subject if series.subject else "subject not told"
    basis = f", {series.basis}" if series.basis else ""
    bases = [known[f.base] for p in series.points if (f := known.get(p.figure)) and f.base in known]
    of = f" It is a share of the {range_words(bases[0].low, bases[0].high, bases[0].unit)} told for its beginning." if bases else ""
    what = " / ".join(dict.fromkeys(p.definition.split(";")[0] for p in series.points if p.definition)) or "not given"
    claims = [p.claim for points in values.values() for p in points[:1]] + [b.claim for b in bases[:1]] + [p.claim for p in series.points]
    text = f"{about}{scope}{basis}: {said}. Told as: {what}.{of}"
    return Line(text, desk.notes.cite(claims), series.measure.replace("_", " ").capitalize())


def _value(desk: _Desk, points: Sequence[Point], unit: str) -> str:
    """Write a value with who gives it and for when."""
    said = dict.fromkeys(_voice(desk.claims.get(p.claim)) for p in points)
    first = points[0]
    when = f", {days_words(first.as_of.earliest, first.as_of.latest)}" if first.as_of else ""
    return f"{range_words(first.low, first.high, unit)} ({listed(list(said))}{when})"


def _voice(claim: Claim | None) -> str:
    if claim is None:
        return "source not known"
    return ", ".join(f.name for f in claim.sources[-1:]) or claim.publisher or "publisher not known"


def _unknown(desk: _Desk) -> tuple[Line, ...]:
    """Tell the places that have a holder on other days only; the notes are what is said of them."""
    holdings = desk.knowledge.holdings
    on = {s.holding.place.id: s for s in standings(holdings, desk.claims, {}, desk.day)}
    every = {s.holding.place.id: s.holding.place for s in standings(holdings, desk.claims, {}, date.max)}
    lines = []
    for place in sorted((p for key, p in every.items() if key not in on or on[key].holding.status == "unknown"), key=lambda p: (p.name, p.id)):
        held = on[place.id].holding if place.id in on else None
        own = (*held.claims_for, *held.claims_against) if held else ()
        text = f"{_named(place.name, place.country)}: who holds it on this day is not known."
        lines.append(Line(text, desk.notes.cite(own or _about(place.id, desk.knowledge.claims))))
    return told(lines)


def _about(place: str, claims: Iterable[Claim]) -> list[str]:
    about = [c for c in claims if any(f.link is not None and f.link.id == place for f in c.places)]
    about.sort(key=lambda c: ((c.published and c.published.latest) or date.max, c.id))
    return [claim.id for claim in about]


def _sources(knowledge: Knowledge) -> tuple[str, ...]:
    rows = sorted(
        knowledge.documents, key=lambda d: (str(d.published.latest) if d.published else "", d.source or "", d.id)
    )
    return tuple(f"{d.source or 'Publisher not known'}, {d.title or 'no title'}, {_published(d)}" for d in rows)


def _published(document: Document) -> str:
    return iso_days(document.published.earliest, document.published.latest) if document.published else "day not known"
