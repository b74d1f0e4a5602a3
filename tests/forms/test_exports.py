"""Exported files of hand-built records: golden, narrowed, cited."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import pytest

from tests.claims import PLACES
from tests.forms.base import GOLDEN, NAMES, URL, exported, known, material, unversioned
from tests.report.base import C_LOST, C_RAID, C_TAKEN
from whoholds.errors import InputError
from whoholds.forms.acled import COLUMNS as ACLED
from whoholds.forms.control import control_days
from whoholds.forms.ged import COLUMNS as GED
from whoholds.forms.ged import date_prec, priogrid, where_prec
from whoholds.forms.incident import deaths_of
from whoholds.forms.material import Selection
from whoholds.forms.rights import RIGHTS
from whoholds.forms.safe_csv import read_csv
from whoholds.report.exports import EXPORTS


@pytest.mark.parametrize("name", NAMES)
def test_exports_are_as_they_were_read_over(name: str) -> None:
    assert unversioned(exported(name)).decode() == (GOLDEN / name).read_bytes().decode()


def rows(name: str, asked: Selection | None = None) -> list[dict[str, str]]:
    return read_csv(exported(name, asked).decode())


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
def test_every_row_names_its_rights_and_all_but_publishers_their_claims(name: str) -> None:
    for row in rows(name):
        assert row["rights"] == RIGHTS
        assert name == "sources.csv" or row["claims"]


def test_a_feature_of_the_map_has_lists_and_longitude_first() -> None:
    found = json.loads(exported("holdings.geojson"))
    first = found["features"][0]
    assert found["rights"] == RIGHTS and first["geometry"]["coordinates"] == [38.859, 36.385]
    assert first["properties"]["claims"] == [C_TAKEN.id] and first["properties"]["rivals"] == []


def test_a_day_asks_for_what_was_in_force_on_it() -> None:
    held = {row["place"]: row["holder"] for row in rows("holdings.csv", Selection(on=date(2015, 6, 30)))}
    assert held == {"Ain Issa": "YPG"}


@pytest.mark.parametrize(
    ("name", "asked", "count"),
    [
        ("holdings.csv", Selection(place="Ain Issa"), 3), ("holdings.csv", Selection(place="SY"), 4), ("holdings.csv", Selection(side="YPG"), 1),
        ("holdings.csv", Selection(status="contested"), 1), ("events.csv", Selection(type="strike"), 1), ("events.csv", Selection(since=date(2015, 7, 1)), 3),
        ("claims.csv", Selection(publisher="River Post"), 1), ("claims.csv", Selection(ids=frozenset({C_LOST.id})), 1),
        ("figures.csv", Selection(measure="killed"), 1), ("disagreements.csv", Selection(place="gn:1"), 1), ("disagreements.csv", Selection(place="Mosul"), 0),
        ("changes.csv", Selection(side="YPG"), 2), ("events.csv", Selection(place="Atlantis"), 0),
    ],
)  # fmt: skip
def test_a_selection_narrows_an_export(name: str, asked: Selection, count: int) -> None:
    assert len(rows(name, asked)) == count


def test_ged_and_acled_have_the_public_columns_and_two_more() -> None:
    assert len(GED) == 49 + 2 and len(ACLED) == 31 + 2
    assert GED[:3] == ("id", "relid", "year") and GED[-2:] == ACLED[-2:] == ("claims", "rights")


def test_deaths_stand_only_where_claims_give_them() -> None:
    by_place = {row["where_coordinates"]: row for row in rows("events.ged.csv")}
    assert {key: by_place["Raqqa"][key] for key in ("best", "low", "high", "deaths_unknown", "deaths_a")} == {
        "best": "3", "low": "3", "high": "3", "deaths_unknown": "3", "deaths_a": "",
    }  # fmt: skip
    assert by_place["Mosul"]["best"] == by_place["Mosul"]["low"] == ""
    assert by_place["Raqqa"]["source_article"].endswith(URL)


def test_claims_that_differ_give_no_best_number() -> None:
    three = known().figures[-1]
    told = deaths_of([three, replace(three, low=5.0, high=9.0)])
    assert told is not None and (told.low, told.high, told.best) == (3, 9, None)
    at_least = deaths_of([replace(three, high=None)])
    assert at_least is not None and (at_least.low, at_least.high, at_least.best) == (3, None, None)
    assert deaths_of([]) is None


@pytest.mark.parametrize(("span", "code"), [(1, 1), (3, 2), (7, 3), (28, 4), (300, 5), (900, None), (None, None)])
def test_days_have_the_precision_of_the_codebook(span: int | None, code: int | None) -> None:
    assert date_prec(span) == code


def test_places_have_the_precision_of_the_codebook() -> None:
    assert [where_prec(PLACES[name]) for name in ("Raqqa", "Nineveh", "Syria")] == [1, 4, 6]
    assert priogrid(-89.9, -179.9) == 1 and priogrid(0.1, 0.1) == 180 * 720 + 361


def test_plover_lines_name_class_parties_and_quote() -> None:
    told = [json.loads(line) for line in exported("events.plover.jsonl").decode().splitlines()]
    raid = next(one for one in told if one["actor"] == ["Turkey"])
    assert (raid["date"], raid["event"], raid["recipient"]) == ("2015-07-05", ["ASSAULT"], ["Islamic State"])
    assert raid["cite_info"][0]["quote"] == C_RAID.sentence.words and raid["cite_info"][0]["url"] == URL


def test_the_control_table_has_a_column_a_day() -> None:
    found = {row["name"]: row for row in rows("control.csv", Selection(since=date(2015, 7, 5), until=date(2015, 7, 8)))}
    assert [found["Ain Issa"][f"ctr_2015070{n}000000"] for n in (5, 6, 8)] == ["YPG", "Islamic State", "Islamic State"]
    assert [found["Mosul"][f"ctr_2015070{n}000000"] for n in (7, 8)] == ["", "CONTESTED"]


def test_an_endless_control_table_is_refused() -> None:
    with pytest.raises(InputError, match="days; a table has one to"):
        control_days(material(), date(1990, 1, 1), date(2015, 1, 1))
    with pytest.raises(InputError, match="0 days"):
        control_days(material(), date(2015, 1, 2), date(2015, 1, 1))


def test_an_annotation_finds_its_words_again() -> None:
    base = known()
    texts = {document.id: document.text for document in base.documents}
    found = json.loads(exported("claims.jsonld"))
    for one, claim in zip(found["items"], base.claims, strict=True):
        quote, position = one["target"]["selector"]
        text = texts[claim.document]
        assert text[position["start"] : position["end"]] == quote["exact"] == claim.sentence.words
        assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in text
    assert next(one for one in found["items"] if one["target"]["source"]["id"] == URL)


def test_geoparquet_reads_back_with_its_metadata() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed; it is in requirements-dev.lock")
    from shapely import from_wkb

    table = parquet.read_table(io.BytesIO(exported("holdings.parquet")))
    geo = json.loads(table.schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0" and column["encoding"] == "WKB" and column["geometry_types"] == ["Point"]
    points = [from_wkb(wkb) for wkb in table.column("geometry").to_pylist()]
    assert (points[0].x, points[0].y) == (38.859, 36.385)
    assert column["bbox"] == [min(p.x for p in points), min(p.y for p in points), max(p.x for p in points), max(p.y for p in points)]
    assert table.schema.metadata[b"rights"].decode() == RIGHTS
    assert table.column("probability").to_pylist()[1] == 0.9 and table.column("holder").null_count == 2


def test_every_name_ends_as_its_format_says() -> None:
    assert {one.name.partition(".")[2] for one in EXPORTS.values()} == {
        "csv", "geojson", "parquet", "jsonld", "ged.csv", "acled.csv", "plover.jsonl", "atom", "feed.json",
    }  # fmt: skip
