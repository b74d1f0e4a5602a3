"""What each claim says for and against each holder of a place, on which days, and with how much weight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from whoholds.actors.camps import Camps, side_of
from whoholds.infer.hearing import ONE_DAY, Heard, in_order
from whoholds.infer.weights import Weights
from whoholds.records import Claim, Link

CONTESTED = "contested"
_RELIEF = re.compile(r"\b(lift|brok|break|reliev|relief|end|over\b|open)", re.IGNORECASE)
_DEFEAT = re.compile(
    r"\b(defeat|beat|rout|repel|repuls|fend|held off|hold off|drove back|driv\w+ back|push\w* back)", re.IGNORECASE
)
_ENTRY = re.compile(
    r"\b(enter|storm|broke into|came in|come in|crept|move[ds]? in|drove in|inside|roll)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim's say on one state (a camp or `contested`) over some days; a negative weight speaks against it."""

    claim: str
    origin: str
    state: str
    first: date
    last: date
    weight: float


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


def what_is_said(heard: Iterable[Heard], camps: Camps, weights: Weights) -> Say:
    """Turn claims into evidence and reported changes; repeats within one origin count once."""
    found: list[Evidence] = []
    changes: list[Change] = []
    for item in in_order(heard):
        rule = _RULES.get((item.claim.type, item.claim.status)) or _RULES.get(("any", item.claim.status))
        if rule is not None:
            more, change = rule(_Voice(item, camps, weights))
            found += more
            changes += change
    return Say(_once_an_origin(found, weights), tuple(sorted(changes, key=lambda c: (c.first, c.last, c.claim))))


@dataclass(frozen=True, slots=True)
class _Voice:
    heard: Heard
    camps: Camps
    weights: Weights

    def say(self, state: str, first: date, last: date, weight: float) -> Evidence:
        return Evidence(self.heard.claim.id, self.heard.origin, state, first, last, weight * self.heard.scale)

    def trust(self, winner: str | None, loser: str | None) -> float:
        """Weigh by interest: a side's own success counts less, its admission of a loss more."""
        voice = [side_of(f) for f in self.heard.claim.sources] or _publisher(self.heard.claim)
        own_loss = bool(loser) and any(self.camps.speaks_for(s, loser or "") for s in voice)
        own_success = bool(winner) and any(self.camps.speaks_for(s, winner or "") for s in voice)
        if own_loss == own_success:
            return 1.0
        return self.weights.own_loss if own_loss else self.weights.own_success


Said = tuple[list[Evidence], list[Change]]


def _publisher(claim: Claim) -> list[Link]:
    return [Link(f"publisher:{claim.publisher}", claim.publisher, "publisher", 1.0, "")] if claim.publisher else []


def _capture(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    winner, loser = (h.actors or (None,))[0], (h.targets or (None,))[0]
    trust = voice.trust(winner, loser)
    out: list[Evidence] = []
    before = h.first - ONE_DAY if h.first is not None else None
    part = w.part if h.part else 1.0
    if h.implied_actor:
        trust *= w.implied
    dated = 1.0 if h.claim.time is not None else w.guessed_day
    if winner:
        out.append(voice.say(winner, h.last, h.last, w.capture * trust * part))
        out.append(voice.say(CONTESTED, h.last, h.last, w.capture * trust * (w.shared if part == 1.0 else 0.8)))
        if before is not None and part == 1.0:
            out.append(voice.say(winner, before, before, -w.not_before * dated))
    if loser:
        if before is not None:
            out.append(voice.say(loser, before, before, w.loser * dated * (w.implied if h.implied_target else 1.0)))
        if not winner and part == 1.0:
            out.append(voice.say(loser, h.last, h.last, -w.lost * trust))
    if part < 1.0:
        return out, []
    first = h.first or h.last - 7 * ONE_DAY
    return out, [Change(h.claim.id, first, h.last, h.actors[:1])]


def _hold(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    first = h.first if h.first is not None else h.last
    out: list[Evidence] = []
    several = len(h.actors) > 1
    for actor in h.actors:
        weight = w.hold * voice.trust(actor, None) * (w.implied if h.implied_actor else 1.0)
        mine = w.part if h.part else 0.8 if several else 1.0
        out.append(voice.say(actor, first, h.last, weight * mine))
        out.append(voice.say(CONTESTED, first, h.last, weight * (0.8 if h.part else w.shared)))
    return out, []


def _withdraw(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    out: list[Evidence] = []
    for actor in h.actors:
        trust = voice.trust(None, actor)
        if h.first is not None:
            out.append(voice.say(actor, h.first - ONE_DAY, h.first - ONE_DAY, w.left))
        if not h.part:
            out.append(voice.say(actor, h.last, h.last, -w.left * trust))
    changes = [Change(h.claim.id, h.first or h.last, h.last, ())] if h.actors and not h.part else []
    return out, changes


def _siege(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    first = h.first if h.first is not None else h.last
    relief = bool(_RELIEF.search(h.claim.trigger.words))
    out = [voice.say(camp, first, h.last, w.besieged * (1 if relief else -1)) for camp in h.actors]
    return out + [voice.say(camp, first, h.last, w.besieged * (-1 if relief else 1)) for camp in h.targets], []


def is_defeat(claim: Claim) -> bool:
    """Tell whether a clash ended with one side beaten."""
    return claim.type == "clash" and bool(_DEFEAT.search(claim.trigger.words))


def _fight(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    first = h.first if h.first is not None else h.last
    if is_defeat(h.claim):
        out = [voice.say(camp, h.last, h.last, w.defeated * voice.trust(camp, None)) for camp in h.actors[:1]]
        return out + [voice.say(camp, h.last, h.last, -w.aim) for camp in h.targets], []
    return [voice.say(camp, first, h.last, w.attacked) for camp in h.targets], []


def _advance(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    entered = bool(_ENTRY.search(h.claim.trigger.words))
    if not entered:
        return [voice.say(camp, h.last, h.last, -w.aim / 2) for camp in h.actors], []
    out = [voice.say(camp, h.last, h.last, w.entered) for camp in h.actors[:1]]
    out += [voice.say(CONTESTED, h.last, h.last, w.entered * 0.8)] if h.actors else []
    return out, [Change(h.claim.id, h.first or h.last, h.last, h.actors[:1])]


def _denied(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    out = [voice.say(camp, h.last, h.last, -w.denied * voice.trust(None, camp)) for camp in h.actors[:1]]
    for camp in h.targets[:1]:
        out.append(voice.say(camp, h.last, h.last, w.denied * voice.trust(camp, None)))
    return out, []


def _denial(voice: _Voice) -> Said:
    """A statement that denies a taking told just before; see `link.context`."""
    h, w = voice.heard, voice.weights
    doubted = [camps for camps in h.targets if h.implied_target]
    return [
        voice.say(camp, h.last, h.last, -w.denied * voice.trust(None, camp) * _denier(voice, camp)) for camp in doubted
    ], []


def _denier(voice: _Voice, accused: str) -> float:
    """An enemy's denial weighs as little as a side's own success."""
    speaks = [side_of(f) for f in voice.heard.claim.actors]
    rivals = [c for c in voice.camps.all() if c != accused]
    return voice.weights.own_success if any(voice.camps.speaks_for(s, c) for s in speaks for c in rivals) else 1.0


def _denied_withdrawal(voice: _Voice) -> Said:
    h, w = voice.heard, voice.weights
    return [voice.say(camp, h.last, h.last, w.left * voice.trust(camp, None)) for camp in h.actors], []


def _possible(voice: _Voice) -> Said:
    rule = _RULES.get((voice.heard.claim.type, "fact"))
    if rule is None:
        return [], []
    evidence, _ = rule(voice)
    return [replace(e, weight=e.weight * voice.weights.possible) for e in evidence], []


def _aim(voice: _Voice) -> Said:
    """Who plans to take a place, or would, does not hold it when that is said."""
    h, w = voice.heard, voice.weights
    said = h.claim.published.latest if h.claim.published else None
    if said is None or h.claim.type not in ("capture", "siege"):
        return [], []
    out = [voice.say(camp, said, said, -w.aim) for camp in h.actors]
    return out + [voice.say(camp, said, said, w.aim) for camp in h.targets], []


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


def _once_an_origin(evidence: list[Evidence], weights: Weights) -> tuple[Evidence, ...]:
    """Let the strongest of what one origin says about a state on the same last day count; repeats as
    `weights.repeat`."""
    kept: list[Evidence] = []
    seen: set[tuple[str, str, bool, date]] = set()
    for item in sorted(evidence, key=lambda e: (-abs(e.weight), e.claim, e.state, e.first, e.last)):
        key = (item.origin, item.state, item.weight > 0, item.last)
        if key in seen:
            item = replace(item, weight=item.weight * weights.repeat)
        seen.add(key)
        kept.append(item)
    return tuple(sorted(kept, key=lambda e: (e.first, e.last, e.claim, e.state, e.weight)))
