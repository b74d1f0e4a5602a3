"""The package in examples/, built and installed by pip without a network, and used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from whoholds.cli.main import whoholds
from whoholds.read.plugged import plugged_readers
from whoholds.store.base import open_store

EXAMPLE = Path(__file__).parents[2] / "examples" / "whoholds_example"
BULLETIN = """ZCZC
FROM Harbour Wire
DAY 2024-03-05
HEAD Northern army takes Port Alder

The Northern army seized Port Alder on Monday, residents said. Rebels stormed Quillmarsh.
NNNN
ZCZC
FROM Harbour Wire

This one was cut off
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the example into a folder."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, folder / "source")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
               "--disable-pip-version-check", "--target", str(folder / "site"), str(folder / "source")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return folder / "site"


@pytest.fixture
def home(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a bulletin, in a process that sees the installed example."""
    monkeypatch.syspath_prepend(str(installed))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    plugged_readers.cache_clear()
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "march.wire").write_text(BULLETIN, encoding="utf-8")
    yield tmp_path
    plugged_readers.cache_clear()


def run(*args: str) -> Result:
    return CliRunner().invoke(whoholds, list(args), catch_exceptions=False)


def test_doctor_of_a_new_process_lists_all_four(installed: Path, tmp_path: Path) -> None:
    path = os.pathsep.join([str(installed), *filter(None, sys.path)])
    code = "from whoholds.cli.main import main; main()"
    told = subprocess.run(
        [sys.executable, "-c", code, "doctor"], capture_output=True, text=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": path}, check=True
    )
    for line in ("extractors: verbs", "models: splitter", "gazetteers: sealand", "readers: wire"):
        assert f"      {line}, of whoholds-example 0.1.0" in told.stdout
    assert "ok    plug-ins: 4 of other packages" in told.stdout


def test_bulletins_are_read_by_its_reader_with_its_places(home: Path) -> None:
    added = run("gazetteer", "add", "plugin:sealand")
    assert added.exit_code == 0 and added.stdout.startswith("added: sealand, 3 places (3 GB)")
    assert "source: Whoholds example; licence: CC0-1.0" in added.stdout
    told = run("read", "news")
    assert told.exit_code == 1 and "march.wire:2: no NNNN" in told.stderr
    assert told.stdout.startswith("read 1 new article (")
    with open_store("whoholds.db", create=False) as store:
        (document,) = store.documents()
        places = {place.name: place.link.id for claim in store.claims() for place in claim.places if place.link}
    assert (document.source, str(document.published and document.published.latest)) == ("Harbour Wire", "2024-03-05")
    assert places["Port Alder"].startswith("user:sealand/")


def test_its_extractor_finds_claims_with_its_options_and_its_model_reads(home: Path) -> None:
    toml = 'extractor = "verbs"\nlanguage = "splitter"\n[extractors.verbs]\nverbs = { storm = "attack" }\n'
    (home / "whoholds.toml").write_text(toml, encoding="utf-8")
    (home / "a.jsonl").write_text(json.dumps({"doc": "a", "text": BULLETIN.split("\n\n")[1]}) + "\n", encoding="utf-8")
    told = run("extract", "a.jsonl")
    assert told.exit_code == 0, told.stderr
    found = [json.loads(line) for line in told.stdout.splitlines()]
    read = [one for one in found if not one["found_by"].startswith("fold:")]
    assert [(one["type"], one["trigger"]["words"], one["actors"][0]["words"]) for one in read] == [
        ("capture", "seized", "The Northern army"), ("attack", "stormed", "Rebels"),
    ]  # fmt: skip
    assert {one["found_by"] for one in read} == {"verbs 1 storm=attack"}


def test_what_its_extractor_does_wrong_is_told_and_nothing_is_kept(home: Path) -> None:
    (home / "whoholds.toml").write_text('extractor = "verbs"\n[extractors.verbs]\nverbs = { seize = "conquest" }\n', encoding="utf-8")
    told = run("read", "news")
    assert told.exit_code == 1 and "unknown type 'conquest'" in told.stderr and "extractor verbs 1" in told.stderr
