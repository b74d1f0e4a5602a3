"""Coordinates in text: what is one, where it points, and what only looks like one."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.geo.coordinates import find_coordinates
from whoholds.geo.grid import from_mgrs, from_utm

WRITTEN = [
    ("36.3412, 43.1289", 36.3412, 43.1289), ("-15.7801, -47.9292", -15.7801, -47.9292), ("35.95N 39.01E", 35.95, 39.01),
    ("35.95 N, 39.01 E", 35.95, 39.01), ("36.34° N, 43.13° E", 36.34, 43.13), ("36.34°N 43.13°E", 36.34, 43.13),
    ("N36.3412 E43.1289", 36.3412, 43.1289), ("N 36.34°, E 43.13°", 36.34, 43.13), ("43.13°E, 36.34°N", 36.34, 43.13),
    ("36°20'24\"N 43°07'48\"E", 36.34, 43.13), ("36°20′24″N 43°07′48″E", 36.34, 43.13), ("36° 20’ 24” N, 43° 07’ 48” E", 36.34, 43.13),
    ("36°20'24''N, 43°07'48''E", 36.34, 43.13), ("36º20'N 43º08'E", 36.3333, 43.1333), ("36 20 24 N, 43 07 48 E", 36.34, 43.13),
    ("36°20.4'N 43°07.8'E", 36.34, 43.13), ("33°55′S 18°25′E", -33.9167, 18.4167), ("4°42′N 74°04′W", 4.7, -74.0667),
    ("36.34 degrees north, 43.13 degrees east", 36.34, 43.13), ("3620N 04308E", 36.3333, 43.1333), ("362024N0430748E", 36.34, 43.13),
    ("15°30'N and 32°34'E", 15.5, 32.5667),
]  # fmt: skip


@pytest.mark.parametrize(("words", "lat", "lon"), WRITTEN)
def test_degrees(words: str, lat: float, lon: float) -> None:
    text = f"The depot ({words}) burned for two days."
    (spot,) = find_coordinates(text)
    assert text[spot.start : spot.end] == words
    assert (spot.lat, spot.lon) == pytest.approx((lat, lon), abs=1e-3)


@pytest.mark.parametrize(
    ("zone", "east", "north", "northern", "lat", "lon"),
    [
        (32, 340000.0, 5710000.0, True, 51.518521, 6.693872), (32, 395201.31, 5673135.24, True, 51.2, 7.5),
        (31, 500000.0, 0.0, True, 0.0, 3.0), (56, 334873.2, 6252266.1, False, -33.857, 151.215),
        (31, 448251.9, 5411932.7, True, 48.8582, 2.2945),
    ],
)  # fmt: skip
def test_known_points_of_the_grid(zone: int, east: float, north: float, northern: bool, lat: float, lon: float) -> None:
    assert from_utm(zone, east, north, northern) == pytest.approx((lat, lon), abs=2e-4)


@pytest.mark.parametrize(
    ("words", "lat", "lon"),
    [
        ("4QFJ12345678", 21.3095, -157.9168), ("15TWG0000049776", 42.0, -93.0), ("31U DQ 48251 11932", 48.8582, 2.2945),
        ("38SLF1234567890", 36.7383, 42.8985), ("38S LF 12345 67890", 36.7383, 42.8985), ("38S LF 123 678", 36.7383, 42.8985),
    ],
)
def test_grid_references(words: str, lat: float, lon: float) -> None:
    (spot,) = find_coordinates(f"The depot, grid {words}, burned.")
    assert (spot.lat, spot.lon) == pytest.approx((lat, lon), abs=2e-3)
    assert spot.form == "mgrs" and spot.exact


def test_utm_needs_its_word() -> None:
    (spot,) = find_coordinates("A crater lies at UTM 38N 312345 4067890.")
    assert (spot.lat, spot.lon) == pytest.approx((36.738, 42.898), abs=2e-3)
    assert find_coordinates("Lots 38N 312345 4067890 were sold.") == ()


def test_a_letter_may_be_a_band_or_a_side() -> None:
    north, south = find_coordinates("UTM zone 38S 312345 4067890 and UTM zone 56S 334873 6252266")
    assert (round(north.lat), round(south.lat)) == (37, -34)


def test_rounded_degrees_name_an_area() -> None:
    assert not find_coordinates("Waters at 15°N 42°E are mined.")[0].exact
    assert find_coordinates("Waters at 15.31°N 42.27°E are mined.")[0].exact


@pytest.mark.parametrize(
    "text",
    [
        "They won 3-2 and 21.14, 19.21 was the rest.", "It cost $36.3412, 43.1289 less than planned.", "Python 3.11.4, 3.12.1 and 3.13.0 ship.",
        "Rates of 2.55, 3.75 and 4.15 were paid.", "Call 0170 1234567 or 55 12345 67890.", "The ratio was 1.25/2.50 for them.",
        "Inflation hit 12.3412, 43.1289 percent.", "Latitude 95.0001, 200.5001 does not exist.", "Route 38S AB 12 34 is closed.",
        "Unit 12H LF had 12 men; F16C AB1234 flew.", "The 7th Brigade lost 12 N 4 E of it.", "At 36 N 43 E they stood.",
        "Serial 38SZZ1234567890 was stamped.", "On 28.05.2015, 29.05.2015 and 12.10 they met.", "He ran 42.195, 21.0975 km.",
    ],
)  # fmt: skip
def test_look_alikes(text: str) -> None:
    assert find_coordinates(text) == ()


@given(st.floats(-80, 84), st.floats(-180, 179.99))
def test_decimal_degrees_come_back(lat: float, lon: float) -> None:
    (spot,) = find_coordinates(f"It fell at {lat:.5f}, {lon:.5f} on Friday.")
    assert (spot.lat, spot.lon) == (pytest.approx(lat, abs=1e-5), pytest.approx(lon, abs=1e-5))


@given(st.integers(1, 60), st.floats(200_000, 800_000), st.floats(100_000, 9_000_000))
def test_points_of_a_zone_lie_in_it(zone: int, east: float, north: float) -> None:
    lat, lon = from_utm(zone, east, north)
    assert 0 < lat < 84
    assert abs(lon - (zone * 6 - 183)) < 3.2 / max(0.08, math.cos(math.radians(lat)))


@given(st.text(max_size=60))
def test_any_text_is_read_without_fault(text: str) -> None:
    for spot in find_coordinates(text):
        assert abs(spot.lat) <= 90 and abs(spot.lon) <= 180


def test_no_cell_is_made_up() -> None:
    assert from_mgrs(38, "S", "AB", "1234") is None and from_mgrs(61, "S", "LF", "1234") is None
