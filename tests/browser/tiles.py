"""Map layers of a user's own, written by hand: a PMTiles file of one vector tile, and GeoJSON."""

from __future__ import annotations

import json
import struct
from pathlib import Path

EXTENT = 4096


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _field(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _zigzag(number: int) -> int:
    return number << 1 ^ number >> 31


def vector_tile(layer: str, points: list[tuple[int, int]]) -> bytes:
    """Return a vector tile (MVT 2) with one line through points of its grid, 0 to 4095."""
    x = y = 0
    steps: list[int] = []
    for i, (px, py) in enumerate(points):
        steps += [9] if i == 0 else [(len(points) - 1) << 3 | 2] if i == 1 else []
        steps += [_zigzag(px - x), _zigzag(py - y)]
        x, y = px, py
    shape = _number(1, 1) + _number(3, 2) + _field(4, b"".join(_varint(step) for step in steps))
    return _field(3, _number(15, 2) + _field(1, layer.encode()) + _field(2, shape) + _number(5, EXTENT))


def write_pmtiles(path: Path, layer: str, credit: str) -> None:
    """Write a PMTiles file, version 3, whose only tile is the whole world: a line across it."""
    tile = vector_tile(layer, [(0, 1000), (2048, 1650), (4095, 1700)])
    facts = json.dumps({"vector_layers": [{"id": layer, "fields": {}}], "attribution": credit}).encode()
    root = b"".join(_varint(one) for one in (1, 0, 1, len(tile), 1))
    places = [127, len(root), 127 + len(root), len(facts), 127 + len(root) + len(facts), 0, 127 + len(root) + len(facts), len(tile), 1, 1, 1]
    box = [-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000]
    head = b"PMTiles\x03" + struct.pack("<11Q", *places) + bytes([1, 1, 1, 1, 0, 0]) + struct.pack("<4i", *box) + b"\x00" + struct.pack("<2i", 0, 0)
    path.write_bytes(head + root + facts + tile)


def write_geojson(path: Path) -> None:
    """Write roads as GeoJSON."""
    road = {"type": "LineString", "coordinates": [[38.9, 36.7], [39.0, 35.95], [43.1, 36.3]]}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "M4"}, "geometry": road}]}), encoding="utf-8")
