"""Events in the form of PLOVER: JSON lines with class, parties, day, place and the words. The class of a claim is told by type, status and trigger.

Field names follow the public PLOVER manual of the Open Event Data Alliance; this is a shape for tools, not its coding. The learned coder
(`whoholds.plover.coder`) needs the article's trees and codes sentences; here whole events are written, by the tables that it starts from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from whoholds import __version__
from whoholds.forms.citing import cited, day_of
from whoholds.forms.material import Material, in_parts
from whoholds.forms.rights import RIGHTS
from whoholds.plover.codes import event_of
from whoholds.records import Claim, Event

MODES = {"denied": "negation", "planned": "future", "possible": "hypothetical", "unreal": "hypothetical"}
"""Auxiliary modes by status."""
TERRITORY = frozenset({"capture", "advance", "withdraw", "siege"})
ENDINGS = ("ing", "ed", "es", "d", "s")


def plover_lines(material: Material) -> Iterator[str]:
    """Write events that have a class and a day, a line each."""
    for part in in_parts(material.events):
        claims = material.claims_by({id for event in part for id in event.claims})
        found = (plover_event(event, claims, material) for event in part)
        yield from (json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in found if one)


def plover_event(event: Event, claims: Mapping[str, Claim], material: Material) -> dict[str, Any] | None:
    """Return an event; None for one that PLOVER has no class for, or whose day is not known."""
    told = cited(event.claims, claims, material.document)
    classes = list(dict.fromkeys(one for claim in told.claims if claim.status == event.status and (one := event_of(claim, lemmas_of(claim)))))
    window = event.window
    if not classes or window is None or (window.earliest or window.latest) is None:
        return None
    first, last = window.earliest or window.latest, window.latest or window.earliest
    mode = MODES.get(event.status)
    plain = {
        "id": event.id,
        "date": str(first),
        **({"enddate": str(last)} if last != first else {}),
        "actor": list(event.actors),
        "recipient": list(event.targets),
        "event": classes,
        "mode": [mode] if mode else [],
        "context": ["territory"] if event.type in TERRITORY else [],
        **_where(event),
        "event_text": told.quotes[0] if told.quotes else "",
        "cite_info": [_cite(claim, material) for claim in told.claims],
        "coder": f"whoholds {__version__}",
    }
    return {**plain, "claims": [claim.id for claim in told.claims], "origins": len(event.origins), "rights": RIGHTS}


def lemmas_of(claim: Claim) -> list[str]:
    """Guess the lemmas of a trigger without its tree: its words, and these without an ending."""
    words = claim.trigger.words.casefold().split()
    cut = [
        word.removesuffix(end) for word in words for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 2
    ]
    return [*words, *cut, *(f"{word}e" for word in cut)]


def _where(event: Event) -> dict[str, Any]:
    place = event.place
    if place is None:
        return {}
    plain = {
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country_code": place.country,
        "precision": place.precision,
    }
    return {"event_loc": {key: value for key, value in plain.items() if value is not None}}


def _cite(claim: Claim, material: Material) -> dict[str, Any]:
    document = material.document(claim.document)
    plain = {
        "publication": claim.publisher,
        "title": document.title if document else None,
        "url": document.url if document else None,
        "date": day_of(claim.published),
        "language": document.language if document else None,
        "quote": claim.sentence.words,
    }
    return {key: value for key, value in plain.items() if value}
