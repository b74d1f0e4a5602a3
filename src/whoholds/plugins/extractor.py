"""An extractor that a plug-in brings: what it must be, and how it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from whoholds.errors import PluginError
from whoholds.plugins.entry import EXTRACTORS, OURS, call_plugin, find_plugin, list_plugins
from whoholds.records import Annotated, Claim


class Extractor(Protocol):
    """Anything that finds the claims of a document; the laws that they must keep are in docs/extractors.md."""

    @property
    def name(self) -> str:
        """Name and version; another name makes known articles be read anew."""
        ...

    def extract(self, annotated: Annotated) -> tuple[Claim, ...]:
        """Return the claims of a document, unresolved: the same for the same document."""
        ...


@runtime_checkable
class TellsCost(Protocol):
    """An extractor that costs something."""

    def cost(self) -> str:
        """Say what this run has cost so far, in a line; empty where nothing was asked."""
        ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What an extractor is opened with."""

    options: Mapping[str, Any] = field(default_factory=dict)
    """The table `[extractors.NAME]` of whoholds.toml."""
    run: str = ""
    """Name of the run, the same in all its processes; empty: a run of its own."""


def open_extractor(name: str, setup: Setup) -> Extractor:
    """Open an extractor by its name. Raises PluginError, and whatever WhoholdsError it explains its own faults with."""
    plugin = find_plugin(EXTRACTORS, name)
    if plugin is None:
        known = ", ".join([OURS, *(one.name for one in list_plugins(EXTRACTORS))])
        raise PluginError(
            f"no extractor {name!r}; those that are here: {known}. Install the package that brings it, or set another"
        )
    extractor = call_plugin(plugin, setup)
    if not isinstance(getattr(extractor, "name", None), str) or not callable(getattr(extractor, "extract", None)):
        raise plugin.broken(f"it gives a {type(extractor).__name__}, which has no name and extract(annotated)")
    opened: Extractor = extractor
    return opened
