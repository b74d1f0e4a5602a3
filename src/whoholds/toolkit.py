"""The shelves opened: reader, gazetteer, catalogue and rules, once a worker, from a small spec."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.geo.gazetteer import Gazetteer, open_gazetteer
from whoholds.models.load import open_reader
from whoholds.models.reader import Reader
from whoholds.rules.load import open_rules
from whoholds.rules.schema import RuleBook
from whoholds.toolkit_spec import ToolkitSpec

__all__ = ["Toolkit", "ToolkitSpec", "open_toolkit"]


@dataclass(frozen=True, slots=True)
class Toolkit:
    """Everything that reading a document needs."""

    reader: Reader
    gazetteer: Gazetteer
    catalogue: Catalogue
    rules: RuleBook


def open_toolkit(spec: ToolkitSpec | None = None, progress: Callable[[int, int], None] | None = None) -> Toolkit:
    """Open all shelves. `progress` is called with counts while the gazetteer's index is built for the first time.

    Raises ModelError, GazetteerError, CatalogueError or RuleError, each saying what to do.
    """
    spec = spec or ToolkitSpec()
    return Toolkit(
        reader=open_reader(spec.language, spec.threads),
        gazetteer=open_gazetteer(Path(spec.gazetteer) if spec.gazetteer else None, progress=progress),
        catalogue=open_catalogue(spec.catalogue),
        rules=open_rules(spec.rules),
    )
