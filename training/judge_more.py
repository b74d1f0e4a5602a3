"""Let the shipped judge learn from more texts: each weight is held where it was by what the earlier texts said of it. See README.md.

Bayesian logistic regression by Laplace's approximation: the weights before are the mean of a normal prior whose precision is the curvature
of the likelihood, taken to be `HELD` times that of the new texts, plus that of the ridge penalty. For texts whose leads are honest, those of a branch
that had not learned from them, where those of the earlier texts are gone. Needs SciPy.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from judge import (
    LEAST_WEIGHT,
    OUT,
    STRENGTH,
    Lesson,
    careful,
    claims_f1,
    example_rows,
    lesson_of,
    plain_f1,
    read_leads,
    rows_of,
)
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from whoholds.rules.schema import ROLES
from whoholds.toolkit import open_toolkit

HELD = 2.0
"""How many times as much the earlier texts count: about the ratio of their number. 1.5 and 3 gave the same within 0.001."""


def table_of(features: Sequence[tuple[str, ...]], names: dict[str, int]) -> csr_matrix:
    """Make a table of which features (columns, added to `names`) each row has."""
    places = [sorted({names.setdefault(name, len(names)) for name in row}) for row in features]
    ends = np.cumsum([0, *map(len, places)])
    flat = np.array([place for row in places for place in row])
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(places), len(names)))


def chance(scores: np.ndarray) -> np.ndarray:
    """Turn log odds into probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))


def moved(table: csr_matrix, right: np.ndarray, before: np.ndarray, held: float) -> np.ndarray:
    """Return the likeliest weights given those before and the rows."""
    sure = chance(table @ before)
    stiff = held * np.asarray(table.multiply((sure * (1 - sure))[:, None]).sum(0)).ravel() + 1 / STRENGTH

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores, away = table @ weights, weights - before
        value = float(np.sum(np.logaddexp(0, scores) - right * scores) + np.sum(stiff * away**2) / 2)
        return value, table.T @ (chance(scores) - right) + stiff * away

    return np.asarray(minimize(loss, before, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def learned(
    lesson: Lesson, weights: dict[str, float], held: float, examples: Lesson | None = None
) -> tuple[dict[str, float], np.ndarray, np.ndarray]:
    """Return the new weights, the scores that the old ones give, and those of two halves each scored by what the other taught.

    `examples` are learned from at last, and never scored: the rules' own sentences.
    """
    names = {name: number for number, name in enumerate(weights)}
    more = table_of(examples.features, names) if examples else None
    table = table_of(lesson.features, names)
    before = np.array([weights.get(name, 0.0) for name in names])
    right = np.array(lesson.right, float)
    half = np.isin(lesson.documents, sorted(set(lesson.documents))[::2])
    crossed = np.zeros(len(right))
    for part in (half, ~half):
        crossed[~part] = chance(table[~part] @ moved(table[part], right[part], before, 2 * held))
    if examples and more is not None:
        more.resize((more.shape[0], table.shape[1]))
        after = moved(csr_matrix(vstack((table, more))), np.concatenate((right, examples.right)), before, held)
    else:
        after = moved(table, right, before, held)
    kept = {name: round(float(w), 4) for name, w in zip(names, after, strict=True) if abs(w) >= LEAST_WEIGHT or name in weights}
    return dict(sorted(kept.items())), chance(table @ before), crossed


def main() -> None:
    """Read the texts, learn, say what it brought, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", type=Path, required=True, help="the new annotated texts, as JSON lines of gold_text.py")
    parser.add_argument("--leads", type=Path, nargs="+", required=True, help="their leads, of branches that had not learned from them")
    parser.add_argument("--threshold", type=float, help="of claims; the best of the new texts where it is not given")
    options = parser.parse_args()
    leads = {spot: found for path in options.leads for spot, found in read_leads(path).items()}
    documents = [json.loads(line) for line in options.own.read_text(encoding="utf-8").splitlines()]
    known = {name for name, _ in leads}
    documents = [data for data in documents if data["doc"] in known]
    toolkit = open_toolkit()
    made = [rows_of(data, toolkit, leads) for data in documents]
    rows, roles = [row for pair in made for row in pair[0]], [row for pair in made for row in pair[1]]
    plain: dict[str, Any] = json.loads(gzip.decompress(OUT.read_bytes()))
    models, wanted = plain["models"], float(sum(len(data["claims"]) for data in documents))
    lesson = lesson_of(rows, [row.gold >= 0 for row in rows])
    examples = example_rows(toolkit)
    told = lesson_of(examples, [row.gold >= 0 for row in examples])
    models["claims"]["weights"], old, new = learned(lesson, models["claims"]["weights"], HELD, told)
    limit = models["claims"]["threshold"]
    best = careful([(claims_f1(rows, new, t / 100, wanted), t / 100) for t in range(13, 61, 2)])
    models["claims"]["threshold"] = options.threshold or best[1]
    print(f"claims: {claims_f1(rows, old, limit, wanted):.4f} at {limit} before; {best[0]:.4f} at {best[1]}")
    for role in ROLES:
        lesson, limit = lesson_of(roles, [role in row.roles for row in roles]), models[role]["threshold"]
        models[role]["weights"], old, new = learned(lesson, models[role]["weights"], HELD)
        print(f"{role}: {plain_f1(lesson, old, limit):.4f} before, {plain_f1(lesson, new, limit):.4f}")
    plain["trained"]["more"] = {"documents": len(documents), "claims": int(wanted), "held": HELD}
    OUT.write_bytes(gzip.compress(json.dumps(plain, indent=0).encode(), mtime=0))


if __name__ == "__main__":
    main()
