"""Train the PLOVER coder: regressions over the features of sentences and of their phrases. See README.md and docs/plover.md.

Learns from coded sentences of our own (`plover/*.txt`) and from the fitting half of the gold records; strengths were chosen by
cross-validation over that half, whose scores are printed. Writes `src/whoholds/plover/data/coder.json.gz`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from plover_text import read_file
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from whoholds.evaluate.plover import fitting_half, measured, tally
from whoholds.pipeline import Made, claims_of
from whoholds.plover.actors import Candidate, Stage, actor_features, candidates
from whoholds.plover.coder import Seen, code_seen, see
from whoholds.plover.model import Weights, read_weights
from whoholds.plover.words import Families, open_families
from whoholds.records import Document, Sentence
from whoholds.toolkit import Toolkit, open_toolkit

OUT = Path("src/whoholds/plover/data/coder.json.gz")
STRENGTH, DENSE, READ = 0.3, 0.5, 0.25
"""Inverse of the L2 penalty of the classes, of 0.07, 0.15 and 0.3; scale of the vectors, of 0.3 to 1.2, and of what the claim branch takes words for,
between 0.2 and 0.3 (0.6 is worse): the likeliest classes in cross-validation over the fitting half and between two sets of our own sentences."""
ACTOR_STRENGTH = 0.1
"""The same for actors, of 0.1, 0.3 and 1."""
LEAST = {"source": (0.1, 0.6), "target": (0.25, 0.6)}
"""Least probability of the first actor and of a further one; of five pairs the best F1 in the same cross-validation."""
TERMS = "sentences of our own: Apache-2.0; gold records: CC BY-SA 4.0, (c) 2016 Open Event Data Alliance"
SEEN_TWICE, LEAST_WEIGHT, FOLDS = 2, 0.01, 5

PER_WORD = 768
"""Columns of a word's vector; a sentence has three of them, and fewer columns than one holds of what the claim branch takes words for."""

Span = tuple[int, int]


@dataclass
class Example:
    """A coded sentence as the coder sees it."""

    text: str
    event: str
    made: Made
    seen: Seen
    sources: list[Span]
    targets: list[Span]
    row: dict[str, Any] | None = None
    """The gold record, where it is one."""


def long_sentence(made: Made) -> Sentence:
    """Return the sentence that a record is about."""
    return max(made.annotated.sentences, key=lambda one: len(one.tokens))


def example_of(
    text: str, event: str, roles: tuple[list[Span], list[Span]], toolkit: Toolkit, families: Families
) -> Example:
    """Read a sentence as the program reads it; parties that act on each other are sources."""
    made = claims_of(Document("plover", text), toolkit)
    sources, targets = roles
    return Example(
        text,
        event,
        made,
        see(made, long_sentence(made), toolkit.reader, families),
        sources,
        [one for one in targets if one not in sources],
    )


def gold_examples(path: Path, toolkit: Toolkit, families: Families) -> list[Example]:
    """Read the fitting half of the gold records; spans that are not verbatim are left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = []
    for row in fitting_half(rows):
        gold = row["gold"]
        roles = tuple(
            [(a["start"], a["end"]) for a in gold[role] if a.get("start") is not None] for role in ("source", "target")
        )
        found.append(example_of(row["text"], gold["event"], (roles[0], roles[1]), toolkit, families))
        found[-1].row = row
    return found


def vectoriser(rows: Sequence[Sequence[str]]) -> tuple[DictVectorizer, sparse.csr_matrix]:
    """Number the features that occur twice."""
    counts = Counter(name for row in rows for name in row)
    names = DictVectorizer()
    return names, names.fit_transform([{name: 1.0 for name in row if counts[name] >= SEEN_TWICE} for row in rows])


def scales(columns: int) -> np.ndarray:
    """Weigh the columns of a sentence's vector: the reader's vectors, then what its claim branch takes words for."""
    read = columns % PER_WORD
    return np.repeat([DENSE / np.sqrt((columns - read) / 100), READ / np.sqrt(read / 100)], [columns - read, read])


def fit_classes(examples: Sequence[Example], *, dense: bool) -> dict[str, Any]:
    """Fit the regression that tells classes, with or without vectors."""
    names, matrix = vectoriser([one.seen.features for one in examples])
    vectors = np.array([one.seen.vector for one in examples], dtype=np.float64)
    center, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    scale = scales(vectors.shape[1]) / spread
    both = sparse.hstack([matrix, sparse.csr_matrix((vectors - center) * scale)]) if dense else matrix
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(both.tocsr(), [one.event for one in examples])
    count = len(names.feature_names_)
    weights = {
        name: [round(float(w), 3) for w in row]
        for name, row in zip(names.feature_names_, model.coef_[:, :count].T, strict=True)
        if np.abs(row).max() >= LEAST_WEIGHT or name == "all"
    }
    weights["all"] = [round(a + float(b), 3) for a, b in zip(weights["all"], model.intercept_, strict=True)]
    told = {"names": model.classes_.tolist(), "weights": weights, "center": [], "scale": [], "matrix": []}
    if dense:
        told |= {"center": np.round(center, 3).tolist(), "scale": np.round(scale, 4).tolist()}
        told["matrix"] = np.round(model.coef_[:, count:].T, 4).tolist()
    return told


def marked(stage: Stage, phrases: Sequence[Candidate], spans: Sequence[Span]) -> list[bool]:
    """Mark the phrase that fits each span best; others that overlap it are as wrong as any ("officials" where "Hungarian" is coded)."""
    tokens, marks = stage.tree.tokens, [False] * len(phrases)
    for start, end in spans:
        best = (0.0, -1)
        for number, one in enumerate(phrases):
            first, last = tokens[one.first].start, tokens[one.last].end
            common = min(end, last) - max(start, first)
            if common > 0 and 2 * common >= min(end - start, last - first):
                best = max(best, (common / (max(end, last) - min(start, first)), number))
        if best[1] >= 0:
            marks[best[1]] = True
    return marks


def fit_role(examples: Sequence[Example], families: Families, role: str) -> dict[str, Any]:
    """Fit the regression that tells which phrases have a role."""
    rows: list[list[str]] = []
    right: list[bool] = []
    for one in examples:
        if one.event == "NONE":
            continue
        stage = Stage(one.seen.clause, one.made.annotated, one.seen.claims, one.event, families)
        phrases = candidates(stage)
        for phrase, mark in zip(phrases, marked(stage, phrases, getattr(one, f"{role}s")), strict=True):
            rows.append(actor_features(stage, phrase))
            right.append(mark)
    names, matrix = vectoriser(rows)
    model = LogisticRegression(C=ACTOR_STRENGTH, max_iter=1000).fit(matrix, right)
    pairs = zip(names.feature_names_, model.coef_[0], strict=True)
    weights = {name: round(float(w), 3) for name, w in pairs if abs(w) >= LEAST_WEIGHT}
    weights["all"] = round(weights.get("all", 0.0) + float(model.intercept_[0]), 3)
    first, further = LEAST[role]
    return {"weights": weights, "first": first, "further": further}


def fit(examples: Sequence[Example], families: Families, *, bare: bool = True) -> dict[str, Any]:
    """Fit all that the coder needs."""
    told: dict[str, Any] = {"events": fit_classes(examples, dense=True)}
    told["bare"] = fit_classes(examples, dense=False) if bare else told["events"]
    return told | {f"{role}": fit_role(examples, families, role) for role in ("source", "target")}


def weights_of(told: dict[str, Any]) -> Weights:
    """Open fitted weights as the coder has them."""
    return read_weights(gzip.compress(json.dumps(told | {"version": ""}).encode()))


def crossed(gold: Sequence[Example], own: Sequence[Example], families: Families) -> dict[str, float]:
    """Score the fitting half by models that saw own sentences and other records of it."""
    numbers = {text: number for number, text in enumerate(sorted({one.text for one in gold}))}
    groups = [numbers[one.text] for one in gold]
    tallies = []
    for learn, test in GroupKFold(FOLDS).split(gold, groups=groups):
        weights = weights_of(fit([*own, *(gold[i] for i in learn)], families, bare=False))
        tallies += [tally(gold[i].row or {}, code_seen(gold[i].made, gold[i].seen, weights, families)) for i in test]
    scores = measured({"all": tallies}).scores
    return {name.removeprefix("all: "): round(value, 3) for name, value in scores.items()}


def main() -> None:
    """Cross-validate, fit on everything, write."""
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="plover_gold.jsonl")
    parser.add_argument(
        "--own", type=Path, default=Path(__file__).parent / "plover", help="folder of coded sentences of our own"
    )
    options = parser.parse_args()
    toolkit, families = open_toolkit(), open_families()
    texts = [item for path in sorted(options.own.glob("*.txt")) for item in read_file(path)]
    own = [
        example_of(item.text, item.event, (list(item.sources), list(item.targets)), toolkit, families) for item in texts
    ]
    gold = gold_examples(options.gold, toolkit, families)
    card = {
        "own sentences": len(own), "records of the gold's fitting half": len(gold), "terms": TERMS,
        "strength": STRENGTH, "dense": DENSE, "read": READ, "actor strength": ACTOR_STRENGTH, "folds": FOLDS, "cross-validated": crossed(gold, own, families),
    }  # fmt: skip
    data = {"version": "1", "card": card, **fit([*own, *gold], families)}
    OUT.write_bytes(gzip.compress(json.dumps(data, indent=0).encode(), mtime=0))
    print(json.dumps(card, indent=1), OUT.stat().st_size)


if __name__ == "__main__":
    main()
