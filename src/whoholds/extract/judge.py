"""The judge: small linear models that say which match is a claim, and which phrase fills which role.

Logistic regressions over named features (`features.py`, `role_features.py`), trained on annotated claims by
`training/judge.py`; their weights are a table that people can read. Rules whose conditions failed are judged too: what they
lack may be made up by the rest.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from whoholds.models.shipped import open_shipped_file

FILE = "judge.json.gz"


@dataclass(frozen=True, slots=True)
class Linear:
    """Feature weights, and the least score that says yes."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Iterable[str]) -> float:
        """Return the probability, 0 to 1, that something with these features is what the model looks for."""
        total = math.fsum(filter(None, map(self.weights.get, features)))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def reasons(self, features: Iterable[str], most: int = 6) -> list[tuple[str, float]]:
        """Return the features that weigh most, the strongest first, for `explain`."""
        known = [(name, self.weights[name]) for name in features if name in self.weights]
        return sorted(known, key=lambda item: (-abs(item[1]), item[0]))[:most]


@dataclass(frozen=True, slots=True)
class Judge:
    """One model for matches and one for each role."""

    claims: Linear
    roles: Mapping[str, Linear]
    rules: frozenset[str]
    """Ids of the rules that the models were trained with; others are decided by their conditions alone."""
    version: str


def read_judge(data: bytes, *, bare: bool = False) -> Judge:
    """Read the models from a compressed file; `bare` are those that know nothing of leads.

    Raises ValueError or KeyError where it is none.
    """
    plain = json.loads(gzip.decompress(data))
    chosen = plain["bare"] if bare and "bare" in plain else plain["models"]
    models = {name: Linear(part["weights"], float(part["threshold"])) for name, part in chosen.items()}
    return Judge(models.pop("claims"), models, frozenset(plain["rules"]), str(plain["version"]))


@cache
def open_judge(*, bare: bool = False) -> Judge:
    """Open the shipped judge; `bare` for language readers that give no leads. Raises ModelError where its file is missing or damaged."""
    return open_shipped_file(
        "whoholds.extract", FILE, lambda data: read_judge(data, bare=bare), "the claim judge", "training/judge.py"
    )
