"""Tables of weights shipped beside the code: opened once, told plainly where one is damaged."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from whoholds.errors import ModelError

Weights = Mapping[str, Mapping[str, float]]


@cache
def open_weights(name: str, *, bare: bool = False) -> Weights:
    """Open weights by answer; `bare` are those for triggers that the learned reader says nothing of. Raises ModelError."""
    file = files("whoholds.extract").joinpath("data", f"{name}.json.gz")
    try:
        plain: dict[str, Weights] = json.loads(gzip.decompress(file.read_bytes()))
        return plain["bare" if bare else "models"]
    except (OSError, ValueError, KeyError, EOFError) as fault:
        raise ModelError(
            f"{file}: the weights of {name} cannot be read ({fault}). Install whoholds again, or make them anew with training/weighed.py"
        ) from None
