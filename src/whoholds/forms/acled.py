"""Events in the columns of ACLED: a shape for tools. It holds no data of ACLED, follows its coding only as far as claims tell, and is not endorsed by it.

Columns and names of types follow the public codebook. What the claims do not tell stays empty: the kind of a group, the sub-type, deaths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whoholds.forms.citing import BETWEEN
from whoholds.forms.ged import where_prec
from whoholds.forms.incident import Incident, incidents
from whoholds.forms.material import Material
from whoholds.forms.rights import RIGHTS

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1",
    "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp", "claims", "rights",
)  # fmt: skip
"""The 31 columns of ACLED, and two of our own at the end."""
BATTLE, REMOTE, CIVILIANS, STRATEGIC = (
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
)
KINDS = {
    "capture": BATTLE, "clash": BATTLE, "attack": BATTLE, "strike": REMOTE, "abuse": CIVILIANS, "withdraw": STRATEGIC, "destroy": STRATEGIC,
    "ceasefire": STRATEGIC,
}  # fmt: skip
WORDS = (
    (REMOTE, "Suicide bomb", re.compile(r"\bsuicide (?:bomb|attack|car)", re.IGNORECASE)),
    (
        REMOTE,
        "Remote explosive/landmine/IED",
        re.compile(r"\b(?:landmine|roadside bomb|ied|car bomb)s?\b", re.IGNORECASE),
    ),
    (
        REMOTE,
        "Shelling/artillery/missile attack",
        re.compile(r"\b(?:shell(?:ed|ing|s)?|artillery|mortars?|rockets?|missiles?)\b", re.IGNORECASE),
    ),
    (
        REMOTE,
        "Air/drone strike",
        re.compile(r"\b(?:air ?strikes?|air raids?|jets?|drones?|warplanes?|helicopters?)\b", re.IGNORECASE),
    ),
    (CIVILIANS, "Abduction/forced disappearance", re.compile(r"\b(?:abduct|kidnap)", re.IGNORECASE)),
)
"""Words of a sentence that tell the sub-type, for a type whose events may have it."""


def acled_rows(material: Material) -> Iterator[dict[str, Any]]:
    """Walk events that have a type in ACLED's list, oldest first."""
    return (acled_row(incident) for incident in incidents(material, tuple(KINDS)))


def acled_row(incident: Incident) -> dict[str, Any]:
    """Return an event as a row of ACLED's columns."""
    event, place = incident.event, incident.event.place
    kind, sub = type_of(incident)
    people = any(incident.is_people(side) for side in event.targets)
    return {
        "event_id_cnty": f"WH-{event.id}",
        "event_date": str(incident.last) if incident.last else None,
        "year": incident.last.year if incident.last else None,
        "time_precision": time_precision(incident.span),
        "disorder_type": STRATEGIC if kind == STRATEGIC else "Political violence",
        "event_type": kind,
        "sub_event_type": sub,
        **_side(incident, event.actors, "1"),
        **_side(incident, event.targets, "2"),
        "civilian_targeting": "Civilian targeting" if people else None,
        "country": incident.country,
        "admin1": place.name if place and place.kind == "region" else None,
        "location": place.name if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}.get(where_prec(place) or 0) if place else None,
        "source": BETWEEN.join(incident.cited.sources),
        "notes": BETWEEN.join(f"“{words}”" for words in incident.cited.quotes),
        "fatalities": incident.deaths.low if incident.deaths else None,
        "claims": " ".join(claim.id for claim in incident.cited.claims),
        "rights": RIGHTS,
    }


def _side(incident: Incident, names: tuple[str, ...], number: str) -> dict[str, Any]:
    """Return the first side as the actor, the others as associated. Who stands first is no blame."""
    if not names:
        return {}
    first, *others = names
    return {
        f"actor{number}": first,
        f"assoc_actor_{number}": "; ".join(others) or None,
        f"inter{number}": inter_of(incident, first),
    }


def inter_of(incident: Incident, side: str) -> str | None:
    """Name the kind of a side; whether a group is a rebel group or a militia is a judgement that no claim states."""
    if incident.is_people(side):
        return "Civilians"
    home, place = incident.homes.get(side), incident.event.place
    if not incident.is_state(side) or home is None or place is None or place.country is None:
        return None
    return "State forces" if home == place.country else "External/Other forces"


def type_of(incident: Incident) -> tuple[str, str | None]:
    """Return event type and sub-type; None where the words do not tell the sub-type."""
    event = incident.event
    kind = KINDS[event.type]
    if event.type == "capture":
        return kind, _taken(incident)
    if event.type in ("withdraw", "ceasefire"):
        return kind, "Agreement" if event.type == "ceasefire" else None  # who leaves hands nothing over yet
    if event.type == "destroy":
        return kind, "Looting/property destruction"
    told = " ".join(claim.sentence.words for claim in incident.cited.claims)
    if event.type == "attack" and event.targets and all(incident.is_people(side) for side in event.targets):
        kind = CIVILIANS
    remote = event.type in ("strike", "attack")
    found = next(
        ((one, sub) for one, sub, words in WORDS if (one == kind or (one == REMOTE and remote)) and words.search(told)),
        None,
    )
    return found or (kind, "Armed clash" if event.type == "clash" else None)


def _taken(incident: Incident) -> str | None:
    takers = incident.event.actors
    if takers and all(incident.is_state(side) for side in takers):
        return "Government regains territory"
    return "Non-state actor overtakes territory" if takers and all(incident.is_group(side) for side in takers) else None


def time_precision(span: int | None) -> int | None:
    """Return how exact the day is: 1 a day, 2 a week, 3 a month; None beyond, or where an end is open."""
    return next((code for most, code in ((1, 1), (7, 2), (31, 3)) if span is not None and span <= most), None)
