"""Map layers of a user's own: listed, sent whole and in ranges, from their folder alone, and told when they are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.browser.tiles import write_geojson, write_pmtiles
from tests.serve.base import HOST, ORIGIN
from whoholds.errors import SettingsError
from whoholds.serve.access import Access, Person, digest_of_token
from whoholds.serve.app import Site, make_app
from whoholds.serve.base_layers import MOST_GEOJSON, check_layers
from whoholds.settings import read_settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two layers, and with files that are none."""
    folder = tmp_path / "layers"
    folder.mkdir()
    write_pmtiles(folder / "rivers of the region.pmtiles", "water", "")
    write_geojson(folder / "roads.geojson")
    (folder / "CREDIT.txt").write_text("Roads: the mapping agency, CC BY 4.0\nmore", encoding="utf-8")
    (folder / "notes.txt").write_text("not a layer", encoding="utf-8")
    (tmp_path / "secret.geojson").write_text("{}", encoding="utf-8")
    return folder


def asking(store: Path, folder: Path | None, access: Access | None = None) -> TestClient:
    """Return a client of a server with these layers."""
    site = Site(str(store), frozenset({HOST}), access or Access(here=Person("desk", "admin")), base=folder)
    return TestClient(make_app(site), base_url=ORIGIN)


def test_layers_are_listed_by_name_with_their_credit(store: Path, folder: Path) -> None:
    with asking(store, folder) as site:
        assert site.get("/base/index.json").json() == {
            "credit": "Roads: the mapping agency, CC BY 4.0",
            "layers": [
                {"name": "rivers of the region", "kind": "pmtiles", "href": "/base/rivers%20of%20the%20region.pmtiles"},
                {"name": "roads", "kind": "geojson", "href": "/base/roads.geojson"},
            ],
        }
        assert 'data-base="/base/index.json"' in site.get("/").text


def test_a_part_of_a_layer_is_sent_when_a_range_is_asked_for(store: Path, folder: Path) -> None:
    with asking(store, folder) as site:
        part = site.get("/base/rivers%20of%20the%20region.pmtiles", headers={"Range": "bytes=0-6"})
        assert (part.status_code, part.content) == (206, b"PMTiles")
        assert part.headers["content-security-policy"].startswith("default-src 'self'")
        assert site.get("/base/roads.geojson").headers["content-type"].startswith("application/geo+json")


@pytest.mark.parametrize("name", ["notes.txt", "CREDIT.txt", "..%2Fsecret.geojson", "../secret.geojson", "none.geojson", "%2Fetc%2Fpasswd"])
def test_nothing_else_of_the_machine_is_sent(store: Path, folder: Path, name: str) -> None:
    with asking(store, folder) as site:
        assert site.get(f"/base/{name}").status_code == 404


def test_layers_are_for_those_who_may_read(store: Path, folder: Path) -> None:
    access = Access(tokens={digest_of_token("t"): Person("reader", "read")})
    with asking(store, folder, access) as site:
        assert site.get("/base/roads.geojson", follow_redirects=False).status_code == 303
        assert site.get("/base/roads.geojson", headers={"Authorization": "Bearer t"}).status_code == 200


def test_without_a_folder_there_are_none(store: Path) -> None:
    with asking(store, None) as site:
        assert site.get("/base/index.json").status_code == 404 and "data-base" not in site.get("/").text


def test_a_folder_that_goes_away_takes_only_its_layers_along(store: Path, folder: Path) -> None:
    with asking(store, folder) as site:
        folder.rename(folder.with_name("elsewhere"))
        assert site.get("/base/index.json").json()["layers"] == []
        assert site.get("/base/roads.geojson").status_code == 404
        assert site.get("/").status_code == 200


def test_files_that_are_not_what_they_are_called_are_all_told(folder: Path) -> None:
    (folder / "bad.pmtiles").write_bytes(b"PMTiles\x02")
    (folder / "list.geojson").write_text("[]", encoding="utf-8")
    with (folder / "huge.geojson").open("wb") as file:
        file.truncate(MOST_GEOJSON + 1)
    with pytest.raises(SettingsError) as told:
        check_layers(folder)
    assert all(words in str(told.value) for words in ("bad.pmtiles: not PMTiles of version 3", "list.geojson: not GeoJSON", "huge.geojson: more than 50 MB"))


def test_a_folder_without_layers_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"holds no \.geojson or \.pmtiles file"):
        check_layers(tmp_path)
    with pytest.raises(SettingsError, match="cannot be read"):
        check_layers(tmp_path / "none")


def test_the_folder_may_stand_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text('base = "layers"\n', encoding="utf-8")
    assert read_settings(tmp_path).base == "layers"
