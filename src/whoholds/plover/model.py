"""The coder's learned weights: multinomial and logistic regressions over named features, run with numpy alone.

Trained by `training/plover_coder.py`; what they learned from, and how they score, stands in the file's card and in docs/plover.md.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from whoholds.models.shipped import open_shipped_file

FILE = "coder.json.gz"
NONE = "NONE"
"""The class of a sentence that tells no event of PLOVER."""

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Classes:
    """A multinomial logistic regression over named features and a vector."""

    names: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]
    """Feature to a weight for each class."""
    center: Array
    scale: Array
    """A vector is centred and scaled before its weights count; empty where the model reads none."""
    matrix: Array

    def probabilities(self, features: Iterable[str], vector: npt.NDArray[np.float32]) -> dict[str, float]:
        """Return how likely each class is."""
        known = [self.weights[name] for name in sorted(features) if name in self.weights]
        total = np.sum(np.array(known, dtype=np.float64), axis=0) if known else np.zeros(len(self.names))
        if len(self.center):
            total = total + ((vector - self.center) * self.scale) @ self.matrix
        raised = np.exp(total - total.max())
        return dict(zip(self.names, (raised / raised.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Role:
    """A logistic regression that says which phrase is an actor."""

    weights: Mapping[str, float]
    first: float
    """Least probability of the first actor of this role."""
    further: float
    """Least probability of any other."""

    def score(self, features: Iterable[str]) -> float:
        """Return the probability that a phrase with these features has the role."""
        total = math.fsum(self.weights.get(name, 0.0) for name in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the coder has learned."""

    version: str
    events: Classes
    bare: Classes
    """For language readers that give no vectors."""
    source: Role
    target: Role


def read_weights(data: bytes) -> Weights:
    """Read the weights from a compressed file. Raises ValueError or KeyError where it is none."""
    plain = json.loads(gzip.decompress(data))
    events, bare = (_classes(plain[name]) for name in ("events", "bare"))
    source, target = (
        Role(plain[name]["weights"], float(plain[name]["first"]), float(plain[name]["further"]))
        for name in ("source", "target")
    )
    return Weights(str(plain["version"]), events, bare, source, target)


def _classes(plain: Mapping[str, Any]) -> Classes:
    center, scale, matrix = (np.array(plain[name], dtype=np.float64) for name in ("center", "scale", "matrix"))
    return Classes(tuple(plain["names"]), plain["weights"], center, scale, matrix)


@cache
def open_weights() -> Weights:
    """Open the shipped weights. Raises ModelError where their file is missing or damaged."""
    return open_shipped_file("whoholds.plover", FILE, read_weights, "the PLOVER coder", "training/plover_coder.py")
