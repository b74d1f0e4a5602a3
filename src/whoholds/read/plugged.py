"""Readers of other kinds of files that packages bring: asked for endings that Whoholds does not read itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from whoholds.errors import PluginError
from whoholds.plugins.entry import READERS, Plugin, call_plugin, list_plugins
from whoholds.read.make import Found
from whoholds.read.options import Fault

ENDING = re.compile(r"\.[a-z0-9_+-]{1,16}")
FACTS = ("id", "title", "source", "url", "date")


class FileReader(Protocol):
    """What an entry point of the group `whoholds.readers` must return when it is called."""

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its files: `.sea`, in small letters."""
        ...

    def read(self, data: bytes, path: str) -> Iterable[Found | Fault]:
        """Return the articles of a file, and what of it cannot be read; the same for the same bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Plugged:
    """A reader with where it comes from."""

    plugin: Plugin
    reader: FileReader


@cache
def plugged_readers(taken: frozenset[str]) -> Mapping[str, Plugged]:
    """Open the readers that packages bring, by ending. Raises PluginError where one is broken, or wants an ending that is taken.

    Asked once a process: packages that are installed meanwhile are seen by the next one.
    """
    found: dict[str, Plugged] = {}
    for plugin in list_plugins(READERS):
        one = Plugged(plugin, _opened(plugin))
        for ending in one.reader.endings:
            if ending in taken:
                raise plugin.broken(f"files that end in {ending} are read by Whoholds itself")
            if ending in found:
                raise PluginError(
                    f"files that end in {ending}: {found[ending].plugin.origin} and {plugin.origin} both read them; remove one"
                )
            found[ending] = one
    return found


def open_file_reader(plugin: Plugin, taken: frozenset[str]) -> FileReader:
    """Open one reader, for `whoholds doctor`. Raises PluginError."""
    reader = _opened(plugin)
    if clash := sorted(taken & set(reader.endings)):
        raise plugin.broken(f"files that end in {clash[0]} are read by Whoholds itself")
    return reader


def _opened(plugin: Plugin) -> FileReader:
    reader = call_plugin(plugin)
    endings = getattr(reader, "endings", ())
    good = (
        isinstance(endings, tuple)
        and endings
        and all(isinstance(one, str) and ENDING.fullmatch(one) for one in endings)
    )
    if not good or not callable(getattr(reader, "read", None)):
        raise plugin.broken(
            f"it gives a {type(reader).__name__}, which has no endings such as ('.sea',) and read(data, path)"
        )
    opened: FileReader = reader
    return opened


def read_plugged(one: Plugged, data: bytes, path: str) -> Iterator[Found | Fault]:
    """Read a file with a plug-in; whatever goes wrong in it is that file's fault alone."""
    try:
        for item in one.reader.read(data, path):
            yield _checked(one, item, path)
    except Exception as fault:  # foreign code: anything may come
        yield Fault(path, str(one.plugin.broken(f"reading this file failed ({type(fault).__name__}: {fault})")))


def _checked(one: Plugged, item: object, path: str) -> Found | Fault:
    if isinstance(item, Fault):
        return item
    if not isinstance(item, Found) or not isinstance(item.text, str) or not isinstance(item.path, str):
        return Fault(
            path,
            str(one.plugin.broken(f"it gives a {type(item).__name__} where a Found with a text and a path is due")),
        )
    wrong = [name for name in FACTS if not isinstance(getattr(item, name), str | None)]
    return Fault(path, str(one.plugin.broken(f"{wrong[0]} of an article is no text"))) if wrong else item
