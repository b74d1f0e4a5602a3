"""Map layers of the user's own, from a folder on this machine: GeoJSON and PMTiles, sent in ranges of bytes, fetched from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from whoholds.errors import SettingsError

KINDS = {".geojson": "application/geo+json", ".pmtiles": "application/vnd.pmtiles"}
MOST_GEOJSON = 50_000_000
"""Bytes of a GeoJSON file, which browsers read whole; larger ones belong into PMTiles, of which they read parts."""
CREDIT = "CREDIT.txt"
"""File whose first line stands under the map: who made the layers."""
LONGEST_CREDIT = 300


@dataclass(frozen=True, slots=True)
class Layer:
    """A file of the folder."""

    name: str
    path: Path

    @property
    def kind(self) -> str:
        """Its kind: `geojson` or `pmtiles`."""
        return self.path.suffix.lower()[1:]


def layers_of(folder: Path) -> list[Layer]:
    """List the layers of a folder by name, the lowest first. Raises SettingsError for a folder or a file that cannot be used."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in KINDS and path.is_file() and not path.name.startswith("."))
    except OSError as fault:
        raise SettingsError(f"{folder}: cannot be read ({fault.strerror}); name a folder of .geojson and .pmtiles files with --base") from None
    if not found:
        raise SettingsError(f"{folder}: holds no .geojson or .pmtiles file; see docs/serving.md")
    return [Layer(path.name, path) for path in found]


def check_layers(folder: Path) -> None:
    """Look whether each layer is what its name says. Raises SettingsError that names all that are not."""
    faults = [f"{layer.path}: {told}" for layer in layers_of(folder) if (told := _fault(layer))]
    if faults:
        raise SettingsError("\n  ".join(faults))


def _fault(layer: Layer) -> str:
    try:
        with layer.path.open("rb") as file:
            head = file.read(256)
        if layer.kind == "pmtiles":
            return "" if head[:7] == b"PMTiles" and head[7:8] == b"\x03" else "not PMTiles of version 3"
        if layer.path.stat().st_size > MOST_GEOJSON:
            return f"more than {MOST_GEOJSON // 1_000_000} MB; make PMTiles of it"
        return "" if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else "not GeoJSON: it does not begin with {"
    except OSError as fault:
        return f"cannot be read ({fault.strerror})"


def base_routes(folder: Path | None) -> list[Route]:
    """Return the routes of the layers; none where no folder is set."""
    if folder is None:
        return []
    listing = Route("/base/index.json", partial(_listing, folder=folder), methods=["GET"])
    return [listing, Route("/base/{name}", partial(_file, folder=folder), methods=["GET"])]


def _listing(request: Request, folder: Path) -> Response:
    try:
        layers, credit = layers_of(folder), _credit(folder)
    except SettingsError:
        return JSONResponse({"credit": "", "layers": []})  # the folder went away while the server runs: the map does without
    root = request.scope.get("root_path", "")
    rows: list[dict[str, Any]] = [
        {"name": layer.path.stem, "kind": layer.kind, "href": f"{root}/base/{quote(layer.name)}"} for layer in layers
    ]
    return JSONResponse({"credit": credit, "layers": rows})


def _credit(folder: Path) -> str:
    try:
        lines = (folder / CREDIT).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[0][:LONGEST_CREDIT] if lines else ""


def _file(request: Request, folder: Path) -> Response:
    """Send a layer, or the part that is asked for: only names that are in the listing, so no way leads out of the folder."""
    name = request.path_params["name"]
    try:
        layer = next((one for one in layers_of(folder) if one.name == name), None)
    except SettingsError:
        layer = None
    if layer is None:
        return PlainTextResponse("no such layer\n", 404)
    return FileResponse(layer.path, media_type=KINDS[f".{layer.kind}"], headers={"Cache-Control": "private, no-cache"})
