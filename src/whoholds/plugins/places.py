"""A table of places that a package brings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from whoholds.errors import PluginError
from whoholds.plugins.entry import GAZETTEERS, call_plugin, find_plugin, list_plugins


@dataclass(frozen=True, slots=True)
class PlacesFile:
    """A file of places inside a package, of a kind that `whoholds gazetteer add` reads, and its terms."""

    path: Path
    source: str
    """Who made it."""
    licence: str
    country: str | None = None
    """Name or code of the country of rows that tell none."""


def open_places_file(name: str) -> PlacesFile:
    """Return the file that a plug-in brings. Raises PluginError."""
    plugin = find_plugin(GAZETTEERS, name)
    if plugin is None:
        known = ", ".join(one.name for one in list_plugins(GAZETTEERS)) or "none"
        raise PluginError(
            f"no gazetteer {name!r}; those that packages bring: {known}. Install the package that brings it"
        )
    found = call_plugin(plugin)
    if not isinstance(found, PlacesFile):
        raise plugin.broken(f"it gives a {type(found).__name__}, not a PlacesFile")
    if not Path(found.path).exists():
        raise plugin.broken(f"its file {found.path} is not there")
    return found
