"""The maker's name: whatever claims depend on changes it, and nothing else does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import whoholds as whoholds_itself
from whoholds.cli.main import whoholds
from whoholds.intake import maker
from whoholds.intake.maker import TABLES, maker_name
from whoholds.models import card
from whoholds.models.load import OURS

SHIPPED = card.FOLDER
SETTINGS = f'language = "{OURS}"\nrules = ["rules"]\ncatalogue = ["sides.yaml", "more"]\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings, rules and sides of its own, and a copy of the small files of the reader."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "whoholds.toml").write_text(SETTINGS, encoding="utf-8")
    for name in ("rules/a.yaml", "more/b.yaml", "sides.yaml", "rules/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("[]\n", encoding="utf-8")
    (tmp_path / "weights").mkdir()
    for name in (*TABLES, "card.json"):
        shutil.copy(SHIPPED / name, tmp_path / "weights" / name)
    monkeypatch.setattr(card, "FOLDER", tmp_path / "weights")
    return tmp_path


def put_branch(home: Path) -> None:
    """Give the reader another claim branch."""
    path = home / "weights" / "card.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"claims": {"weights": "c.onnx", "sha256": "f" * 64}}))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a rule": lambda home: (home / "rules" / "a.yaml").write_text("[ ]\n"),
    "a new rule file": lambda home: (home / "rules" / "c.yaml").write_text("[]\n"),
    "a side": lambda home: (home / "sides.yaml").write_text("[ ]\n"),
    "a side in a folder": lambda home: (home / "more" / "b.yaml").write_text("[ ]\n"),
    "a file of sides that is gone": lambda home: (home / "sides.yaml").unlink(),
    "the lemmas": lambda home: (home / "weights" / "lemmas.tsv.gz").write_bytes(b"other"),
    "the claim branch": put_branch,
    "another index": lambda home: (home / "whoholds.toml").write_text(SETTINGS + 'gazetteer = "own.sqlite"'),
    "another reader": lambda home: (home / "whoholds.toml").write_text(SETTINGS.replace(OURS, "en_core_web_sm")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_claims_depend_on_changes_the_name(home: Path, change: str) -> None:
    before = maker_name()
    assert maker_name() == before
    CHANGES[change](home)
    assert maker_name() != before


@pytest.mark.parametrize("room", ["whoholds.extract", "whoholds.rules", "whoholds.actors", "whoholds.resolve"])
def test_shipped_tables_change_the_name(home: Path, monkeypatch: pytest.MonkeyPatch, room: str) -> None:
    before, shipped = maker_name(), maker._shipped
    monkeypatch.setattr(maker, "_shipped", lambda asked: shipped(asked)[asked == room :])
    assert maker_name() != before


def test_another_version_of_the_program_changes_the_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = maker_name()
    monkeypatch.setattr(whoholds_itself, "__version__", "99.0")
    assert maker_name() != before


def test_what_claims_do_not_depend_on_leaves_the_name(home: Path) -> None:
    before = maker_name()
    (home / "rules" / "notes.txt").write_text("seen", encoding="utf-8")
    (home / "whoholds.toml").write_text(SETTINGS + 'db = "other.db"\nworkers = 2\n', encoding="utf-8")
    assert maker_name() == before


def test_a_known_article_is_read_anew_after_a_rule_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    (tmp_path / "whoholds.toml").write_text('rules = ["rules"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("The Syrian army recaptured Palmyra on Sunday.", encoding="utf-8")
    told = []
    for rules in ("[]\n", "[]\n", "[ ]\n"):
        (tmp_path / "rules" / "own.yaml").write_text(rules, encoding="utf-8")
        told.append(CliRunner().invoke(whoholds, ["read", "a.txt"], catch_exceptions=False).stdout.partition(" (")[0])
    assert told == ["read 1 new article", "read 0 new articles", "read 0 new articles and 1 again"]
