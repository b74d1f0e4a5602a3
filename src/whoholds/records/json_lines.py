"""Records as JSON lines, in and out."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_plain(value: Any) -> Any:
    """Turn a record into dicts, lists, strings and numbers; days become ISO strings."""
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value):
        kind: Any = value.__class__
        return {name: to_plain(getattr(value, name)) for name in _names(kind)}
    return value


def to_line(value: Any) -> str:
    """Write a record as one line of JSON, keys in the order of the fields."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_plain(kind: type[Record], data: Any) -> Record:
    """Build a record of `kind` from what `to_plain` made. Raises ValueError naming a missing or unknown field."""
    if not isinstance(data, dict):
        raise ValueError(f"a {kind.__name__} is an object, not {type(data).__name__}")
    known: Any = kind
    hints = _hints(known)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {unknown[0]!r}; its fields: {', '.join(hints)}")
    try:
        return kind(**{name: _value(hints[name], item) for name, item in data.items()})
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def from_line(kind: type[Record], line: str) -> Record:
    """Read a record of `kind` from one line of JSON."""
    return from_plain(kind, json.loads(line))


def read_lines(kind: type[Record], lines: Iterable[str]) -> Iterator[Record]:
    """Read records of `kind`, a line each; blank lines are passed over."""
    return (from_line(kind, line) for line in lines if line.strip())


def _value(hint: Any, data: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if data is None else _value(next(a for a in get_args(hint) if a is not type(None)), data)
    if origin is tuple:
        return _tuple(get_args(hint), data)
    if hint is datetime:
        return datetime.fromisoformat(data)
    if hint is date:
        return date.fromisoformat(data)
    if isinstance(hint, type) and is_dataclass(hint):
        return from_plain(hint, data)
    return float(data) if hint is float and data is not None else data


def _tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_value(kinds[0], item) for item in data)
    return tuple(_value(kind, item) for kind, item in zip(kinds, data, strict=True))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
