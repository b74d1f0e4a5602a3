"""The shelves opened: reader, gazetteer, catalogue and rules, once a worker, from a small spec."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.geo.gazetteer import Gazetteer, open_gazetteer
from whoholds.models.load import open_reader
from whoholds.models.reader import Reader
from whoholds.plugins.entry import MODELS, OURS, call_plugin, find_plugin
from whoholds.plugins.extractor import Extractor, Setup, open_extractor
from whoholds.rules.load import open_rules
from whoholds.rules.schema import RuleBook
from whoholds.toolkit_spec import ToolkitSpec

__all__ = ["Toolkit", "ToolkitSpec", "extractor_of", "open_language", "open_toolkit"]


@dataclass(frozen=True, slots=True)
class Toolkit:
    """Everything that reading a document needs."""

    reader: Reader
    gazetteer: Gazetteer
    catalogue: Catalogue
    rules: RuleBook
    extractor: Extractor | None = None
    """What finds claims in place of `extract`; None is the shipped extractor, which alone is pure."""


def open_toolkit(spec: ToolkitSpec | None = None, progress: Callable[[int, int], None] | None = None) -> Toolkit:
    """Open all shelves. `progress` is called with counts while the gazetteer's index is built for the first time.

    Raises ModelError, GazetteerError, CatalogueError, RuleError or PluginError, each saying what to do.
    """
    spec = spec or ToolkitSpec()
    extractor = extractor_of(spec)
    return Toolkit(
        reader=open_language(spec.language, spec.threads),
        gazetteer=open_gazetteer(Path(spec.gazetteer) if spec.gazetteer else None, progress=progress),
        catalogue=open_catalogue(spec.catalogue),
        rules=open_rules(spec.rules),
        extractor=extractor,
    )


def extractor_of(spec: ToolkitSpec) -> Extractor | None:
    """Open the extractor of a spec; None is the shipped one. Raises PluginError."""
    return None if spec.extractor == OURS else open_extractor(spec.extractor, Setup(json.loads(spec.options), spec.run))


def open_language(language: str, threads: int = 1) -> Reader:
    """Open the shipped reader, the one that a plug-in brings under this name, or the spaCy pipeline. Raises ModelError or PluginError."""
    plugin = None if language == OURS else find_plugin(MODELS, language)
    if plugin is None:
        return open_reader(language, threads)
    found = call_plugin(plugin, threads)
    if not isinstance(getattr(found, "name", None), str) or not callable(getattr(found, "read", None)):
        raise plugin.broken(f"it gives a {type(found).__name__}, which has no name and read(text)")
    reader: Reader = found
    return reader
