"""Areas: what is nearer to a place than to any other, no farther than the reach, in any order."""

from __future__ import annotations

import math
import random

import pytest

from whoholds.report.cells import CORNERS, METHOD, REACH_KM, areas_line, areas_of

TOWNS = [("gn:1", 36.0, 39.0), ("gn:2", 36.1, 39.1), ("gn:3", 36.0, 39.3), ("gn:4", 33.0, 44.0)]


def km(lat: float, lon: float, town: tuple[str, float, float]) -> float:
    """Return how far a point is from a town, near enough."""
    return math.hypot((lat - town[1]) * 111.32, (lon - town[2]) * 111.32 * math.cos(math.radians(town[1])))


def inside(ring: tuple[tuple[float, float], ...], lat: float, lon: float) -> bool:
    """Tell whether a point is inside an area with corners turning left."""
    return all(
        (bx - ax) * (lat - ay) - (by - ay) * (lon - ax) >= 0 for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False)
    )


def test_every_point_of_an_area_is_nearest_to_its_place() -> None:
    chance = random.Random(7)
    for area, town in zip(areas_of(TOWNS), TOWNS, strict=True):
        points = [(town[1] + chance.uniform(-0.4, 0.4), town[2] + chance.uniform(-0.4, 0.4)) for _ in range(300)]
        own = [point for point in points if inside(area.ring, *point)]
        assert own
        assert all(km(*point, town) <= min(km(*point, other) for other in TOWNS) + 0.2 for point in own)


def test_no_area_reaches_farther_than_it_may() -> None:
    far = [km(lat, lon, town) for area, town in zip(areas_of(TOWNS), TOWNS, strict=True) for lon, lat in area.ring]
    assert max(far) <= REACH_KM + 0.1


def test_a_lonely_place_has_a_whole_circle() -> None:
    assert len(areas_of(TOWNS)[3].ring) == CORNERS + 1


def test_places_on_one_spot_do_not_cut_each_other_away() -> None:
    one, other = areas_of([("a", 36.0, 39.0), ("b", 36.0, 39.0)])
    assert one.ring == other.ring and len(one.ring) == CORNERS + 1


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_places_changes_nothing(seed: int) -> None:
    assert areas_of(random.Random(seed).sample(TOWNS, len(TOWNS))) == areas_of(TOWNS)


def test_the_file_says_that_areas_are_inferred() -> None:
    line = areas_line(areas_of(TOWNS))
    assert line["method"] == METHOD and METHOD.startswith("Inferred")
    assert [feature["properties"]["id"] for feature in line["features"]] == ["gn:1", "gn:2", "gn:3", "gn:4"]
