"""The JSON Schema of the bundle, written from the records themselves, and the same check without a library."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from whoholds.records import Dispute, Event, Figure, Holding, Judgement, Source
from whoholds.store.base import Article

VERSION = 1
"""The version of the bundle; a file of another one is refused."""
KINDS: Mapping[str, Any] = {
    "source": Source, "article": Article, "judgement": Judgement, "event": Event, "holding": Holding, "figure": Figure, "dispute": Dispute,
}  # fmt: skip
DRAFT = "https://json-schema.org/draft/2020-12/schema"
PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"}, datetime: {"type": "string", "format": "date-time"},
}  # fmt: skip
NUMBER = {"type": "integer", "minimum": 0}
HEAD = {
    "kind": {"const": "whoholds bundle"},
    "version": {"const": VERSION},
    "made_by": {"type": "string"},
    "texts": {
        "type": "boolean",
        "description": "False: articles stand without their texts; such a bundle cannot be taken in.",
    },
    "known_by": {"type": ["string", "null"], "format": "date"},
    "rights": {"type": "string"},
}
END = {
    "kind": {"const": "end"},
    "counts": {"type": "object", "additionalProperties": NUMBER},
    "digest": {"type": "string"},
}


def bundle_schema() -> dict[str, Any]:
    """Return the schema of one line of a bundle: the head, a record of a kind, a pair of a document and its origin, or the end."""
    defs: dict[str, Any] = {}
    lines = [_line(kind, _schema(hint, defs)) for kind, hint in KINDS.items()]
    pair = {"type": "array", "prefixItems": [PLAIN[str], PLAIN[str]], "minItems": 2, "maxItems": 2}
    lines.append(_line("origin", pair))
    return {
        "$schema": DRAFT,
        "title": f"A line of a Whoholds bundle, version {VERSION}",
        "description": "The first line is the head, the last the end. Lines of source, article and judgement are taken in by "
        "`whoholds import`; those of origin, event, holding, figure and dispute are worked out from them and stand for other readers.",
        "oneOf": [_object(HEAD), *lines, _object(END)],
        "$defs": dict(sorted(defs.items())),
    }


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _line(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    return _object({"kind": {"const": kind}, "body": body})


def _schema(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; records are put into `defs` once and referred to."""
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(one for one in get_args(hint) if one is not type(None))
        return {"anyOf": [_schema(inner, defs), {"type": "null"}]}
    if get_origin(hint) is tuple:
        items = [_schema(one, defs) for one in get_args(hint) if one is not Ellipsis]
        if Ellipsis in get_args(hint):
            return {"type": "array", "items": items[0]}
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    name = hint.__name__
    if name not in defs:
        defs[name] = {}
        plain = {field: _schema(inner, defs) for field, inner in _fields(hint).items()}
        defs[name] = {**_object(plain), "description": " ".join((hint.__doc__ or "").split())}
    return {"$ref": f"#/$defs/{name}"}


@cache
def _fields(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def misfit(hint: Any, data: Any, where: str = "") -> str:
    """Return where data are not what a type asks for, in words; empty where they fit. The same as the schema says."""
    if hint in PLAIN:
        return "" if _is_plain(hint, data) else f"{where or 'it'}: {_shown(data)} is no {hint.__name__}"
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(one for one in get_args(hint) if one is not type(None))
        return "" if data is None else misfit(inner, data, where)
    if get_origin(hint) is tuple:
        return _misfit_in_list(get_args(hint), data, where)
    if not isinstance(data, dict):
        return f"{where or 'it'}: {_shown(data)} is no object"
    fields = _fields(hint)
    odd = sorted(set(fields) ^ set(data))
    if odd:
        return f"{where}.{odd[0]}: {'missing' if odd[0] in fields else 'unknown'}"
    return next(
        (told for name, inner in fields.items() if (told := misfit(inner, data[name], f"{where}.{name}".lstrip(".")))),
        "",
    )


def _misfit_in_list(kinds: tuple[Any, ...], data: Any, where: str) -> str:
    if not isinstance(data, list):
        return f"{where or 'it'}: {_shown(data)} is no list"
    each = [kinds[0]] * len(data) if Ellipsis in kinds else list(kinds)
    if len(each) != len(data):
        return f"{where}: {len(data)} values in place of {len(each)}"
    return next(
        (
            told
            for n, (inner, one) in enumerate(zip(each, data, strict=True))
            if (told := misfit(inner, one, f"{where}[{n}]"))
        ),
        "",
    )


def _is_plain(hint: Any, data: Any) -> bool:
    if hint is float:
        return isinstance(data, int | float) and not isinstance(data, bool)
    if hint is int:
        return isinstance(data, int) and not isinstance(data, bool)
    if hint in (date, datetime):
        return isinstance(data, str) and _is_day(hint, data)
    return isinstance(data, hint)


def _is_day(hint: Any, words: str) -> bool:
    try:
        hint.fromisoformat(words)
    except ValueError:
        return False
    return True


def _shown(data: Any) -> str:
    return repr(data)[:40]
