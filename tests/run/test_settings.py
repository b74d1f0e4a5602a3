"""`whoholds.toml`: a partial file overrides only its keys; every fault is told, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import SettingsError
from whoholds.settings import FILE, Settings, read_settings
from whoholds.toolkit_spec import ToolkitSpec


def written(folder: Path, text: str | bytes) -> Path:
    """Write the settings of a folder."""
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_without_a_file_the_settings_are_those_of_the_program(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    assert read_settings(written(tmp_path, "")) == Settings()


def test_a_file_overrides_only_its_keys(tmp_path: Path) -> None:
    found = read_settings(written(tmp_path, 'db = "our.db"\nrules = ["our rules", "more"]\nworkers = 3\n'))
    assert found == Settings(db="our.db", rules=("our rules", "more"), workers=3)
    assert (found.spec().rules, found.spec(2).threads, found.spec().gazetteer) == (("our rules", "more"), 2, None)


def test_the_file_of_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(written(tmp_path, 'db = "here.db"'))
    assert read_settings().db == "here.db"


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as told:
        read_settings(
            written(tmp_path, 'datbase = "x"\nworkers = "two"\nrules = "one"\ncatalogue = [1]\ndb = "fine.db"\n')
        )
    words = str(told.value)
    assert "unknown key 'datbase'; known keys: language" in words
    assert all(
        part in words for part in ("'workers' must be a int", "'rules' must be a list of strings", "'catalogue' must")
    )
    assert "'db'" not in words


@pytest.mark.parametrize("text", ["workers = ", b'db = "caf\xe9"', "db = 1 2"])
def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(SettingsError, match=r"whoholds\.toml: cannot be read"):
        read_settings(written(tmp_path, text))


@pytest.mark.parametrize("text", ["workers = true", "workers = -2"])
def test_a_number_of_workers_is_a_number_of_workers(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        read_settings(written(tmp_path, text))


def test_tables_of_extractors_go_to_the_one_in_force(tmp_path: Path) -> None:
    found = read_settings(written(tmp_path, 'extractor = "b"\n[extractors.a]\nx = 1\n[extractors.b]\ny = ["z"]\n')).spec()
    assert (found.extractor, found.options) == ("b", '{"y": ["z"]}')
    assert found.run == Settings(extractor="b").spec().run != ""
    assert read_settings(tmp_path).spec(extractor="whoholds") == ToolkitSpec()


@pytest.mark.parametrize("told", ['extractors = "secret-1"', '[extractors]\nendpoint = "secret-1"', "[extractors.a]\nsecret_1 = 2020-01-01"])
def test_wrong_tables_of_extractors_are_told_without_what_stands_in_them(tmp_path: Path, told: str) -> None:
    with pytest.raises(SettingsError, match="'extractors' m") as fault:
        read_settings(written(tmp_path, told))
    assert "secret" not in str(fault.value).removeprefix(str(tmp_path))
