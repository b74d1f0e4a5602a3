"""What a toolkit is opened from; light, so that settings and workers carry it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToolkitSpec:
    """What to open; small, so that it travels to workers."""

    language: str = "whoholds"
    """`whoholds`, or the name of an installed spaCy pipeline."""
    rules: tuple[str, ...] = ()
    """Folders of rules beside the shipped ones."""
    catalogue: tuple[str, ...] = ()
    """Files of sides beside the shipped ones."""
    gazetteer: str | None = None
    """Path of an index; None: the one in the user's cache folder."""
    threads: int = 1
