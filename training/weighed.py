"""Train the weights of status and source: logistic regressions over what is said of annotated triggers. See README.md.

Learns from `train.jsonl`, the half of `dev.jsonl` that may be looked at, and our own texts, with leads of models that had not seen
them; cross-validates over documents; writes `status.json.gz` and `source.json.gz` in `src/whoholds/extract/data`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from judge import Leads, gold_documents, read_leads, with_leads
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from whoholds.annotate.document import annotate
from whoholds.extract.sources import source_chain
from whoholds.extract.tree import Tree, open_tree
from whoholds.extract.weighed_source import KEPT, proposed, source_features
from whoholds.extract.weighed_status import read_status
from whoholds.records import Annotated, Document, Lead
from whoholds.toolkit import Toolkit, open_toolkit

OUT = Path("src/whoholds/extract/data")
STRENGTH = 0.1
"""Inverse of the L2 penalty: of 0.03, 0.1 and 0.3 the best, cross-validated."""
FOLDS = 5
LEAST_WEIGHT = 0.02


@dataclass
class Row:
    """One annotated trigger: its status, or whether its source is kept; the rules' answer; and what is said of it."""

    document: str
    answer: str
    ruled: str
    features: tuple[str, ...]


@dataclass
class Rows:
    """What is learned from."""

    status: list[Row]
    source: list[Row]
    sourced: int = 0
    """How many triggers have an annotated source."""


def read_into(rows: Rows, data: dict[str, Any], toolkit: Toolkit, leads: Leads) -> None:
    """Read every annotated trigger of a document."""
    annotated = with_leads(annotate(Document(data["doc"], data["text"]), toolkit), leads)
    for claim in data["claims"]:
        start, end = claim["trigger"]["start"], claim["trigger"]["end"]
        for sentence in annotated.sentences:
            words = [t.index for t in sentence.tokens if t.start < end and start < t.end]
            if not words:
                continue
            tree = open_tree(sentence)
            head = next((i for i in words if tree.head(i) not in words), words[0])
            own = [lead for lead in sentence.leads if lead.index in words]
            read = read_status(annotated, sentence.index, head, claim["type"], own)
            rows.status.append(Row(data["doc"], claim["status"], read.ruled, read.features))
            rows.sourced += bool(claim.get("source"))
            rows.source += _source_row(annotated, tree, head, own, claim, data["doc"])
            break


def _source_row(
    annotated: Annotated, tree: Tree, head: int, leads: Sequence[Lead], claim: dict[str, Any], document: str
) -> list[Row]:
    """Say whether the sources that the rules or the learned reader see above a trigger are among its annotated ones."""
    ruled = source_chain(annotated, tree.sentence.index, head)
    chain = ruled or proposed(annotated, tree, head, leads)
    if not chain:
        return []
    right = any(one.start < f["end"] and f["start"] < one.end for one in chain for f in claim.get("source") or [])
    features = source_features(annotated, tree, (head, claim["type"]), chain, bool(ruled), leads)
    return [Row(document, KEPT if right else "away", KEPT if ruled else "away", features)]


def fit(rows: list[Row]) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit a regression on rows."""
    names = DictVectorizer()
    matrix = names.fit_transform([dict.fromkeys(row.features, 1) for row in rows])
    return names, LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, [row.answer for row in rows])


def crossed(rows: list[Row]) -> float:
    """Return the share right on documents that were not learned from."""
    right = 0
    for learn, test in GroupKFold(FOLDS).split(rows, groups=[row.document for row in rows]):
        names, model = fit([rows[i] for i in learn])
        found = model.predict(names.transform([dict.fromkeys(rows[i].features, 1) for i in test]))
        right += sum(answer == rows[i].answer for answer, i in zip(found, test, strict=True))
    return right / len(rows)


def weights_of(rows: list[Row]) -> dict[str, dict[str, float]]:
    """Fit on everything and return the weights that count by status, the intercepts added to `all`."""
    names, model = fit(rows)
    made: dict[str, dict[str, float]] = {}
    classes = model.classes_ if len(model.coef_) > 1 else model.classes_[1:]
    for answer, row, start in zip(classes, model.coef_, model.intercept_, strict=True):
        table = {
            name: round(float(weight), 3)
            for name, weight in zip(names.feature_names_, row, strict=True)
            if abs(weight) >= LEAST_WEIGHT
        }
        table["all"] = round(table.get("all", 0.0) + float(start), 3)
        made[str(answer)] = dict(sorted(table.items()))
    return made


def bare(rows: list[Row]) -> list[Row]:
    """Leave out what the learned reader says."""
    return [
        Row(r.document, r.answer, r.ruled, (*(f for f in r.features if not f.startswith("net ")), "net silent"))
        for r in rows
    ]


def main() -> None:
    """Gather, cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True, help="folder of train.jsonl and dev.jsonl")
    parser.add_argument("--own", type=Path, required=True, help="our own annotated texts, as JSON lines of gold_text.py")
    parser.add_argument("--leads", type=Path, required=True, help="leads of claim_net.py")
    options = parser.parse_args()
    toolkit, leads = open_toolkit(), read_leads(options.leads)
    known = frozenset(document for document, _ in leads)
    documents = [*gold_documents(options.claims), *map(json.loads, options.own.read_text(encoding="utf-8").splitlines())]
    rows = Rows([], [])
    for data in documents:
        if data["doc"] in known:
            read_into(rows, data, toolkit, leads)
    for name, found in (("status", rows.status), ("source", rows.source)):
        told = {
            "triggers": len(found),
            "rules": round(sum(row.ruled == row.answer for row in found) / len(found), 4),
            "weighed": round(crossed(found), 4),
            "bare": round(crossed(bare(found)), 4),
        }
        made: dict[str, Any] = {"models": weights_of(found), "bare": weights_of(bare(found)), "trained": told}
        if name == "source":
            made["models"][KEPT] = shifted(made["models"][KEPT], found, rows.sourced)
            made["bare"][KEPT] = shifted(made["bare"][KEPT], bare(found), rows.sourced)
        file = OUT / f"{name}.json.gz"
        file.write_bytes(gzip.compress(json.dumps(made, indent=0).encode(), mtime=0))
        print(name, json.dumps(told), file.stat().st_size)


def shifted(table: dict[str, float], rows: list[Row], wanted: int) -> dict[str, float]:
    """Move the zero of the weights to the threshold of the best cross-validated F1 of sources."""
    scores, right = np.zeros(len(rows)), np.array([row.answer == KEPT for row in rows])
    for learn, test in GroupKFold(FOLDS).split(rows, groups=[row.document for row in rows]):
        names, model = fit([rows[i] for i in learn])
        scores[test] = model.decision_function(names.transform([dict.fromkeys(rows[i].features, 1) for i in test]))
    limits = np.arange(-2.0, 2.01, 0.1)
    best = max(limits, key=lambda limit: 2 * np.sum(right & (scores > limit)) / (np.sum(scores > limit) + wanted))
    print("source threshold", round(float(best), 2))
    return {**table, "all": round(table.get("all", 0.0) - float(best), 3)}


if __name__ == "__main__":
    main()
