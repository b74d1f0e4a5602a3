"""A plug-in: one entry point of an installed package, found without loading it, loaded with its faults explained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from whoholds.errors import PluginError, WhoholdsError

EXTRACTORS, MODELS, GAZETTEERS, READERS = (
    "whoholds.extractors",
    "whoholds.models",
    "whoholds.gazetteers",
    "whoholds.readers",
)
GROUPS = (EXTRACTORS, MODELS, GAZETTEERS, READERS)
"""Groups of entry points; docs/plugins.md says what each must give."""
OURS = "whoholds"
"""Name of what ships in the package; no plug-in can take it."""
SHIPPED = {EXTRACTORS: {"endpoint": "whoholds.ask.endpoint:open_endpoint"}}
"""Plug-ins of the package itself; they need no metadata, so that they are there in a source tree, too."""
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True, order=True)
class Plugin:
    """One entry point."""

    group: str
    name: str
    distribution: str
    """The package that brings it, as pip calls it."""
    version: str
    value: str
    """`module:function`."""

    @property
    def origin(self) -> str:
        """Say where it comes from."""
        return OURS if self.distribution == OURS else f"{self.distribution} {self.version}"

    def broken(self, why: str) -> PluginError:
        """Return the error that says what is wrong with it and what to do."""
        todo = f"Update that package, tell its makers, or remove it: pip uninstall {self.distribution}"
        return PluginError(f"plug-in {self.name!r} of {self.origin} ({self.group} = {self.value}): {why}. {todo}")


def list_plugins(group: str) -> tuple[Plugin, ...]:
    """List the plug-ins of a group by name, those of the package itself among them; nothing is loaded."""
    found = {Plugin(group, name, OURS, "", value) for name, value in SHIPPED.get(group, {}).items()}
    for point in entry_points(group=group):
        told = point.dist.metadata if point.dist is not None else None
        package, version = (told["Name"] or "unknown", told["Version"] or "") if told else ("unknown", "")
        found.add(Plugin(group, point.name, package, version, point.value))
    return tuple(sorted(found))


def find_plugin(group: str, name: str) -> Plugin | None:
    """Find a plug-in by name, None where there is none. Raises PluginError where two packages bring one of this name."""
    found = [plugin for plugin in list_plugins(group) if plugin.name == name]
    ours = [plugin for plugin in found if plugin.distribution == OURS]
    if len(ours or found) > 1:
        packages = " and ".join(plugin.origin for plugin in found)
        raise PluginError(f"{group} {name!r} is in {packages}, and only one can be meant; pip uninstall one of them")
    return next(iter(ours or found), None)


def fault_of_name(plugin: Plugin) -> str:
    """Say why a plug-in cannot be asked for by its name; empty where it can."""
    if not NAME.fullmatch(plugin.name):
        return "its name must be small letters, digits, - and _, at most 40"
    taken = plugin.name == OURS or (plugin.distribution != OURS and plugin.name in SHIPPED.get(plugin.group, {}))
    return "its name is that of a part of Whoholds, which comes first" if taken else ""


def load_plugin(plugin: Plugin) -> Any:
    """Import what the entry point names. Raises PluginError, whatever the package raises."""
    try:
        return EntryPoint(plugin.name, plugin.value, plugin.group).load()
    except Exception as fault:  # foreign code: anything may come
        raise plugin.broken(f"it cannot be loaded ({type(fault).__name__}: {fault})") from fault


def call_plugin(plugin: Plugin, *given: Any) -> Any:
    """Load a plug-in and call it. Raises PluginError where it is no function or raises; a WhoholdsError goes through as it is."""
    function = load_plugin(plugin)
    if not callable(function):
        raise plugin.broken(f"it is a {type(function).__name__}, not a function")
    try:
        return function(*given)
    except WhoholdsError:
        raise
    except Exception as fault:  # foreign code: anything may come
        raise plugin.broken(f"opening it failed ({type(fault).__name__}: {fault})") from fault
