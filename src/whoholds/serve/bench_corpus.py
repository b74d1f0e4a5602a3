"""A made-up corpus for measuring the pages: places on a grid, sides that take them in turns, articles that say so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.pipeline import Made
from whoholds.records import Annotated, Claim, Document, Filler, Link, Mention, Quantity, claim_id, digest_of, on_day

FIRST_DAY = date(2014, 1, 1)
DAYS = 900
SIDES = ("Northern Front", "River Brigades", "State Army", "Highland Council", "Coast Guard Corps", "Eastern League")
PUBLISHERS = tuple(f"Example Paper {number}" for number in range(1, 41))
VERBS = {
    "capture": "captured",
    "hold": "holds",
    "advance": "advanced on",
    "clash": "fought for",
    "strike": "shelled",
    "withdraw": "left",
}
SHARES = (30, 20, 10, 25, 10, 5)
"""How often each verb comes, in the order of `VERBS`."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make up."""

    claims: int = 100_000
    places: int = 5_000
    claims_an_article: int = 8
    seed: int = 1


def corpus(size: Size) -> Iterator[tuple[Document, Made]]:
    """Make up articles with their claims, always the same for a size."""
    draw = random.Random(size.seed)
    places = [_place(number) for number in range(size.places)]
    for number in range(-(-size.claims // size.claims_an_article)):
        left = min(size.claims_an_article, size.claims - number * size.claims_an_article)
        yield _article(number, [draw.choice(places) for _ in range(left)], draw)


def _place(number: int) -> Link:
    row, column = divmod(number, 100)
    region = f"region:xx-{number % 60}"
    return Link(
        f"gn:{900_000_000 + number}", f"Town {number}", "city", 0.9, "made up", round(30 + row * 0.1, 4),
        round(35 + column * 0.1, 4), "XX", "exact", (region, "country:XX"), 900_000_000 + number,
    )  # fmt: skip


def _article(number: int, places: list[Link], draw: random.Random) -> tuple[Document, Made]:
    day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    id, publisher = f"made{number:07d}", draw.choice(PUBLISHERS)
    text, claims = "", []
    for place in places:
        claim, text = _claim(id, text, place, day, draw)
        claims.append(claim)
    told = Document(id, text, publisher, None, f"Report {number}", on_day(day), "given", "en", "", digest_of(text))
    done = tuple(_published(claim, told) for claim in claims)
    return told, Made(Annotated(told, ()), done)


def _claim(document: str, text: str, place: Link, day: date, draw: random.Random) -> tuple[Claim, str]:
    type = draw.choices(list(VERBS), SHARES)[0]
    who, whom = draw.sample(SIDES, 2)
    killed = draw.randrange(2, 90)
    start = len(text)
    sentence = f"{who} {VERBS[type]} {place.name} against {whom}, and {killed} people died there. "
    at = start + len(who) + 1
    words = VERBS[type]
    where = start + sentence.index(place.name)
    number = start + sentence.index(f" {killed} people") + 1
    claim = Claim(
        claim_id(document, type, at, at + len(words)),
        document,
        type,
        Mention(at, at + len(words), words),
        Mention(start, start + len(sentence) - 1, sentence[:-1]),
        (Filler(start, start + len(who), who, "name", (_side(who),)),),
        (Filler(start + sentence.index(whom), start + sentence.index(whom) + len(whom), whom, "name", (_side(whom),)),),
        (Filler(where, where + len(place.name), place.name, "toponym", (place,)),),
        (Quantity(number, number + len(str(killed)), str(killed), killed, killed, "people"),),
        score=round(draw.uniform(0.4, 1.0), 3),
        found_by="made up",
        window=on_day(day - timedelta(days=draw.randrange(3))),
        window_reason="made up",
    )
    return claim, text + sentence


def _side(name: str) -> Link:
    return Link(f"actor:{'-'.join(name.casefold().split())}", name, "armed", 1.0, "made up")


def _published(claim: Claim, document: Document) -> Claim:
    from dataclasses import replace

    return replace(claim, publisher=document.source, published=document.published)
