"""Events in the columns of the UCDP Georeferenced Event Dataset: a shape for tools, neither UCDP's coding nor endorsed by it.

Columns and codes follow the public GED codebook. Numbers that only UCDP gives (conflict, dyad, actor and country ids) stay empty, and so do deaths
that no claim states: an empty cell is not known, never nought. UCDP lists events with at least one death; here such without a number stand too.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Any

from whoholds.forms.citing import BETWEEN
from whoholds.forms.incident import Incident, incidents
from whoholds.forms.material import Material
from whoholds.forms.rights import RIGHTS
from whoholds.records import Link

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    "claims", "rights",
)  # fmt: skip
"""The 49 columns of GED, and two of our own at the end."""
TYPES = ("attack", "capture", "casualties", "clash", "strike", "abuse")
PRECISION = {"exact": 1, "district": 3, "region": 4, "vague": 5, "country": 6}
"""`where_prec`: 1 exact, 2 within 25 km, 3 second-level district, 4 first-level region, 5 vague area, 6 country."""


def ged_rows(material: Material) -> Iterator[dict[str, Any]]:
    """Walk events in which people are killed or may be, oldest first."""
    return (ged_row(incident) for incident in incidents(material, TYPES))


def ged_row(incident: Incident) -> dict[str, Any]:
    """Return an event as a row of GED's columns."""
    event, deaths = incident.event, incident.deaths
    one, other = ("; ".join(names) for names in (event.actors, event.targets))
    best = deaths.best if deaths else None
    civilians = bool(deaths and deaths.civilians)
    return {
        "id": event.id,
        "relid": f"WH-{event.id}",
        "year": incident.last.year if incident.last else None,
        "type_of_violence": violence_of(incident),
        "dyad_name": f"{one} - {other}" if one and other else None,
        "side_a": one,
        "side_b": other,
        **_told(incident),
        **_where(event.place, incident.country),
        "date_prec": date_prec(incident.span),
        "date_start": str(incident.first) if incident.first else None,  # an open start is not known, not the last day
        "date_end": str(incident.last) if incident.last else None,
        "deaths_civilians": best if civilians else None,
        "deaths_unknown": None if civilians else best,
        "best": best,
        "high": deaths.high if deaths else None,
        "low": deaths.low if deaths else None,
        "claims": " ".join(claim.id for claim in incident.cited.claims),
        "rights": RIGHTS,
    }


def _told(incident: Incident) -> dict[str, Any]:
    """Return who tells it. `number_of_sources` counts independent reports."""
    claims = incident.cited.claims
    offices = dict.fromkeys(claim.publisher for claim in claims if claim.publisher)
    days = dict.fromkeys(str(c.published.latest) for c in claims if c.published and c.published.latest)
    voices = dict.fromkeys(filler.name for claim in claims for filler in claim.sources[-1:])
    return {
        "number_of_sources": len(incident.event.origins),
        "source_article": BETWEEN.join(incident.cited.sources),
        "source_office": ";".join(offices),
        "source_date": ";".join(days),
        "source_headline": BETWEEN.join(incident.cited.quotes[:1]),
        "source_original": ";".join(voices),
    }


def _where(place: Link | None, country: str | None) -> dict[str, Any]:
    if place is None:
        return {}
    spot = place.lat is not None and place.lon is not None
    return {
        "where_prec": where_prec(place),
        "where_coordinates": place.name,
        "adm_1": place.name if place.kind == "region" else None,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if spot else None,
        "priogrid_gid": priogrid(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        "country": country,
    }


def where_prec(place: Link) -> int | None:
    """Return how exact the place is, 1 to 6; None where nobody says."""
    return 2 if place.kind == "relative" and place.precision == "exact" else PRECISION.get(place.precision or "")


def date_prec(span: int | None) -> int | None:
    """Return how exact the day is: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 up to a year; None beyond, or where an end is open."""
    steps = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
    return next((code for most, code in steps if span is not None and span <= most), None)


def violence_of(incident: Incident) -> int | None:
    """Return 1 with a state against a group, 2 between groups, 3 against people who do not fight; None where the sides do not tell."""
    actors, targets = incident.event.actors, incident.event.targets
    sides = [*actors, *targets]
    if actors and targets and all(incident.is_people(side) for side in targets):
        return 3
    if not actors or not targets or not all(incident.is_state(side) or incident.is_group(side) for side in sides):
        return None
    return 1 if any(incident.is_state(side) for side in sides) else 2


def priogrid(lat: float, lon: float) -> int:
    """Return the number of the half-degree cell of PRIO-GRID that a point lies in, counted from the south-west."""
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1
