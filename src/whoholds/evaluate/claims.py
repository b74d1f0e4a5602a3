"""Claims scored against claims that people annotated, through the measuring interface."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoholds.evaluate.scorer import is_looked_at, open_scorer, read_rows
from whoholds.forms.interchange import annotated_line
from whoholds.pipeline import claims_of
from whoholds.read.days import parse_days
from whoholds.records import Document
from whoholds.toolkit import Toolkit

FIELDS = ("claim", "trigger", "actor", "target", "place", "source", "name", "quantity", "time", "whole")


def annotate_rows(rows: list[dict[str, Any]], toolkit: Toolkit) -> dict[str, dict[str, Any]]:
    """Run the program over annotated documents and return its lines by document."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        published = parse_days(row["date"]) if row.get("date") else None
        document = Document(row["doc"], row["text"], row.get("source"), row.get("url"), row.get("title"), published)
        made = claims_of(document, toolkit)
        found[row["doc"]] = annotated_line(made.annotated, made.claims)
    return found


def scores(shared: Path, toolkit: Toolkit) -> dict[str, float]:
    """Score the looked-at half of dev, the half that is only scored, all of dev, and the training articles."""
    scorer = open_scorer(shared / "claims" / "score.py")
    dev, train = read_rows(shared / "claims" / "dev.jsonl"), read_rows(shared / "claims" / "train.jsonl")
    parts = {
        "scored-only half": [row for row in dev if not is_looked_at(row["doc"])],
        "looked-at half": [row for row in dev if is_looked_at(row["doc"])],
        "dev": dev,
        "train": train,
    }
    system = annotate_rows(dev + train, toolkit)
    found: dict[str, float] = {}
    for name, rows in parts.items():
        result, _ = scorer.measure({row["doc"]: row for row in rows}, system)
        for field in FIELDS:
            found[f"{name}: {field} F1"] = result["scores"][field]["f1"]
        found[f"{name}: status accuracy"] = result["status_accuracy"]
    return found
