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
    extractor: str = "whoholds"
    """`whoholds`, or the name of a plug-in."""
    options: str = "{}"
    """What the settings say to that extractor, as JSON: text, so that a spec can be a key."""
    run: str = ""
    """Name of the run, for extractors that count what it costs; the same in all its processes."""

    @property
    def patience(self) -> float:
        """How many times longer a worker may take for a document: another extractor may wait for a network."""
        return 1.0 if self.extractor == "whoholds" else 30.0
