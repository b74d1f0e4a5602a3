"""Routes: what reports say goes from where to where, for whom, and whether the way is open, cut or contested, over time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.actors.camps import is_side, side_of
from whoholds.records import Claim, Filler, Link, Window, content_id

OPEN, CUT, CONTESTED, THREATENED = "open", "cut", "contested", "threatened"
CONTEST_DAYS = 3
"""Days within which "open" and "cut" told of one route by two voices contradict each other; farther apart it has changed."""
_CUTS = re.compile(
    r"\b(?:cut|cuts|cutting|sever\w*|clos(?:e|es|ed|ing|ure)|block\w*|disrupt\w*|halt\w*|depriv\w*|interrupt\w*|chok\w*|shut|lost|loss|"
    r"stop(?:s|ped)?|seal\w*|strangl\w*|dried up|stem(?:s|med)?)\b",
    re.IGNORECASE,
)
_ROAD = re.compile(r"\b(?:road|highway|motorway|route|corridor|railway|bridge|crossing|way|line|pipeline|supply)s?\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?P<word>from|out of|leaving|between|to|into|towards?|reach(?:es|ed|ing)?|for|and)\b(?:\s+[\w’'-]+){0,3}\s+$", re.IGNORECASE)
"""The word nearest before a place that says whether goods come from it or go to it."""
REACH = 40
"""Code points before a place in which that word is looked for."""
STARTS = frozenset({"from", "out of", "leaving", "between"})
_NAMED = re.compile(
    r"\b(?:road|highway|motorway|route|way|corridor|line)\b.*?\b(?P<which>to|from)\s+"
    r"(?P<place>(?:al-)?[A-Z][\w’'-]*(?:[ -](?:al-)?[A-Z][\w’'-]*)*)"
)
_NUMBERED = re.compile(r"\b(?:highway|motorway|route|road)\s+(?:[A-Z]?-?\d+)|\b[AEM]-?\d+\b", re.IGNORECASE)
_GOODS = re.compile(
    r"\b(fighters|recruits|men|arms|weapons|ammunition|munitions|explosives|fuel|oil|petrol|diesel|gas|food|flour|wheat|fertili[sz]er|goods|supplies|"
    r"cement|medicine|money|cash|gold|antiquities|drugs|water|electricity|aid|materiel)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One state of a route over some days, and who is said to have cut it (cut) or to use it (open)."""

    status: str
    start: Window
    end: date | None
    """The last day before another state is told; None: still so as far as is told."""
    sides: tuple[str, ...]
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()
    """Claims that say otherwise for the same days."""


@dataclass(frozen=True, slots=True)
class Route:
    """An edge between two places, or a road with a name, with its states in time order."""

    id: str
    start: Link | None
    end: Link | None
    road: str
    goods: tuple[str, ...]
    users: tuple[str, ...]
    """Sides that it is said to serve."""
    stretches: tuple[Stretch, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one claim says of a route."""

    claim: Claim
    start: Link | None
    end: Link | None
    road: str
    status: str

    @property
    def key(self) -> tuple[str, ...]:
        if _NUMBERED.search(self.road):
            return (self.road.casefold(),)
        ends = tuple(sorted(_id_of(link) for link in (self.start, self.end) if link is not None))
        return ends if len(ends) == 2 else (*ends, self.road.casefold())


def routes_of(claims: Iterable[Claim]) -> tuple[Route, ...]:
    """Return the routes that supply claims tell of, by their ends or their name; the same in any order of input."""
    groups: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
    for claim in sorted({c.id: c for c in claims}.values(), key=lambda c: c.id):
        told = _read(claim) if claim.type == "supply" and claim.status != "denied" else None
        if told is not None:
            groups[told.key].append(told)
    return tuple(sorted((_route(groups[key]) for key in sorted(groups)), key=lambda r: (r.road, r.id)))


def _read(claim: Claim) -> _Told | None:
    """Read the ends of a route off the words around its places; a claim without place and name tells of no route."""
    road = next((f for f in claim.places if _is_road(f)), None)
    start: Link | None = None
    end: Link | None = None
    rest: list[Link] = []
    for filler in (f for f in claim.places if f.link is not None and not _is_road(f) and not f.link.id.startswith("rel:")):
        word = _word_before(claim.sentence.words[: max(0, filler.start - claim.sentence.start)])
        if word in STARTS and start is None:
            start = filler.link
        elif word and word not in STARTS and (word != "and" or start is not None) and end is None:
            end = filler.link
        elif filler.link is not None:
            rest.append(filler.link)
    end = end or (rest[0] if rest else None)
    named = _NAMED.search(road.words) if road is not None else None
    if named is not None and end is None and named["which"] == "to":
        end = Link(f"new:{named['place'].casefold()}", named["place"], "unknown", 0.0, "named in the road's name")
    if start is None and end is None and road is None:
        return None
    name = road.name if road is not None else ""
    return _Told(claim, start, end, name, _status(claim))


def _word_before(words: str) -> str:
    """Return the preposition nearest before a place: "to" for the second place of "from Mosul to Raqqa"; empty for none."""
    found = [hit["word"].lower() for i in range(max(0, len(words) - REACH), len(words)) if (hit := _BEFORE.match(words, i))]
    return found[-1] if found else ""


def _is_road(filler: Filler) -> bool:
    return bool(_ROAD.search(filler.words)) and (filler.link is None or filler.link.id.startswith(("rel:", "new:")))


def _status(claim: Claim) -> str:
    if claim.status in ("planned", "unreal", "possible"):
        return THREATENED if _CUTS.search(claim.trigger.words) else OPEN if claim.status == "possible" else THREATENED
    return CUT if _CUTS.search(claim.trigger.words) else OPEN


def _route(told: Sequence[_Told]) -> Route:
    ordered = sorted(told, key=lambda t: (_day(t.claim), t.claim.id))
    start = next((t.start for t in ordered if t.start is not None), None)
    end = next((t.end for t in ordered if t.end is not None), None)
    goods = sorted({hit.lower() for t in ordered for hit in _GOODS.findall(t.claim.sentence.words)})
    users = sorted({name for t in ordered for name in _users(t)})
    return Route(
        content_id("route", list(ordered[0].key)),
        start,
        end,
        next((t.road for t in ordered if t.road), ""),
        tuple(goods),
        tuple(users),
        _stretches(ordered),
        tuple(sorted(t.claim.id for t in ordered)),
    )


def _names(fillers: Iterable[Filler]) -> list[str]:
    return [side_of(f).name for f in fillers if is_side(f)]


def _users(told: _Told) -> list[str]:
    """Return whom a route serves: who moves goods on it, and who suffers where it is cut."""
    return _names((*told.claim.actors, *told.claim.targets) if told.status == OPEN else told.claim.targets)


def _stretches(told: Sequence[_Told]) -> tuple[Stretch, ...]:
    """Walk the tellings in time; the same state told again goes on, another begins a stretch, both at once are a contest."""
    states = [t for t in told if t.status in (OPEN, CUT)]
    out: list[Stretch] = []
    for item in states:
        claim = item.claim
        rivals = [t for t in states if t.status != item.status and abs((_day(t.claim) - _day(claim)).days) <= CONTEST_DAYS and _apart(t, item)]
        status = CONTESTED if rivals else item.status
        if out and out[-1].status == status:
            last = out[-1]
            out[-1] = Stretch(status, last.start, None, _joined(last.sides, _names(claim.actors)), (*last.claims, claim.id), last.against)
            continue
        if out:
            out[-1] = _ended(out[-1], _day(claim))
        against = tuple(sorted(t.claim.id for t in rivals))
        out.append(Stretch(status, claim.window or Window(), None, _joined((), _names(claim.actors)), (claim.id,), against))
    fears = [t for t in told if t.status == THREATENED]
    return tuple(out) + tuple(
        Stretch(THREATENED, t.claim.window or Window(), None, _joined((), _names(t.claim.actors)), (t.claim.id,)) for t in fears
    )


def _ended(stretch: Stretch, day: date) -> Stretch:
    end = None if day == date.max else day - timedelta(days=1)
    return Stretch(stretch.status, stretch.start, end, stretch.sides, stretch.claims, stretch.against)


def _joined(sides: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*sides, *more)))


def _apart(one: _Told, other: _Told) -> bool:
    """Tell whether two tellings are of different texts: one text that tells both tells a change."""
    return one.claim.document != other.claim.document


def _day(claim: Claim) -> date:
    window = claim.window
    return (window.latest or window.earliest or date.max) if window else date.max


def _id_of(link: Link) -> str:
    return link.name.casefold() if link.id.startswith(("new:", "rel:")) else link.id


def ends_by_id(routes: Iterable[Route]) -> Mapping[str, Link]:
    """Return the places that routes begin or end at, by id."""
    return {link.id: link for r in routes for link in (r.start, r.end) if link is not None}
