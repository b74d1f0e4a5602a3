"""Which of several sides a number of a claim counts: "400 militants and 188 soldiers were killed"."""

from __future__ import annotations

from collections.abc import Sequence

from whoholds.records import Filler, Quantity

NEAR = 16
"""Code points between a number and the words of whom it counts: "188 of the soldiers"."""


def counted_among(fillers: Sequence[Filler], quantity: Quantity) -> tuple[Filler, ...]:
    """Return the fillers that a number counts: those it stands in or before, else those named by what it counts, else all."""
    beside = tuple(f for f in fillers if f.start <= quantity.start < f.end or 0 <= f.start - quantity.end <= NEAR)
    if beside:
        return beside[:1]
    head = quantity.counts.split()[-1].casefold() if quantity.counts else ""
    named = tuple(f for f in fillers if head and head in f.words.casefold())
    return named or tuple(fillers)
