"""`whoholds export` and `whoholds import`, as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.forms.test_bundle import changed, filled, forge_quote
from tests.report.base import C_LOST
from whoholds.cli.export_verb import FORMATS, WHAT
from whoholds.cli.main import whoholds
from whoholds.errors import InputError
from whoholds.forms.safe_csv import read_csv
from whoholds.report.brief_files import FORMATS as BRIEFS
from whoholds.report.exports import EXPORTS, TABLES


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a judgement that one claim is wrong."""
    return filled(tmp_path_factory.mktemp("store") / "a.db")


def run(*args: object) -> Result:
    """Run the command; what goes wrong is raised."""
    return CliRunner().invoke(whoholds, [str(one) for one in args], catch_exceptions=False)


def test_the_formats_of_the_verb_are_those_there_are() -> None:
    assert set(FORMATS) == {one.format for one in EXPORTS.values()} | set(BRIEFS) | {"bundle"}
    assert set(WHAT) == set(TABLES)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written_into_a_folder(store: Path, tmp_path: Path, format: str) -> None:
    told = run("export", format, "-o", f"{tmp_path}/out/", "--db", store)
    assert told.exit_code == 0, told.stderr
    assert all(path.stat().st_size > 50 for path in (tmp_path / "out").iterdir())
    assert not list(tmp_path.rglob("*.part"))


def test_one_table_goes_to_the_standard_output_and_leaves_out_what_was_judged_wrong(store: Path) -> None:
    told = run("export", "csv", "--what", "claims", "--db", store)
    assert C_LOST.id not in {row["id"] for row in read_csv(told.stdout)} and len(read_csv(told.stdout)) == 6


def test_what_is_asked_for_narrows(store: Path) -> None:
    told = run("export", "csv", "--what", "events", "--place", "Raqqa", "--from", "2015-07-01", "--db", store)
    assert {row["place"] for row in read_csv(told.stdout)} == {"Raqqa"}
    earlier = run("export", "csv", "--what", "claims", "--known-by", "2015-06-30", "--db", store)
    assert max(row["published_to"] for row in read_csv(earlier.stdout)) <= "2015-06-30"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["csv"], "name a folder with -o"), (["geojson", "--what", "figures"], "has no such table"), (["bundle"], "a folder or a .zip"),
        (["control", "--from", "1900-01-01"], "days; a table has"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_the_next_step(store: Path, args: list[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        run("export", *args, "--db", store)


def test_a_file_that_cannot_be_written_is_told(store: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for format in ("ged", "bundle", "markdown"):
        with pytest.raises(InputError, match="cannot be written"):
            run("export", format, "-o", tmp_path / "file" / "x", "--db", store)


def test_a_bundle_goes_over_and_a_second_time_takes_nothing(store: Path, tmp_path: Path) -> None:
    assert run("export", "bundle", "-o", tmp_path / "b.zip", "--db", store).exit_code == 0
    first = run("import", "bundle", tmp_path / "b.zip", "--db", tmp_path / "b.db")
    assert first.exit_code == 0 and "took 8 articles (7 claims), 1 judgements, 5 publishers; 0 were there already" in first.stdout
    again = run("import", "bundle", tmp_path / "b.zip", "--db", tmp_path / "b.db")
    assert "took 0 articles (0 claims), 0 judgements, 0 publishers; 14 were there already; 0 passed over" in again.stdout
    assert run("export", "bundle", "-o", tmp_path / "c.zip", "--db", tmp_path / "b.db").exit_code == 0
    assert (tmp_path / "c.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert run("who", "Ain Issa", "--json", "--db", tmp_path / "b.db").stdout == run("who", "Ain Issa", "--json", "--db", store).stdout


def test_a_wrong_line_gives_the_exit_status(store: Path, tmp_path: Path) -> None:
    run("export", "bundle", "-o", tmp_path / "b", "--db", store)
    changed(tmp_path / "b", forge_quote)
    told = run("import", "bundle", tmp_path / "b", "--db", tmp_path / "b.db")
    assert told.exit_code == 1 and "quote is not in its article" in told.stderr and "took 7 articles" in told.stdout


def test_geojson_on_a_day_says_so(store: Path) -> None:
    told = json.loads(run("export", "geojson", "--what", "holdings", "--on", "2015-06-30", "--known-by", "2015-07-01", "--db", store).stdout)
    assert (told["on"], told["known_by"]) == ("2015-06-30", "2015-07-01")
