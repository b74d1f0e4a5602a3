"""Who holds a place over time: beliefs cut into stretches, each with its windows, its claims and their weights."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from whoholds.infer.cases import Case, case_of
from whoholds.infer.evidence import CONTESTED
from whoholds.infer.filter import UNKNOWN, Belief, believe
from whoholds.infer.voices import AREA, PART, Evidence, Spoken
from whoholds.infer.weights import DEFAULT, Weights
from whoholds.records import Claim, Holding, Window, content_id

ONE_DAY = timedelta(days=1)
SURER = 1.5
"""How much surer a part must be told than the whole for the whole to be contested: more than a side's own admission adds. Set by hand."""
LEAST_CONTEST = 0.3
"""Chance of the first side from which two close sides make a place contested; below it nobody knows."""
LEAST_RIVAL = 0.15
"""A chance from which a camp is named among the rivals of a contested place."""
STEP = 0.02
"""How far a chance must move for a holding's course to say so."""
PLAIN = 2.0
"""Weight of a plain report: a dated capture or holding, told by nobody concerned."""
CLOSE = 0.5
"""Share of the first side's chance from which a second side makes an unsure place contested."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: date
    last: date | None
    status: str
    camp: str | None
    beliefs: tuple[Belief, ...]
    left_by: str | None = None
    """The camp that held the place up to these days, where they are contested."""
    after: tuple[Belief, ...] = ()
    """The days after the last evidence of all: silence ends no holding, it only makes it less sure."""


def infer_holdings(
    place_key: str,
    claims: Iterable[Claim],
    origins: Mapping[str, str],
    known_by: date | None = None,
    weights: Weights = DEFAULT,
) -> tuple[Holding, ...]:
    """Work out who held a place when, from all claims about it, in time order; the stretch before any report is
    left out.

    With `known_by`, only claims of documents published up to and on that day are used.
    """
    case = case_of(place_key, claims, origins, known_by, weights)
    if case is None:
        return ()
    stretches = _backed(case, _stretches(believe(case.say, weights), case, weights))
    found = [_holding(case, stretches, i) for i in range(len(stretches))]
    while found and found[0].status == UNKNOWN:
        found.pop(0)
    return tuple(found)


def holding_on(holdings: Sequence[Holding], day: date) -> Holding | None:
    """Return the holding at the end of a day; None before the first report."""
    begun = [h for h in holdings if h.start.latest is not None and h.start.latest <= day]
    return max(begun, key=lambda h: (h.start.latest, h.id)) if begun else None


def _name(case: Case, camp: str, stretch: _Stretch) -> str | None:
    """Name a camp as the claims about these days do."""
    return case.names.of(camp, {item.claim for item in _within(case, stretch) if item.state == camp and item.weight > 0})


def _stretches(beliefs: Sequence[Belief], case: Case, weights: Weights) -> list[_Stretch]:
    say = case.say
    spoken = sorted({e.first for e in say.evidence})
    end = max((e.last for e in say.evidence), default=date.max)
    out: list[_Stretch] = []
    for belief in beliefs:
        before = out[-1] if out else None
        if before and belief.first > end:
            out[-1] = replace(before, last=belief.last, after=(*before.after, belief))
            continue
        status, camp = _verdict(belief.chances, weights)
        if camp and _is_contradicted(belief, camp, case.spoken, weights):
            status, camp = CONTESTED, None
        if before and before.camp and status == CONTESTED and _silent(belief, spoken) and _leads(belief, before.camp):
            status, camp = before.status, before.camp
        if status == CONTESTED and (before is None or before.status == UNKNOWN) and _silent(belief, spoken):
            status = UNKNOWN
        if before and (before.status, before.camp) == (status, camp):
            out[-1] = _Stretch(before.first, belief.last, status, camp, (*before.beliefs, belief))
        else:
            out.append(_Stretch(belief.first, belief.last, status, camp, (belief,)))
    return out


def _is_contradicted(belief: Belief, camp: str, spoken: Spoken, weights: Weights) -> bool:
    """Tell whether somebody without an interest says in these days, in so many words, that another likely camp has the place."""
    likely = {s for s, chance in belief.chances.items() if s not in (camp, CONTESTED, UNKNOWN) and chance >= weights.rival}
    if not likely or belief.last is None:
        return False
    told = spoken.between(belief.first - ONE_DAY, belief.last + ONE_DAY)
    plain = {item.state for item in told if item.weight >= PLAIN and not item.voice}
    return camp in plain and bool(likely & plain)


def _backed(case: Case, stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Leave out what no claim is behind: a contest has two sides with names and a claim for it; a holder whom nobody tells of
    in its days (in silence after a contest, say), or of whom only parts are told, is none."""
    out: list[_Stretch] = []
    for stretch in stretches:
        before = out[-1] if out else None
        if stretch.status == CONTESTED:
            stretch = replace(stretch, left_by=before.camp if before else None)
            stretch = stretch if _is_contest(case, stretch) else _no_contest(stretch, before)
        elif stretch.camp:
            stretch = _as_told(case, stretch, before)
        if before and (stretch.status, stretch.camp) == (before.status, before.camp):
            out[-1] = replace(before, last=stretch.last, beliefs=(*before.beliefs, *stretch.beliefs), after=stretch.after)
        else:
            out.append(stretch)
    return [one if one.status != "held" or _support(_shares(case, one)) else replace(one, status=UNKNOWN, camp=None) for one in out]


def _no_contest(stretch: _Stretch, before: _Stretch | None) -> _Stretch:
    """Leave a place with who had it, as long as he leads, where nobody is there to contest it; else nobody is known."""
    if before and before.camp and all(_leads(belief, before.camp) for belief in stretch.beliefs):
        return replace(stretch, status=before.status, camp=before.camp, left_by=None)
    return replace(stretch, status=UNKNOWN)


def _as_told(case: Case, stretch: _Stretch, before: _Stretch | None) -> _Stretch:
    """Return a held stretch as it is, contested where a part is told more surely than the whole, else as what was before it."""
    whole, part = 0.0, 0.0
    for item in _within(case, stretch):
        share = dict(item.factors).get(PART)
        if item.state == stretch.camp and share is None:
            whole = max(whole, item.weight)
        elif item.state == stretch.camp:
            part = max(part, item.weight / share) if share else part
    if part > SURER * whole:
        fight = replace(stretch, status=CONTESTED, camp=None, left_by=before.camp if before else None)
        return fight if _is_contest(case, fight) else replace(fight, status=UNKNOWN)
    if whole > 0 and _support(_shares(case, stretch)):
        return stretch
    return replace(stretch, status=before.status if before else UNKNOWN, camp=before.camp if before else None)


def _is_contest(case: Case, stretch: _Stretch) -> bool:
    return len(_names(case, _rivals(case, stretch), stretch)) > 1 and bool(_support(_shares(case, stretch)))


def _silent(belief: Belief, spoken: Sequence[date]) -> bool:
    """Tell whether nothing new is said in some days: silence makes a holder less sure, it does not make a fight."""
    at = bisect_left(spoken, belief.first)
    return at == len(spoken) or (belief.last is not None and spoken[at] > belief.last)


def _leads(belief: Belief, camp: str) -> bool:
    return all(chance <= belief.chances[camp] for state, chance in belief.chances.items() if state != CONTESTED)


def _verdict(chances: Mapping[str, float], weights: Weights) -> tuple[str, str | None]:
    """Name the state of some days: a sure holder, nobody known, two sides close to each other, or the likeliest
    holder."""
    camps = sorted((state for state in chances if state not in (CONTESTED, UNKNOWN)), key=lambda s: (-chances[s], s))
    top = camps[0] if camps else None
    best = chances[top] if top else 0.0
    second = chances[camps[1]] if len(camps) > 1 else 0.0
    if best >= weights.sure:
        return "held", top
    if chances[UNKNOWN] >= max(best, chances[CONTESTED]):
        return UNKNOWN, None
    if chances[CONTESTED] + second >= CLOSE * best:
        return (CONTESTED if max(chances[CONTESTED], best) >= LEAST_CONTEST else UNKNOWN), None
    return "held", top


def _holding(case: Case, stretches: Sequence[_Stretch], i: int) -> Holding:
    stretch = stretches[i]
    after = stretches[i + 1] if i + 1 < len(stretches) else None
    start = _change_window(case, stretches, i)
    end = _change_window(case, stretches, i + 1) if after is not None else None
    state = stretch.camp or stretch.status
    shares = _shares(case, stretch)
    support = _support(shares)
    holder = _name(case, stretch.camp, stretch) if stretch.camp else None
    name = holder or stretch.status
    return Holding(
        id=content_id("holding", case.place.id, name, str(stretch.first), list(support)),
        place=case.place,
        status=stretch.status,
        holder=holder,
        start=start,
        end=end,
        kind="reported" if _is_reported(case, stretch, support) else "implied",
        probability=round(_mean_chance(stretch, state), 4),
        last_confirmed=_last_confirmed(case, stretch),
        claims_for=support,
        claims_against=tuple(key for key, value in shares if value < 0),
        rivals=_names(case, _rivals(case, stretch), stretch),
        weights=shares,
        course=_course(case, stretch),
    )


def _change_window(case: Case, stretches: Sequence[_Stretch], i: int) -> Window:
    """Return the days in which stretch `i` began: those of the reports of that change, else up to its first day."""
    first = stretches[i].first
    camp = stretches[i].camp
    fits = [
        c
        for c in case.say.changes
        if c.first <= first <= c.last and (not c.gainers or camp is None or camp in c.gainers)
    ]
    if fits:
        return Window(max(c.first for c in fits), first)
    if i == 0 or stretches[i - 1].status == UNKNOWN:
        return Window(None, first)
    return Window(_last_confirmed(case, stretches[i - 1]), first)


def _shares(case: Case, stretch: _Stretch) -> tuple[tuple[str, float], ...]:
    """Sum, for each claim, what it says for the state of the stretch and against it, on the days of the stretch."""
    total: dict[str, float] = defaultdict(float)
    states = _states(case, stretch)
    for item in _within(case, stretch) if states else ():
        if item.state == (stretch.camp or CONTESTED) or (item.state in states and item.weight > 0):
            total[item.claim] += item.weight
        elif item.state != CONTESTED and stretch.camp and item.weight > 0:
            total[item.claim] -= item.weight
    return tuple((key, round(value, 4)) for key, value in sorted(total.items()) if round(value, 4))


def _within(case: Case, stretch: _Stretch) -> tuple[Evidence, ...]:
    """Return what is said of the days of a stretch."""
    return case.spoken.between(stretch.first, stretch.last or date.max)


def _support(shares: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    return tuple(key for key, value in shares if value > 0)


def _is_reported(case: Case, stretch: _Stretch, support: Sequence[str]) -> bool:
    """Tell whether a claim says in so many words that this side took or holds the place."""
    if stretch.status != "held":
        return stretch.status == CONTESTED
    chosen = set(support)
    return any(
        h.claim.id in chosen and h.claim.type in ("capture", "hold") and stretch.camp in h.actors for h in case.heard
    )  # fmt: skip


def _course(case: Case, stretch: _Stretch) -> tuple[tuple[date, tuple[tuple[str, float], ...]], ...]:
    """Return the chances by name from day to day, without the days on which none moves by `STEP`."""
    out: list[tuple[date, tuple[tuple[str, float], ...]]] = []
    shown: dict[str, float] = {}
    for belief in (*stretch.beliefs, *stretch.after):
        named: dict[str, float] = defaultdict(float)
        for state, chance in belief.chances.items():
            named[case.names.of(state) or state] += chance
        if not out or any(abs(chance - shown[name]) >= STEP for name, chance in named.items()):
            shown = named
            kept = sorted((name, round(chance, 3)) for name, chance in named.items())
            out.append((belief.first, tuple((name, chance) for name, chance in kept if chance)))
    return tuple(out)


def _mean_chance(stretch: _Stretch, state: str) -> float:
    """Average over the days; a contested stretch counts every chance that it is not one known holder's alone."""
    days = [((b.last - b.first).days + 1 if b.last else 1) for b in stretch.beliefs]
    if stretch.status == CONTESTED:
        values = [
            1 - b.chances[UNKNOWN] - max(v for s, v in b.chances.items() if s not in (UNKNOWN, CONTESTED))
            for b in stretch.beliefs
        ]
    else:
        values = [b.chances[state] for b in stretch.beliefs]
    return sum(d * v for d, v in zip(days, values, strict=True)) / sum(days)


def _last_confirmed(case: Case, stretch: _Stretch) -> date | None:
    states = _states(case, stretch)
    days = [
        min(item.last, stretch.last) if stretch.last else item.last
        for item in _within(case, stretch)
        if item.state in states and item.weight > 0
    ]
    return max(days, default=None)


def _states(case: Case, stretch: _Stretch) -> tuple[str, ...]:
    """Return the states that speak for a stretch: what is said for a rival is said for a contest."""
    if stretch.status == CONTESTED:
        return (CONTESTED, *_rivals(case, stretch))
    return (stretch.camp,) if stretch.camp else ()


def _rivals(case: Case, stretch: _Stretch) -> tuple[str, ...]:
    """Return the other camps that may have the place, the likeliest first.

    Of a contested one also all that are said to have it in these days, and who had it up to them; of one of which nobody
    knows, none.
    """
    if stretch.status == UNKNOWN:
        return ()
    peak: dict[str, float] = defaultdict(float)
    for belief in stretch.beliefs:
        for state, value in belief.chances.items():
            if state not in (UNKNOWN, CONTESTED, stretch.camp):
                peak[state] = max(peak[state], value)
    contested = stretch.status == CONTESTED
    least = LEAST_RIVAL / 3 if contested else LEAST_RIVAL
    said = {stretch.left_by, *(e.state for e in _within(case, stretch) if e.weight > 0)} if contested else set()
    near = {e.state for e in case.say.evidence if e.weight > 0 and e.voice != AREA}  # told of here, not of the province alone
    likely = {s for s, v in peak.items() if v >= (least if s in near else LEAST_RIVAL)}
    return tuple(sorted((s for s in peak if s in likely or s in said), key=lambda s: (-peak[s], s)))


def _names(case: Case, camps: Iterable[str], stretch: _Stretch) -> tuple[str, ...]:
    return tuple(name for camp in camps if (name := _name(case, camp, stretch)))
