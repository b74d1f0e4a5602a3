"""A made-up war in which the truth is known: places on a plane, sides, fronts that move, and who had what on each day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

CONTESTED = -1
"""The state of a place that is fought over; every other state is the number of the side that has it."""
NEAREST = 6
"""Neighbours of a place: the nearest ones, from which it can be attacked."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a war goes. Set by hand after wars of the last years: most days nothing changes, and what falls is soon fought over again."""

    places: int = 120
    sides: int = 3
    days: int = 400
    first: date = date(2031, 1, 1)
    region_places: int = 24
    """Places that a region holds, about."""
    attack: float = 1 / 160
    """Chance a day that a place beside an enemy is attacked, at usual strength."""
    sudden: float = 0.25
    """Share of attacks that are decided within the day."""
    contest_days: float = 8.0
    """Mean days for which the other attacks leave a place contested."""
    long: float = 0.15
    """Share of them that last `long_times` as long."""
    long_times: float = 6.0
    success: float = 0.55
    """Share of attacks that take the place."""
    counter: float = 6.0
    """How many times more often a place is attacked by who lost it in the last `counter_days`."""
    counter_days: int = 40
    raid: float = 1 / 6000
    """Chance a day that a place is attacked by a side that has no place beside it: how enclaves begin."""
    leave: float = 1 / 5000
    """Chance a day that a side leaves a place beside an enemy without a fight."""
    drift: int = 45
    """Days after which every side's strength is drawn anew."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the war."""

    number: int
    x: float
    y: float
    region: int
    size: float
    """How much is told of it, 1 on average: a few big towns, many villages."""
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happened at a place on a day: attacked, taken, repelled or left."""

    day: int
    place: int
    kind: str
    doer: int
    """The attacker; of `left`, who went."""
    other: int
    """The defender; of `left`, who came."""
    sudden: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """The war as it was: `states[place][day]` at the end of each day, and the turns in order of days."""

    shape: Shape
    spots: tuple[Spot, ...]
    states: tuple[bytes, ...]
    """A byte a day: the side, or `sides` where contested."""
    turns: tuple[Turn, ...]

    def state(self, place: int, day: int) -> int:
        """Return the side that has a place at the end of a day, or `CONTESTED`."""
        value = self.states[place][day]
        return CONTESTED if value == self.shape.sides else value

    def date_of(self, day: int) -> date:
        """Return the calendar day of a day of the war."""
        return self.shape.first + timedelta(days=day)


@dataclass(slots=True)
class _Now:
    """What the war knows of a place while it goes on."""

    holder: int
    attacker: int = CONTESTED
    until: int = 0
    lost_by: int = CONTESTED
    lost_on: int = -(10**6)


def make_war(shape: Shape, seed: int) -> Truth:
    """Play a war through: the same shape and seed give the same war on every machine."""
    spots = _spots(shape, Random(f"places {seed}"))
    rng = Random(f"war {seed}")
    now = [_Now(holder) for holder in _first_holders(shape, spots, rng)]
    states = [bytearray(shape.days) for _ in spots]
    turns: list[Turn] = []
    strength = [1.0] * shape.sides
    for day in range(shape.days):
        if day % shape.drift == 0:
            strength = [rng.choice((0.3, 1.0, 1.0, 2.2)) for _ in range(shape.sides)]
        for spot in spots:
            turns += _day_of(spot, day, now, _Rules(shape, strength, rng))
            one = now[spot.number]
            states[spot.number][day] = shape.sides if one.attacker != CONTESTED else one.holder
    return Truth(shape, spots, tuple(bytes(row) for row in states), tuple(turns))


@dataclass(frozen=True, slots=True)
class _Rules:
    shape: Shape
    strength: list[float]
    rng: Random


def _day_of(spot: Spot, day: int, now: list[_Now], rules: _Rules) -> list[Turn]:
    one = now[spot.number]
    if one.attacker != CONTESTED:
        return _decide(spot, day, one, rules) if day >= one.until else []
    enemies = sorted({now[other].holder for other in spot.near} - {one.holder})
    shape, rng = rules.shape, rules.rng
    draw = rng.random()
    for enemy in enemies:
        back = enemy == one.lost_by and day - one.lost_on <= shape.counter_days
        draw -= shape.attack * rules.strength[enemy] * (shape.counter if back else 1.0)
        if draw < 0:
            return _attack(spot, day, one, enemy, rules)
    if enemies and draw < shape.leave:
        turn = Turn(day, spot.number, "left", one.holder, rng.choice(enemies))
        one.lost_by, one.lost_on, one.holder = turn.doer, day, turn.other
        return [turn]
    if 0 <= draw - shape.leave < shape.raid:
        return _attack(spot, day, one, rng.choice([s for s in range(shape.sides) if s != one.holder]), rules)
    return []


def _attack(spot: Spot, day: int, one: _Now, attacker: int, rules: _Rules) -> list[Turn]:
    one.attacker = attacker
    sudden = rules.rng.random() < rules.shape.sudden
    turn = Turn(day, spot.number, "attacked", attacker, one.holder, sudden)
    if sudden:
        return [turn, *_decide(spot, day, one, rules)]
    mean = rules.shape.contest_days * (rules.shape.long_times if rules.rng.random() < rules.shape.long else 1.0)
    one.until = day + 1 + int(rules.rng.expovariate(1 / mean))
    return [turn]


def _decide(spot: Spot, day: int, one: _Now, rules: _Rules) -> list[Turn]:
    attacker, one.attacker = one.attacker, CONTESTED
    if rules.rng.random() >= rules.shape.success:
        return [Turn(day, spot.number, "repelled", attacker, one.holder)]
    turn = Turn(day, spot.number, "taken", attacker, one.holder)
    one.lost_by, one.lost_on, one.holder = one.holder, day, attacker
    return [turn]


def _spots(shape: Shape, rng: Random) -> tuple[Spot, ...]:
    points = [(rng.random(), rng.random()) for _ in range(shape.places)]
    across = max(1, round(math.sqrt(shape.places / shape.region_places)))
    ranks = list(range(shape.places))
    rng.shuffle(ranks)
    raw = [(rank + 3 + shape.places / 60) ** -0.8 for rank in ranks]
    mean = sum(raw) / len(raw)
    near = _neighbours(points)
    return tuple(
        Spot(i, x, y, int(x * across) * across + int(y * across), raw[i] / mean, near[i])
        for i, (x, y) in enumerate(points)
    )


def _neighbours(points: list[tuple[float, float]]) -> list[tuple[int, ...]]:
    """Return the nearest places of each, found cell by cell so that the cost grows with the places alone."""
    across = max(1, int(math.sqrt(len(points) / 8)))
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (x, y) in enumerate(points):
        cells.setdefault((int(x * across), int(y * across)), []).append(i)
    out = []
    for i, (x, y) in enumerate(points):
        reach, found = 1, [i]
        while len(found) <= NEAREST and len(found) < len(points):
            column, row = int(x * across), int(y * across)
            steps = range(-reach, reach + 1)
            found = [k for dx in steps for dy in steps for k in cells.get((column + dx, row + dy), ())]
            reach += 1
        found.sort(key=lambda k: ((points[k][0] - x) ** 2 + (points[k][1] - y) ** 2, k))
        out.append(tuple(k for k in found if k != i)[:NEAREST])
    return out


def _first_holders(shape: Shape, spots: tuple[Spot, ...], rng: Random) -> list[int]:
    """Give each side the places around two points of its own: fronts between them, and some land cut off."""
    bases = [(rng.random(), rng.random(), side) for side in range(shape.sides) for _ in range(2)]
    return [min(bases, key=lambda b: ((b[0] - s.x) ** 2 + (b[1] - s.y) ** 2, b))[2] for s in spots]
