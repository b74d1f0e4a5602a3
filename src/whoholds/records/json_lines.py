"""Records as JSON lines, in and out."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from math import isfinite
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import MsgspecError
from msgspec.json import Decoder

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
    plan = _plan(known)
    try:
        return kind(**{name: item if (read := plan[name]) is None else read(item) for name, item in data.items()})
    except KeyError as error:
        unknown = sorted(set(data) - set(plan))
        if not unknown:
            raise
        raise ValueError(f"{kind.__name__} has no field {unknown[0]!r}; its fields: {', '.join(plan)}") from error
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def from_stranger(kind: type[Record], data: Any) -> Record:
    """Build a record of what somebody else wrote: as `from_plain`, and every value must be of the kind that its field holds.

    Our own store and parts are read without this, since it doubles the time. Raises ValueError naming the field.
    """
    made = from_plain(kind, data)
    _check(made)
    return made


def _check(record: Any) -> None:
    for name, hint in _hints(record.__class__).items():
        if not _is(getattr(record, name), hint):
            raise ValueError(f"{record.__class__.__name__}: field {name!r} cannot be {getattr(record, name)!r:.60}")


def _is(value: Any, hint: Any) -> bool:
    """Tell whether a value is of a kind; records inside it are looked through as well."""
    inner = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return any(_is(value, one) for one in inner)
    if get_origin(hint) is tuple:
        if not isinstance(value, tuple):
            return False
        hints = [inner[0]] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return len(hints) == len(value) and all(map(_is, value, hints))
    if hint in (int, float):
        return isinstance(value, int | hint) and not isinstance(value, bool) and isfinite(value)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, hint):
        _check(value)
    return isinstance(value, hint)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def from_line(kind: type[Record], line: str) -> Record:
    """Read a record of `kind` from one line that `to_line` made, six times as fast as by `from_plain`: fields that it does not know are
    passed over. Raises ValueError as that does for what does not fit, and for what is no JSON."""
    known: Any = kind
    try:
        made: Record = _decoder(known).decode(line)
        return made
    except (MsgspecError, ValueError):  # damaged, or one of the few things that only Python's own reader takes, such as half a character
        return from_plain(kind, json.loads(line))


@cache
def _decoder(kind: Any) -> Decoder[Any]:
    return Decoder(kind)


def read_lines(kind: type[Record], lines: Iterable[str]) -> Iterator[Record]:
    """Read records of `kind`, a line each; blank lines are passed over."""
    return (from_line(kind, line) for line in lines if line.strip())


Read = Callable[[Any], Any]


@cache
def _plan(kind: Any) -> dict[str, Read | None]:
    """Return how each field of a record is read; None: as it stands."""
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


@cache
def _reader(hint: Any) -> Read | None:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = _reader(next(a for a in get_args(hint) if a is not type(None)))
        return inner and _or_none(inner)
    if origin is tuple:
        return _tuple(get_args(hint))
    if hint in (date, datetime):
        read: Read = hint.fromisoformat
        return read
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(from_plain, hint)
    return _or_none(float) if hint is float else None


def _or_none(read: Read) -> Read:
    return lambda data: None if data is None else read(data)


def _tuple(kinds: tuple[Any, ...]) -> Read:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        one = _reader(kinds[0])
        return tuple if one is None else (lambda data: tuple([one(item) for item in data]))
    each = [_reader(kind) or _as_it_stands for kind in kinds]
    return lambda data: tuple([read(item) for read, item in zip(each, data, strict=True)])


def _as_it_stands(data: Any) -> Any:
    return data


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
