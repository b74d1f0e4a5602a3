"""`whoholds mean`: a name's place decided for a store, listed, shown as the reason, kept over reading anew, undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.geo.worlds import world
from whoholds.cli.main import whoholds
from whoholds.errors import WhoholdsError
from whoholds.store.base import open_store

TEXT = "Islamic State fighters seized the town of Salhiyah on Sunday. The Syrian army retook the town on Monday."


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store of one article, and an index that knows one Salhiyah near Raqqa."""
    monkeypatch.chdir(tmp_path)
    world(tmp_path)
    (tmp_path / "whoholds.toml").write_text('gazetteer = "own.sqlite"\n', encoding="utf-8")
    (tmp_path / "villages.csv").write_text("id,name,lat,lon,country\nfar,Salhiyah,33.5,36.3,SY\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run("gazetteer", "add", "villages.csv")
    run("read", "a.txt", "--date", "2016-06-12")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(whoholds, args, catch_exceptions=False)


def places() -> set[str]:
    """Return where the events of the store lie."""
    with open_store("whoholds.db") as store:
        return {event.place.id for event in store.worked_out().events if event.place}


def reasons() -> str:
    with open_store("whoholds.db") as store:
        return run("explain", next(claim.id for claim in store.claims())).stdout


def test_a_decision_holds_for_claims_and_events_and_is_undone(home: Path) -> None:
    assert places() == {"gn:2"}
    told = run("mean", "Salhiyah", "user:villages/far", "--why", "it lies by Damascus", "--by", "editor")
    assert "kept: “Salhiyah” means Salhiyah (user:villages/far, SY, 33.5, 36.3); so do 2 places of claims" in told.stdout
    assert places() == {"user:villages/far"}
    assert "“Salhiyah” means it here, decided by editor on" in reasons() and "it lies by Damascus" in reasons()
    run("mean", "Salhiyah", "--undo")
    assert places() == {"gn:2"} and "decided by" not in reasons()


def test_a_decision_is_kept_when_articles_are_read_anew(home: Path) -> None:
    run("mean", "Salhiyah", "user:villages/far")
    run("read", "a.txt", "--again", "--date", "2016-06-12")
    assert places() == {"user:villages/far"}


def test_decisions_are_listed(home: Path) -> None:
    assert "nothing was decided" in run("mean").stdout
    run("mean", "Salhiyah", "Tabqa Dam", "--why", "tried")
    run("mean", "Salhiyah", "Tabqa", "--country", "Syria", "--why", "better")
    (row,) = [json.loads(line) for line in run("mean", "--json").stdout.splitlines()]
    assert (row["name"], row["place"], row["country"], row["why"]) == ("Salhiyah", "gn:3", "SY", "better")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("Salhiyah",), "give the PLACE"),
        (("Salhiyah", "gn:3", "--undo"), "give the PLACE"),
        (("Salhiyah", "gn:77"), "gn:77: no place of this name or id"),
        (("Salhiyah", "Atlantis"), "Atlantis: no place of this name or id"),
        (("Salhiyah", "Salhiyah"), "several places have this name; give one of these ids: gn:2"),
        (("Salhiyah", "Tabqa", "--country", "Narnia"), "no country of this name"),
        (("Tabqa", "--undo"), "nothing was decided about this name"),
    ],
)
def test_faults_are_told_and_nothing_is_kept(home: Path, args: tuple[str, ...], told: str) -> None:
    with pytest.raises(WhoholdsError, match=told):
        run("mean", *args)
    with open_store("whoholds.db") as store:
        assert list(store.judgements()) == []
