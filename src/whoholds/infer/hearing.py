"""Claims heard for one place: on which days, with which camps, about the whole or a part, and in which order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from whoholds.actors.camps import Camps, is_side, side_of
from whoholds.geo.meant import is_part
from whoholds.infer.weights import Weights
from whoholds.records import Claim, Filler, Link, Window

_DAY = re.compile(r"\b([0-2]?\d|3[01])(st|nd|rd|th)?\b")
DATED_DAYS = 3
"""A capture told to so many days is dated; "the week up to publication" is not."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim about the place, with what the rules below need to know of it."""

    claim: Claim
    origin: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    first: date | None
    last: date
    factors: tuple[tuple[str, float], ...]
    """What scales every weight of the claim, each with its name."""
    part: bool
    implied_actor: bool = False
    implied_target: bool = False
    wide: bool = False
    """It speaks of a wider area that the place lies in."""
    doubted: bool = False
    """A headline that its own text does not bear out: no change of hands is taken from it."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A claim with the places that it is about: worked out once, asked often."""

    claim: Claim
    places: tuple[tuple[Filler, Link], ...]


def hear(meant: Meant, place: Link, camps: Camps, origins: Mapping[str, str], weights: Weights) -> Heard | None:
    """Read one claim for a place; None where it says nothing datable about it."""
    claim, spot = meant.claim, _spot(meant, place)
    days = _days(claim)
    if spot is None or days is None:
        return None
    filler, link, wide = spot
    actors = tuple(dict.fromkeys(camps.camp(side_of(f)) for f in claim.actors if is_side(f)))
    targets = tuple(
        t for t in dict.fromkeys(camps.camp(side_of(f)) for f in claim.targets if is_side(f)) if t not in actors
    )
    factors = (("extractor's score", claim.score**weights.reading), *_scales(claim, wide, filler.kind == "context", weights))
    inner = link.id != place.id and not wide
    part = inner or is_part(filler, link) or _small_share(claim)
    implied = _implied(claim.actors), _implied(claim.targets) or claim.type == "statement"
    return Heard(
        claim, origins.get(claim.document, claim.document), actors, targets, days[0], days[1], factors, part, *implied, wide
    )


def _scales(claim: Claim, wide: bool, from_context: bool, weights: Weights) -> Iterator[tuple[str, float]]:
    if wide:
        yield "told of a wider area", weights.wide
    if claim.window is None or (claim.window.earliest is None and not (claim.type == "hold" and claim.sources)):
        yield "some day up to publication", weights.undated
    if claim.type == "hold" and claim.time is None:
        yield "no words give its day", weights.present
    if from_context:
        yield "place from another sentence", weights.implied


def _implied(fillers: tuple[Filler, ...]) -> bool:
    sides = [filler for filler in fillers if is_side(filler)]
    return bool(sides) and all(filler.kind == "implied" for filler in sides)


def _spot(meant: Meant, place: Link) -> tuple[Filler, Link, bool] | None:
    """Return the filler that speaks of the place: the place itself, a part of it, or a region around it (then wide).

    A country is too wide: "it holds land in Syria" says nothing of a town.
    """
    best: tuple[int, Filler, Link, bool] | None = None
    around = {key for key in place.within if not key.startswith("country:")}
    for filler, link in meant.places:
        rank = 0 if link.id == place.id else 1 if place.id in link.within else 2 if link.id in around else None
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, filler, link, rank == 2)
    return None if best is None else best[1:]


def _small_share(claim: Claim) -> bool:
    shares = [q for q in claim.quantities if q.unit in ("percent", "lanes", "streets") and q.high is not None]
    return any(q.unit != "percent" or (q.high or 0.0) < 80 for q in shares)


def _days(claim: Claim) -> tuple[date | None, date] | None:
    window = claim.window or Window()
    last = window.latest or (claim.published.latest if claim.published else None)
    if last is None or (window.earliest is not None and window.earliest > last):
        return None
    return (_begun(claim, window.earliest, last) if claim.type == "hold" else window.earliest), last


def _begun(claim: Claim, first: date | None, last: date) -> date | None:
    """Move the start of "since June" to the end of June: by then it was so, before nobody can tell."""
    if first is None or first.day != 1 or claim.time is None or _DAY.search(claim.time.mention.words):
        return first
    end = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
    return min(end, last)


def in_order(heard: Iterable[Heard], weights: Weights) -> list[Heard]:
    """Put in order what one document tells of the place: held until lost, taken before it was taken back.

    What only a headline tells, and its own text does not bear out, counts less.
    """
    by_document: dict[str, list[Heard]] = defaultdict(list)
    for item in sorted(heard, key=lambda h: h.claim.id):
        by_document[item.claim.document].append(item)
    out: list[Heard] = []
    for document in sorted(by_document):
        told = by_document[document]
        losses = [h for h in told if _is_loss(h)]
        takings = [h for h in losses if h.claim.type == "capture" and _is_dated(h)]
        for item in told:
            if item.claim.type == "hold":
                item = _until_loss(item, losses)
            elif item.claim.type == "capture" and not _is_dated(item):
                item = _before_taken_back(item, takings)
            out.append(_as_headline(item, told, weights))
    return sorted(out, key=lambda h: h.claim.id)


def _as_headline(item: Heard, told: Sequence[Heard], weights: Weights) -> Heard:
    """Weigh down "X falls" over a text in which others still hold it, or where it is only expected to fall."""
    if not _in_headline(item) or not any(_gainsays(other, item) for other in told if not _in_headline(other)):
        return item
    return replace(item, factors=(*item.factors, ("a headline that its text does not bear out", weights.headline)), doubted=True)


def _in_headline(item: Heard) -> bool:
    """Tell a claim of the first line of a text, which is a headline where it ends without a full stop."""
    sentence = item.claim.sentence
    return sentence.start == 0 and item.claim.status == "fact" and not sentence.words.rstrip().endswith((".", "!", "?", '"', "”"))


def _gainsays(other: Heard, headline: Heard) -> bool:
    day = headline.first or headline.last
    if other.claim.type == headline.claim.type:
        return other.claim.status in ("denied", "planned", "unreal")
    holding = other.claim.type == "hold" and other.claim.status == "fact" and other.last >= day
    return holding and bool(other.actors) and not set(other.actors) & set(headline.actors)


def _is_loss(h: Heard) -> bool:
    told = h.claim.status == "fact" and bool(h.actors) and h.first is not None and not h.part
    return told and h.claim.type in ("capture", "withdraw")


def _is_dated(h: Heard) -> bool:
    return h.first is not None and (h.last - h.first).days <= DATED_DAYS


def _ends_it(loss: Heard, held: Heard) -> bool:
    """Tell whether a capture by others, or its own withdrawal, ends a side's holding."""
    same = bool(set(loss.actors) & set(held.actors))
    return same if loss.claim.type == "withdraw" else not same


def _until_loss(held: Heard, losses: Sequence[Heard]) -> Heard:
    """End a holding ("had ruled the city", "since August") before the loss that the same document reports."""
    after = held.first or date.min
    ends = [h.first for h in losses if h.first and after < h.first <= held.last and _ends_it(h, held)]
    # Told in the present ("still hold"), it contradicts the loss and stays; told as lasting up to it, it ends there.
    if ends and not held.part and (held.first is None or held.first < min(ends) - ONE_DAY):
        return replace(held, last=min(ends) - ONE_DAY)
    return held


def _before_taken_back(taken: Heard, takings: Sequence[Heard]) -> Heard:
    """Put an undated capture before the dated one by which its side lost the place: "recaptured, a year after they seized it"."""
    back = [
        h.first
        for h in takings
        if h.first and set(taken.actors) & set(h.targets) and not set(taken.actors) & set(h.actors)
    ]
    if back and taken.last >= min(back):
        return replace(taken, first=None, last=min(back) - ONE_DAY)
    return taken
