"""Tables with places as GeoParquet 1.1: points as well-known binary, and the `geo` key that readers look for."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shapely import Point, to_wkb

from whoholds.errors import InputError
from whoholds.forms.rights import RIGHTS

VERSION = "1.1.0"
MEANS = {
    "probability": "double", "first_probability": "double", "second_probability": "double", "score": "double", "latitude": "double", "longitude": "double",
    "geonameid": "int64", "origins": "int64", "start": "int64", "end": "int64",
}  # fmt: skip
"""Columns that are not words."""


def geoparquet_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write a table. Raises InputError where pyarrow is missing."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError('GeoParquet needs pyarrow; install it with pip install "whoholds[data]"') from None
    given = list(rows)
    points = [_point(row) for row in given]
    kinds = {"double": pa.float64(), "int64": pa.int64()}
    fields = [pa.field("geometry", pa.binary())] + [
        pa.field(name, kinds.get(MEANS.get(name, ""), pa.string())) for name in columns
    ]
    geo = {"version": VERSION, "primary_column": "geometry", "columns": {"geometry": _geometry(points)}}
    told = {"geo": json.dumps(geo), "rights": RIGHTS}
    schema = pa.schema(fields, metadata=told)
    values = [[to_wkb(point, byte_order=1) if point is not None else None for point in points]]
    values += [[row.get(name) for row in given] for name in columns]
    table = pa.table(
        [pa.array(column, field.type) for column, field in zip(values, fields, strict=True)], schema=schema
    )
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _point(row: Mapping[str, Any]) -> Point | None:
    lon, lat = row.get("longitude"), row.get("latitude")
    return Point(lon, lat) if lon is not None and lat is not None else None


def _geometry(points: Sequence[Point | None]) -> dict[str, Any]:
    """Describe the column. Without `crs` it is longitude and latitude of WGS 84 (OGC:CRS84)."""
    there = [point for point in points if point is not None]
    plain: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if there else []}
    if there:
        plain["bbox"] = [
            min(p.x for p in there),
            min(p.y for p in there),
            max(p.x for p in there),
            max(p.y for p in there),
        ]
    return plain
