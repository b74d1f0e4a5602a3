"""The form in which others score the program: see DESIGN, "the measuring interface"."""

from __future__ import annotations

from typing import Any

from whoholds.link.context import said_only
from whoholds.records import Annotated, Claim, Filler, Mention, Quantity, When, Window


def annotated_line(
    annotated: Annotated, claims: tuple[Claim, ...], toponyms: tuple[Filler | None, ...] | None = None
) -> dict[str, Any]:
    """Return one document with its sentences, places, times, actors and claims, ready for JSON.

    With `toponyms`, `places` answers for exactly these, in order, None where nothing was found.
    """
    places = annotated.toponyms if toponyms is None else toponyms
    return {
        "doc": annotated.document.id,
        "sentences": [{"start": s.start, "end": s.end} for s in annotated.sentences],
        "places": [
            place_of(filler) if filler is not None and (filler.link or toponyms is None) else None for filler in places
        ],
        "times": [time_of(when) for when in annotated.times],
        "actors": [_filler(filler) for filler in annotated.actors],
        "claims": [claim_of(claim) for claim in claims if claim.was_read],
    }


def place_of(filler: Filler) -> dict[str, Any]:
    """Return a place mention with its best candidate; coordinates are null where nothing was found."""
    link = filler.link
    plain: dict[str, Any] = {
        **_filler(filler),
        "lat": link.lat if link else None,
        "lon": link.lon if link else None,
        "geonameid": link.geonameid if link else None,
        "method": link.reason if link else "not found",
        "score": link.score if link else 0.0,
        "precision": link.precision if link else None,
    }
    return plain | ({"kind": "demonym"} if filler.kind == "demonym" else {})


def time_of(when: When) -> dict[str, Any]:
    """Return a time expression with its TIMEX3 value and its days."""
    return {**_span(when.mention), "type": when.type, "value": when.value, **_days(when.window)}


def claim_of(claim: Claim) -> dict[str, Any]:
    """Return a claim in the form that the scorer of claims reads, as it was read: nothing that its document implies."""
    claim = said_only(claim)
    return {
        "id": claim.id,
        "type": claim.type,
        "status": claim.status,
        "trigger": _span(claim.trigger),
        "sentence": {"start": claim.sentence.start, "end": claim.sentence.end},
        "actor": [_filler(filler) for filler in claim.actors],
        "target": [_filler(filler) for filler in claim.targets],
        "place": [_filler(filler) for filler in claim.places],
        "source": [_filler(filler) for filler in claim.sources],
        "time": {**_span(claim.time.mention), **_days(claim.time.window)} if claim.time else None,
        "quantity": [_quantity(quantity) for quantity in claim.quantities],
        "found_by": claim.found_by,
        "score": claim.score,
    }


def _span(mention: Mention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "text": mention.words}


def _filler(filler: Filler) -> dict[str, Any]:
    return {"start": filler.start, "end": filler.end, "text": filler.words, "name": filler.name}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    span = {"start": quantity.start, "end": quantity.end, "text": quantity.words}
    return span | {"low": quantity.low, "high": quantity.high, "unit": quantity.unit}


def _days(window: Window | None) -> dict[str, str | None]:
    earliest = window.earliest if window else None
    latest = window.latest if window else None
    return {"from": earliest.isoformat() if earliest else None, "to": latest.isoformat() if latest else None}
