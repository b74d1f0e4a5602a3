"""Train the weights of status: a multinomial logistic regression over what is said of annotated triggers. See README.md.

Learns from `train.jsonl`, the half of `dev.jsonl` that may be looked at, and our own texts, with leads of models that had not seen
them; cross-validates over documents; writes `src/whoholds/extract/data/status.json.gz`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from judge import Leads, gold_documents, read_leads, with_leads
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from whoholds.annotate.document import annotate
from whoholds.extract.tree import open_tree
from whoholds.extract.weighed_status import read_status
from whoholds.records import Document
from whoholds.toolkit import Toolkit, open_toolkit

OUT = Path("src/whoholds/extract/data/status.json.gz")
STRENGTH = 0.1
"""Inverse of the L2 penalty: of 0.03, 0.1 and 0.3 the best, cross-validated."""
FOLDS = 5
LEAST_WEIGHT = 0.02


@dataclass
class Row:
    """One annotated trigger: its status, that of the rules, and what is said of it."""

    document: str
    status: str
    ruled: str
    features: tuple[str, ...]


def rows_of(data: dict[str, Any], toolkit: Toolkit, leads: Leads) -> list[Row]:
    """Read every annotated trigger of a document."""
    annotated = with_leads(annotate(Document(data["doc"], data["text"], data.get("source")), toolkit), leads)
    rows = []
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
            rows.append(Row(data["doc"], claim["status"], read.ruled, read.features))
            break
    return rows


def fit(rows: list[Row]) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit a regression on rows."""
    names = DictVectorizer()
    matrix = names.fit_transform([dict.fromkeys(row.features, 1) for row in rows])
    return names, LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, [row.status for row in rows])


def crossed(rows: list[Row]) -> float:
    """Return the share right on documents that were not learned from."""
    right = 0
    for learn, test in GroupKFold(FOLDS).split(rows, groups=[row.document for row in rows]):
        names, model = fit([rows[i] for i in learn])
        found = model.predict(names.transform([dict.fromkeys(rows[i].features, 1) for i in test]))
        right += sum(status == rows[i].status for status, i in zip(found, test, strict=True))
    return right / len(rows)


def weights_of(rows: list[Row]) -> dict[str, dict[str, float]]:
    """Fit on everything and return the weights that count by status, the intercepts added to `all`."""
    names, model = fit(rows)
    made: dict[str, dict[str, float]] = {}
    for status, row, start in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        table = {
            name: round(float(weight), 3)
            for name, weight in zip(names.feature_names_, row, strict=True)
            if abs(weight) >= LEAST_WEIGHT
        }
        table["all"] = round(table.get("all", 0.0) + float(start), 3)
        made[str(status)] = dict(sorted(table.items()))
    return made


def bare(rows: list[Row]) -> list[Row]:
    """Leave out what the learned reader says."""
    return [
        Row(r.document, r.status, r.ruled, (*(f for f in r.features if not f.startswith("net ")), "net silent"))
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
    rows = [row for data in documents if data["doc"] in known for row in rows_of(data, toolkit, leads)]
    told = {
        "triggers": len(rows),
        "rules": round(sum(row.ruled == row.status for row in rows) / len(rows), 4),
        "weighed": round(crossed(rows), 4),
        "bare": round(crossed(bare(rows)), 4),
    }
    made = {"models": weights_of(rows), "bare": weights_of(bare(rows)), "trained": told}
    OUT.write_bytes(gzip.compress(json.dumps(made, indent=0).encode(), mtime=0))
    print(json.dumps(told), OUT.stat().st_size)


if __name__ == "__main__":
    main()
