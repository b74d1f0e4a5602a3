"""Files of places: what is read out of each kind, what is left out, and how faults are told."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.errors import InputError
from whoholds.geo.added.files import Found, read_file
from whoholds.geo.added.shapes import ShapeError, spot_of

DUMP = "163808\tTadmur\tTadmur\tPalmyra,تدمر,TUD\t34.56\t38.28\tP\tPPL\tSY\t\t11\t\t\t\t51015\t\t400\tAsia/Damascus\t2016-01-01\n"
WELL = "9\tBir\tBir\t\t34.5\t38.2\tH\tWLL\tSY\t\t11\t\t\t\t0\t\t1\tAsia/Damascus\t2016-01-01\n"


def read(folder: Path, text: str, name: str = "places.csv", country: str | None = None) -> Found:
    (folder / name).write_text(text, encoding="utf-8")
    return read_file(folder / name, country)


@pytest.mark.parametrize(
    "text",
    [
        "name,lat,lon,country\nTell Foo,36.12,38.5,SY\n",
        "\ufeffNAME\tLatitude\tLongitude\tCountry\nTell Foo\t36.12\t38.5\tSyria\n",
        "Village;Y;X;ISO3\nTell Foo;36,12;38,5;SYR\n",
        '"place_name"|"LAT"|"LNG"|"country code"\n"Tell Foo"|36.12° N|38.5E|sy\n',
        "ADM0_EN,ADM3_EN,ADM4_EN,POINT_Y,POINT_X\nSyria,District,Tell Foo,36.12,38.5\n",
        "\nlatitude,longitude,name_en,cc\n\n36.12,38.5,  Tell   Foo ,SY\n",
    ],
)
def test_tables_are_read_whatever_their_columns_are_called(tmp_path: Path, text: str) -> None:
    (row,) = read(tmp_path, text).rows
    assert (row.name, row.lat, row.lon, row.country) == ("Tell Foo", 36.12, 38.5, "SY")


def test_a_table_tells_kind_other_names_people_and_id(tmp_path: Path) -> None:
    head = "id,name,lat,lon,kind,alternate names,population,geonameid,province\n"
    (row,) = read(tmp_path, head + 'p7,Tishrin,36.4,38.2,Dam,"Tishreen|October; تشرين","1,200",77,Aleppo\n', country="SY").rows
    assert (row.id, row.kind, row.names, row.population) == ("p7", "site", ("Tishreen", "October"), 1200)
    assert (row.geonameid, row.region, row.country) == (77, "Aleppo", "SY")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",36,38", "no name"),
        ("تل,36,38", "no name in Latin letters"),
        ("A town,,38", "no latitude"),
        ("A town,36", "no longitude"),
        ("A town,north,38", "latitude is no number of degrees: 'north'"),
        ("A town,36,381", "longitude is out of range"),
        ("A town,nan,38", "latitude is no number"),
        ("A town,0,0", "no coordinates"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_line_and_the_rest_goes_on(tmp_path: Path, line: str, told: str) -> None:
    found = read(tmp_path, f"name,lat,lon\nOne,1,1\n{line}\nTwo,2,2\n")
    assert [row.name for row in found.rows] == ["One", "Two"]
    assert [(one.where, one.bad) for one in found.left] == [("line 3", True)]
    assert found.left[0].reason.startswith(told)


def test_a_quotation_mark_that_swallows_lines_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, 'name,lat,lon\n"One,1,1\nTwo,2,2\n')
    assert found.rows == () and "quotation mark" in found.left[0].reason


def test_a_country_that_is_none_leaves_the_row_without(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "name,lat,lon,country\nOne,1,1,Atlantis\n", country="SY").rows
    assert row.country is None


def test_signs_that_nobody_sees_are_taken_out_of_names(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "name,lat,lon\nTell\x1b[31m \u202eFoo,1,1\n").rows
    assert row.name == "Tell[31m Foo"


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "name,lat,lon\n", DUMP, '{"type": "FeatureCollection", "features": [']))
def test_no_file_brings_the_reader_down(tmp_path_factory: pytest.TempPathFactory, text: str, start: str) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.csv"
    path.write_bytes((start + text).encode("utf-8", "surrogatepass"))
    with suppress(InputError):
        assert all(-90 <= row.lat <= 90 and -180 <= row.lon <= 180 and row.name for row in read_file(path).rows)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "an empty file"),
        ("a,b\n1,2\n", "line 1 names no column for name and lat and lon; found: a, b; known name: name"),
        ("name,lat\nOne,1\n", "no column for lon"),
        ('{"type": "Topology"}', "no GeoJSON of features"),
        ('{"type": ', "not valid JSON"),
    ],
)
def test_a_file_that_is_no_table_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert str(tmp_path / "places.csv") in str(caught.value) and told in str(caught.value)


def test_a_file_of_other_letters_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("name,lat,lon\nKob\xe2ni,1,1\n".encode("latin-1"))
    with pytest.raises(InputError, match="line 2: not UTF-8"):
        read_file(tmp_path / "latin.csv")
    (tmp_path / "wide.csv").write_text("name\tlat\tlon\nKobânî\t36.9\t38.35\n", encoding="utf-16")
    assert read_file(tmp_path / "wide.csv").rows[0].name == "Kobânî"


def test_a_dump_of_geonames_is_read_plain_and_packed(tmp_path: Path) -> None:
    plain = read(tmp_path, DUMP + WELL, "SY.txt")
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as packed:
        packed.writestr("readme.txt", "name lat lon " * 999)
        packed.writestr("SY.txt", DUMP + WELL)
    (tmp_path / "SY.gz").write_bytes(gzip.compress((DUMP + WELL).encode()))
    assert plain == read_file(tmp_path / "SY.zip") == read_file(tmp_path / "SY.gz")
    (row,) = plain.rows
    assert (row.geonameid, row.name, row.names, row.population, row.region) == (163808, "Tadmur", ("Palmyra",), 51015, "11")
    assert [(one.where, one.bad) for one in plain.left] == [("line 2", False)]


def test_a_line_of_a_dump_that_is_cut_off_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, DUMP + DUMP[:40] + "\n", "SY.txt")
    assert len(found.rows) == 1 and "5 cells" in found.left[0].reason and found.left[0].where == "line 2"


def feature(geometry: object, **said: object) -> dict[str, object]:
    return {"type": "Feature", "properties": said, "geometry": geometry}


POINT = {"type": "Point", "coordinates": [38.5, 36.12]}
SQUARE = {"type": "Polygon", "coordinates": [[[38, 36], [39, 36], [39, 37], [38, 37], [38, 36]]]}


def test_points_and_areas_of_geojson_are_read(tmp_path: Path) -> None:
    features = [
        feature(POINT, **{"name": "تل", "name:en": "Tell Foo", "place": "village", "alt_name": "Tall Fu;Tel Foo"}),
        feature(SQUARE, Name="Upper Plain", type="area"),
        feature({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, name="A road"),
        feature(None, name="Nowhere"),
        "nothing",
    ]
    found = read(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "places.geojson", "SY")
    town, plain = found.rows
    assert (town.name, town.names, town.kind, town.lat, town.country) == ("Tell Foo", ("Tall Fu", "Tel Foo"), "city", 36.12, "SY")
    assert (plain.kind, round(plain.lat, 3), round(plain.lon, 3)) == ("area", 36.5, 38.5)
    assert [one.where for one in found.left] == ["feature 3", "feature 4", "feature 5"]


def test_features_a_line_are_read_and_a_torn_one_is_told(tmp_path: Path) -> None:
    lines = [json.dumps(feature(POINT, name="One")), '{"type": "Feat', json.dumps(feature(POINT, name="Two"))]
    found = read(tmp_path, "\n".join(lines), "places.geojsonl")
    assert [row.name for row in found.rows] == ["One", "Two"] and found.left[0].where == "line 2"


WOF = {
    "wof:id": 421, "wof:name": "Tel Foo", "wof:placetype": "locality", "wof:country": "SY", "wof:concordances": {"gn:id": 55},
    "name:eng_x_preferred": ["Tell Foo"], "name:ara_x_preferred": ["تل"], "name:deu_x_preferred": ["Tall Fuh"], "wof:population": 300,
    "wof:superseded_by": [], "edtf:deprecated": "uuuu", "mz:is_current": -1,
}  # fmt: skip


def test_features_of_whos_on_first_are_read_from_a_folder(tmp_path: Path) -> None:
    others = {"b": {**WOF, "wof:id": 1, "mz:is_current": 0}, "c": {**WOF, "wof:placetype": "venue"}, "d-alt-x": WOF}
    (tmp_path / "e.geojson").write_text("torn", encoding="utf-8")
    for name, said in {"a": WOF, **others}.items():
        (tmp_path / f"{name}.geojson").write_text(json.dumps(feature(POINT, **said)), encoding="utf-8")
    found = read_file(tmp_path)
    (row,) = found.rows
    assert (found.form, row.id, row.geonameid, row.name, row.country) == ("Who's On First", "wof:421", 55, "Tell Foo", "SY")
    assert row.names == ("Tel Foo", "Tall Fuh") and row.population == 300
    assert [one.where for one in found.left] == ["b.geojson, feature 1", "c.geojson, feature 1", "e.geojson"]


def test_a_table_of_whos_on_first_keeps_its_ids_and_leaves_the_withdrawn(tmp_path: Path) -> None:
    head = "id,name,placetype,geom_latitude,geom_longitude,wof_country,deprecated,superseded_by\n"
    found = read(tmp_path, head + "7,Tell Foo,locality,36.1,38.5,SY,,\n8,Old,locality,36,38,SY,2019-01-01,\n9,Syria,country,35,38,SY,,\n")
    assert [(row.id, row.kind) for row in found.rows] == [("wof:7", "city")] and found.form == "Who's On First"
    assert [one.bad for one in found.left] == [False, False]


def test_the_database_of_whos_on_first_is_read(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "sy.db") as db:
        db.execute("CREATE TABLE spr (id, name, placetype, country, latitude, longitude, is_current, is_deprecated, is_superseded)")
        db.execute("CREATE TABLE names (id, language, name)")
        db.execute("CREATE TABLE concordances (id, other_id, other_source)")
        db.executemany("INSERT INTO spr VALUES (?,?,?,?,?,?,?,?,?)", [
            (7, "Tell Foo", "locality", "SY", 36.1, 38.5, -1, 0, 0), (8, "Old", "locality", "SY", 36.0, 38.0, -1, 1, 0),
        ])  # fmt: skip
        db.execute("INSERT INTO names VALUES (7, 'eng', 'Tall Fu')")
        db.execute("INSERT INTO concordances VALUES (7, 55, 'gn:id')")
    found = read_file(tmp_path / "sy.db")
    assert [(row.id, row.names, row.geonameid) for row in found.rows] == [("wof:7", ("Tall Fu",), 55)]
    assert [one.words for one in found.left] == ["Old"]


def test_another_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE photographs (id)")
    with pytest.raises(InputError, match="without the table `spr`"):
        read_file(tmp_path / "other.db")


def test_an_area_is_its_centre_and_the_circle_as_large() -> None:
    lat, lon, reach = spot_of(SQUARE)
    assert (round(lat, 6), round(lon, 6)) == (36.5, 38.5)
    assert reach == pytest.approx((111.195**2 * 0.8039 / 3.14159) ** 0.5, rel=0.001)


def test_holes_are_taken_out_and_the_180th_meridian_is_crossed() -> None:
    hole = [[38, 36], [38.5, 36], [38.5, 37], [38, 37], [38, 36]]
    assert spot_of({**SQUARE, "coordinates": [SQUARE["coordinates"][0], hole]})[1] == pytest.approx(38.75)
    fiji = {"type": "Polygon", "coordinates": [[[179, -18], [-179, -18], [-179, -16], [179, -16], [179, -18]]]}
    assert abs(spot_of(fiji)[1]) == pytest.approx(180.0)


@pytest.mark.parametrize("geometry", [None, {}, {"type": "Point"}, {"type": "Polygon", "coordinates": []}, {"type": "Polygon", "coordinates": [[["a", 1]]]}])
def test_a_shape_without_coordinates_is_told(geometry: object) -> None:
    with pytest.raises(ShapeError):
        spot_of(geometry)
