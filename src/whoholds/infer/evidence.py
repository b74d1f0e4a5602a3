"""What each claim says for and against each holder of a place, on which days, and with how much weight."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from whoholds.actors.camps import Camps, side_of
from whoholds.infer.hearing import ONE_DAY, Heard, in_order
from whoholds.infer.voices import AREA, PART, Evidence, Factors, independent
from whoholds.infer.weights import Weights
from whoholds.records import Claim, Link

CONTESTED = "contested"
_RELIEF = re.compile(r"\b(lift|brok|break|reliev|relief|end|over\b|open)", re.IGNORECASE)
STIRRING = frozenset({"capture", "withdraw", "clash", "siege", "advance"})
"""Types that tell of days in which a place may change hands."""
OWN_SUCCESS, OWN_LOSS = "a side's own success", "a side's admission of its loss"
UNSAID = "a side left unsaid"
INSIDE = ("fits a contest", 0.8)
INTEREST = frozenset({OWN_SUCCESS, OWN_LOSS})
_DEFEAT = re.compile(
    r"\b(defeat|beat|rout|repel|repuls|fend|held off|hold off|drove back|driv\w+ back|push\w* back)", re.IGNORECASE
)
_ENTRY = re.compile(
    r"\b(enter|storm|broke into|came in|come in|crept|move[ds]? in|drove in|inside|roll)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Change:
    """A report that the place changed hands: after `first`, by the end of `last`, to these camps (if it says whom)."""

    claim: str
    first: date
    last: date
    gainers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """All that the claims say about a place."""

    evidence: tuple[Evidence, ...]
    changes: tuple[Change, ...]
    stirs: tuple[tuple[date, date], ...] = ()
    """Days around fighting and changes of hands, in which more may happen than is told."""


def what_is_said(heard: Iterable[Heard], camps: Camps, weights: Weights) -> Say:
    """Turn claims into evidence and reported changes; what depends on each other counts less than what does not."""
    found: list[Evidence] = []
    changes: list[Change] = []
    stirs: set[tuple[date, date]] = set()
    told = in_order(heard, weights)
    takings = _Takings(told)
    for item in told:
        rule = _RULES.get((item.claim.type, item.claim.status)) or _RULES.get(("any", item.claim.status))
        if rule is not None:
            more, change = rule(_Voice(_known_loser(item, takings), camps, weights, item.factors))
            found += more if not _within_its_own(item, takings) else [e for e in more if e.state != CONTESTED]
            changes += change if not item.doubted else []
        if item.claim.type in STIRRING and item.claim.status == "fact":
            stirs.add((item.first or item.last, item.last + timedelta(days=weights.stir_days)))
    ordered = sorted(changes, key=lambda c: (c.first, c.last, c.claim))
    return Say(independent(found, weights), tuple(ordered), tuple(sorted(stirs)))


def _within_its_own(part: Heard, takings: _Takings) -> bool:
    """Tell whether a side takes or holds a part of what it was the last to take whole before: no contest is told there."""
    if not part.part or part.claim.type not in ("capture", "hold"):
        return False
    last = takings.last_up_to(part.last)
    return bool(last) and all(set(actors) & set(part.actors) for actors in last)


def _known_loser(item: Heard, takings: _Takings) -> Heard:
    """Leave out a loser whom no words of a taking name, where reports tell that others were the last to take the place before."""
    if not item.implied_target or item.claim.type != "capture" or item.first is None:
        return item
    last = takings.last_up_to(item.first - ONE_DAY)
    told = {actor for actors in last for actor in actors} - set(item.actors)
    return replace(item, targets=()) if told and not told & set(item.targets) else item


class _Takings:
    """Reports that a place was taken whole, to be asked for by day."""

    def __init__(self, heard: Iterable[Heard]) -> None:
        self._on: dict[date, list[tuple[str, ...]]] = {}
        for h in heard:
            if h.claim.type == "capture" and h.claim.status == "fact" and h.actors and not h.part and not h.wide:
                self._on.setdefault(h.last, []).append(h.actors)
        self._days = sorted(self._on)

    def last_up_to(self, day: date) -> list[tuple[str, ...]]:
        """Return who is said to have taken it on the last day of such reports, up to a day."""
        at = bisect_right(self._days, day)
        return self._on[self._days[at - 1]] if at else []


@dataclass(frozen=True, slots=True)
class _Voice:
    heard: Heard
    camps: Camps
    weights: Weights
    factors: Factors

    def say(self, state: str, days: tuple[date, date], base: tuple[str, float], *more: tuple[str, float]) -> Evidence:
        """Weigh what the claim says of a state; factors of 1 are left out."""
        weight, voice = base[1], ""
        factors, heard = [base], self.heard
        for name, value in (*more, *self.factors):
            if value != 1.0:
                weight *= value
                factors.append((name, value))
            if name in INTEREST:
                voice = self.speaks()
        voice = AREA if heard.wide else voice
        return Evidence(heard.claim.id, heard.origin, state, *days, weight, tuple(factors), voice)

    def trust(self, winner: str | None, loser: str | None) -> tuple[str, float]:
        """Weigh by interest: a side's own success counts less, its admission of a loss more."""
        voice = self.voice()
        own_loss = bool(loser) and any(self.camps.speaks_for(s, loser or "") for s in voice)
        own_success = bool(winner) and any(self.camps.speaks_for(s, winner or "") for s in voice)
        if own_loss == own_success:
            return "", 1.0
        return (OWN_LOSS, self.weights.own_loss) if own_loss else (OWN_SUCCESS, self.weights.own_success)

    def voice(self) -> list[Link]:
        """Return who says so: the chain of sources, else the publisher."""
        return [side_of(f) for f in self.heard.claim.sources] or _publisher(self.heard.claim)

    def speaks(self) -> str:
        """Return the first camp that the voice speaks for."""
        return next((c for c in self.camps.all() if any(self.camps.speaks_for(s, c) for s in self.voice())), "")


Said = tuple[list[Evidence], list[Change]]


def _publisher(claim: Claim) -> list[Link]:
    return [Link(f"publisher:{claim.publisher}", claim.publisher, "publisher", 1.0, "")] if claim.publisher else []


def _capture(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    winner, loser = (h.actors or (None,))[0], (h.targets or (None,))[0]
    trust = voice.trust(winner, loser)
    said = (UNSAID, w.implied if h.implied_actor else 1.0)
    dated = ("its day from no words", 1.0 if h.claim.time is not None else w.guessed_day)
    last, out = (h.last, h.last), []
    before = (h.first - ONE_DAY, h.first - ONE_DAY) if h.first is not None else None
    if winner:
        shared, divided = ("fits a contest too", w.shared), ("of a part: divided", w.divided)
        part = (PART, w.part if h.part else 1.0)
        out.append(voice.say(winner, last, ("taken", w.capture), trust, said, part))
        out.append(voice.say(CONTESTED, last, ("taken", w.capture), trust, said, divided if h.part else shared))
        if before is not None and not h.part:
            out.append(voice.say(winner, before, ("not its own the day before", -w.not_before), dated))
    if loser:
        if before is not None:
            known = (UNSAID, w.implied if h.implied_target else 1.0)
            out.append(voice.say(loser, before, ("its own until lost", w.loser), dated, known))
        if not winner and not h.part:
            out.append(voice.say(loser, last, ("lost", -w.lost), trust, said))
    if h.part:
        return out, []
    first = h.first or h.last - 7 * ONE_DAY
    return out, [Change(h.claim.id, first, h.last, h.actors[:1])]


def _hold(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    days = (h.first if h.first is not None else h.last, h.last)
    out: list[Evidence] = []
    said = (UNSAID, w.implied if h.implied_actor else 1.0)
    mine = (PART, w.part) if h.part else ("with another side", 0.8 if len(h.actors) > 1 else 1.0)
    for actor in h.actors:
        trust = voice.trust(actor, None)
        out.append(voice.say(actor, days, ("held", w.hold), trust, said, mine))
        shared = ("of a part: divided", w.divided) if h.part else ("fits a contest too", w.shared)
        out.append(voice.say(CONTESTED, days, ("held", w.hold), trust, said, shared))
    return out, []


def _withdraw(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    out: list[Evidence] = []
    for actor in h.actors:
        if h.first is not None:
            before = h.first - ONE_DAY
            out.append(voice.say(actor, (before, before), ("there before it left", w.left)))
        if not h.part:
            out.append(voice.say(actor, (h.last, h.last), ("left", -w.left), voice.trust(None, actor)))
    changes = [Change(h.claim.id, h.first or h.last, h.last, ())] if h.actors and not h.part else []
    return out, changes


def _siege(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    days = (h.first if h.first is not None else h.last, h.last)
    sign = 1 if _RELIEF.search(h.claim.trigger.words) else -1
    out = [voice.say(camp, days, ("besieging" if sign < 0 else "relieving", w.besieged * sign)) for camp in h.actors]
    return out + [voice.say(camp, days, ("besieged", -w.besieged * sign)) for camp in h.targets], []


def is_defeat(claim: Claim) -> bool:
    """Tell whether a clash ended with one side beaten."""
    return claim.type == "clash" and bool(_DEFEAT.search(claim.trigger.words))


def _fight(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    last = (h.last, h.last)
    if is_defeat(h.claim):
        won = ("beat another side", w.defeated)
        out = [voice.say(camp, last, won, voice.trust(camp, None)) for camp in h.actors[:1]]
        return out + [voice.say(camp, last, ("beaten", -w.aim)) for camp in h.targets], []
    days = (h.first if h.first is not None else h.last, h.last)
    out = [voice.say(camp, days, ("attacked there", w.attacked)) for camp in h.targets]
    if h.claim.type == "clash" and h.actors and h.targets:
        out.append(voice.say(CONTESTED, days, ("fought over", w.fought)))
    return out, []


def _advance(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    last = (h.last, h.last)
    if not _ENTRY.search(h.claim.trigger.words):
        return [voice.say(camp, last, ("on its way there", -w.aim / 2)) for camp in h.actors], []
    out = [voice.say(camp, last, ("entered", w.entered)) for camp in h.actors[:1]]
    out += [voice.say(CONTESTED, last, ("entered", w.entered), INSIDE)] if h.actors else []
    return out, [Change(h.claim.id, h.first or h.last, h.last, h.actors[:1])]


def _denied(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    last = (h.last, h.last)
    out = [voice.say(camp, last, ("denied", -w.denied), voice.trust(None, camp)) for camp in h.actors[:1]]
    return out + [voice.say(camp, last, ("its loss denied", w.denied), voice.trust(camp, None)) for camp in h.targets[:1]], []


def _denial(voice: _Voice) -> Said:
    """A statement that denies a taking told just before; see `link.context`."""
    h, w = voice.heard, voice.weights
    doubted = [camps for camps in h.targets if h.implied_target]
    last = (h.last, h.last)
    return [voice.say(c, last, ("denied", -w.denied), voice.trust(None, c), _denier(voice, c)) for c in doubted], []


def _denier(voice: _Voice, accused: str) -> tuple[str, float]:
    """An enemy's denial weighs as little as a side's own success."""
    speaks = [side_of(f) for f in voice.heard.claim.actors]
    rivals = [c for c in voice.camps.all() if c != accused]
    enemy = any(voice.camps.speaks_for(s, c) for s in speaks for c in rivals)
    return "an enemy's denial", voice.weights.own_success if enemy else 1.0


def _denied_withdrawal(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    last = (h.last, h.last)
    return [voice.say(camp, last, ("denies that it left", w.left), voice.trust(camp, None)) for camp in h.actors], []


def _possible(voice: _Voice) -> Said:
    rule = _RULES.get((voice.heard.claim.type, "fact"))
    if rule is None:
        return [], []
    hedged = (*voice.factors, ("only possible", voice.weights.possible))
    return rule(replace(voice, factors=hedged))[0], []


def _aim(voice: _Voice) -> Said:
    """Who plans to take a place, or would, does not hold it when that is said."""
    h, w = voice.heard, voice.weights
    said = h.claim.published.latest if h.claim.published else None
    if said is None or h.claim.type not in ("capture", "siege"):
        return [], []
    out = [voice.say(camp, (said, said), ("plans to take it", -w.aim)) for camp in h.actors]
    return out + [voice.say(camp, (said, said), ("others plan to take it", w.aim)) for camp in h.targets], []


_RULES = {
    ("capture", "fact"): _capture,
    ("hold", "fact"): _hold,
    ("withdraw", "fact"): _withdraw,
    ("siege", "fact"): _siege,
    ("clash", "fact"): _fight,
    ("strike", "fact"): _fight,
    ("attack", "fact"): _fight,
    ("advance", "fact"): _advance,
    ("capture", "denied"): _denied,
    ("hold", "denied"): _denied,
    ("withdraw", "denied"): _denied_withdrawal,
    ("statement", "fact"): _denial,
    ("any", "possible"): _possible,
    ("any", "planned"): _aim,
    ("any", "unreal"): _aim,
}
