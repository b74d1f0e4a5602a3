"""A table of places with its terms; `whoholds gazetteer add plugin:sealand` adds it."""

from __future__ import annotations

from pathlib import Path

from whoholds.plugins.places import PlacesFile


def open_places() -> PlacesFile:
    """Return the file and who made it."""
    return PlacesFile(Path(__file__).with_name("sealand.csv"), "Whoholds example", "CC0-1.0", "GB")
