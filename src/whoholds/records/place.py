"""A place of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place, region, country, water, site or area, with its names and what it lies in."""

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    """ISO 3166-1 alpha-2 code."""
    names: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    population: int = 0
    geonameid: int | None = None
    origin: str = ""
    """Where the row comes from and its licence: `GeoNames CC BY 4.0`, `own`, `user`."""
    capital: bool = False
    """Whether a country is governed from it."""
