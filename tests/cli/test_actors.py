"""`whoholds actors`: names looked up with their ties, provisional sides listed, decided, exported, undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from whoholds.cli.main import whoholds
from whoholds.errors import InputError

TEXT = (
    "The Harran Shield Brigade captured the town of Ain Issa from Islamic State on Sunday. "
    "Harran Shield Brigade fighters held Ain Issa on Monday, residents said."
)


def run(*args: str) -> Result:
    """Run a verb in this process."""
    return CliRunner().invoke(whoholds, list(args), catch_exceptions=False)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one article that names a side which no catalogue holds; the working folder is its own."""
    monkeypatch.chdir(tmp_path)
    line = {"doc": "a1", "text": TEXT, "date": "2016-03-29", "source": "Harbour Gazette"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert run("read", "a.jsonl").exit_code == 0
    return tmp_path


def new() -> list[dict[str, Any]]:
    """List the provisional sides."""
    return [json.loads(line) for line in run("actors", "--new", "--json").stdout.splitlines()]


def holder() -> str:
    """Say who holds the town."""
    return str(json.loads(run("who", "Ain Issa", "--on", "2016-03-29", "--json").stdout)["holders"][0]["name"])


def test_a_side_is_shown_with_the_ties_of_a_day_and_their_source() -> None:
    before, after = (run("actors", "RSF", "--on", day).stdout for day in ("2023-04-14", "2023-04-16"))
    assert "part of Sudanese army, 2017-01-01 to 2023-04-14 [Sudan, Rapid Support Forces Act, 2017" in before
    assert "part of" not in after and "Rapid Support Forces" in after
    assert run("actors", "--on", "2023-04-16", "RSF").stdout == after


def test_a_provisional_side_is_listed_with_what_tells_of_it(store: Path) -> None:
    (side,) = new()
    assert (side["name"], side["claims"], side["documents"], side["countries"]) == ("Harran Shield Brigade", 2, 1, ["SY"])
    assert (side["first"], side["last"]) == ("2016-03-27", "2016-03-28") and side["sentence"] in TEXT
    assert "Harran Shield Brigade\t2\t1\tSY, Ain Issa" in run("actors", "--new").stdout


def test_a_decision_is_applied_explained_kept_through_reading_again_and_undone(store: Path) -> None:
    told = run("actors", "decide", "Harran Shield Brigade", "--same-as", "YPG", "--why", "another name", "--by", "desk editor")
    assert "is the same as YPG (actor:ypg), by desk editor; 2 claims" in told.stdout and holder() == "YPG"
    claim = json.loads(run("review", "--json").stdout.splitlines()[0])["id"]
    assert 'decided by desk editor on' in run("explain", claim).stdout
    assert run("read", "--again", "a.jsonl").exit_code == 0 and holder() == "YPG"
    run("actors", "decide", "Harran Shield Brigade", "--undo")
    assert holder() == "Harran Shield Brigade"
    assert run("explain", "new:harran-shield-brigade").stdout.count("by desk editor") == 1


def test_what_was_decided_becomes_a_catalogue_of_ones_own(store: Path) -> None:
    run("actors", "decide", "Harran Shield Brigade", "--new-side", "--kind", "armed", "--part-of", "syrian-rebels")
    assert run("actors", "export", "mine.yaml").stdout == "mine.yaml: 1 entries\n"
    (store / "whoholds.toml").write_text('catalogue = ["mine.yaml"]\n', encoding="utf-8")
    assert "part of Syrian rebels" in run("actors", "Harran Shield Brigade").stdout
    assert run("read", "--again", "a.jsonl").exit_code == 0 and new() == []
    with pytest.raises(InputError, match="is there already"):
        run("actors", "export", "mine.yaml")


def test_what_is_no_side_leaves_the_list_and_the_map(store: Path) -> None:
    run("actors", "decide", "Harran Shield Brigade", "--not-a-side", "--why", "a slip of the wire")
    assert new() == []
    assert json.loads(run("who", "Ain Issa", "--on", "2016-03-29", "--json").stdout)["holders"] == []


@pytest.mark.parametrize("args", [[], ["--undo", "--not-a-side"], ["--same-as", "ypg", "--new-side"]])
def test_one_thing_is_decided_at_a_time(store: Path, args: list[str]) -> None:
    assert "say one of" in run("actors", "decide", "Harran Shield Brigade", *args).stderr
