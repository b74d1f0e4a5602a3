"""Who did it: accusations that the accused denies, and events that several sides are said to have done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.actors.camps import Camps, is_side, root_of, side_of
from whoholds.check.case import Case, make_dispute, said_on, speaker
from whoholds.geo.meant import places_meant
from whoholds.records import Claim, Dispute, Event

ACCUSE = re.compile(r"\b(accus|blam|charg|alleg|point)", re.IGNORECASE)
DENY = re.compile(
    r"\b(den(?:y|ied|ies)|reject|dismiss|disput|refut|lies?\b|false|untrue|baseless|fabricat|propaganda|unfounded|groundless|slander|nonsense)",
    re.IGNORECASE,
)
ACCUSES = "accusation"
"""What `Claim.found_by` holds of an accusation that `link.answers` made: what another speaker said of who then denies it."""
DEEDS = frozenset({"strike", "attack", "abuse", "destroy", "casualties", "displace", "siege", "clash"})
"""Types of which somebody may be accused."""
DEED_REACH = 500
"""Code points back from an accusation to the deed that it is about."""
SAME_DAYS = 3
"""Days within which two sides are said to have taken one place, so that one of the reports, or neither, has it right."""
NEAR = 400
"""Code points between an accusation and the denial that answers it."""
KINDS = frozenset({"capture", "strike", "attack", "abuse", "destroy"})




def blame_disputes(case: Case, events: Sequence[Event]) -> list[Dispute]:
    """Find denied accusations, events with several doers from several origins, and one place said to be taken by several at once."""
    doers = _several_doers(case, events)
    known = {key for dispute in doers for key in dispute.claims}
    takers = [d for d in _several_takers(case) if not known & set(d.claims)]
    return _denied_accusations(case) + doers + takers


@dataclass(frozen=True, slots=True)
class _Blame:
    """An accusation (or a deed told of a side) and its denial, with the deed that both are about, if one is told."""

    accusation: Claim
    answer: Claim
    deed: Claim | None


def _denied_accusations(case: Case) -> list[Dispute]:
    by_document: dict[str, list[Claim]] = {}
    for key in sorted(case.claims, key=lambda k: (case.claims[k].document, case.claims[k].trigger.start, k)):
        by_document.setdefault(case.claims[key].document, []).append(case.claims[key])
    found: list[_Blame] = []
    told: set[tuple[str, tuple[str, ...]]] = set()
    for document in sorted(by_document):
        for blame in _blames(by_document[document]):
            pair = (case.origin(blame.accusation), _names(blame.answer))
            if pair not in told:
                told.add(pair)
                found.append(blame)
    return [_accusation(case, group) for group in _about_one_deed(found)]


def _blames(told: Sequence[Claim]) -> Iterator[_Blame]:
    """Give the accusations of one document that the accused denies, and the deeds told by others that their doer denies."""
    answers = [c for c in told if c.type == "statement" and c.status == "fact" and DENY.search(c.trigger.words)]
    answered: set[str] = set()
    for claim in told:
        words = claim.trigger.words
        accuses = claim.type == "statement" and claim.status == "fact" and not DENY.search(words)
        accuses = accuses and bool(ACCUSE.search(words) or ACCUSES in claim.found_by)
        answer = next((c for c in answers if _answers(claim, c)), None) if accuses else None
        if answer is not None:
            answered.add(answer.id)
            yield _Blame(claim, answer, _deed(claim, told))
    for answer in (c for c in answers if c.id not in answered):
        deed = next((c for c in reversed(told) if _denied_deed(c, answer)), None)
        if deed is not None:
            yield _Blame(deed, answer, deed)


def _answers(accusation: Claim, claim: Claim) -> bool:
    gap = claim.trigger.start - accusation.trigger.end
    if not -NEAR <= gap <= NEAR or claim.id == accusation.id:
        return False
    accused, denier = {side_of(f).id for f in accusation.targets}, {side_of(f).id for f in claim.actors}
    accuser = {side_of(f).id for f in accusation.actors}
    if not denier or denier & accuser:
        return False
    together = accusation.sentence.start == claim.sentence.start  # "accused the Kurds, which they deny"
    return not accused or bool(accused & denier) or (together and gap < NEAR / 2)


def _denied_deed(deed: Claim, answer: Claim) -> bool:
    """Tell whether a denial is its doer's answer to a deed that another told, at most a sentence or two before."""
    gap = answer.trigger.start - deed.trigger.end
    if deed.type not in DEEDS or deed.status not in ("fact", "possible") or not 0 <= gap <= NEAR or not deed.sources:
        return False
    doers, denier = ({root_of(side_of(f)) for f in c.actors if is_side(f)} for c in (deed, answer))
    blamed = bool(doers & denier) or (not doers and gap <= NEAR / 2 and bool(ACCUSE.search(answer.trigger.words)))
    return blamed and not {root_of(side_of(f)) for f in deed.sources} & denier


def _deed(accusation: Claim, told: Sequence[Claim]) -> Claim | None:
    """Return the deed that an accusation is about: told in its own sentence, else the nearest before it."""
    deeds = [c for c in told if c.type in DEEDS and places_meant(c)]
    own = [c for c in deeds if c.sentence.start == accusation.sentence.start]
    before = [c for c in deeds if 0 <= accusation.trigger.start - c.trigger.end <= DEED_REACH]
    dated = [c for c in own or before if c.time is not None]
    return dated[-1] if dated else own[0] if own else before[-1] if before else None


def _about_one_deed(blames: Sequence[_Blame]) -> list[list[_Blame]]:
    """Put together the accusations that several texts make of one deed: one place, days that meet."""
    groups: list[list[_Blame]] = []
    for blame in blames:
        home = next((g for g in groups if any(_one_deed(blame.deed, other.deed) for other in g)), None)
        if home is None:
            groups.append([blame])
        else:
            home.append(blame)
    return groups


def _one_deed(one: Claim | None, other: Claim | None) -> bool:
    if one is None or other is None or one.document == other.document:
        return False
    places = [{link.id for _, link in places_meant(c)} for c in (one, other)]
    dated = one.time is not None and other.time is not None and one.window is not None and other.window is not None
    return bool(places[0] & places[1]) and dated and one.window is not None and other.window is not None and one.window.meets(other.window)


def _names(claim: Claim) -> tuple[str, ...]:
    return tuple(sorted(side_of(f).name for f in claim.actors))


def _accusation(case: Case, blames: Sequence[_Blame]) -> Dispute:
    said = []
    for blame in blames:
        who = blame.accusation.actors if blame.accusation.type == "statement" else blame.accusation.sources
        accuser = ", ".join(sorted(side_of(f).name for f in who)) or "an accuser"
        said.append(f"{accuser} accuses, {', '.join(_names(blame.answer))} denies: {blame.accusation.sentence.words}")
    members = [claim for blame in blames for claim in (blame.accusation, blame.answer)]
    return make_dispute(
        case, "responsibility", " / ".join(dict.fromkeys(said)), "An inquiry by a third party; traces at the place.", members
    )


def _several_doers(case: Case, events: Sequence[Event]) -> list[Dispute]:
    out = []
    for event in events:
        if event.type not in KINDS or len(event.origins) < 2:
            continue
        claims = [case.claims[key] for key in event.claims if key in case.claims]
        told = [c for c in claims if _names_doer(c)]
        camps = case.camps(event.place.id) if event.place else Camps(claims)
        sides = {c.id: frozenset(camps.camp(side_of(f)) for f in c.actors if is_side(f)) for c in told}
        if any(not a & b and case.origin(x) != case.origin(y) for x, a, y, b in _pairs(told, sides)):
            out.append(_doers(case, told, event.type, event.place.name if event.place else "no place"))
    return out


def _names_doer(claim: Claim) -> bool:
    return claim.status in ("fact", "possible") and any(f.kind != "implied" and is_side(f) for f in claim.actors)


def _doers(case: Case, claims: Sequence[Claim], type: str, where: str) -> Dispute:
    ranked = sorted(claims, key=lambda c: (said_on(c), c.id))
    names = " / ".join(dict.fromkeys(", ".join(_names(c)) for c in ranked))
    what = f"{type} at {where}: done by {names}?"
    return make_dispute(case, "responsibility", what, "A report by none of the parties that names who did it.", ranked)


def _several_takers(case: Case) -> list[Dispute]:
    """Find one place said to be taken, within a few days, by several sides that no report shows as each other's enemies."""
    foes = _enemies(case)
    out = []
    for place in sorted(case.by_place):
        camps = case.camps(place)
        told = [c for c in case.by_place[place] if c.type == "capture" and c.status == "fact" and c.time and _names_doer(c)]
        told.sort(key=lambda c: (_day(c), c.id))
        found = [(a, b) for i, a in enumerate(told) for b in told[i + 1 :] if _rivals(case, camps, foes, a, b)]
        if found:
            members = {c.id: c for pair in found for c in pair}
            name = next(link.name for c in members.values() for _, link in places_meant(c) if link.id == place)
            out.append(_doers(case, list(members.values()), "capture", name))
    return out


def _day(claim: Claim) -> date:
    return claim.window.latest if claim.window and claim.window.latest else date.max


def _rivals(case: Case, camps: Camps, foes: frozenset[tuple[str, str]], one: Claim, other: Claim) -> bool:
    """Tell whether two reports give one taking to two sides: near days, one loser or none named, no enmity between the two."""
    if case.origin(one) == case.origin(other) or (_day(other) - _day(one)).days > SAME_DAYS or _day(other) == date.max:
        return False
    if any(c.window is None or c.window.earliest is None or (_day(c) - c.window.earliest).days > 1 for c in (one, other)):
        return False
    if any(link.id not in case.by_place for c in (one, other) for _, link in places_meant(c)) or speaker(one) == speaker(other):
        return False
    sides = [{camps.camp(side_of(f)) for f in c.actors if f.kind != "implied" and is_side(f)} for c in (one, other)]
    losers = [{camps.camp(side_of(f)) for f in c.targets if f.kind != "implied" and is_side(f)} for c in (one, other)]
    if sides[0] & sides[1] or not (losers[0] or losers[1]) or (losers[0] and losers[1] and not losers[0] & losers[1]):
        return False
    roots = [{root_of(side_of(f)) for f in c.actors if is_side(f)} for c in (one, other)]
    hostile = any((a, b) in foes or (b, a) in foes for a in roots[0] for b in roots[1])
    return not hostile and not (losers[0] | losers[1]) & (sides[0] | sides[1])


def _enemies(case: Case) -> frozenset[tuple[str, str]]:
    """Return the pairs of sides that any report names as fighting each other."""
    return frozenset(
        (root_of(side_of(a)), root_of(side_of(t)))
        for c in case.claims.values()
        if c.type in ("capture", "clash", "strike", "siege", "attack") and c.status == "fact"
        for a in c.actors
        for t in c.targets
        if "implied" not in (a.kind, t.kind)
    )


def _pairs(
    claims: Sequence[Claim], sides: Mapping[str, frozenset[str]]
) -> list[tuple[Claim, frozenset[str], Claim, frozenset[str]]]:
    return [(x, sides[x.id], y, sides[y.id]) for i, x in enumerate(claims) for y in claims[i + 1 :]]
