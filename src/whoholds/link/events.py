"""Claims of one happening to one event: same kind, same place, days that meet, sides that do not contradict each
other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from whoholds.actors.camps import Camps, side_of
from whoholds.geo.meant import places_meant
from whoholds.link.units import Telling, tellings
from whoholds.records import Claim, Event, Link, Window, content_id

LASTING = frozenset({"siege", "clash", "strike", "ceasefire", "displace", "deploy", "supply", "aid", "talks"})
"""Happenings that go on: tellings of them join when their days meet at all."""
PLACELESS = frozenset({"ceasefire", "talks"})
SLACK = {"siege": 270, "ceasefire": 45, "capture": 2, "attack": 1, "withdraw": 2, "advance": 2, "casualties": 2}
"""Days by which dated tellings of one event may differ: captures are disputed by a day or two, or told as they end."""
LASTING_SLACK = 4
UNDATED_DAYS = 21
"""Days between the publications of two tellings that no day dates, for them to be of one event."""
MEMORY_DAYS = 1200
"""How far back an undated telling ("the loss of Mosul") may look for its event."""


@dataclass(slots=True)
class _Cluster:
    members: list[Telling] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    gainers: Counter[str] = field(default_factory=Counter)
    losers: Counter[str] = field(default_factory=Counter)

    def add(self, telling: Telling) -> None:
        self.members.append(telling)
        self.losers.update(telling.losers)
        if telling.sure_gainers:
            self.gainers.update(telling.gainers)
        dated = telling.short or (telling.type in LASTING and telling.first is not None)
        if telling.follows or not dated:
            return
        self.first = min(d for d in (self.first, telling.first) if d is not None)
        self.last = max(d for d in (self.last, telling.last) if d is not None)


def link_events(claims: Iterable[Claim], origins: Mapping[str, str]) -> tuple[Event, ...]:
    """Group claims into events; claims of one block (kind and place) are compared with each other only."""
    unique = {claim.id: claim for claim in sorted(claims, key=lambda c: (c.id, c.found_by, c.score))}
    events: list[Event] = []
    for _, (camps, members) in sorted(_blocks([unique[key] for key in sorted(unique)]).items()):
        for cluster in _clusters(members):
            if any(not t.follows for t in cluster.members):
                events.append(_event(cluster, camps, origins))
    return tuple(sorted(events, key=_event_order))


def _event_order(event: Event) -> tuple[date, str, str]:
    day = event.window.latest if event.window and event.window.latest else date.max
    return day, event.type, event.id


def _blocks(claims: Sequence[Claim]) -> dict[tuple[str, str], tuple[Camps, list[Telling]]]:
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for key in _keys(claim):
            by_place[key].append(claim)
    blocks: dict[tuple[str, str], tuple[Camps, list[Telling]]] = {}
    for key, here in by_place.items():
        camps = Camps(here)
        for telling in (telling for claim in here for telling in tellings(claim, camps)):
            if telling.place is None or telling.place.id == key or key.startswith("none:"):
                blocks.setdefault((telling.type, key), (camps, []))[1].append(telling)
    return blocks


def _keys(claim: Claim) -> list[str]:
    """Name the blocks of a claim: its places; truces and talks are often told without one and are compared by kind."""
    places = [] if claim.type in PLACELESS else sorted({link.id for _, link in places_meant(claim)})
    return places or [f"none:{claim.type}" if claim.type in PLACELESS else f"none:{claim.id}"]


def _clusters(members: Sequence[Telling]) -> list[_Cluster]:
    """Dated tellings first, then those that only a month dates, then the undated and those that make no event of
    their own."""
    clusters: list[_Cluster] = []
    ranked = sorted(members, key=lambda t: (_rank(t), t.order))
    for telling in ranked:
        fits = [(score, i) for i, c in enumerate(clusters) if (score := _fit(telling, c)) is not None]
        if fits:
            clusters[min(fits)[1]].add(telling)
        else:
            clusters.append(_Cluster())
            clusters[-1].add(telling)
    return clusters


def _rank(telling: Telling) -> int:
    if telling.follows:
        return 3
    return 0 if telling.short else 1 if telling.first is not None else 2


def _fit(telling: Telling, cluster: _Cluster) -> tuple[float, ...] | None:
    """Return how far a telling is from a cluster (smaller is nearer), or None where it cannot be of it."""
    slack = SLACK.get(telling.type, LASTING_SLACK if telling.type in LASTING else 0)
    if _is_far(telling, cluster, slack):
        return None
    against = _against(telling, cluster)
    if against is None:
        return None
    if cluster.first is None or cluster.last is None:
        return _fit_undated(telling, cluster, against)
    if telling.last is None:
        return None if telling.first is None or telling.first > cluster.last else (against, 5.0)
    if telling.first is not None:
        gap = max((telling.first - cluster.last).days, (cluster.first - telling.last).days, 0)
        if telling.short and gap and against == 2.0 and (gap > 1 or not telling.losers & set(cluster.losers)):
            return None
        return (against, float(gap)) if gap <= slack else None
    age = (telling.last - cluster.last).days
    return (against, 10.0 + max(age, 0)) if -slack <= age <= MEMORY_DAYS else None


def _is_far(telling: Telling, cluster: _Cluster, slack: int) -> bool:
    """Tell at once that days do not meet: most clusters of a place are told apart so."""
    if cluster.first is None or cluster.last is None or telling.first is None or telling.last is None:
        return False
    return (telling.first - cluster.last).days > slack or (cluster.first - telling.last).days > slack


def _fit_undated(telling: Telling, cluster: _Cluster, against: float) -> tuple[float, ...] | None:
    """Compare with a cluster that no telling dates to the day."""
    theirs = [t for t in cluster.members if t.last is not None]
    if not theirs or telling.last is None:
        return None
    meets = any(Window(t.first, t.last).meets(Window(telling.first, telling.last)) for t in theirs)
    near = min(abs((t.last - telling.last).days) for t in theirs if t.last is not None)
    if telling.type in LASTING:  # a siege told of in January and in February, neither time with its days
        return (against, 20.0 + near) if near <= max(UNDATED_DAYS, SLACK.get(telling.type, 0)) else None
    return (against, 20.0 + near) if meets and near <= UNDATED_DAYS else None


def _against(telling: Telling, cluster: _Cluster) -> float | None:
    """Return 0 for sides that agree, 1 where one is unsaid, 2 where another is said to have gained; None for the
    reverse."""
    gainers, losers = cluster.gainers, cluster.losers
    mine = telling.gainers if telling.sure_gainers else frozenset()
    if telling.type == "capture" and (mine & set(losers) - set(gainers) or telling.losers & set(gainers) - set(losers)):
        return None
    if not mine or not gainers:
        weak = telling.gainers and gainers and not telling.gainers & set(gainers)
        return 1.5 if weak else 1.0
    if mine & set(gainers):
        return 0.0
    if telling.type in ("strike", "casualties", "deploy", "withdraw", "advance"):
        return None
    return 2.0 if telling.short or telling.follows else None


def _event(cluster: _Cluster, camps: Camps, origins: Mapping[str, str]) -> Event:
    members = sorted(cluster.members, key=lambda t: t.order)
    ids = tuple(sorted({t.claim.id for t in members}))
    lead = [t for t in members if not t.follows]
    place = max((t.place for t in lead if t.place), key=lambda link: (link.score, link.name), default=None)
    window = _window(cluster, lead)
    return Event(
        id=content_id("event", lead[0].type, place.id if place else "", list(ids)),
        type=lead[0].type,
        place=place,
        window=window,
        actors=_names(lead, camps, gaining=True),
        targets=_names(lead, camps, gaining=False),
        status=_status(members),
        claims=ids,
        origins=_origins(members, origins),
        reason=_reason(cluster, place, window),
    )


def _window(cluster: _Cluster, lead: Sequence[Telling]) -> Window | None:
    """Return the days that most dated claims give; without a dated claim, what the others leave open."""
    if lead[0].type in LASTING or cluster.first is None:
        firsts = [t.first for t in lead if t.first]
        lasts = [t.last for t in lead if t.last]
        return Window(min(firsts, default=None), max(lasts, default=None)) if lasts or firsts else None
    exact = Counter((t.first, t.last) for t in lead if t.short)
    narrow = min(exact, key=lambda w: (((w[1] or date.max) - (w[0] or date.min)).days > 1, -exact[w], w))
    return Window(narrow[0], narrow[1])


def _names(lead: Sequence[Telling], camps: Camps, gaining: bool) -> tuple[str, ...]:
    """Name each camp once, by the name that the claims give it most often; most often named first."""
    count: Counter[str] = Counter()
    links: dict[str, dict[str, int]] = defaultdict(Counter)
    for telling in lead:
        for filler in telling.claim.actors if gaining else telling.claim.targets:
            link = side_of(filler)
            camp = camps.camp(link)
            weight = 1 if filler.kind == "implied" else 3
            count[camp] += weight
            links[camp][link.name] += weight
    best = {camp: max(sorted(names), key=lambda n: names[n]) for camp, names in links.items()}
    return tuple(best[camp] for camp in sorted(count, key=lambda c: (-count[c], c)))


def _status(members: Sequence[Telling]) -> str:
    count = Counter(t.claim.status for t in members)
    return "fact" if count["fact"] else max(sorted(count), key=lambda s: count[s])


def _origins(members: Sequence[Telling], origins: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, set[str]] = defaultdict(set)
    for telling in members:
        document = telling.claim.document
        groups[origins.get(document, document)].add(document)
    return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


def _reason(cluster: _Cluster, place: Link | None, window: Window | None) -> str:
    members = {t.claim.id: t for t in cluster.members}.values()
    if len(members) == 1:
        return "told once"
    parts = [f"same kind ({cluster.members[0].type})", f"same place ({place.name})" if place else "no place"]
    if window and window.latest:
        parts.append(f"days that meet {window.earliest or '?'}..{window.latest}")
    loose = sum(not t.short for t in members)
    if loose:
        parts.append(f"{loose} without a day of their own, joined to the nearest one before")
    if len(cluster.gainers) > 1:
        parts.append("several sides are said to have done it")
    return "; ".join(parts)


def extent_of(claim: Claim, place_id: str | None) -> tuple[int, int]:
    """Return the span of a claim's words about one place: from its trigger to that place, inside its sentence."""
    ends = [claim.trigger.start, claim.trigger.end]
    for filler in claim.places:
        inside = claim.sentence.start <= filler.start < claim.sentence.end
        if inside and filler.link is not None and place_id in (filler.link.id, None):
            ends += [filler.start, filler.end]
    return min(ends), max(ends)


def days_between(one: Window, other: Window) -> int:
    """Return how many days lie between two windows; 0 where they meet."""
    if one.meets(other):
        return 0
    gaps: list[timedelta] = []
    if one.latest and other.earliest:
        gaps.append(other.earliest - one.latest)
    if other.latest and one.earliest:
        gaps.append(one.earliest - other.latest)
    return max(gap.days for gap in gaps)
