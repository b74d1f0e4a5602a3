"""Train the chooser of names: a conditional logit over the options of annotated fillers. See README.md.

Every annotated filler is resolved by the rules; the options that `resolve/options.py` and `place_options.py` think of are marked right where their
name is the annotated one. Half of `dev.jsonl` is learned from, as by `judge.py`; our own texts count one, the others `WEIGHT`.
Needs SciPy.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from judge import gold_documents
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from whoholds.annotate.document import annotate
from whoholds.evaluate.actors import ROLES, canon, days_of, gold_claim
from whoholds.records import Document, Link
from whoholds.resolve import document as resolving
from whoholds.resolve.asking import Ask
from whoholds.resolve.chooser import Chooser, choose_place, choose_side, read_chooser
from whoholds.resolve.option_features import features
from whoholds.resolve.options import Option, side_options
from whoholds.resolve.place_options import place_options
from whoholds.resolve.scene import Scene
from whoholds.toolkit import Toolkit, open_toolkit

OUT = Path("src/whoholds/resolve/data/chooser.json.gz")
PENALTY = 6.0
"""Of 2, 6 and 15 the best for sides and places together, cross-validated over documents."""
WEIGHT = 4.0
"""Weight of the texts that are not our own; 10 gave no more."""
FOLDS = 5
LEAST_SEEN, LEAST_WEIGHT = 3, 0.02


@dataclass
class Row:
    """One annotated filler: the features of its options, which of them are right, and whether the rules were."""

    document: str
    role: str
    options: list[tuple[str, ...]]
    right: list[bool]
    ruled: bool


class Gatherer:
    """Stands between resolving and its chooser, and writes down what it is asked."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rows: list[Row] = []
        self.document = ""
        self.gold: dict[tuple[str, int, int, str], set[str]] = {}

    def side(self, scene: Scene, ask: Ask, links: tuple[Link, ...]) -> tuple[Link, ...]:
        """Write down the options of a side or speaker; go on with the name that is chosen so far, as reading does."""
        self._note(scene, ask, links, side_options(scene, ask, links))
        return choose_side(scene, ask, links)

    def place(self, scene: Scene, ask: Ask, links: tuple[Link, ...]) -> tuple[Link, ...]:
        """Write down the options of a place; go on with the name that is chosen so far."""
        self._note(scene, ask, links, place_options(scene, ask, links))
        return choose_place(scene, ask, links)

    def _note(self, scene: Scene, ask: Ask, links: tuple[Link, ...], options: Sequence[Option]) -> None:
        names = self.gold.get((ask.role, ask.start, ask.end, ask.type))
        if names is None or not options:
            return
        right = [canon(option.name) in names for option in options]
        ruled = bool(links) and canon(links[0].name) in names
        self.rows.append(Row(self.document, ask.role, features(scene, ask, links, options), right, ruled))

    def read(self, data: dict[str, Any], toolkit: Toolkit) -> None:
        """Resolve the annotated fillers of one document."""
        text = Document(data["doc"], data["text"], data.get("source"), title=data.get("title"), published=days_of(data.get("date")))
        self.document, self.gold = data["doc"], {}
        for claim in data["claims"]:
            for role in ROLES:
                for filler in claim.get(role) or []:
                    spot = (role, filler["start"], filler["end"], claim["type"])
                    self.gold.setdefault(spot, set()).add(canon(filler["name"]))
        claims = tuple(gold_claim(text, claim, part) for part, claim in enumerate(data["claims"]))
        with patch.object(resolving, "choose_side", self.side), patch.object(resolving, "choose_place", self.place):
            resolving.resolve(annotate(text, toolkit), claims, toolkit)


@dataclass
class Table:
    """Rows as a sparse matrix, options of one row together."""

    matrix: csr_matrix
    starts: np.ndarray
    group: np.ndarray
    right: np.ndarray
    weights: np.ndarray


def table_of(rows: Sequence[Row], names: dict[str, int], weights: Sequence[float]) -> Table:
    """Lay out the rows that have a right option."""
    indices: list[int] = []
    ends, group, right = [0], [], []
    for number, row in enumerate(rows):
        for option, yes in zip(row.options, row.right, strict=True):
            indices += [names[name] for name in option if name in names]
            ends.append(len(indices))
            group.append(number)
            right.append(yes)
    matrix = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(ends) - 1, len(names)))
    groups = np.array(group)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    return Table(matrix, starts, groups, np.array(right, float), np.array(weights))


def loss_of(weights: np.ndarray, table: Table, before: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the negative log likelihood of the right options, penalised for leaving the weights before, and its gradient."""
    away = weights - before
    scores = table.matrix @ weights
    shifted = np.exp(scores - np.maximum.reduceat(scores, table.starts)[table.group])
    chance = shifted / np.add.reduceat(shifted, table.starts)[table.group]
    good = np.add.reduceat(chance * table.right, table.starts)
    wanted = chance * table.right / good[table.group]
    loss = -float(table.weights @ np.log(good)) + PENALTY / 2 * float(away @ away)
    return loss, table.matrix.T @ (table.weights[table.group] * (chance - wanted)) + PENALTY * away


def fit(rows: Sequence[Row], own: frozenset[str], before: Mapping[str, float]) -> dict[str, float]:
    """Fit the weights of features seen often enough; where these rows say nothing, the weights before hold."""
    kept = [row for row in rows if any(row.right)]
    seen = Counter(name for row in kept for option in row.options for name in option)
    often = {name for name, times in seen.items() if times >= LEAST_SEEN}
    names = {name: i for i, name in enumerate(sorted(often | set(before)))}
    table = table_of(kept, names, [1.0 if row.document in own else WEIGHT for row in kept])
    start = np.array([before.get(name, 0.0) for name in names])
    found = minimize(loss_of, start, args=(table, start), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return {name: round(float(found.x[i]), 3) for name, i in names.items() if abs(found.x[i]) >= LEAST_WEIGHT}


def share_right(rows: Sequence[Row], weights: dict[str, float]) -> float:
    """Return the share of rows whose likeliest option is right."""
    good = 0
    for row in rows:
        scores = [sum(weights.get(name, 0.0) for name in option) for option in row.options]
        good += row.right[int(np.argmax(scores))]
    return good / len(rows) if rows else 0.0


def crossed(rows: Sequence[Row], own: frozenset[str], before: Mapping[str, float]) -> Iterator[tuple[str, float, float]]:
    """Return, for our own texts and the others, the share that the rules have right and that unseen documents get."""
    documents = sorted({row.document for row in rows})
    parts: dict[str, list[tuple[int, float, float]]] = {"own": [], "others": []}
    for fold in range(FOLDS):
        test = set(documents[fold::FOLDS])
        weights = fit([row for row in rows if row.document not in test], own, before)
        for name in parts:
            held = [row for row in rows if row.document in test and (row.document in own) == (name == "own")]
            ruled = sum(row.ruled for row in held)
            parts[name].append((len(held), ruled, share_right(held, weights) * len(held)))
    for name, counts in parts.items():
        total = sum(n for n, _, _ in counts) or 1
        yield name, sum(r for _, r, _ in counts) / total, sum(c for _, _, c in counts) / total


def main() -> None:
    """Gather, cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True, help="folder of train.jsonl and dev.jsonl")
    parser.add_argument("--own", type=Path, required=True, help="our own annotated texts, as JSON lines of gold_text.py")
    parser.add_argument("--before", type=Path, help="weights to go on from: what earlier texts said, where the new ones say nothing else")
    parser.add_argument("--quick", action="store_true", help="no cross-validation")
    options = parser.parse_args()
    toolkit, gatherer = open_toolkit(), Gatherer()
    before = read_chooser(options.before.read_bytes()) if options.before else Chooser({}, {})
    own = [json.loads(line) for line in options.own.read_text(encoding="utf-8").splitlines()]
    for data in [*gold_documents(options.claims), *own]:
        gatherer.read(data, toolkit)
    names = frozenset(data["doc"] for data in own)
    told: dict[str, Any] = {"fillers": len(gatherer.rows), "penalty": PENALTY, "weight": WEIGHT}
    made: dict[str, Any] = {}
    for kind, places in (("sides", False), ("places", True)):
        rows = [row for row in gatherer.rows if (row.role == "place") == places]
        old = before.places if places else before.sides
        if not options.quick:
            told[kind] = {name: {"rules": round(a, 4), "chosen": round(b, 4)} for name, a, b in crossed(rows, names, old)}
        made[kind] = fit(rows, names, old)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress(json.dumps({**made, "trained": told}, indent=0).encode(), mtime=0))
    print(json.dumps(told), OUT.stat().st_size)


if __name__ == "__main__":
    main()
