"""Holdings and events as GeoJSON (RFC 7946): a feature a row, longitude first, rights and sources inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from whoholds.forms.rights import RIGHTS

LISTS = {
    "claims": " ",
    "claims_against": " ",
    "sources": " | ",
    "quotes": " | ",
    "rivals": "; ",
    "actors": "; ",
    "targets": "; ",
}
"""Cells that hold several values, and what stands between these."""


def geojson_text(
    rows: Iterable[Mapping[str, Any]], on: str | None = None, known_by: str | None = None
) -> Iterator[str]:
    """Write a collection piece by piece. A place without coordinates has no geometry; it stays a feature."""
    head = {"rights": RIGHTS, "on": on, "known_by": known_by}
    told = json.dumps(head, ensure_ascii=False)[1:-1]
    yield f'{{"type":"FeatureCollection",{told},"features":['
    between = "\n"
    for row in rows:
        yield between + json.dumps(feature_of(row), ensure_ascii=False, separators=(",", ":"))
        between = ",\n"
    yield "\n]}\n"


def feature_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table as a feature; cells that hold several values become lists."""
    lon, lat = row.get("longitude"), row.get("latitude")
    point = {"type": "Point", "coordinates": [lon, lat]} if lon is not None and lat is not None else None
    plain = {
        key: _value(key, value) for key, value in row.items() if key not in ("latitude", "longitude", "rights", "id")
    }
    own = {"id": row["id"]} if "id" in row else {}
    return {"type": "Feature", **own, "geometry": point, "properties": plain}


def _value(key: str, value: Any) -> Any:
    return value.split(LISTS[key]) if key in LISTS and value else [] if key in LISTS else value
