"""Stories of a made-up war as claims, built as the reader builds them: words with offsets, links, windows, sources, publishers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from whoholds.evaluate.simulate_noise import Noise
from whoholds.evaluate.simulate_reports import NOBODY, Story, poisson, stories_of, stories_of_region
from whoholds.evaluate.simulate_war import Spot, Truth, Turn
from whoholds.records import Claim, Filler, Link, Mention, When, Window, claim_id, on_day

OUTLETS = (
    "Harbour Daily", "Hill Post", "Meridian Wire", "Compass Agency", "The Lantern", "Morning Ledger", "Valley Times",
    "Causeway News", "Evening Gazette", "Ferry Courier",
)  # fmt: skip
COUNTRY = "country:ZZ"
TRIGGERS = {
    "capture": "captured", "hold": "controls", "withdraw": "withdrew from", "clash": "fought", "strike": "shelled",
    "siege": "besieges", "advance": "advanced on",
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December".split()
_HEADS = "Ald Bar Cas Dor Elm Fen Gar Hol Ish Jor Kal Lor Mar Nor Osk Pel Quar Ras Sol Tam".split()
_TAILS = "abad ander bost dane eria ford gard hest inar kesh lund mere noor ossa pol rin stad tova ur vale".split()
FRESH_DAYS = 7
"""As `resolve.windows` dates the news of a first paragraph."""


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the war: its own name, a part of it that stories may name instead, its speaker and its paper."""

    link: Link
    inner: Link
    office: Link
    media: str

    @property
    def names(self) -> tuple[str, str]:
        """Return the names under which a holding may show it."""
        return self.link.name, self.inner.name


@cache
def sides_of(count: int) -> tuple[Side, ...]:
    """Make the sides: an army of a state, then armed groups, each with a brigade, a speaker and a broadcaster."""
    army = ("actor:sim-north-forces", "actor:sim-north-government")
    first = Side(
        Link("actor:sim-north-army", "Northern army", "army", 1.0, "simulated", within=army),
        Link("actor:sim-north-guard", "Northern army's guard", "army", 1.0, "simulated", within=("actor:sim-north-army", *army)),
        Link("speaker:sim-north-ministry", "Northern defence ministry", "role", 1.0, "simulated"),
        "Northern State Television",
    )  # fmt: skip
    groups = ("River Front", "Hill Council", "Dawn Movement", "Coast League")
    brigades = ("Heron Brigade", "Cedar Battalion", "Saffron Column", "Gull Company")
    rest = [_group(name, inner) for name, inner in zip(groups, brigades, strict=True)]
    return (first, *rest)[:count]


def _group(name: str, inner: str) -> Side:
    id = f"actor:sim-{name.lower().replace(' ', '-')}"
    return Side(
        Link(id, name, "armed", 1.0, "simulated"),
        Link(f"{id}-{inner.split()[0].lower()}", inner, "armed", 1.0, "simulated", within=(id,)),
        Link(f"speaker:{id[6:]}", f"{name} spokesman", "role", 1.0, "simulated", within=(id,)),
        f"{name} Radio",
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, and the document that its story comes from."""

    claim: Claim
    origin: str


@dataclass(frozen=True, slots=True)
class Press:
    """All that reporting a war needs."""

    truth: Truth
    noise: Noise
    seed: int

    def told(self) -> Iterator[Told]:
        """Walk all claims of the war, place by place, then region by region; the same for the same seed."""
        turns: dict[int, list[Turn]] = {spot.number: [] for spot in self.truth.spots}
        for turn in self.truth.turns:
            turns[turn.place].append(turn)
        for spot in self.truth.spots:
            rng = Random(f"reports {self.seed} {spot.number}")
            for number, story in enumerate(stories_of(self.truth, spot, self.noise, rng, turns[spot.number])):
                yield from self._printed(story, f"{self.seed}-{spot.number}-{number}", rng)
        for region in sorted({spot.region for spot in self.truth.spots}):
            rng = Random(f"regions {self.seed} {region}")
            for number, story in enumerate(stories_of_region(self.truth, region, self.noise, rng)):
                yield from self._printed(story, f"{self.seed}-r{region}-{number}", rng)

    def _printed(self, story: Story, document: str, rng: Random) -> Iterator[Told]:
        """Print a story, and its copies in other papers within two days; most copies are recognised as copies."""
        yield Told(claim_of(story, document, self.truth, rng), document)
        for copy in range(poisson(self.noise.copies, rng)):
            id = f"{document}-c{copy}"
            later = min(story.told + rng.randint(0, 2), self.truth.shape.days - 1)
            told = claim_of(_reprint(story, later), id, self.truth, rng)
            yield Told(told, id if rng.random() < self.noise.unseen else document)


def _reprint(story: Story, told: int) -> Story:
    return replace(story, told=told, own_media=False)


def place_link(spot: Spot) -> Link:
    """Return the place as the gazetteer would give it."""
    return Link(
        id=f"sim:{spot.number:05d}", name=name_of(spot.number), kind="city", score=1.0, reason="simulated",
        lat=round(10 + 5 * spot.y, 4), lon=round(20 + 5 * spot.x, 4), country="ZZ", precision="exact",
        within=(region_id(spot.region), COUNTRY),
    )  # fmt: skip


def region_id(region: int) -> str:
    """Return the id of a region."""
    return f"region:zz-{region:03d}"


def name_of(number: int) -> str:
    """Return a name that no other number has."""
    head, rest = divmod(number, len(_TAILS))
    more, head = divmod(head, len(_HEADS))
    return f"{_HEADS[head]}{_TAILS[rest]}" + (f"-{_HEADS[more % len(_HEADS)]}{more // len(_HEADS) or ''}" if more else "")


@dataclass(slots=True)
class _Line:
    """A sentence while it is written."""

    words: str = ""

    def add(self, words: str) -> Mention:
        start = len(self.words)
        self.words += words
        return Mention(start, len(self.words), words)

    def fill(self, words: str, link: Link, kind: str) -> Filler:
        at = self.add(words)
        return Filler(at.start, at.end, words, kind, (link,))


def claim_of(story: Story, document: str, truth: Truth, rng: Random) -> Claim:
    """Write the sentence of a story and return its claim; a side is named by one of its brigades now and then."""
    sides, line = sides_of(truth.shape.sides), _Line()
    published = on_day(truth.date_of(story.told))
    actor = line.fill(*_side(sides[story.doer], rng))
    line.add(" ")
    trigger = line.add(_trigger(story))
    line.add(" ")
    place = line.fill(*_place(story, truth))
    targets: tuple[Filler, ...] = ()
    if story.other != NOBODY:
        line.add(", against ")
        targets = (line.fill(*_side(sides[story.other], rng)),)
    time, window = _when(story, truth, line)
    sources, publisher = _source(story, sides, line, rng)
    line.add(".")
    return Claim(
        id=claim_id(document, story.type, trigger.start, trigger.end), document=document, type=story.type, trigger=trigger,
        sentence=Mention(0, len(line.words), line.words), actors=(actor,), targets=targets, places=(place,), time=time,
        status=story.status, sources=sources, found_by="simulated", score=story.score, window=window,
        window_reason="simulated", publisher=publisher, published=published,
    )  # fmt: skip


def _side(side: Side, rng: Random) -> tuple[str, Link, str]:
    link = side.inner if rng.random() < 0.15 else side.link
    return link.name, link, "name"


def _trigger(story: Story) -> str:
    return {"entered": "entered", "repelled": "repelled an assault on"}.get(story.words) or TRIGGERS[story.type]


def _place(story: Story, truth: Truth) -> tuple[str, Link, str]:
    if story.region:
        name = f"Zone {story.place}"
        return name, Link(region_id(story.place), name, "region", 1.0, "simulated", country="ZZ", precision="region", within=(COUNTRY,)), "toponym"  # fmt: skip
    link = place_link(truth.spots[story.place])
    return (f"the eastern districts of {link.name}" if story.part else link.name), link, "toponym"


def _when(story: Story, truth: Truth, line: _Line) -> tuple[When | None, Window]:
    day, told = truth.date_of(story.day), truth.date_of(story.told)
    if story.status == "planned":
        return None, Window(told, None)
    if story.dating == "now":
        return None, Window(told, told)
    if story.dating == "week":
        return None, Window(told - timedelta(days=FRESH_DAYS), told)
    if story.dating == "open":
        return None, Window(None, told)
    if story.dating == "since":
        begun = truth.date_of(story.begun)
        return _timed(line, f" since {_written(begun)}", Window(begun, told))
    if story.dating == "month":
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return _timed(line, f" in {_MONTHS[day.month - 1]}", Window(first, min(last, told)))
    return _timed(line, f" on {_written(day)}", on_day(day))


def _timed(line: _Line, words: str, window: Window) -> tuple[When, Window]:
    line.add(words[:1])
    mention = line.add(words[1:])
    return When(mention, "DATE", window.latest.isoformat() if window.latest else "", window), window


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _source(story: Story, sides: tuple[Side, ...], line: _Line, rng: Random) -> tuple[tuple[Filler, ...], str]:
    """Say whose word it is; a side's own paper says nothing, its name does."""
    if story.speaker == NOBODY:
        return (), rng.choice(OUTLETS)
    side = sides[story.speaker]
    if story.own_media:
        return (), side.media
    line.add(", ")
    source = line.fill(side.office.name, side.office, "name")
    line.add(" said")
    return (source,), rng.choice(OUTLETS)
