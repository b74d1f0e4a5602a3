"""Areas worked out from points: every stretch of ground goes to its nearest place, within reach, by its chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import window
from whoholds.geo.outlines import Extent, read_extent
from whoholds.infer.area import REACH_KM, Ground, Seed, areas_on, places_told
from whoholds.records import Holding, Link

BOX = read_extent("38,35,39,36")
DAY = date(2015, 7, 1)


def held(name: str, lon: float, lat: float, holder: str | None, chance: float = 1.0, rivals: tuple[str, ...] = ()) -> Holding:
    """Make a holding of a town at a point, since June."""
    place = Link(f"gn:{name}", name, "city", 1.0, "", lat, lon, "SY", "exact")
    status = "held" if holder else "contested" if rivals else "unknown"
    return Holding(name, place, status, holder, window("2015-06-01", "2015-06-01"), None, "reported", chance, DAY, (f"claim-{name}",), (), rivals)


def parts(*holdings: Holding, towns: tuple[Seed, ...] = (), extent: Extent = BOX) -> dict[str, tuple[float, float, float]]:
    """Return low, likely and high of every side as shares of the extent, rounded."""
    found = areas_on(Ground(extent), towns, places_told(holdings), DAY, {})
    return {p.side: (round(p.low / found.km2, 2), round(p.likely / found.km2, 2), round(p.high / found.km2, 2)) for p in found.parts}


def test_two_towns_share_the_ground_between_them() -> None:
    assert parts(held("a", 38.25, 35.5, "YPG"), held("b", 38.75, 35.5, "IS")) == {"YPG": (0.5, 0.5, 0.5), "IS": (0.5, 0.5, 0.5)}


def test_doubt_widens_the_range_of_every_side() -> None:
    found = parts(held("a", 38.25, 35.5, "YPG", 0.8), held("b", 38.75, 35.5, "IS", 0.6))
    assert found == {"YPG": (0.4, 0.4, 0.7), "IS": (0.3, 0.3, 0.6)}


def test_contested_ground_is_nobodys_at_least_and_its_rivals_at_most() -> None:
    found = parts(held("a", 38.25, 35.5, "YPG"), held("b", 38.75, 35.5, None, 1.0, ("IS", "YPG")))
    assert found == {"YPG": (0.5, 0.5, 1.0), "IS": (0.0, 0.0, 0.5)}


def test_ground_nearest_to_a_town_nobody_wrote_of_is_not_in_the_low() -> None:
    found = parts(held("a", 38.25, 35.5, "YPG"), towns=(Seed("gn:b", "b", 35.5, 38.75),))
    assert found["YPG"][0] == 0.5 and found["YPG"][1] > 0.95


def test_ground_beyond_reach_is_nobodys() -> None:
    wide = read_extent("36,33,42,38")
    found = areas_on(Ground(wide), (), places_told([held("a", 39.0, 35.5, "YPG")]), DAY, {})
    assert found.parts[0].likely == pytest.approx(3.1416 * REACH_KM**2, rel=0.01)
    assert found.unknown == found.beyond == pytest.approx(found.km2 - found.parts[0].likely)


def test_places_outside_regions_and_later_holdings_count_nothing() -> None:
    outside = held("a", 40.0, 35.5, "YPG")
    later = replace(held("b", 38.5, 35.5, "IS"), start=window("2015-08-01", "2015-08-01"))
    region = held("c", 38.5, 35.2, "IS")
    region = replace(region, place=replace(region.place, kind="region", precision="region"))
    found = areas_on(Ground(BOX), (), places_told([outside, later, region]), DAY, {})
    assert (found.parts, found.told, found.unknown) == ((), 0, found.km2)


def test_names_of_one_side_are_counted_together_with_their_claims() -> None:
    told = places_told([held("a", 38.25, 35.5, "YPG"), held("b", 38.75, 35.5, "SDF")])
    [part] = areas_on(Ground(BOX), (), told, DAY, {"SDF": "YPG"}).parts
    assert (part.side, part.places, part.claims) == ("YPG", 2, ("claim-a", "claim-b"))


def test_a_country_has_about_the_area_that_it_has() -> None:
    assert Ground(read_extent("Syria")).km2 == pytest.approx(185180, rel=0.01)
    assert Ground(read_extent("Fiji")).km2 == pytest.approx(18274, rel=0.02)


SPOTS = st.lists(st.tuples(st.floats(38.01, 38.99), st.floats(35.01, 35.99)), min_size=1, max_size=12, unique_by=lambda p: (round(p[0], 2), round(p[1], 2)))


@given(SPOTS, st.randoms())
@settings(max_examples=25, deadline=None)
def test_cells_fill_the_extent_and_do_not_depend_on_order(spots: list[tuple[float, float]], dice: st.randoms) -> None:  # type: ignore[valid-type]
    ground = Ground(BOX)
    seeds = [Seed(f"{n:02}", str(n), lat, lon) for n, (lon, lat) in enumerate(spots)]
    shuffled = sorted(seeds, key=lambda _: dice.random())  # type: ignore[attr-defined]
    cells = ground.cells(ground.inside(seeds))
    assert sum(c.km2 for c in cells) == pytest.approx(ground.km2, rel=1e-6)
    assert cells == ground.cells(ground.inside(shuffled))
