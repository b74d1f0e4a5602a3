"""Reports that cannot both be true of who held a place, and denials of a capture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.actors.camps import Camps, is_side, side_of
from whoholds.check.case import Case, make_dispute, said_on, speaker
from whoholds.check.telling import tellings
from whoholds.geo.meant import covers, is_part, places_meant
from whoholds.records import Claim, Dispute
from whoholds.records.groups import Groups
from whoholds.records.quantity import MOVED

NEAR_DAYS = 5
"""A holding reported so many days after a capture by another side contradicts it; later it may be a change nobody
told."""
DENIAL_DAYS = 45
"""Days after a capture within which a denial is taken to be about it."""
BEARING_DAYS = 2
_NEVER = re.compile(r"\b(?:never before|for the first time|no longer|for good)\b", re.IGNORECASE)
"""Words by which a denied taking is a first one, not one that did not happen."""
_ENDED = re.compile(
    r"\b(?:had|held|kept|ruled|controlled)\b[^.;]{0,40}?\bfor (?:only |just |barely |about )?(?:[\w-]+ ){1,2}"
    r"(?:hours?|days?|weeks?|nights?|months?|years?)\b",
    re.IGNORECASE,
)
"""A holding that is over when it is told: "they had it for four days"."""
_SO_FAR = re.compile(r"\b(?:has|have) (?:been )?(?:had|held|kept|ruled|controlled)\b", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:shar|divid|split|joint)", re.IGNORECASE)
_STILL = re.compile(r"\b(still|remain\w*|continu\w*|yet)\b", re.IGNORECASE)
"""Words by which a text says that a side it tells of before a capture is there after it."""
SMALL_SHARE = 95.0


@dataclass(frozen=True, slots=True)
class _Stand:
    """A claim that a camp has a place (or has it not) over some days."""

    claim: Claim
    camp: str | None
    first: date
    last: date
    has: bool
    whole: bool
    taking: bool


def holder_disputes(case: Case) -> list[Dispute]:
    """Find, place by place, the reports that contradict each other; those that hang together are one dispute."""
    out: list[Dispute] = []
    for place in sorted(case.by_place):
        camps = case.camps(place)
        stands = _stands(case, place, camps)
        takings = sorted((s for s in stands if s.taking and s.has), key=lambda s: s.last)
        groups = Groups()
        for one, other in _close(stands):
            if one.claim.id != other.claim.id and _contradict(case, one, other, takings):
                groups.join(one.claim.id, other.claim.id)
        found = [ids for ids in groups.all() if len(ids) > 1]
        out += [_dispute(case, place, [*ids, *_bearing_on(ids, stands)]) for ids in _one_story(case, found)]
    return out


def _bearing_on(ids: Sequence[str], stands: Sequence[_Stand]) -> list[str]:
    """Return the other claims about the disputed days: they may settle it, and a reader wants to see them."""
    disputed = [s for s in stands if s.claim.id in ids]
    first = min(s.last if s.taking else s.first for s in disputed)
    last = (
        max(s.last for s in disputed if s.taking or s.first == s.last)
        if any(s.taking or s.first == s.last for s in disputed)
        else first
    )
    slack = timedelta(days=BEARING_DAYS)
    near = [s for s in stands if s.claim.id not in ids and s.first <= last + slack and s.last >= first - slack]
    return list(dict.fromkeys(s.claim.id for s in near))


def _one_story(case: Case, found: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Put together contradictions that one wire story carries into several papers."""
    out: list[list[str]] = []
    for ids in found:
        origins = {case.origin(case.claims[key]) for key in ids}
        twin = next((o for o in out if origins & {case.origin(case.claims[key]) for key in o}), None)
        if twin is None:
            out.append(list(ids))
        else:
            twin += ids
    return out


def _close(stands: Sequence[_Stand]) -> Iterator[tuple[_Stand, _Stand]]:
    """Give the pairs that may be about the same days; stands are sorted by their first day, so the rest is skipped."""
    for i, one in enumerate(stands):
        limit = one.last + timedelta(days=DENIAL_DAYS + 1)
        for other in stands[i + 1 :]:
            if other.first > limit:
                break
            yield one, other


def _stands(case: Case, place: str, camps: Camps) -> list[_Stand]:
    out: list[_Stand] = []
    for claim in case.by_place[place]:
        out += _stands_of(claim, place, camps)
    return sorted(out, key=lambda s: (s.first, s.last, s.claim.id, s.camp or ""))


def _stands_of(claim: Claim, place: str, camps: Camps) -> list[_Stand]:
    last = claim.window.latest if claim.window and claim.window.latest else said_on(claim)
    if last == date.max or claim.status not in ("fact", "denied") or _says_nothing_of_now(claim):
        return []
    if claim.type == "statement":
        doubted = {camps.camp(side_of(f)) for f in claim.targets if f.kind == "implied"}
        return [_Stand(claim, camp, last, last, False, True, True) for camp in sorted(doubted)]
    if claim.type not in ("capture", "hold", "withdraw") and not _is_share(claim):
        return []
    first = claim.window.earliest if claim.window and claim.window.earliest else last
    filler, link = next((f, link) for f, link in places_meant(claim) if covers(place, link))
    shares = [q.high for q in claim.quantities if q.unit in ("percent", "lanes", "streets") and q.high is not None]
    whole = link.id == place and not is_part(filler, link) and not any(share < SMALL_SHARE for share in shares)
    whole = whole and not (claim.type == "hold" and _SHARED.search(claim.trigger.words))
    sides = [
        camps.camp(side_of(f)) for f in claim.actors if is_side(f) and (f.kind != "implied" or claim.type == "capture")
    ]
    taking = claim.type == "capture"
    has = (claim.status == "fact") != (claim.type == "withdraw")
    if taking and has:
        first = last
    if not sides and claim.status == "denied":
        return [_Stand(claim, None, first, last, False, whole, taking)]
    return [_Stand(claim, camp, first, last, has, whole, taking) for camp in dict.fromkeys(sides)]


def _says_nothing_of_now(claim: Claim) -> bool:
    """Tell whether a claim is of a record ("never before has it taken a town") or of a holding that has ended."""
    words = claim.sentence.words
    if claim.status == "denied":
        return bool(_NEVER.search(words))
    return claim.type == "hold" and bool(_ENDED.search(words)) and not _STILL.search(words) and not _SO_FAR.search(words)


def _is_share(claim: Claim) -> bool:
    """Tell whether a claim gives a share of a place that a side has: "held about 30 percent of it"."""
    return claim.type == "territory" and any(q.unit == "percent" and q.link != MOVED for q in claim.quantities)


def _contradict(case: Case, one: _Stand, other: _Stand, stands: Sequence[_Stand]) -> bool:
    same_voice = one.claim.document == other.claim.document and speaker(one.claim) == speaker(other.claim)
    if same_voice and case.is_headline(one.claim) == case.is_headline(other.claim):
        return False
    if case.origin(one.claim) == case.origin(other.claim) and one.claim.document != other.claim.document:
        return False
    if one.has and other.has:
        return _both_hold(one, other, stands)
    if one.has == other.has:
        return False
    yes, no = (one, other) if one.has else (other, one)
    return _denied(yes, no)


def _both_hold(one: _Stand, other: _Stand, stands: Sequence[_Stand]) -> bool:
    if one.camp == other.camp or not (one.whole or other.whole) or _named_together(one, other):
        return False
    if one.taking and other.taking:
        return False
    if not one.taking and not other.taking:
        if one.first > other.last or other.first > one.last:
            return False
        early, late = sorted((one, other), key=lambda s: (s.first, s.last, s.claim.id))
        return not _changed(early.first, late.first + timedelta(days=1), stands, late.camp)
    took, held = (one, other) if one.taking else (other, one)
    if held.first > took.last + timedelta(days=NEAR_DAYS) or held.last < took.last:
        return False
    one_text = held.claim.document == took.claim.document and held.first < took.last
    if one_text and not _STILL.search(held.claim.sentence.words):
        return False
    if held.first < held.last <= took.last + timedelta(days=1):
        return False
    if held.last == took.last and said_on(held.claim) < said_on(took.claim):
        return False
    if took.claim.window and took.claim.window.earliest and held.last <= took.last and not held.first < held.last:
        begun = took.claim.window.earliest
        if begun < took.last and said_on(held.claim) <= took.last and held.claim.document != took.claim.document:
            return False
    return not _changed(took.last, held.last, stands, held.camp)


def _named_together(one: _Stand, other: _Stand) -> bool:
    return one.claim.id == other.claim.id


def _changed(first: date, last: date, takings: Sequence[_Stand], gainer: str | None) -> bool:
    """Tell whether a capture (by that camp, or by any) is reported between two days, so that both may be true in
    turn."""
    at = bisect_left(takings, first, key=lambda s: s.last)
    for taking in takings[at:]:
        if taking.last > last:
            return False
        if gainer is None or taking.camp == gainer:
            return True
    return False


def _denied(yes: _Stand, no: _Stand) -> bool:
    if no.camp is not None and no.camp != yes.camp:
        return False
    if no.claim.type == "withdraw" or yes.claim.type == "withdraw":
        return False
    if no.claim.type != yes.claim.type and no.camp is None:
        return False
    days = (said_on(no.claim) - yes.last).days
    return -1 <= days <= DENIAL_DAYS


def _dispute(case: Case, place: str, ids: Sequence[str]) -> Dispute:
    claims = [case.claims[key] for key in ids]
    name = next((link.name for c in claims for _, link in places_meant(c) if link.id == place), place)
    days = sorted(d for c in claims if (d := c.window.latest if c.window and c.window.latest else said_on(c)))
    said = tellings(sorted(claims, key=lambda c: (said_on(c), c.trigger.start, c.id)))
    when = f"{days[0]}" if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    kinds = {c.status for c in claims}
    kind = "denial" if "denied" in kinds and not any(c.type in ("capture", "hold") for c in claims) else "holder"
    return make_dispute(
        case,
        kind,
        f"{name}, {when}: {said}",
        f"A later report, by none of the parties, of who stood in {name} on these days; pictures from the place.",
        claims,
    )

