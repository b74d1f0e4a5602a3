"""Open a small model that ships beside the code of a room, and tell plainly where its file is damaged."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import TypeVar

from whoholds.errors import ModelError

Model = TypeVar("Model")


def open_shipped_file(package: str, name: str, read: Callable[[bytes], Model], what: str, script: str) -> Model:
    """Read `data/NAME` of a package by `read`. Raises ModelError that names `what` it is and the `script` that makes it anew."""
    file = files(package).joinpath("data", name)
    try:
        return read(file.read_bytes())
    except (OSError, ValueError, KeyError, EOFError) as fault:
        raise ModelError(
            f"{file}: {what} cannot be read ({fault}). Install whoholds again, or make it anew with {script}"
        ) from None
