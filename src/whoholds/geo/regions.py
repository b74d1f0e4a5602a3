"""First-level regions of all countries: our own rows where we have one, else the table's, each with its towns inside."""

from __future__ import annotations

from collections import defaultdict

from whoholds.geo.nearness import haversine_km
from whoholds.geo.spelling import ARTICLES, fold, loose
from whoholds.geo.tables import OwnPlace, Region, own_places, regions
from whoholds.records import Place

GEONAMES = "GeoNames CC BY 4.0"
SHORTEST = 4
"""Letters of the shortest name by which a region is known without a word such as "province": "Bar" is no region."""
LEAST_PEOPLE = 10_000
"""People of the smallest town that takes its bare name from a region."""
LEAST_CITY = 1_000_000
"""People of the smallest town called "X City" that takes the name X from a region: New York is the city, Texas is not Texas City."""
LEAST_RADIUS, MOST_RADIUS = 15.0, 600.0
COMMON = frozenset(
    "central centre center north south east west northern southern eastern western capital sud nord".split()
)

Cities = dict[str, dict[str, object]]
Inside = dict[tuple[str, str], tuple[str, ...]]
"""Country and first-level code to the ids of the region."""


def first_level(cities: Cities) -> tuple[Inside, list[tuple[Place, float]]]:
    """Return which region each code means, and the regions that our own table lacks with their radius in km."""
    towns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    named: set[tuple[str, str, str]] = set()
    for row in cities.values():
        country = str(row["countrycode"])
        towns[country, str(row["admin1code"])].append((float(str(row["latitude"])), float(str(row["longitude"]))))
        named |= {(country, str(row["admin1code"]), bare) for bare in _bare_names(row)}
    own = _own_by_name()
    found: list[tuple[Place, float]] = []
    for region in regions():
        spots = [spot for code in region.codes for spot in towns.get((region.country, code), ())]
        if _ours(region, own) is None and (spots or region.spot):
            found.append(_place(region, spots, named))
    return regions_by_code(), found


def _bare_names(row: dict[str, object]) -> set[str]:
    """Return the names that a town keeps for itself: its own, and of a great one what is left without its generic word."""
    people, name = int(str(row["population"] or 0)), str(row["name"])
    bare = " ".join(word for word in fold(name).split() if word not in ARTICLES)
    return {bare} | ({loose(name)} if people >= LEAST_CITY else set()) if people >= LEAST_PEOPLE else set()


def regions_by_code() -> Inside:
    """Return which region each country and first-level code means."""
    own = _own_by_name()
    return {(one.country, code): (_ours(one, own) or one.id,) for one in regions() for code in one.codes}


def _ours(region: Region, own: dict[tuple[str, str], str]) -> str | None:
    """Return the id of the row of our own table that is this region."""
    return next((own[key] for key in _keys(region) if key in own), None)


def _own_by_name() -> dict[tuple[str, str], str]:
    rows: list[OwnPlace] = [own for own in own_places() if own.kind == "region"]
    return {(own.country or "", loose(name)): own.id for own in rows for name in (own.name, *own.names)}


def _keys(region: Region) -> list[tuple[str, str]]:
    return [(region.country, loose(name)) for name in (region.name, *region.names)]


def _place(region: Region, spots: list[tuple[float, float]], named: set[tuple[str, str, str]]) -> tuple[Place, float]:
    """Make the place. A bare name that a town inside bears too is left to the town, and known to mean the region only loosely."""
    middle = region.spot or (sum(s[0] for s in spots) / len(spots), sum(s[1] for s in spots) / len(spots))
    far = sorted(haversine_km(middle, spot) for spot in spots)
    radius = region.radius_km or min(MOST_RADIUS, max(LEAST_RADIUS, far[int(0.9 * (len(far) - 1))] if far else 0.0))
    names = tuple(
        f"{name} province" if _is_taken(name, region, named) else name for name in (region.name, *region.names)
    )
    return (
        Place(
            region.id, region.name, "region", *middle, region.country, names, (f"country:{region.country}",), 0, None, GEONAMES
        ),
        radius,
    )  # fmt: skip


def _is_taken(name: str, region: Region, named: set[tuple[str, str, str]]) -> bool:
    bare = loose(name)
    if fold(name) != bare:
        return False
    return any((region.country, code, bare) in named for code in region.codes) or len(bare) < SHORTEST or bare in COMMON
