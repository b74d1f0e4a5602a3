"""Who did it: accusations that the accused denies, and events that several sides are said to have done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whoholds.actors.camps import Camps, is_side, side_of
from whoholds.check.case import Case, make_dispute, said_on
from whoholds.records import Claim, Dispute, Event

ACCUSE = re.compile(r"\b(accus|blam|charg|alleg|point)", re.IGNORECASE)
DENY = re.compile(r"\b(den(?:y|ied|ies)|reject|dismiss|disput|refut|lie\b|lies\b|false)", re.IGNORECASE)
NEAR = 400
"""Code points between an accusation and the denial that answers it."""
KINDS = frozenset({"capture", "strike", "attack", "abuse", "destroy"})


def blame_disputes(case: Case, events: Sequence[Event]) -> list[Dispute]:
    """Find denied accusations, and events with several doers from several origins."""
    return _denied_accusations(case) + _several_doers(case, events)


def _denied_accusations(case: Case) -> list[Dispute]:
    by_document: dict[str, list[Claim]] = {}
    for key in sorted(case.claims, key=lambda k: (case.claims[k].document, case.claims[k].trigger.start, k)):
        claim = case.claims[key]
        if claim.type == "statement" and claim.status == "fact":
            by_document.setdefault(claim.document, []).append(claim)
    out: list[Dispute] = []
    told: set[tuple[str, tuple[str, ...]]] = set()
    for document in sorted(by_document):
        said = by_document[document]
        for accusation in (c for c in said if ACCUSE.search(c.trigger.words)):
            answer = next((c for c in said if _answers(accusation, c)), None)
            if answer is None:
                continue
            pair = (case.origin(accusation), _names(answer))
            if pair not in told:
                told.add(pair)
                out.append(_accusation(case, accusation, answer))
    return out


def _answers(accusation: Claim, claim: Claim) -> bool:
    gap = claim.trigger.start - accusation.trigger.end
    if not DENY.search(claim.trigger.words) or not -NEAR <= gap <= NEAR:
        return False
    accused, denier = {side_of(f).id for f in accusation.targets}, {side_of(f).id for f in claim.actors}
    accuser = {side_of(f).id for f in accusation.actors}
    if not denier or denier & accuser:
        return False
    together = accusation.sentence.start == claim.sentence.start  # "accused the Kurds, which they deny"
    return not accused or bool(accused & denier) or (together and gap < NEAR / 2)


def _names(claim: Claim) -> tuple[str, ...]:
    return tuple(sorted(side_of(f).name for f in claim.actors))


def _accusation(case: Case, accusation: Claim, answer: Claim) -> Dispute:
    accuser = ", ".join(_names(accusation)) or "an accuser"
    denier = ", ".join(_names(answer))
    what = f"{accuser} accuses, {denier} denies: {accusation.sentence.words}"
    return make_dispute(
        case, "responsibility", what, "An inquiry by a third party; traces at the place.", [accusation, answer]
    )


def _several_doers(case: Case, events: Sequence[Event]) -> list[Dispute]:
    out = []
    for event in events:
        if event.type not in KINDS or len(event.origins) < 2:
            continue
        claims = [case.claims[key] for key in event.claims if key in case.claims]
        told = [
            c
            for c in claims
            if c.status in ("fact", "possible") and any(f.kind != "implied" and is_side(f) for f in c.actors)
        ]
        camps = case.camps(event.place.id) if event.place else Camps(claims)
        sides = {c.id: frozenset(camps.camp(side_of(f)) for f in c.actors if is_side(f)) for c in told}
        if any(not a & b and case.origin(x) != case.origin(y) for x, a, y, b in _pairs(told, sides)):
            ranked = sorted(told, key=lambda c: (said_on(c), c.id))
            names = " / ".join(dict.fromkeys(", ".join(_names(c)) for c in ranked))
            where = event.place.name if event.place else "no place"
            what = f"{event.type} at {where}: done by {names}?"
            out.append(
                make_dispute(
                    case, "responsibility", what, "A report by none of the parties that names who did it.", ranked
                )
            )
    return out


def _pairs(
    claims: Sequence[Claim], sides: Mapping[str, frozenset[str]]
) -> list[tuple[Claim, frozenset[str], Claim, frozenset[str]]]:
    return [(x, sides[x.id], y, sides[y.id]) for i, x in enumerate(claims) for y in claims[i + 1 :]]
