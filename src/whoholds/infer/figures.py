"""Numbers worth following: claims with quantities as figures, by measure, subject, scope and definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from whoholds.actors.camps import side_of
from whoholds.geo.meant import places_meant
from whoholds.infer.measures import measure_of
from whoholds.records import Claim, Figure, Quantity, Window, content_id

_POPULATED = re.compile(r"\b(populated|inhabited|uninhabited|desert|habitable|built-up)\b", re.IGNORECASE)
_THIRDS = {"a third": 33.3, "one third": 33.3, "one-third": 33.3, "two thirds": 66.7, "two-thirds": 66.7}
ORDER = (
    "casualties", "displace", "strength", "territory", "strike", "hold", "siege", "abuse", "finance", "ceasefire",
    "capture",
    "deploy", "defect", "aid", "attack", "clash", "advance", "support", "supply", "destroy", "withdraw",
)  # fmt: skip
"""Where one number serves two claims, the type named first gives the figure."""


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
    figures = [figure for _, figure in best.values()]
    return tuple(
        sorted(figures, key=lambda f: (f.measure, f.subject, f.scope, _day(f.as_of), f.document, f.start, f.id))
    )


def series_of(figures: Iterable[Figure]) -> tuple[tuple[Figure, ...], ...]:
    """Group figures that may be compared: one measure, subject, scope, definition and unit, in time order."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in sorted(figures, key=lambda f: (_day(f.as_of), f.document, f.start)):
        groups.setdefault((figure.measure, figure.subject, figure.scope, base_of(figure), figure.unit), []).append(
            figure
        )
    return tuple(tuple(groups[key]) for key in sorted(groups))


def base_of(figure: Figure) -> str:
    """Return what of the definition decides whether two figures may be compared: since when, and counted where."""
    return "; ".join(
        part for part in figure.definition.split("; ") if part.startswith(("since ", "counting ", "during "))
    )


def _day(window: Window | None) -> date:
    return (window.latest or window.earliest or date.max) if window else date.max


def _figure(claim: Claim, quantity: Quantity, measure: str) -> Figure:
    low, high = _exact_thirds(quantity)
    subject = _subject(claim, quantity)
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
        unit=quantity.unit,
        as_of=claim.window or claim.published,
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


def _subject(claim: Claim, quantity: Quantity) -> str:
    """Name whom a number is about: those who suffered or lost, else those who acted; else the words that are
    counted."""
    if len(claim.quantities) > 1 and quantity.counts and not _counts_fillers(claim, quantity):
        return quantity.counts
    first: Sequence[str] = [side_of(f).name for f in claim.targets]
    second: Sequence[str] = [side_of(f).name for f in claim.actors]
    if claim.type in ("strength", "hold", "finance", "strike", "territory", "capture", "deploy"):
        first, second = second, first
    return ", ".join(dict.fromkeys(first or second)) or quantity.counts


def _counts_fillers(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether what is counted is what a filler names: "soldiers" is not "346 militants" of the same verb."""
    head = quantity.counts.split()[-1].casefold()
    return any(head in f.words.casefold() for f in (*claim.targets, *claim.actors))


def _definition(claim: Claim, quantity: Quantity) -> str:
    parts = [claim.trigger.words.strip()]
    counted = _POPULATED.search(claim.sentence.words)
    if counted:
        parts.append(f"counting {counted.group(1).lower()} areas")
    window = claim.window
    if claim.time is not None and window is not None and window.earliest is not None and window.latest is not None:
        if (window.latest - window.earliest).days > 40 and claim.published and window.latest == claim.published.latest:
            parts.append(f"since {window.earliest}")
        elif window.earliest != window.latest:
            parts.append(f"during {window.earliest} to {window.latest}")
    if quantity.link and quantity.link != "context":
        parts.append(quantity.link)
    if claim.sources:
        parts.append("according to " + ", ".join(side_of(f).name for f in claim.sources))
    return "; ".join(parts)
