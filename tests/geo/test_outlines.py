"""Outlines of countries and drawn extents, and the plane on which areas stay true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whoholds.errors import InputError
from whoholds.geo.flat import RADIUS_KM, flat_about
from whoholds.geo.outlines import outline_of, read_extent, source_of_outlines

SQUARE = [[38.0, 35.0], [39.0, 35.0], [39.0, 36.0], [38.0, 36.0], [38.0, 35.0]]


def covers(code: str, lon: float, lat: float) -> bool:
    """Tell whether a point lies in a country's outer rings."""
    inside = False
    for polygon in outline_of(code):
        ring = polygon[0]
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("SY", 38.28, 34.56), ("IQ", 43.12, 36.34), ("UA", 34.2, 45.2), ("SO", 44.06, 9.56), ("CY", 33.4, 35.27), ("SD", 32.53, 15.6)],
)
def test_towns_lie_in_the_outline_of_their_country(code: str, lon: float, lat: float) -> None:
    assert covers(code, lon, lat)


def test_crimea_is_drawn_once_and_the_licence_is_told() -> None:
    assert not covers("RU", 34.2, 45.2) and "public domain" in source_of_outlines()


@pytest.mark.parametrize(("words", "countries"), [("Syria", ("SY",)), ("sy,IQ", ("IQ", "SY")), ("Syria+Iraq", ("IQ", "SY"))])
def test_countries_are_named_by_name_or_code(words: str, countries: tuple[str, ...]) -> None:
    assert read_extent(words).countries == countries


def test_a_box_and_a_drawn_polygon_are_extents(tmp_path: Path) -> None:
    drawn = tmp_path / "valley.geojson"
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}, "properties": {}}
    drawn.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert read_extent(str(drawn)).box == read_extent("38,35,39,36").box == (38.0, 35.0, 39.0, 36.0)
    assert read_extent(str(drawn)).name == "valley" and read_extent(str(drawn)).countries == ()


@pytest.mark.parametrize("words", ["Ruritania", "39,35,38,36", "", "SY,Ruritania"])
def test_what_is_no_extent_is_told_with_what_can_be_written(words: str) -> None:
    with pytest.raises(InputError):
        read_extent(words)


@pytest.mark.parametrize("text", ["{", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon", "coordinates": [[[1, 2], [3]]]}'])
def test_a_bad_drawing_is_refused(text: str, tmp_path: Path) -> None:
    drawn = tmp_path / "bad.geojson"
    drawn.write_text(text)
    with pytest.raises(InputError):
        read_extent(str(drawn))


def test_the_plane_keeps_the_area_of_a_degree_square() -> None:
    flat = flat_about([(x, y) for x, y in SQUARE[:4]])
    points = [flat.put(38 + i / 50, 35.0) for i in range(51)] + [flat.put(39 - i / 50, 36.0) for i in range(51)]
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True))
    assert abs(twice / 2) == pytest.approx(10067.0, rel=0.002) and pytest.approx(6371.007, abs=0.01) == RADIUS_KM


def test_the_middle_of_points_at_the_date_line_lies_there() -> None:
    assert abs(flat_about([(179.0, 0.0), (-179.0, 0.0)]).lon) == pytest.approx(180.0)
