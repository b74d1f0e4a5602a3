"""A small knowledge base built by hand: seven articles of our own, their claims, and what they add up to.

`python -m tests.report.base` prints the brief of it; read it before it becomes tests/report/golden/brief.md.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

from tests.claims import PLACES, claim, quantity, window
from whoholds.records import (
    Claim,
    Dispute,
    Document,
    Event,
    Figure,
    Holding,
    Mention,
    Window,
    claim_id,
    content_id,
    on_day,
)
from whoholds.report.brief import brief_markdown, write_brief
from whoholds.report.knowledge import Knowledge

DAY = date(2015, 7, 9)

TAKEN = "The YPG took Ain Issa from Islamic State on 23 June, the Observatory said."
LOST = "Islamic State retook Ain Issa on 6 July after a night of shelling."
DENIAL = "Islamic State took nothing in Ain Issa, the YPG insisted."
RAID = "Turkish jets bombed the militants near Raqqa on 5 July."
MOSUL = "Islamic State holds Mosul and the Iraqi army fights in its suburbs."
SHARE = "The militants have lost 14 to 16 percent of Nineveh since spring."
OLD = "Peshmerga shelled the militants in Mosul on 2 February."


def made(type: str, sentence: str, trigger: str, where: str, doc: str, **more: object) -> Claim:
    """Make a claim of an article that is this one sentence: the trigger's offsets point into it."""
    start = sentence.index(trigger)
    plain = claim(type, where, doc=doc, trigger=trigger, **more)  # type: ignore[arg-type]
    return replace(
        plain,
        id=claim_id(doc, type, start, start + len(trigger)),
        trigger=Mention(start, start + len(trigger), trigger),
        sentence=Mention(0, len(sentence), sentence),
    )


def article(claim: Claim, title: str | None) -> Document:
    """Make the article that a claim of `made` was read in."""
    return Document(claim.document, claim.sentence.words, claim.publisher, None, title, claim.published, "given", "en")


def holding(
    where: str, holder: str | None, first: str | None, last: str | None, *claims: Claim, **more: object
) -> Holding:
    """Make a holding that began in a window; without a holder it is unknown, with `rivals` it is contested."""
    rivals = more.get("rivals", ())
    against = more.get("against", ())
    assert isinstance(rivals, tuple) and isinstance(against, tuple)
    confirmed = [c.published.latest for c in claims if c.published and c.published.latest]
    return Holding(
        id=content_id("holding", where, holder, first, last),
        place=replace(PLACES[where], precision="exact"),
        status="held" if holder else "contested" if rivals else "unknown",
        holder=holder,
        start=window(first, last),
        end=None,
        kind=str(more.get("kind", "reported")),
        probability=float(str(more.get("probability", 0.9))),
        last_confirmed=max(confirmed, default=None),
        claims_for=tuple(c.id for c in claims),
        claims_against=tuple(c.id for c in against),
        rivals=rivals,
        weights=tuple((c.id, 1.5) for c in claims),
    )


def event(type: str, where: str | None, when: Window | None, *claims: Claim, **more: object) -> Event:
    """Make an event told by these claims, each an origin of its own."""
    actors, targets = more.get("actors", ()), more.get("targets", ())
    assert isinstance(actors, tuple) and isinstance(targets, tuple)
    return Event(
        content_id("event", type, where, [c.id for c in claims]),
        type,
        PLACES[where] if where else None,
        when,
        actors,
        targets,
        str(more.get("status", "fact")),
        tuple(c.id for c in claims),
        tuple((c.document,) for c in claims),
    )


def figure(told: Claim, measure: str, low: float | None, high: float | None, unit: str, **more: object) -> Figure:
    """Make a figure that rests on a claim."""
    return Figure(
        content_id("figure", told.id, measure),
        measure,
        str(more.get("subject", "Islamic State")),
        str(more.get("scope", "Nineveh")),
        str(more.get("definition", "lost since spring")),
        low,
        high,
        unit,
        None,
        told.id,
        told.document,
        told.sentence.words,
        told.sentence.start,
        told.sentence.end,
    )


def dispute(kind: str, what: str, settles: str, *claims: Claim) -> Dispute:
    """Make a dispute between claims."""
    documents, quotes = tuple(c.document for c in claims), tuple(c.sentence.words for c in claims)
    return Dispute(
        content_id("dispute", what), kind, what, settles, tuple(c.id for c in claims), documents, quotes, 1.0
    )


C_TAKEN = made(
    "capture", TAKEN, "took", "Ain Issa", "d1", who="YPG", whom="Islamic State", day="2015-06-23", told="2015-06-24",
    said_by="Observatory",
)  # fmt: skip
C_LOST = made(
    "capture", LOST, "retook", "Ain Issa", "d2", who="Islamic State", whom="YPG", day="2015-07-06", told="2015-07-07",
    publisher="Levant Ledger",
)  # fmt: skip
C_DENIAL = made(
    "capture", DENIAL, "took", "Ain Issa", "d3", who="Islamic State", day="2015-07-06", told="2015-07-07",
    publisher="River Post", said_by="YPG", status="denied",
)  # fmt: skip
C_RAID = made(
    "strike", RAID, "bombed", "Raqqa", "d4", who="Turkey", whom="Islamic State", day="2015-07-05", told="2015-07-09",
)  # fmt: skip
C_MOSUL = made("hold", MOSUL, "holds", "Mosul", "d5", who="Islamic State", told="2015-07-08", publisher="Levant Ledger")
C_SHARE = replace(
    made(
        "territory", SHARE, "lost", "Nineveh", "d6", who="Islamic State",
        quantities=(quantity("14 to 16 percent", 14.0, 16.0, "percent", SHARE.index("14")),),
    ),
    publisher=None, published=None,
)  # fmt: skip
C_OLD = made("attack", OLD, "shelled", "Mosul", "d7", who="Peshmerga", day="2015-02-02", told="2015-02-03")
CLAIMS = (C_TAKEN, C_LOST, C_DENIAL, C_RAID, C_MOSUL, C_SHARE, C_OLD)
TITLES = ("Town changes hands", "Militants are back", "Fighters insist", "Jets over the river", "A city divided", None)


def knowledge() -> Knowledge:
    """Return the knowledge base."""
    return Knowledge(
        documents=tuple(article(c, t) for c, t in zip(CLAIMS, (*TITLES, "Winter war"), strict=True)),
        claims=CLAIMS,
        events=(
            event("attack", "Mosul", C_OLD.window, C_OLD, actors=("Peshmerga",)),
            event("strike", "Raqqa", C_RAID.window, C_RAID, actors=("Turkey",), targets=("Islamic State",)),
            event("clash", "Ain Issa", window("2015-07-05", "2015-07-06"), C_LOST, C_DENIAL, targets=("YPG",)),
            event("attack", "Ain Issa", C_DENIAL.window, C_DENIAL, actors=("Islamic State",), status="denied"),
        ),
        holdings=(
            holding("Ain Issa", "Islamic State", None, "2015-06-22", C_TAKEN, kind="implied", probability=0.8),
            holding("Ain Issa", "YPG", "2015-06-23", "2015-06-23", C_TAKEN, against=(C_LOST,)),
            holding("Ain Issa", "Islamic State", "2015-07-05", "2015-07-06", C_LOST, against=(C_DENIAL,), probability=0.7),
            holding("Mosul", None, "2015-07-07", "2015-07-08", C_MOSUL, rivals=("Islamic State", "Iraqi army")),
            holding("Raqqa", None, None, "2015-07-05", C_RAID, kind="implied", probability=0.6),
        ),
        figures=(figure(C_SHARE, "territory_share_lost", 14.0, 16.0, "percent"),),
        disputes=(
            dispute(
                "denial", "Ain Issa, 2015-07-06: Levant Ledger: Islamic State took it / YPG denies it.",
                "A later report of who stood in the town.", C_LOST, C_DENIAL,
            ),
        ),
    )  # fmt: skip


def told_on(claim: Claim, day: str) -> Claim:
    """Return the claim as published on another day."""
    return replace(claim, published=on_day(date.fromisoformat(day)))


if __name__ == "__main__":
    sys.stdout.write(brief_markdown(write_brief(knowledge(), DAY)))
