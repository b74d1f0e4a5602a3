"""MUC-4: the program's claims, turned into five-role templates, scored against the answer keys of the 200 dev documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from whoholds.evaluate.muc4_score import ROLES, SLOTS, Template, interval, prf, read_gold, tally
from whoholds.evaluate.muc4_templates import day_of_dateline, templates_of
from whoholds.evaluate.scorer import read_rows
from whoholds.pipeline import claims_of
from whoholds.records import Document, Window
from whoholds.toolkit import Toolkit

FILE = "muc4_train_dev.jsonl"


def document_of(row: dict[str, Any]) -> Document:
    """Return a document of the data; its day is that of its dateline."""
    day = day_of_dateline(row.get("dateline") or "")
    return Document(row["id"], row["text"], published=Window(day, day) if day else None)


def scores(shared: Path, toolkit: Toolkit) -> dict[str, float]:
    """Score the dev documents, 0 to 100: named victims, all victims, roles where the template is given."""
    rows = [row for row in read_rows(shared / "data" / FILE) if row["split"] == "dev"]
    found = {row["id"]: templates_of(claims_of(document_of(row), toolkit)) for row in rows}
    return table(rows, found)


def table(rows: list[dict[str, Any]], found: dict[str, list[Template]]) -> dict[str, float]:
    """Score templates by document against the answer keys."""
    result: dict[str, float] = {}
    for name, all_victims in (("named victims", False), ("all victims", True)):
        documents = [tally(read_gold(row), found[row["id"]], all_victims) for row in rows]
        total = sum(documents, Counter[str]())
        values = (*prf(total, SLOTS), *interval(documents))
        for what, value in zip(("P", "R", "F1", "F1 from", "F1 to"), values, strict=True):
            result[f"{name}: micro {what}"] = round(value, 2)
        if not all_victims:
            result |= {f"{name}: {slot} F1": round(prf(total, (slot,))[2], 2) for slot in SLOTS}
            result[f"{name}: roles F1, templates given"] = round(prf(total, ROLES, " given")[2], 2)
        else:
            result[f"{name}: Victim F1"] = round(prf(total, ("Victim",))[2], 2)
    return result
