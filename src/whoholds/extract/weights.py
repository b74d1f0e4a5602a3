"""Tables of weights shipped beside the code: opened once, told plainly where one is damaged."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache

from whoholds.models.shipped import open_shipped_file

Weights = Mapping[str, Mapping[str, float]]


@cache
def open_weights(name: str, *, bare: bool = False) -> Weights:
    """Open weights by answer; `bare` are those for triggers that the learned reader says nothing of. Raises ModelError."""
    return open_shipped_file(
        "whoholds.extract",
        f"{name}.json.gz",
        lambda data: read_weights(data, "bare" if bare else "models"),
        f"the table of weights of {name}",
        "training/weighed.py",
    )


def read_weights(data: bytes, part: str) -> Weights:
    """Read one part of a compressed file of weights. Raises ValueError or KeyError where it is none."""
    plain: dict[str, Weights] = json.loads(gzip.decompress(data))
    return plain[part]
