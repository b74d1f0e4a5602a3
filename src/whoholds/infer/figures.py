"""Numbers worth following: claims with quantities as figures, by measure, subject, scope and definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from whoholds.actors.camps import side_of
from whoholds.actors.counted import counted_among
from whoholds.dates.tagger import find_times
from whoholds.geo.meant import places_meant
from whoholds.infer.bases import day_of, tie_bases, with_subjects
from whoholds.infer.measures import measure_of, unit_of, words_of
from whoholds.records import Claim, Figure, Filler, Quantity, content_id

_POPULATED = re.compile(
    r"\b(populated|inhabited|uninhabited|habitable|built-up)\b|\b(?:excluding|without|not counting|leaving out) (?:the )?(?:empty )?(desert)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:territory|land|ground|area|towns)\b[^.;]{0,20}?\b(?:it|they|he|she|the (?:group|army|rebels|government))\s+"
    r"(?:had )?(?:held|controlled|ruled|had|owned)\b([^.;]*)",
    re.IGNORECASE,
)
_THIRDS = {"a third": 33.3, "one third": 33.3, "one-third": 33.3, "two thirds": 66.7, "two-thirds": 66.7}
ORDER = (
    "casualties", "displace", "strength", "territory", "strike", "hold", "siege", "abuse", "finance", "ceasefire",
    "capture",
    "deploy", "defect", "aid", "attack", "clash", "advance", "support", "supply", "destroy", "withdraw",
)  # fmt: skip
"""Where one number serves two claims, the type named first gives the figure."""
FLEEING = frozenset({"displaced", "besieged"})
"""Measures of people whom texts call refugees, residents, women or families, and mean the same."""
SUFFERED = frozenset({"killed", "wounded", "captured", "abducted"})
"""Measures that are never about who did it: "the Kurds say they killed 140" counts no Kurds."""


def figures_of(claims: Iterable[Claim]) -> tuple[Figure, ...]:
    """Return the figures of the claims, one for each number; a number that serves two claims counts once."""
    best: dict[tuple[str, int, int], tuple[int, Figure]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        for quantity in claim.quantities:
            measure = measure_of(claim, quantity)
            if measure is None:
                continue
            figure = _figure(claim, quantity, measure)
            key = (claim.document, quantity.start, quantity.end)
            rank = ORDER.index(claim.type) if claim.type in ORDER else len(ORDER)
            if key not in best or (rank, figure.id) < (best[key][0], best[key][1].id):
                best[key] = (rank, figure)
    figures = tie_bases(with_subjects([figure for _, figure in best.values()]))
    return tuple(
        sorted(figures, key=lambda f: (f.measure, f.subject, f.scope, day_of(f.as_of), f.document, f.start, f.id))
    )


def _figure(claim: Claim, quantity: Quantity, measure: str) -> Figure:
    low, high = _exact_thirds(quantity)
    subject = _subject(claim, quantity, measure)
    places = places_meant(claim)
    scope = ", ".join(dict.fromkeys(link.name for _, link in places))
    return Figure(
        id=content_id("figure", claim.document, quantity.start, quantity.end, measure),
        measure=measure,
        subject=subject,
        scope=scope,
        definition=_definition(claim, quantity),
        low=low,
        high=high,
        unit=unit_of(claim, quantity),
        as_of=(claim.published if _held_then(claim) else None) or claim.window or claim.published,
        claim=claim.id,
        document=claim.document,
        quote=quantity.words if not claim.sentence.words else claim.sentence.words,
        start=quantity.start,
        end=quantity.end,
    )


def _exact_thirds(quantity: Quantity) -> tuple[float | None, float | None]:
    """Read "a third" of something as 33.3, however it was rounded before."""
    if quantity.unit != "percent":
        return quantity.low, quantity.high
    words = re.sub(
        r"^(about|around|some|nearly|almost|roughly|close to|more than|over)\s+", "", quantity.words.casefold()
    )
    value = _THIRDS.get(words)
    if value is None:
        return quantity.low, quantity.high
    return (None if quantity.low is None else value), (None if quantity.high is None else value)


def _subject(claim: Claim, quantity: Quantity, measure: str) -> str:
    """Name whom a number is about: those who suffered or lost, else those who acted; else the words that are counted."""
    shares = measure.startswith(("territory", "share_of", "revenue"))
    if len(claim.quantities) > 1 and quantity.counts and not shares and not _counts_fillers(claim, quantity):
        return quantity.counts
    first, second = _names(counted_among(claim.targets, quantity)), _names(counted_among(claim.actors, quantity))
    if claim.type in ("strength", "hold", "finance", "strike", "territory", "capture", "deploy"):
        first, second = second, first
    if measure in SUFFERED and not first:
        return quantity.counts
    named = ", ".join(dict.fromkeys(first or second)) or ("" if shares else quantity.counts)
    return "people" if measure in FLEEING and not named[:1].isupper() else named


def _names(fillers: Sequence[Filler]) -> list[str]:
    """Name the sides that the catalogue knows; where it knows none, all as they are called."""
    sides = [side_of(f) for f in fillers if any(sign.isalpha() for sign in side_of(f).name)]
    return [link.name for link in sides if not link.id.startswith("new:")] or [link.name for link in sides]


def _counts_fillers(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether what is counted is what a filler names: "soldiers" is not "346 militants" of the same verb."""
    head = quantity.counts.split()[-1].casefold()
    return any(head in f.words.casefold() for f in (*claim.targets, *claim.actors))


def _definition(claim: Claim, quantity: Quantity) -> str:
    parts = [words_of(claim, quantity).strip()]
    counted = _POPULATED.search(claim.sentence.words)
    if counted:
        parts.append(f"counting {counted[1].lower()} areas" if counted[1] else "counting no desert areas")
    window = claim.window
    base = _held_then(claim)
    if base is not None:
        parts.append(f"since {base}")
    elif claim.time is not None and window is not None and window.earliest is not None and window.latest is not None:
        if (window.latest - window.earliest).days > 40 and claim.published and window.latest == claim.published.latest:
            parts.append(f"since {window.earliest}")
        elif window.earliest != window.latest:
            parts.append(f"during {window.earliest} to {window.latest}")
    if claim.sources:
        parts.append("according to " + ", ".join(side_of(f).name for f in claim.sources))
    return "; ".join(parts)


def _held_then(claim: Claim) -> date | None:
    """Return the first day of the time at which a side held what a share is a share of: "of the land that it held in January 2015"."""
    held = _HELD.search(claim.sentence.words)
    times = find_times(held[1], (), claim.published) if held else ()
    return next((when.window.earliest for when in times if when.window is not None and when.window.earliest), None)
