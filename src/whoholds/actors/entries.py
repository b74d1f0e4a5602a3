"""Read catalogue files: every scalar as a string, every fault kept with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

import yaml

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as a string; the one in C is ten times faster, where it is there."""


class Readable(Protocol):
    """A file of the package, or a path."""

    @property
    def name(self) -> str:
        """Return the file's name."""
        ...

    def read_text(self, encoding: str) -> str:
        """Return what the file holds."""
        ...


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys that an entry may have."""

    texts: frozenset[str]
    lists: frozenset[str] = frozenset()
    inner: Mapping[str, Shape] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    unless: str = ""
    """A key beside which the needed ones are not needed."""

    @property
    def keys(self) -> list[str]:
        """List every key that is known."""
        return sorted(self.texts | self.lists | set(self.inner))


@dataclass(slots=True)
class Item:
    """One entry as it was read: strings, lists of strings, and entries inside it."""

    file: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inner: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Say where the entry stands."""
        return f"{self.file}, line {self.line}"

    def text(self, key: str, default: str = "") -> str:
        """Return a scalar."""
        return self.texts.get(key, default)

    def list(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty where the key is not given."""
        return self.lists.get(key, ())


def read_entries(file: Readable, shape: Shape, faults: list[str]) -> list[Item]:
    """Read a file that holds a list of entries; what is wrong is added to `faults`."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        faults.append(f"{file.name}: not readable as YAML: {' '.join(str(error).split())}")
        return []
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        faults.append(f"{file.name}: must be a list of entries, each beginning with a dash")
        return []
    return [_item(file.name, child, shape, faults) for child in node.value]


def _item(file: str, node: yaml.Node, shape: Shape, faults: list[str]) -> Item:
    item = Item(file, node.start_mark.line + 1)
    if not isinstance(node, yaml.MappingNode):
        faults.append(f"{item.where}: an entry must be a mapping of keys to values")
        return item
    for key, value in node.value:
        _take(item, str(key.value), value, shape, faults)
    needed = frozenset() if shape.unless in item.texts else shape.needed
    for key in sorted(needed - set(item.texts) - set(item.lists)):
        faults.append(f"{item.where}: key {key!r} is missing")
    return item


def _take(item: Item, key: str, value: yaml.Node, shape: Shape, faults: list[str]) -> None:
    where = f"{item.file}, line {value.start_mark.line + 1}"
    if key in shape.texts and isinstance(value, yaml.ScalarNode):
        item.texts[key] = value.value.strip()
    elif key in shape.lists and isinstance(value, yaml.SequenceNode):
        wrong = [child for child in value.value if not isinstance(child, yaml.ScalarNode)]
        faults.extend(f"{where}: {key!r} must be a list of words" for _ in wrong[:1])
        item.lists[key] = tuple(child.value.strip() for child in value.value if isinstance(child, yaml.ScalarNode))
    elif key in shape.inner and isinstance(value, yaml.SequenceNode):
        item.inner[key] = tuple(_item(item.file, child, shape.inner[key], faults) for child in value.value)
    elif key in shape.keys:
        faults.append(f"{where}: {key!r} must be {'a word or phrase' if key in shape.texts else 'a list'}")
    else:
        faults.append(f"{where}: unknown key {key!r}; known keys: {', '.join(shape.keys)}")


def read_day(item: Item, key: str, faults: list[str]) -> date | None:
    """Read `2014`, `2014-06` or `2014-06-29`; a year or month is its first day, for `until` its last."""
    words = item.text(key)
    if not words:
        return None
    try:
        parts = [int(part) for part in words.split("-")]
        first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except (ValueError, IndexError):
        faults.append(f"{item.where}: {key} {words!r} is no day; write 2014, 2014-06 or 2014-06-29")
        return None
    if key != "until" or len(parts) > 2:
        return first
    if len(parts) == 1 or parts[1] == 12:
        return date(parts[0], 12, 31)
    return date(parts[0], parts[1] + 1, 1) - timedelta(days=1)


def read_window(item: Item, faults: list[str]) -> tuple[date | None, date | None]:
    """Read `since` and `until`; an end before the beginning is a fault."""
    since, until = read_day(item, "since", faults), read_day(item, "until", faults)
    if since and until and since > until:
        faults.append(f"{item.where}: since {item.text('since')} lies after until {item.text('until')}")
    return since, until
