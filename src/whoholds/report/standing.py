"""How well a holding stands: assessed, only reported, disputed or not known; with the reasons, for the brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.actors.camps import named_after, side_of
from whoholds.infer.holdings import holding_on
from whoholds.records import Claim, Event, Holding

ASSESSED, REPORTED, DISPUTED, NOT_KNOWN = "assessed", "reported", "disputed", "not known"
LEAST = 0.75
"""Least probability of a holding that is told as assessed."""
STALE_DAYS = 60
"""Days after the last report of a place from which its holder is told as reported, with the day."""
WIDE = ("region", "country", "area", "water", "relative", "district")


@dataclass(frozen=True, slots=True)
class Standing:
    """A holding on a day with how it stands, and why it is not assessed."""

    holding: Holding
    stands: str
    reports: int
    """Independent origins behind it."""
    reasons: tuple[str, ...]


def standings(holdings: Iterable[Holding], claims: Mapping[str, Claim], origins: Mapping[str, str], day: date | None) -> list[Standing]:
    """Return how every place with coordinates of its own stands on a day, by name.

    Regions are left out: where their towns have several holders they would only ever be contested. So are parts of a place that is
    told of itself ("Ramadi government complex").
    """
    by_place: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    found = []
    for key in sorted(by_place):
        place = by_place[key][0].place
        if place.kind in WIDE or key.startswith(WIDE_IDS) or (key.startswith("rel:") and any(o in by_place for o in place.within)):
            continue
        held = holding_on(by_place[key], day) if day is not None else None
        if held is not None:
            found.append(_standing(held, claims, origins, day))
    return sorted(found, key=lambda s: (s.holding.place.name, s.holding.place.id))


WIDE_IDS = ("region:", "country:", "area:", "water:")


def _standing(holding: Holding, claims: Mapping[str, Claim], origins: Mapping[str, str], day: date | None) -> Standing:
    behind = [claims[key] for key in holding.claims_for if key in claims]
    reports = len({origins.get(c.document, c.document) for c in behind})
    if holding.status == "unknown":
        return Standing(holding, NOT_KNOWN, reports, ())
    if holding.status == "contested":
        return Standing(holding, DISPUTED, reports, ())
    reasons = []
    if holding.kind == "implied":
        reasons.append("implied by what others took or lost, no report names the holder")
    if behind and all(_own_word(c, holding.holder or "") for c in behind):
        reasons.append("only its own word")
    if holding.probability < LEAST:
        reasons.append("weak or conflicting reports" if reports > 1 else "one report")
    last = last_told(behind, day)
    if day is not None and last is not None and (day - last).days > STALE_DAYS:
        reasons.append(f"not confirmed for {(day - last).days} days")
    return Standing(holding, REPORTED if reasons else ASSESSED, reports, tuple(reasons))


def last_told(claims: Sequence[Claim], day: date | None) -> date | None:
    """Return the last day, up to a day, on which any of the claims was published; None where all came later."""
    days = [c.published.latest for c in claims if c.published and c.published.latest]
    return max((d for d in days if day is None or d <= day), default=None)


def _own_word(claim: Claim, holder: str) -> bool:
    """Tell whether who says it is the holder, or an office of the holder's name."""
    said = side_of(claim.sources[-1]).name if claim.sources else claim.publisher or ""
    return bool(said) and (said == holder or named_after(said, holder))


def origins_of(events: Iterable[Event]) -> dict[str, str]:
    """Return document and origin, as the events show them."""
    return {document: group[0] for event in events for group in event.origins for document in group}
