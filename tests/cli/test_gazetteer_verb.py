"""`whoholds gazetteer`: adding, listing, removing, checking, and what articles and answers have of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.geo.worlds import world
from whoholds.cli.main import whoholds
from whoholds.errors import WhoholdsError
from whoholds.intake.maker import maker_name

TABLE = "name,lat,lon,country\nTell Foo,35.8,39.25,SY\nSalhiyah,35.9,39.1,SY\n"
BAD = "name,lat,lon,country\nTell Foo,35.8,39.25,SY\nNowhere,,,SY\nTell Bar,95,39.25,SY\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an index of its own and a table to add."""
    monkeypatch.chdir(tmp_path)
    world(tmp_path)
    (tmp_path / "whoholds.toml").write_text('gazetteer = "own.sqlite"\n', encoding="utf-8")
    (tmp_path / "villages.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(whoholds, args, catch_exceptions=False)


def rows(*args: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*args, "--json").stdout.splitlines()]


def test_what_is_added_is_told_listed_found_and_removed(home: Path) -> None:
    told = run("gazetteer", "add", "villages.csv", "--licence", "CC0", "--source", "Field office")
    assert told.exit_code == 0 and "added: villages, 2 places (2 SY)" in told.stdout
    assert "1 were known and are merged; 1 are new" in told.stdout
    (table,) = rows("gazetteer", "list")
    assert (table["name"], table["rows"], table["licence"], table["source"]) == ("villages", 2, "CC0", "Field office")
    (answer,) = rows("places", "Tell Foo")
    assert answer["accepted"]["sources"] == [{"table": "villages", "source": "Field office", "licence": "CC0"}]  # type: ignore[index]
    assert run("gazetteer", "remove", "villages").exit_code == 0
    assert rows("gazetteer", "list") == [] and rows("places", "Tell Foo")[0]["accepted"] is None
    assert list(home.glob("*-with-*")) == []


def test_adding_again_changes_nothing(home: Path) -> None:
    run("gazetteer", "add", "villages.csv")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    told = run("gazetteer", "add", "villages.csv")
    assert told.exit_code == 0 and "was there already, nothing changed" in told.stdout
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_bad_rows_are_told_with_their_lines_and_the_rest_is_added(home: Path) -> None:
    told = run("gazetteer", "add", "bad.csv")
    assert told.exit_code == 1 and "added: bad, 1 places" in told.stdout
    assert told.stderr.splitlines()[0] == "line 3: no latitude (Nowhere); left out"
    assert told.stderr.splitlines()[1].startswith("line 4: latitude is out of range")
    assert {(one["what"], one["count"]) for one in rows("gazetteer", "check")} >= {("left out when it was added: no latitude", 1)}


def test_another_table_of_the_name_is_refused_unless_it_is_to_take_its_place(home: Path) -> None:
    run("gazetteer", "add", "villages.csv", "--name", "mine")
    with pytest.raises(WhoholdsError, match="give another --name, or --replace"):
        run("gazetteer", "add", "bad.csv", "--name", "mine")
    assert run("gazetteer", "add", "bad.csv", "--name", "mine", "--replace").exit_code == 1
    assert rows("gazetteer", "list")[0]["rows"] == 1


def test_the_country_is_given_where_the_file_has_none(home: Path) -> None:
    (home / "bare.csv").write_text("name,lat,lon\nTell Foo,35.8,39.25\n", encoding="utf-8")
    with pytest.raises(WhoholdsError, match="--country Atlantis: no country"):
        run("gazetteer", "add", "bare.csv", "--country", "Atlantis")
    assert "(1 SY)" in run("gazetteer", "add", "bare.csv", "--country", "Syria").stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("add", "nothing.csv"), "nothing.csv: cannot be read"),
        (("add", "whoholds.toml"), "names no column for"),
        (("remove", "other"), "other: no table of this name; tables: none"),
    ],
)
def test_faults_are_told(home: Path, args: tuple[str, ...], told: str) -> None:
    with pytest.raises(WhoholdsError, match=told):
        run("gazetteer", *args)


def test_nothing_is_added_where_no_row_can_be_taken(home: Path) -> None:
    (home / "none.csv").write_text("name,lat,lon\nA town,,\n", encoding="utf-8")
    with pytest.raises(WhoholdsError, match="nothing was added"):
        run("gazetteer", "add", "none.csv")
    assert rows("gazetteer", "list") == []


def test_check_ends_with_1_only_where_something_is_damaged(home: Path) -> None:
    run("gazetteer", "add", "villages.csv")
    assert run("gazetteer", "check").exit_code == 0
    next(home.glob("*-with-*")).write_bytes(b"rubbish")
    told = run("gazetteer", "check")
    assert told.exit_code == 1 and "FAULT" in told.stdout


def test_the_makers_name_changes_with_the_tables_and_comes_back(home: Path) -> None:
    names = [maker_name()]
    for args in (("add", "villages.csv"), ("add", "bad.csv"), ("remove", "bad"), ("remove", "villages")):
        run("gazetteer", *args)
        names.append(maker_name())
    assert names[0] == names[4] != names[1] == names[3] and len(set(names)) == 3
