"""Areas worked out from points: every stretch of ground goes to the nearest place, and is held as that place is.

Nobody reported these areas. They are what the points imply if ground goes with its nearest place (Thiessen polygons), and are
shown as inferred wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import shapely
from shapely import MultiPoint
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from whoholds.geo.flat import Flat, flat_about
from whoholds.geo.outlines import Extent, Polygon
from whoholds.infer.holdings import holding_on
from whoholds.records import Holding

REACH_KM = 75.0
"""How far a place speaks for the ground around it. Set by reasoning: three times the usual spacing of district towns; beyond it a map
of points would claim deserts and whole provinces of which nobody wrote."""
STEP_DEGREES = 0.25
"""Longest straight line of a drawn outline before it is bent onto the plane."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A place as a point."""

    id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Cell:
    """The ground nearest to a place, inside the extent."""

    place: str
    km2: float


@dataclass(frozen=True, slots=True)
class Chances:
    """Who may have a place on a day: the chance of each side, of a contest (with its sides), and of nobody knowing."""

    sides: Mapping[str, float]
    contested: float
    rivals: tuple[str, ...]
    unknown: float
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The land of one side on one day, in km2.

    `low` counts only ground whose nearest place in the gazetteer is one that reports speak of; `likely` gives all ground within reach
    to the nearest place that reports speak of; both by its chance. `high` is `likely` with every doubt of these places in its favour.
    """

    side: str
    low: float
    likely: float
    high: float
    places: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """What each side has of an extent on a day, and how much rests on nothing."""

    on: date
    km2: float
    parts: tuple[Part, ...]
    contested: float
    unknown: float
    """The doubts about the places told of, and all ground beyond reach of them."""
    beyond: float
    """Ground farther than `REACH_KM` from every place told of: it is nobody's, and in nobody's range."""
    told: int
    """Places in the extent that reports speak of on this day."""
    told_km2: float
    """Ground whose nearest place in the gazetteer is one of them."""


class Ground:
    """An extent laid flat, ready to be cut into cells."""

    def __init__(self, extent: Extent) -> None:
        """Lay the extent flat about its middle."""
        points = [point for polygon in extent.polygons for point in polygon[0]]
        self.flat: Flat = flat_about(points)
        shapes = [shapely.segmentize(shapely.Polygon(*_unwound(p)), STEP_DEGREES) for p in extent.polygons]
        laid = [shapely.transform(shape, self._put) for shape in shapes]
        self.shape: BaseGeometry = shapely.union_all([shapely.make_valid(shape) for shape in laid])
        shapely.prepare(self.shape)

    @property
    def km2(self) -> float:
        """Return the area of the extent."""
        return float(self.shape.area)

    def _put(self, points: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
        return [self.flat.put(float(x), float(y)) for x, y in points]

    def inside(self, seeds: Iterable[Seed]) -> list[Seed]:
        """Return the places inside the extent, one for each point, in the order of their ids."""
        found: dict[tuple[float, float], Seed] = {}
        for seed in sorted(seeds, key=lambda s: s.id):
            x, y = self.flat.put(seed.lon, seed.lat)
            if self.shape.contains(shapely.Point(x, y)):
                found.setdefault((round(x, 2), round(y, 2)), seed)
        return list(found.values())

    def cells(self, seeds: Sequence[Seed], reach: float | None = None) -> list[Cell]:
        """Cut the extent into one cell for each place (all inside it); without a reach, areas in km2 add up to the extent's."""
        return [Cell(seed.id, float(shape.area)) for seed, shape in self.shapes(seeds, reach)]

    def shapes(self, seeds: Sequence[Seed], reach: float | None = None) -> list[tuple[Seed, BaseGeometry]]:
        """Return the cells as shapes on the plane, in the order of the places; with a reach in km, no farther than that."""
        if not seeds:
            return []
        points = [self.flat.put(s.lon, s.lat) for s in seeds]
        cut = shapely.voronoi_polygons(MultiPoint(points), extend_to=self.shape, ordered=True).geoms if len(seeds) > 1 else [self.shape]
        cells = [shapely.intersection(cell, self.shape) for cell in cut]
        if reach is not None:
            cells = [shapely.intersection(c, shapely.Point(p).buffer(reach, 64)) for c, p in zip(cells, points, strict=True)]
        return list(zip(seeds, cells, strict=True))


def _unwound(polygon: Polygon) -> tuple[list[tuple[float, float]], list[list[tuple[float, float]]]]:
    """Let longitudes run on over 180 degrees, so that no line of a ring jumps around the globe at the date line."""
    rings = []
    for ring in polygon:
        turned, points = 0.0, [ring[0]]
        for (before, _), (lon, lat) in pairwise(ring):
            turned += -360.0 if lon - before > 180 else 360.0 if lon - before < -180 else 0.0
            points.append((lon + turned, lat))
        rings.append(points)
    return rings[0], rings[1:]


def outer_rings(shape: BaseGeometry) -> list[list[tuple[float, float]]]:
    """Return the outer rings of a shape on the plane, for drawing; lines and points are left out."""
    parts = shape.geoms if hasattr(shape, "geoms") else [shape]
    out: list[list[tuple[float, float]]] = []
    for part in parts:
        if isinstance(part, MultiPolygon) or part.geom_type == "GeometryCollection":
            out += outer_rings(part)
        elif part.geom_type == "Polygon" and not part.is_empty:
            out.append([(float(x), float(y)) for x, y in part.exterior.coords])
    return out


def chances_of(holding: Holding | None, names: Mapping[str, str]) -> Chances:
    """Return what a holding says of a place, its sides by the names under which they are counted together."""
    if holding is None or holding.status == "unknown":
        return Chances({}, 0.0, (), 1.0)
    doubt = round(1 - holding.probability, 6)
    if holding.status == "contested":
        rivals = tuple(dict.fromkeys(names.get(name, name) for name in holding.rivals))
        return Chances({}, holding.probability, rivals, doubt, holding.claims_for)
    holder = holding.holder or ""
    return Chances({names.get(holder, holder): holding.probability}, 0.0, (), doubt, holding.claims_for)


def places_told(holdings: Iterable[Holding]) -> dict[str, list[Holding]]:
    """Return the holdings of each place that is a point: a town or a site, not a region."""
    out: dict[str, list[Holding]] = {}
    for holding in holdings:
        place = holding.place
        if place.lat is not None and place.lon is not None and place.precision == "exact" and place.kind in ("city", "site"):
            out.setdefault(place.id, []).append(holding)
    return out


def areas_on(ground: Ground, towns: Sequence[Seed], told: Mapping[str, Sequence[Holding]], day: date, names: Mapping[str, str]) -> Areas:
    """Work out who has how much of an extent at the end of a day.

    `towns` are the gazetteer's places; `told` the holdings of each place that reports speak of; `names` the name under which a
    holder is counted. Pure: the same in any order of input.
    """
    on = {key: held for key, rows in told.items() if (held := holding_on(rows, day)) is not None and held.status != "unknown"}
    seeds = ground.inside(Seed(key, on[key].place.name, on[key].place.lat or 0.0, on[key].place.lon or 0.0) for key in sorted(on))
    spoken = {seed.id for seed in seeds}
    chances = {seed.id: chances_of(on[seed.id], names) for seed in seeds}
    near = {cell.place: cell.km2 for cell in ground.cells(seeds, REACH_KM)}
    beyond = max(0.0, ground.km2 - sum(near.values()))
    others = [t for t in ground.inside(towns) if t.id not in spoken and not _too_near(t, seeds)]
    fine = {cell.place: cell.km2 for cell in ground.cells([*seeds, *others], REACH_KM) if cell.place in spoken}
    contested = sum(near[key] * chances[key].contested for key in sorted(near))
    unknown = beyond + sum(near[key] * chances[key].unknown for key in sorted(near))
    sides = sorted({name for c in chances.values() for name in (*c.sides, *c.rivals)})
    parts = tuple(_part(side, chances, near, fine) for side in sides)
    ranked = tuple(sorted(parts, key=lambda p: (-p.likely, -p.high, p.side)))
    return Areas(day, ground.km2, ranked, contested, unknown, beyond, len(seeds), sum(fine.values()))


def _too_near(town: Seed, seeds: Sequence[Seed]) -> bool:
    """Tell whether a town of the gazetteer is a place told of under another id: less than about 200 m away."""
    return any(abs(town.lat - s.lat) < 0.002 and abs(town.lon - s.lon) < 0.002 for s in seeds)


def _part(side: str, chances: Mapping[str, Chances], near: Mapping[str, float], fine: Mapping[str, float]) -> Part:
    low = likely = high = 0.0
    places, claims = 0, set[str]()
    for key in sorted(near):
        chance = chances[key]
        own = chance.sides.get(side, 0.0)
        low += fine.get(key, 0.0) * own
        likely += near[key] * own
        maybe = chance.contested if side in chance.rivals else 0.0
        high += near[key] * (own + chance.unknown + maybe) if own or maybe else near[key] * chance.unknown
        if own or maybe:
            places += 1
            claims |= set(chance.claims)
    return Part(side, low, likely, high, places, tuple(sorted(claims)))
