"""Who has how much land: areas worked out from points, beside the areas and shares that somebody reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.measures import in_base_unit
from whoholds.geo.outlines import Extent
from whoholds.geo.tables import countries
from whoholds.infer.area import REACH_KM, Areas, Ground, Seed, areas_on, places_told
from whoholds.records import Claim, Figure, Holding
from whoholds.report.sides import names_together

NEAR_DAYS = 31
"""Days by which a reported area may be older or younger than the day asked for."""
REPORTED = ("territory_area", "territory_share")
NOTE = f"inferred: ground within {REACH_KM:.0f} km goes with its nearest place; nobody reported these areas"


@dataclass(frozen=True, slots=True)
class Reported:
    """An area or share that somebody reported, in km2 of the extent, beside what was worked out."""

    side: str
    figure: Figure
    km2_low: float | None
    km2_high: float | None
    comparable: bool
    """It is told of just this extent; one told of nowhere, or of other land, is shown and not compared."""
    verdict: str
    """within, above or below the worked-out range; "not compared" with the reason."""


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """What each side has of an extent on one day, worked out and as reported."""

    extent: str
    areas: Areas
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class Land:
    """What areas are worked out from: the extent laid flat, its towns, what is held, and what was reported."""

    extent: Extent
    ground: Ground
    towns: tuple[Seed, ...]
    told: Mapping[str, Sequence[Holding]]
    names: Mapping[str, str]
    figures: tuple[Figure, ...]


def open_land(extent: Extent, holdings: Sequence[Holding], figures: Sequence[Figure], claims: Sequence[Claim], gazetteer: Gazetteer) -> Land:
    """Lay an extent flat and gather its towns and what is told of it."""
    towns = tuple(Seed(*row) for row in gazetteer.towns_in(extent.box))
    kept = tuple(f for f in figures if f.measure in REPORTED)
    return Land(extent, Ground(extent), towns, places_told(holdings), names_together(holdings, claims), kept)


def area_answers(land: Land, days: Sequence[date]) -> Iterator[AreaAnswer]:
    """Answer for each day, in order."""
    for day in days:
        areas = areas_on(land.ground, land.towns, land.told, day, land.names)
        yield AreaAnswer(land.extent.name, areas, _reported(land, areas, day))


def months_between(start: date, end: date) -> list[date]:
    """Return the first day, the first of each month after it, and the last day."""
    days, month = [start], (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month < end:
        days.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return days if days[-1] == end else [*days, end]


def _reported(land: Land, areas: Areas, day: date) -> tuple[Reported, ...]:
    found = []
    for figure in land.figures:
        told = (figure.as_of.latest or figure.as_of.earliest) if figure.as_of else None
        side = land.names.get(figure.subject)
        if told is None or side is None or abs((told - day).days) > NEAR_DAYS:
            continue
        found.append((abs((told - day).days), figure.id, _compare(land, areas, side, figure)))
    return tuple(row for _, _, row in sorted(found, key=lambda item: item[:2]))


def _compare(land: Land, areas: Areas, side: str, figure: Figure) -> Reported:
    values = [in_base_unit(value, figure.unit) for value in (figure.low, figure.high)]
    whole = areas.km2 / 100 if values[0][1] == "percent" else 1.0
    low, high = (None if value is None else value * whole for value, _ in values)
    names = {country.name for country in countries() if country.code in land.extent.countries}
    scope = set(figure.scope.split(", ")) if figure.scope else set()
    if scope != names or figure.basis.startswith("counting"):
        why = "its extent is not told" if not scope else f"told of {figure.scope}" if scope != names else figure.basis
        return Reported(side, figure, low, high, False, f"not compared: {why}")
    part = next((p for p in areas.parts if p.side == side), None)
    first, last = (part.low, part.high) if part else (0.0, areas.unknown - areas.beyond)
    verdict = "above" if low is not None and low > last else "below" if high is not None and high < first else "within"
    return Reported(side, figure, low, high, True, verdict)


def area_line(answer: AreaAnswer) -> dict[str, Any]:
    """Return an answer ready for JSON: km2 and shares of the extent, each side with the claims behind it."""
    areas = answer.areas
    return {
        "extent": answer.extent,
        "on": areas.on.isoformat(),
        "inferred": True,
        "method": NOTE,
        "km2": round(areas.km2),
        "places_told": areas.told,
        "told_share": _share(areas.told_km2, areas),
        "contested_share": _share(areas.contested, areas),
        "unknown_share": _share(areas.unknown, areas),
        "beyond_reach_share": _share(areas.beyond, areas),
        "sides": [
            {
                "side": p.side,
                "km2": {"low": round(p.low), "likely": round(p.likely), "high": round(p.high)},
                "share": {"low": _share(p.low, areas), "likely": _share(p.likely, areas), "high": _share(p.high, areas)},
                "places": p.places,
                "claims": list(p.claims),
            }
            for p in areas.parts
        ],
        "reported": [_reported_line(row) for row in answer.reported],
    }


def _share(km2: float, areas: Areas) -> float:
    return round(km2 / areas.km2, 4) if areas.km2 else 0.0


def _reported_line(row: Reported) -> dict[str, Any]:
    figure = row.figure
    as_of = (figure.as_of.latest or figure.as_of.earliest) if figure.as_of else None
    return {
        "side": row.side,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "scope": figure.scope,
        "definition": figure.definition,
        "as_of": as_of.isoformat() if as_of else None,
        "km2": {"low": None if row.km2_low is None else round(row.km2_low), "high": None if row.km2_high is None else round(row.km2_high)},
        "verdict": row.verdict,
        "quote": figure.quote,
        "doc": figure.document,
        "claim": figure.claim,
    }
