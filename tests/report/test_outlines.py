"""The base map: it unpacks to the world that was packed, and only what the frame shows is drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from whoholds.report.frame import Frame, frame_of, stretched, unstretched
from whoholds.report.outlines import MARGIN, countries_in, draw_base, unpack, world

LEVANT = frame_of([(32.0, 36.0), (37.5, 45.0)], 960, 620, 50)
OCEAN = frame_of([(-30.0, -120.0)], 960, 620, 50)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", []),
        ("@@", [(-0.0025, -0.0025)]),
        ("AA@@", [(0.0025, 0.0025), (0.0, 0.0)]),
        ("o}@?", [(2.5, 0.0)]),
        ("!A", [(-0.0375, 0.0025)]),
    ],
)
def test_packed_numbers_are_differences_of_five_bits_a_letter(text: str, line: list[tuple[float, float]]) -> None:
    assert unpack(text, 400) == line


def test_the_world_has_countries_where_they_are() -> None:
    scale = world()["scale"]
    iraq = next(row for row in world()["countries"] if row["name"] == "Iraq")
    west, south, east, north = (side / scale for side in iraq["box"])
    assert (38, 28.5) < (west, south) < (40, 30) and (48, 37) < (east, north) < (49.5, 38)


def test_names_of_countries_stand_inside_the_frame() -> None:
    names = {country.name for country in countries_in(LEVANT)}
    assert {"Syria", "Iraq"} <= names and "France" not in names


def test_land_rivers_and_borders_are_drawn_and_stay_near_the_page() -> None:
    base = ElementTree.fromstring(draw_base(LEVANT))
    kinds = [part.get("class") for part in base]
    assert kinds == ["sea", "land", "lake", "river", "coast", "border"]
    land = next(part for part in base if part.get("class") == "land").get("d") or ""
    starts = [(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", land)]
    assert all(-MARGIN - 1 <= x <= 970 + 1 and -MARGIN - 1 <= y <= 630 + 1 for x, y in starts)


def test_the_open_sea_is_only_sea() -> None:
    assert [part.get("class") for part in ElementTree.fromstring(draw_base(OCEAN))] == ["sea"]


def test_a_frame_without_points_is_the_world() -> None:
    west, south, east, north = frame_of([], 960, 620, 50).bounds()
    assert (round(west), round(east)) == (-180, 180) and south < -55 and north > 70


@pytest.mark.parametrize("lat", [-60.0, 0.0, 36.4, 80.0])
def test_stretching_a_latitude_can_be_undone(lat: float) -> None:
    assert unstretched(stretched(lat)) == pytest.approx(lat)


def test_a_kilometre_is_as_long_as_it_should_be() -> None:
    frame = Frame(960, 620, 40.0, stretched(35.0), 100.0)
    one, other = frame.spot(35.0, 40.0), frame.spot(35.0, 41.0)
    assert frame.km(other[0] - one[0]) == pytest.approx(91.2, abs=0.3)
