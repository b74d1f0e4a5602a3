"""Places out of GeoJSON: features of any maker, of OpenStreetMap, of Who's On First."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from whoholds.errors import InputError
from whoholds.geo.added.columns import placed_columns
from whoholds.geo.added.kinds import OTHER, WHOS_ON_FIRST, kind_of_words
from whoholds.geo.added.row import Left, Row, Told, row_of
from whoholds.geo.added.shapes import ShapeError, spot_of

ENGLISH = ("name:eng_x_preferred", "name:eng_x_variant")
WITHDRAWN = ("wof:superseded_by", "edtf:deprecated", "edtf:cessation")
NOT_OVER = ("", "u", "uuuu", "..", "open", "0")
"""What Who's On First writes where a place has not come to an end."""


def rows_of_geojson(text: str, country: str | None) -> Iterator[Row | Left]:
    """Read one GeoJSON text, or one feature a line. Raises InputError where it is neither."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as fault:
        if "\n{" not in text.strip():
            raise InputError(f"not valid JSON ({fault})") from None
        yield from _lines(text.splitlines(), country)
        return
    features = _features(data)
    for number, feature in enumerate(features, 1):
        yield row_of_feature(feature, f"feature {number}", country)


def _lines(lines: Iterable[str], country: str | None) -> Iterator[Row | Left]:
    for number, line in enumerate(lines, 1):
        words = line.strip().strip("\x1e").rstrip(",")
        if not words:
            continue
        try:
            yield row_of_feature(json.loads(words), f"line {number}", country)
        except (ValueError, RecursionError) as fault:
            yield Left(f"line {number}", f"not valid JSON: {fault}", words[:40])


def _features(data: Any) -> list[Any]:
    if isinstance(data, dict) and data.get("type") == "FeatureCollection" and isinstance(data.get("features"), list):
        return list(data["features"])
    if isinstance(data, dict) and data.get("type") == "Feature":
        return [data]
    if isinstance(data, list):
        return data
    kind = data.get("type") if isinstance(data, dict) else type(data).__name__
    raise InputError(f"no GeoJSON of features ({kind}); a FeatureCollection with points or areas is needed")


def row_of_feature(feature: Any, where: str, country: str | None) -> Row | Left:
    """Make a row of one feature, or say why it cannot be one."""
    said = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(said, dict):
        return Left(where, "not a feature with properties")
    plain = {str(key): value for key, value in said.items() if value is not None}
    if "wof:placetype" in plain:
        return _whos_on_first(plain, feature.get("geometry"), (where, country))
    words = {str(key).casefold().strip(): _text(value) for key, value in plain.items()}
    keys = list(words)
    told = {what: words[keys[at]] for what, at in placed_columns(keys).items()}
    kind = kind_of_words(words.get("place", "")) or kind_of_words(told.get("kind", ""))
    name = words.get("name:en") or words.get("int_name") or told.get("name", "")
    if kind == OTHER:
        return Left(where, "a kind that is not added: a country", name, bad=False)
    others = [told.get("name", ""), told.get("names", "")]
    others += [words[key] for key in sorted(words) if key.startswith(("name:", "alt_name", "old_name", "int_name"))]
    names = tuple(other.strip() for given in others for other in re.split(r"[|;]", given) if other.strip())
    id = words.get("@id") or told.get("id") or _text(feature.get("id"))
    country_, people, number, region = (told.get(what, "") for what in ("country", "population", "geonameid", "region"))
    found = Told(name, names, "", "", country_, kind, people, number, id, region)
    return _placed(found, feature.get("geometry"), (where, country))


def _placed(told: Told, geometry: Any, more: tuple[str, str | None]) -> Row | Left:
    where, country = more
    try:
        lat, lon, reach = spot_of(geometry)
    except ShapeError as fault:
        return Left(where, str(fault), told.name)
    return row_of(replace(told, lat=repr(lat), lon=repr(lon), radius_km=reach), where, country)


def _whos_on_first(said: Mapping[str, Any], geometry: Any, more: tuple[str, str | None]) -> Row | Left:
    """Read a feature of Who's On First: one that is over or replaced is left out; without a shape, its label's point."""
    where = more[0]
    name = _text(said.get("wof:name"))
    if any(_text(said.get(key)) not in NOT_OVER for key in WITHDRAWN) or _text(said.get("mz:is_current")) == "0":
        return Left(where, "withdrawn by its source", name, bad=False)
    kind = WHOS_ON_FIRST.get(_text(said["wof:placetype"]), OTHER)
    if kind == OTHER:
        return Left(where, f"a kind that is not added: {_text(said['wof:placetype'])}", name, bad=False)
    english = [word for key in ENGLISH for word in _list(said.get(key))]
    others = [word for key in sorted(said) if key.startswith("name:") for word in _list(said[key])]
    numbers = said.get("wof:concordances")
    number = _text(numbers.get("gn:id")) if isinstance(numbers, dict) else ""
    told = Told(
        english[0] if english else name, (name, *english, *others), country=_text(said.get("iso:country") or said.get("wof:country")),
        kind=kind, population=_text(said.get("wof:population") or said.get("gn:population")), geonameid=number,
        id=f"wof:{_text(said.get('wof:id'))}",
    )  # fmt: skip
    if not isinstance(geometry, dict) or _is_nowhere(geometry):
        lat, lon = (said.get(f"lbl:{what}", said.get(f"geom:{what}")) for what in ("latitude", "longitude"))
        geometry = {"type": "Point", "coordinates": [lon, lat]}
    return _placed(told, geometry, more)


def _is_nowhere(geometry: Mapping[str, Any]) -> bool:
    return geometry.get("type") == "Point" and geometry.get("coordinates") in ([0, 0], [0.0, 0.0])


def _list(value: Any) -> list[str]:
    return [_text(item) for item in value] if isinstance(value, list) else [_text(value)] if value else []


def _text(value: Any) -> str:
    """Write a value as words; lists are joined with bars, so that empty ones say nothing."""
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, dict) else str(value)
