"""What pages ask a store for: claims and articles in lists, tallies, the log. Plain values, the same for every store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from whoholds.pipeline import keys_of
from whoholds.records import Claim


@dataclass(frozen=True, slots=True)
class Edition:
    """How often the shelves were written: a reader that sees the same numbers sees the same things."""

    kept: int
    """Articles, claims, judgements."""
    worked_out: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims a list holds. All that is given must hold; newest first, by the day their article was published."""

    keys: tuple[str, ...] = ()
    """Keys as `kept_keys` gives them, all of which a claim must have."""
    type: str | None = None
    status: str | None = None
    publisher: str | None = None
    document: str | None = None
    first: date | None = None
    last: date | None = None
    """Days between which the article was published, inclusive; an article without a day is in no such list."""
    start: int = 0
    most: int = 50
    any_keys: tuple[tuple[str, ...], ...] = ()
    """Groups of such keys, of each of which a claim must have one."""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article without its text."""

    id: str
    source: str | None
    title: str | None
    published: date | None
    language: str | None
    claims: int
    """How many claims were read from it."""
    opening: str = ""
    """Its first words, where it has no title."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """What one publisher brought; `name` is None for articles of unknown publishers."""

    name: str | None
    articles: int
    claims: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts over the store: claims by day of publication, and what each publisher brought, most articles first."""

    days: tuple[tuple[date, int], ...]
    publishers: tuple[Publisher, ...]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Who did what, when: the audit log, only ever added to."""

    at: datetime
    who: str
    """Role or working name."""
    role: str
    what: str
    about: str = ""
    """Id of what it was done to."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a verb wants to find again the next time: under a topic and a name. No article and no answer rests on it."""

    topic: str
    name: str
    body: str


def kept_keys(claim: Claim) -> tuple[str, ...]:
    """Return the keys that a store keeps a claim under.

    Those of `keys_of`; `at:ID` for every place that it names itself; `who:NAME` for every side that acts or is acted on.
    """
    places = {f"at:{link.id}" for filler in claim.places for link in filler.links[:1]}
    sides = {f"who:{filler.name}" for filler in (*claim.actors, *claim.targets)}
    return tuple(sorted({*keys_of(claim), *places, *sides}))


def day_of(claim: Claim) -> str | None:
    """Return the last day on which the claim's article may have been published, as text that sorts."""
    latest = claim.published.latest if claim.published else None
    return latest.isoformat() if latest else None


Rated = Iterator[tuple[str, str, float]]
"""Claim id, document id, and the extractor's score."""
