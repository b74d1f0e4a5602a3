"""What a document leaves unsaid in one sentence because another says it: places and sides filled in from its other
claims.

The fillers added here have the kind `implied` (a side) or `context` (a place). They serve the fold only: they
point at words
of another sentence of the same document, they never count as read, and `said_only` takes them away again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from whoholds.actors.camps import Camps, is_side, side_of
from whoholds.geo.meant import places_meant
from whoholds.link.quantities import NEAR
from whoholds.records import Claim, Filler, Window
from whoholds.records.claim import FOLD

YIELDING = frozenset({"withdraw", "displace", "defect", "casualties", "aid", "talks", "support", "strike"})
"""Types whose actor may well be who lost the place."""
IMPLIED = "implied"
CONTEXT = "context"
OWN = "own"
"""The kind of a side that is the speaker's: "the dam is ours"."""
NEEDS_PLACE = frozenset({
    "capture", "hold", "withdraw", "siege", "clash", "strike", "attack", "casualties", "displace", "strength", "abuse",
    "destroy", "advance", "aid", "deploy",
})  # fmt: skip
GROUND = frozenset(
    {"capture", "hold", "siege", "withdraw", "advance", "clash", "attack", "strike", "casualties", "abuse", "displace"}
)
"""Types whose place other claims of the text may be about."""
ATTACKS = frozenset({"capture", "advance", "siege", "clash", "attack"})
STATE = ("army", "government", "state")
REACH = 700
"""Code points back to the place that a claim without one is about: about two paragraphs of news."""
TOPIC = 3
"""How many times more often than the nearest place another one is told of, to be what the text is about."""
_LOSS = re.compile(r"\b(lost|loss|los(?:e|es|ing)|fall\w*|fell|overrun|gone|went|goes|go|slip\w*)\b", re.IGNORECASE)
_REGAIN = re.compile(
    r"\b(re(?:took|tak|captur|cover|gain|claim|conquer)\w*|won back|win back|back|"
    r"liberat\w*|freed?|clear\w*|cleans\w*)\b",
    re.IGNORECASE,
)
_RETURN = re.compile(r"\b(?:recover|retak|retook|recaptur|regain|reclaim|liberat|won back|win back)\w*", re.IGNORECASE)
_FOES = re.compile(r"(?<!counter )(?<![-\w])(?:enem|terroris|jihadi|militant|extremis)\w*", re.IGNORECASE)
DENIAL = re.compile(
    r"\b(den(?:y|ied|ies|ying)|reject\w*|dismiss\w*|disput\w*|refut\w*|lies?|lying|false|untrue|baseless)\b",
    re.IGNORECASE,
)
DENIES = f"{FOLD} an answer that denies"
"""How `Claim.found_by` reads for a denial that `link.answers` found; its words need not be those of `DENIAL`."""
DENIAL_REACH = 240
"""Code points from what is denied to the denial: the sentence and the one before it."""
_LOSSES = re.compile(r"^(?:\w+ )?loss(?:es)?$", re.IGNORECASE)
OWNER_REACH = 16
_SEAT = re.compile(r"\bcapital\b", re.IGNORECASE)
"""What has a place of its own, told or not: "31 miles from the group's capital" is not about the town that was told of."""
_EITHER = re.compile(r"\bchang", re.IGNORECASE)


def with_context(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Fill in, for the claims of one document, the places and sides that its other claims make plain."""
    ordered = sorted(claims, key=lambda c: c.spot)
    placed = _with_places(ordered)
    camps = Camps(placed)
    sided = [_with_sides(claim, placed, camps) for claim in placed]
    return tuple(_denying(claim, sided, camps) if claim.type == "statement" and claim.status == "fact" else claim for claim in sided)


def said_only(claim: Claim) -> Claim:
    """Return the claim as it was read, without what its document's other claims filled in."""
    return replace(
        claim,
        actors=_said(claim.actors),
        targets=_said(claim.targets),
        places=_said(claim.places),
        quantities=tuple(q for q in claim.quantities if q.link != NEAR),
    )


def _said(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    return tuple(f for f in fillers if f.kind not in (IMPLIED, CONTEXT, OWN))


def _with_places(claims: Sequence[Claim]) -> list[Claim]:
    out: list[Claim] = []
    for i, claim in enumerate(claims):
        if claim.places or claim.type not in NEEDS_PLACE or _SEAT.search(claim.trigger.words):
            out.append(claim)
            continue
        found = _nearest_place(claims, i)
        out.append(replace(claim, places=(replace(found, kind=CONTEXT),)) if found else claim)
    return out


def _nearest_place(claims: Sequence[Claim], i: int) -> Filler | None:
    """Return the place of the nearest claim before it, in its own sentence first; else the first place of the
    document."""
    own = claims[i]
    bearing = [(c, places_meant(c)) for c in claims if c.id != own.id and c.type in GROUND]
    same = [pair for c, places in bearing if c.sentence == own.sentence for pair in places]
    if same:
        return same[0][0]
    before = [(c, places) for c, places in bearing if places and c.trigger.start < own.trigger.start]
    near = [places[0] for c, places in before if own.trigger.start - c.trigger.start <= REACH]
    if not near:
        return None
    count = Counter(link.id for _, places in bearing for _, link in places)
    top = max(near, key=lambda pair: count[pair[1].id])
    return (top if count[top[1].id] >= TOPIC * count[near[-1][1].id] else near[-1])[0]


def _with_sides(claim: Claim, claims: Sequence[Claim], camps: Camps) -> Claim:
    if claim.status not in ("fact", "possible"):
        return claim
    if claim.type == "casualties" and claim.actors and not claim.targets:
        return replace(claim, targets=_foe(claim, claim.actors, claims, camps))
    if claim.type == "capture":
        claim = _losers_of_nouns(claim)
        claim = _announced(_lost_before(claim, claims))
        actors = claim.actors if _any_side(claim.actors) else claim.actors + _gainer(claim, claims, camps)
        targets = claim.targets if _any_side(claim.targets) else claim.targets + _foe(claim, actors, claims, camps)
        return replace(claim, actors=actors, targets=targets)
    if claim.type == "hold" and not _any_side(claim.actors):
        return replace(claim, actors=claim.actors + _main_holder(claim, claims, camps))
    if claim.type == "siege" and claim.actors and not _is_side(claim.targets):
        return replace(claim, targets=claim.targets + _foe(claim, claim.actors, claims, camps))
    return claim


def _denying(claim: Claim, claims: Sequence[Claim], camps: Camps) -> Claim:
    """Tie "the council denied it" to the taking or holding told just before: its place, and as targets who it
    denies did it."""
    if not DENIAL.search(claim.trigger.words) and claim.found_by != DENIES:
        return claim
    its_own = [c for c in claims if c.status == "denied" and c.sentence == claim.sentence and c.trigger.start > claim.trigger.start]
    if its_own:  # "denied that the town was about to fall" says what it denies
        return claim
    before = [c for c in claims if 0 < claim.trigger.start - c.trigger.start <= DENIAL_REACH and c.id != claim.id]
    told = [
        c
        for c in before
        if c.type in ("capture", "hold", "withdraw", "statement", "abuse", "strike", "attack", "casualties")
    ]
    last = [c for c in told if c.sentence == told[-1].sentence]
    control = [c for c in last if c.type in ("capture", "hold", "withdraw") and c.status == "fact"]
    if not control or any(c.type in ("statement", "abuse") for c in last):
        return claim
    denied = control[-1]
    own = {camps.camp(side_of(f)) for f in claim.actors}
    doers = [f for f in denied.actors if is_side(f) and camps.camp(side_of(f)) not in own]
    places = tuple(replace(f, kind=CONTEXT) for f, _ in places_meant(denied))
    return replace(
        claim, targets=claim.targets + tuple(replace(f, kind=IMPLIED) for f in doers), places=claim.places + places
    )


def _losers_of_nouns(claim: Claim) -> Claim:
    """Read "its losses" as what it lost: whoever stands right before the noun is the one who suffers."""
    if not _LOSSES.search(claim.trigger.words) or claim.targets:
        return claim
    owners = tuple(f for f in claim.actors if 0 <= claim.trigger.start - f.end <= OWNER_REACH)
    return replace(claim, actors=tuple(f for f in claim.actors if f not in owners), targets=owners) if owners else claim


def _lost_before(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Who wins a place back is who had lost it: "retaken by X, ten months after its loss"."""
    if _any_side(claim.targets) or _any_side(claim.actors) or not _LOSS.search(claim.trigger.words):
        return claim
    here = {link.id for _, link in places_meant(claim)}
    for other in claims:
        there = here & {link.id for _, link in places_meant(other)}
        won = other.type == "capture" and other.status == "fact" and bool(_REGAIN.search(other.trigger.words))
        if won and there and _any_side(other.actors) and _later(other, claim):
            return replace(claim, targets=claim.targets + _implied([f for f in other.actors if is_side(f)]))
    return claim


def _announced(claim: Claim) -> Claim:
    """Read "the ministry announced the liberation of the city" as its own side's taking, where nobody else is named."""
    if _any_side(claim.actors) or not _REGAIN.search(claim.trigger.words) or claim.status != "fact":
        return claim
    own = [f for f in claim.sources if is_side(f) and side_of(f).kind in ("army", "armed", "government")]
    return replace(claim, actors=claim.actors + _implied(own[-1:])) if own else claim


def _later(one: Claim, other: Claim) -> bool:
    first, second = (c.window.latest if c.window else None for c in (one, other))
    return first is not None and second is not None and first > second


def _same_land(one: Claim, other: Claim) -> bool:
    """Tell whether two claims may lie in one country."""
    first, second = ({link.country for _, link in places_meant(c) if link.country} for c in (one, other))
    return not first or not second or bool(first & second)


def _any_side(fillers: Sequence[Filler]) -> bool:
    return any(is_side(f) for f in fillers)


def _is_side(fillers: Sequence[Filler]) -> bool:
    return any(f.link is not None and f.link.id.startswith("actor:") for f in fillers)


def _gainer(claim: Claim, claims: Sequence[Claim], camps: Camps) -> tuple[Filler, ...]:
    """Return who took a place where the sentence does not say: who took it elsewhere in the text, else who takes
    places in it."""
    if _EITHER.search(claim.trigger.words):
        return ()
    here = {link.id for _, link in places_meant(claim)}
    barred = {camps.camp(side_of(f)) for f in claim.targets} | _enemies_named(claim, claims, camps)
    back = _winning_back(claim, claims) if _REGAIN.search(claim.trigger.words) else ()
    if back:
        return back
    for other in claims:
        if other.id == claim.id or other.type != "capture" or other.status != "fact" or not _said(other.actors):
            continue
        same = here & {link.id for _, link in places_meant(other)} and _near(claim.window, other.window)
        if same and not barred & {camps.camp(side_of(f)) for f in _said(other.actors) if is_side(f)}:
            return _implied(other.actors)
    if not _LOSS.search(claim.trigger.words):
        beside = _acting_beside(claim, claims, camps, barred)
        if beside:
            return beside
    taking = Counter[str]()
    for other in claims:
        if other.type in ATTACKS and other.status == "fact" and _fits(claim, other) and _same_land(claim, other):
            taking.update(
                dict.fromkeys(
                    (camps.camp(side_of(f)) for f in _said(other.actors)), 2 if other.type == "capture" else 1
                )
            )
    if _LOSS.search(claim.trigger.words) and not _any_side(claim.targets):
        # What a text calls "lost" was lost by the state's side, unless it says by whom.
        groups = _camps_of_kind(claims, camps, ("armed",))
        barred |= (set(taking) - groups) if groups else set()
    if _RETURN.search(claim.trigger.words):
        # What a text calls "recovered" or "liberated", unless it says by whom, was taken by a state's side, or by who recovers others in it.
        armed, official = _camps_of_kind(claims, camps, ("armed",)), _camps_of_kind(claims, camps, STATE)
        barred |= armed - _recovering(claims, camps) if official - armed else set()
    return _best(taking, barred, claims, camps) or _foe(claim, claim.targets, claims, camps)


def _recovering(claims: Sequence[Claim], camps: Camps) -> set[str]:
    """Camps that the text itself calls those who recover places."""
    back = (c for c in claims if c.type == "capture" and c.status == "fact" and _RETURN.search(c.trigger.words))
    return {camps.camp(side_of(f)) for c in back for f in _said(c.actors) if is_side(f)}


def _enemies_named(claim: Claim, claims: Sequence[Claim], camps: Camps) -> set[str]:
    """Return the camps that the text calls the enemy, where a place is liberated: never by them."""
    if not _RETURN.search(claim.trigger.words):
        return set()
    return {camps.camp(side_of(f)) for c in claims for f in (*c.actors, *c.targets) if is_side(f) and _FOES.search(f.words)}


def _winning_back(claim: Claim, claims: Sequence[Claim]) -> tuple[Filler, ...]:
    """Return who lost the place before, as the text tells elsewhere: "both lost last week, were won back on Sunday"."""
    here = {link.id for _, link in places_meant(claim)}
    for other in claims:
        lost = other.type == "capture" and other.status == "fact" and not _REGAIN.search(other.trigger.words)
        if lost and _any_side(_said(other.targets)) and here & {link.id for _, link in places_meant(other)} and _later(claim, other):
            return _implied([f for f in _said(other.targets) if is_side(f)])
    return ()


def _acting_beside(claim: Claim, claims: Sequence[Claim], camps: Camps, barred: set[str]) -> tuple[Filler, ...]:
    """Return the one side that acts in the same sentence: who "proclaimed a caliphate following the seizure of Mosul"."""
    beside = [
        c for c in claims if c.sentence.start == claim.sentence.start and c.id != claim.id and c.type not in YIELDING
    ]
    fillers = [f for c in beside for f in _said(c.actors) if is_side(f)]
    if _RETURN.search(claim.trigger.words):
        fillers = [f for f in fillers if not _FOES.search(f.words)]  # "liberated from", never by, the enemy
    found = {camps.camp(side_of(f)): f for f in fillers}
    open_to = {camp: filler for camp, filler in found.items() if camp not in barred}
    return _implied(tuple(open_to.values())) if len(open_to) == 1 else ()


def _fits(claim: Claim, other: Claim) -> bool:
    """A place lost and a place won back have gainers of their own."""
    own, its = claim.trigger.words, other.trigger.words
    if other.type != "capture":
        return not _REGAIN.search(own)
    return bool(_REGAIN.search(own)) == bool(_REGAIN.search(its))


def _near(one: Window | None, other: Window | None) -> bool:
    return one is not None and other is not None and one.meets(other)


def _foe(claim: Claim, actors: Sequence[Filler], claims: Sequence[Claim], camps: Camps) -> tuple[Filler, ...]:
    """Return whom a side fights in the document, most often named first."""
    own = {camps.camp(side_of(f)) for f in actors if is_side(f)}
    if not own:
        return ()
    meant = [link for _, link in places_meant(claim)]
    here, lands = {link.id for link in meant}, {link.country for link in meant if link.country}
    foes = Counter[str]()
    for other in (c for c in claims if _same_land(claim, c)):
        doing = {camps.camp(side_of(f)) for f in _said(other.actors)}
        suffering = {camps.camp(side_of(f)) for f in _said(other.targets) if _is_side((f,))}
        there = bool(here & {link.id for _, link in places_meant(other)})
        if other.type in ATTACKS | {"casualties"} and doing & own:
            foes.update(dict.fromkeys(sorted(suffering - own), 3 if there else 1))
        elif other.type in ATTACKS | {"casualties"} and suffering & own:
            foes.update(dict.fromkeys(sorted(doing - own), 3 if there else 1))
        elif other.type in ("withdraw", "hold") or (other.type in ("advance", "deploy") and other.status == "fact"):
            other_side = (
                doing
                if there and other.type in ("withdraw", "hold")
                else doing & (_known_foes(own, claims, camps) | _natural_foes(actors, other.actors, lands, camps))
            )
            foes.update(dict.fromkeys(sorted(other_side - own), 3 if there else 1))
    return _best(foes, own | _helpers(own, claims, camps), claims, camps)


def _helpers(own: set[str], claims: Sequence[Claim], camps: Camps) -> set[str]:
    """Camps that the document shows giving these support, or getting it from them: no foes."""
    out: set[str] = set()
    for claim in claims:
        if claim.type == "support" and claim.status == "fact":
            giving = {camps.camp(side_of(f)) for f in _said(claim.actors) if is_side(f)}
            getting = {camps.camp(side_of(f)) for f in _said(claim.targets) if is_side(f)}
            out |= giving if getting & own else getting if giving & own else set()
    return out


def _camps_of_kind(claims: Sequence[Claim], camps: Camps, kinds: tuple[str, ...]) -> set[str]:
    return {
        camps.camp(side_of(f))
        for c in claims
        for f in (*c.actors, *c.targets)
        if is_side(f) and side_of(f).kind in kinds
    }


def _natural_foes(actors: Sequence[Filler], others: Sequence[Filler], lands: set[str], camps: Camps) -> set[str]:
    """Return, of the others, those that stand for the state of one of the lands where these are an armed group, or the reverse."""
    group = all(side_of(f).kind == "armed" for f in actors if is_side(f))
    official = all(side_of(f).kind in STATE for f in actors if is_side(f))
    fits = STATE if group else ("armed",) if official else ()
    sides = [side_of(f) for f in others if is_side(f) and side_of(f).kind in fits]
    return {camps.camp(side) for side in sides if not group or not lands or side.country in lands}


def _known_foes(own: set[str], claims: Sequence[Claim], camps: Camps) -> set[str]:
    """Camps that the document shows fighting these."""
    out: set[str] = set()
    for claim in claims:
        if claim.type in ATTACKS | {"strike", "casualties"}:
            doing = {camps.camp(side_of(f)) for f in _said(claim.actors)}
            suffering = {camps.camp(side_of(f)) for f in _said(claim.targets)}
            out |= suffering if doing & own else doing if suffering & own else set()
    return out - own


def _main_holder(claim: Claim, claims: Sequence[Claim], camps: Camps) -> tuple[Filler, ...]:
    holders = Counter[str]()
    for other in claims:
        if other.type in ("hold", "territory") and other.status == "fact":
            holders.update({camps.camp(side_of(f)) for f in _said(other.actors)})
            if other.type == "territory":
                holders.update({camps.camp(side_of(f)) for f in _said(other.targets)})
    counts = [*sorted(holders.values(), reverse=True), 0, 0]
    return _best(holders, set(), claims, camps) if counts[0] > 2 * counts[1] else ()


def _best(count: Counter[str], barred: set[str], claims: Sequence[Claim], camps: Camps) -> tuple[Filler, ...]:
    """Return the first mention of the camp counted most, the one named first where two are equal."""
    open_to = {camp: n for camp, n in count.items() if camp not in barred}
    top = {camp for camp, n in open_to.items() if n == max(open_to.values())}
    for claim in claims:
        for filler in (*_said(claim.actors), *_said(claim.targets)):
            if _is_side((filler,)) and camps.camp(side_of(filler)) in top:
                return _implied((filler,))
    return ()


def _implied(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    return tuple(replace(f, kind=IMPLIED) for f in _said(fillers))
