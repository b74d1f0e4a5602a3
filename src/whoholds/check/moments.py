"""Days that cannot be right, or on which reports differ: events after publication, and one taking told on two days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from whoholds.actors.camps import Camps, is_side, side_of
from whoholds.check.case import Case, make_dispute, said_on
from whoholds.geo.meant import places_meant
from whoholds.records import Claim, Dispute, Event

MOST_DAYS = 10
"""Two takings by one side this close, with no loss between them, are one taking told on two days."""
EXACT_DAYS = 1
UNNAMED_DAYS = 2
"""Days within which a taking told without its taker is the same as one told with it."""
MONTH = 31
_ROUGH = re.compile(r"\b(?:weeks?|months?|years?|decades?|seasons?)\b", re.IGNORECASE)
"""Times counted in weeks, months or years from another day: "ten months after" names no day, however it is reckoned."""
HAPPENINGS = frozenset(
    {"capture", "withdraw", "attack", "strike", "clash", "casualties", "abuse", "destroy", "advance", "siege"}
)


def time_disputes(case: Case) -> list[Dispute]:
    """Find claims told as facts whose days lie after their own publication."""
    out = []
    for key in sorted(case.claims):
        claim = case.claims[key]
        first = claim.window.earliest if claim.window else None
        last = claim.window.latest if claim.window else None
        exact = first is not None and last is not None and (last - first).days <= MONTH
        if (
            claim.type in HAPPENINGS
            and claim.status == "fact"
            and claim.time
            and exact
            and first
            and first > said_on(claim)
        ):
            what = f"Told as a fact on {said_on(claim)}, yet dated {first}: {claim.time.mention.words}"
            out.append(make_dispute(case, "time", what, "The day of the event from another report.", [claim]))
    return out


def date_disputes(case: Case, events: Sequence[Event]) -> list[Dispute]:
    """Find takings of one place by one side that are told on different days, within an event or as two in a row."""
    out: list[Dispute] = []
    told_in: dict[str, set[str]] = defaultdict(set)
    for event in events:
        for key in event.claims:
            told_in[key].add(event.id)
    for place in sorted(case.by_place):
        takings = _takings(case, place)
        losses = [c for c in case.by_place[place] if c.type in ("capture", "withdraw") and c.status == "fact"]
        camps = case.camps(place)
        done: set[str] = set()
        for i, (day, gainers, claim) in enumerate(takings):
            rivals = [t for t in takings[i + 1 :] if 0 < (t[0] - day).days <= MOST_DAYS and t[1] & gainers]
            rivals += [
                t
                for t in takings[i + 1 :]
                if 0 < (t[0] - day).days <= UNNAMED_DAYS
                and not t[1] & gainers
                and (told_in[claim.id] & told_in[t[2].id] or not t[1] or not gainers)
            ]
            rivals = [
                t
                for t in rivals
                if case.origin(t[2]) != case.origin(claim) and not _lost(losses, camps, gainers, day, t[0])
            ]
            if rivals and claim.id not in done:
                members = [claim, *(t[2] for t in rivals)]
                done |= {c.id for c in members}
                out.append(_dispute(case, place, [day, *(t[0] for t in rivals)], members))
    return out


def _takings(case: Case, place: str) -> list[tuple[date, frozenset[str], Claim]]:
    camps = case.camps(place)
    out = []
    for claim in case.by_place[place]:
        w = claim.window
        if claim.type != "capture" or claim.status != "fact" or claim.time is None or w is None:
            continue
        if w.earliest and w.latest and (w.latest - w.earliest).days <= EXACT_DAYS and not _ROUGH.search(claim.time.mention.words):
            out.append((w.latest, frozenset(camps.camp(side_of(f)) for f in claim.actors if is_side(f)), claim))
    return sorted(out, key=lambda t: (t[0], t[2].id))


def _lost(losses: Sequence[Claim], camps: Camps, gainers: frozenset[str], first: date, last: date) -> bool:
    """Tell whether the side is reported to have lost the place again between the two days."""
    for claim in losses if gainers else ():
        day = claim.window.latest if claim.window else None
        if day is None or not first < day <= last:
            continue
        if (
            claim.type == "capture"
            and claim.actors
            and not {camps.camp(side_of(f)) for f in claim.actors if is_side(f)} & gainers
        ):
            return True
    return False


def _dispute(case: Case, place: str, days: Sequence[date], members: Sequence[Claim]) -> Dispute:
    name = next((link.name for c in members for _, link in places_meant(c) if link.id == place), place)
    told = " / ".join(dict.fromkeys(str(day) for day in sorted(days)))
    return make_dispute(
        case, "date", f"{name} taken: {told}", "A dated picture or a report from the place on these days.", members
    )
