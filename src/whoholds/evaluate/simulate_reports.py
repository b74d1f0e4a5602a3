"""What reporters make of a made-up war: stories that are late, partisan, hedged, wrong or copied, place by place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from whoholds.evaluate.simulate_noise import Noise
from whoholds.evaluate.simulate_war import CONTESTED, Spot, Truth, Turn

NOBODY = -1
"""In place of a side: none is named, or the story is in the paper's own voice."""


@dataclass(frozen=True, slots=True)
class Story:
    """What one story tells of one place, before it becomes a claim."""

    type: str
    place: int
    doer: int
    other: int
    day: int
    """The day that it speaks of."""
    told: int
    """The day of its publication."""
    dating: str = "day"
    """day, month, week (the week up to publication), open (some day up to it), now, or since `begun`."""
    begun: int = 0
    words: str = ""
    """How the act is called, where it matters: entered, repelled, lifted."""
    part: bool = False
    """It speaks of a part of the place."""
    region: bool = False
    """`place` is a region's number."""
    status: str = "fact"
    speaker: int = NOBODY
    """The side whose word it is."""
    own_media: bool = False
    """Printed by that side itself; else it is quoted."""
    score: float = 1.0


def stories_of(truth: Truth, spot: Spot, noise: Noise, rng: Random, turns: list[Turn]) -> Iterator[Story]:
    """Tell what is told of one place: of its turns, and of how things stand."""
    desk = _Desk(truth, spot, noise, rng, turns)
    for turn in turns:
        for _ in range(poisson(noise.told * math.sqrt(spot.size), rng)):
            yield from _printed(_of_turn(turn, desk), desk)
        if turn.kind == "attacked" and rng.random() < noise.planned * min(1.0, spot.size):
            plan = Story("capture", spot.number, turn.doer, turn.other, turn.day, max(0, turn.day - rng.randint(1, 9)))
            yield from _printed(replace(plan, status="planned", dating="open"), desk)
    for day in range(truth.shape.days):
        rate = noise.daily * spot.size * (4 if truth.state(spot.number, day) == CONTESTED else 1)
        for _ in range(poisson(rate, rng)):
            yield from _printed(_of_day(day, desk), desk)


def stories_of_region(truth: Truth, region: int, noise: Noise, rng: Random) -> Iterator[Story]:
    """Tell of a region who has most of it, or says so."""
    spots = [spot for spot in truth.spots if spot.region == region]
    sides = range(truth.shape.sides)
    for day in range(truth.shape.days):
        for _ in range(poisson(noise.wide, rng)):
            seen = max(0, day - int(rng.expovariate(1 / noise.stale)))
            share = [sum(truth.state(s.number, seen) == side for s in spots) / len(spots) for side in sides]
            speaker = rng.choice(list(sides)) if rng.random() < noise.partisan else NOBODY
            likes = [one + (0.3 * noise.boasts if side == speaker else 0.0) for side, one in enumerate(share)]
            best = max(sides, key=lambda side: likes[side])
            if likes[best] >= 0.6 and speaker in (NOBODY, best):
                told = Story("hold", region, best, NOBODY, day, day, "now", region=True, speaker=speaker)
                yield replace(told, score=_score(True, rng))


@dataclass(frozen=True, slots=True)
class _Desk:
    truth: Truth
    spot: Spot
    noise: Noise
    rng: Random
    turns: list[Turn]

    def story(self, type: str, doer: int, other: int, turn: Turn, dating: str = "day") -> Story:
        told = turn.day + 1 + int(self.rng.expovariate(1 / self.noise.delay))
        return Story(type, self.spot.number, doer, other, turn.day, told, dating)


def _of_turn(turn: Turn, desk: _Desk) -> Story | None:
    """Tell one turn, by a paper or by one of the two sides; None where the side keeps silent."""
    rng, noise = desk.rng, desk.noise
    if turn.kind == "attacked" and turn.sudden:
        return None
    if rng.random() >= noise.partisan:
        return _plainly(turn, desk)
    speaker = rng.choice((turn.doer, turn.other))
    story = _of_winner(turn, desk, speaker) if speaker == turn.doer else _of_defender(turn, desk)
    return story and replace(story, speaker=speaker, own_media=rng.random() < 0.5)


def _plainly(turn: Turn, desk: _Desk) -> Story:
    doer, other, draw = turn.doer, turn.other, desk.rng.random()
    if turn.kind == "taken":
        if draw < 0.1:
            return desk.story("withdraw", other, NOBODY, turn)
        if draw < 0.2:
            return replace(desk.story("advance", doer, other, turn), words="entered")
        return desk.story("capture", doer, other if draw < 0.75 else NOBODY, turn)
    if turn.kind == "left":
        story = desk.story("withdraw", doer, NOBODY, turn)
        return story if draw < 0.6 else replace(story, type="capture", doer=other, other=doer if draw < 0.8 else NOBODY)
    if turn.kind == "repelled":
        return replace(desk.story("clash", other, doer, turn), words="repelled")
    return _fight(desk.story("clash", doer, other, turn), desk)


def _fight(story: Story, desk: _Desk) -> Story:
    """Tell a fight that is not decided: clashes, strikes, a siege, or who has which part."""
    draw = desk.rng.random()
    if draw < 0.4:
        return story
    if draw < 0.55:
        return replace(story, type="strike")
    if draw < 0.65:
        return replace(story, type="siege")
    if draw < 0.75:
        return replace(story, type="advance", words="entered")
    if draw < 0.85:
        return replace(story, type="hold", other=NOBODY, part=True, dating="now")
    return replace(story, type="hold", doer=story.other, other=NOBODY, part=True, dating="now")


def _of_winner(turn: Turn, desk: _Desk, side: int) -> Story | None:
    """Let the attacker, or who left, tell it."""
    if turn.kind == "left":
        return desk.story("withdraw", side, NOBODY, turn) if desk.rng.random() < desk.noise.admits else None
    if turn.kind == "taken" or desk.rng.random() < desk.noise.boasts:
        return desk.story("capture", side, turn.other if desk.rng.random() < 0.6 else NOBODY, turn)
    return desk.story("clash", side, turn.other, turn) if turn.kind == "attacked" else None


def _of_defender(turn: Turn, desk: _Desk) -> Story | None:
    """Let the defender, or who came, tell it: a loss is admitted, denied, or not told."""
    doer, other, rng, noise = turn.doer, turn.other, desk.rng, desk.noise
    if turn.kind == "left":
        return desk.story("capture", other, NOBODY, turn)
    if turn.kind == "repelled" or (turn.kind == "attacked" and rng.random() < noise.boasts):
        return replace(desk.story("clash", other, doer, turn), words="repelled")
    if turn.kind == "attacked":
        return desk.story("clash", doer, other, turn)
    if rng.random() < noise.admits:
        story = desk.story("capture", doer, other, turn)
        return story if rng.random() < 0.5 else replace(story, type="withdraw", doer=other, other=NOBODY)
    if rng.random() < noise.denies:
        return replace(desk.story("capture", doer, other, turn), status="denied")
    if rng.random() < noise.boasts:
        return desk.story("hold", other, NOBODY, turn, "now")
    return None


def _of_day(day: int, desk: _Desk) -> Story | None:
    """Tell how things stand, as it was known some days before."""
    truth, rng, noise, place = desk.truth, desk.rng, desk.noise, desk.spot.number
    seen = max(0, day - int(rng.expovariate(1 / noise.stale)))
    holder = truth.state(place, seen)
    speaker = rng.randrange(truth.shape.sides) if rng.random() < noise.partisan else NOBODY
    last = _last_turn(desk.turns, seen)
    if holder == CONTESTED and last is not None:
        story = _fight(Story("clash", place, last.doer, last.other, day, day), desk)
        return replace(story, speaker=speaker if story.type != "hold" or speaker == story.doer else NOBODY)
    story = Story("hold", place, holder, NOBODY, day, day, "now")
    if speaker not in (NOBODY, holder):
        return _of_outsider(story, speaker, last, desk)
    draw = rng.random()
    if draw < 0.15:
        enemy = rng.choice([side for side in range(truth.shape.sides) if side != holder])
        story = replace(story, type="strike", doer=enemy, other=holder)
    elif draw < 0.22:
        enemy = rng.choice([side for side in range(truth.shape.sides) if side != holder])
        story = replace(story, type="clash", doer=enemy, other=holder)
    elif draw < 0.4 and last is not None and last.day < day:
        begun = _held_since(desk, holder, seen)
        story = replace(story, dating="since", begun=begun)
    elif draw < 0.55:
        story = replace(story, dating="open")
    return replace(story, speaker=speaker if story.type == "hold" else NOBODY, own_media=rng.random() < 0.5)


def _of_outsider(story: Story, speaker: int, last: Turn | None, desk: _Desk) -> Story | None:
    """Let a side speak of a place that it has not: it may say that it still has what it lost; else it tells of its strikes."""
    lost = last is not None and last.other == speaker and last.kind == "taken"
    if lost and last is not None and desk.rng.random() < desk.noise.boasts * math.exp((last.day - story.day) / desk.noise.clings):
        return replace(story, doer=speaker, speaker=speaker, own_media=desk.rng.random() < 0.5)
    return replace(story, type="strike", doer=speaker, other=story.doer, speaker=speaker)


def _last_turn(turns: list[Turn], day: int) -> Turn | None:
    return next((turn for turn in reversed(turns) if turn.day <= day), None)


def _held_since(desk: _Desk, holder: int, day: int) -> int:
    row = desk.truth.states[desk.spot.number]
    while day > 0 and row[day - 1] == holder:
        day -= 1
    return day


def _printed(story: Story | None, desk: _Desk) -> Iterator[Story]:
    """Add what goes wrong between the event and the claim: wrong names, vague days, hedges, a wrong place, a late print."""
    if story is None or story.told >= desk.truth.shape.days:
        return
    rng, noise = desk.rng, desk.noise
    hedged = story.status == "fact" and rng.random() < noise.hedged
    wrong = rng.random() < noise.wrong_side * (4 if hedged else 1)
    if wrong:
        story = _mistaken(story, desk)
    elsewhere = rng.random() < noise.wrong_place
    if elsewhere:
        story = replace(story, place=rng.choice(desk.spot.near))
    story = _dated(story, desk)
    yield replace(story, status="possible" if hedged else story.status, score=_score(not (wrong or elsewhere), rng))


def _mistaken(story: Story, desk: _Desk) -> Story:
    if story.other != NOBODY and desk.rng.random() < 0.5:
        return replace(story, doer=story.other, other=story.doer)
    return replace(story, doer=desk.rng.choice([s for s in range(desk.truth.shape.sides) if s != story.doer]), other=NOBODY)


def _dated(story: Story, desk: _Desk) -> Story:
    rng, noise = desk.rng, desk.noise
    if story.dating != "day":
        return story
    if rng.random() < noise.undated:
        return replace(story, dating=rng.choice(("week", "week", "open", "month")))
    if rng.random() < noise.wrong_day:
        return replace(story, day=min(max(0, story.day + rng.randint(-3, 3)), story.told))
    return story


def _score(right: bool, rng: Random) -> float:
    """Draw the extractor's score: the reader's own are 0.59 to 0.99 from the first to the last tenth; mistakes score lower."""
    return round(rng.betavariate(9, 1) if right else rng.betavariate(4, 1.5), 3)


def poisson(mean: float, rng: Random) -> int:
    """Draw a count (Knuth 1969, 3.4.1)."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
