"""MUC-4: the program's claims, turned into five-role templates, scored against the answer keys of the 200 dev documents.

Train documents fitted the choices of the mapping (distances, points of relevance, which of like words is kept).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoholds.evaluate.measured import Draws, Measured, Table, interval_of, value_of
from whoholds.evaluate.muc4_causes import Error, errors_of
from whoholds.evaluate.muc4_score import ROLES, SLOTS, GoldTemplate, f1_draws, prf, read_gold, tally
from whoholds.evaluate.muc4_templates import day_of_dateline, templates_of
from whoholds.evaluate.scorer import read_rows
from whoholds.pipeline import Made, claims_of
from whoholds.records import Document, Window
from whoholds.toolkit import Toolkit

FILE = "muc4_train_dev.jsonl"
COLUMNS = ("error", "slot", "cause", "document", "gold", "found")
PARTS = (
    ("micro F1", SLOTS, ""),
    ("Type F1", ("Type",), ""),
    ("roles F1, templates given", ROLES, " given"),
)
"""What has a score, and so a floor."""


def document_of(row: dict[str, Any]) -> Document:
    """Return a document of the data; its day is that of its dateline."""
    day = day_of_dateline(row.get("dateline") or "")
    return Document(row["id"], row["text"], published=Window(day, day) if day else None)


def measure(shared: Path, toolkit: Toolkit, split: str = "dev") -> Measured:
    """Score documents in per cent: named victims, all victims, roles where the template is given; errors by cause."""
    rows = [row for row in read_rows(shared / "data" / FILE) if row["split"] == split]
    gold = [read_gold(row) for row in rows]
    return measured([row["id"] for row in rows], gold, [claims_of(document_of(row), toolkit).read for row in rows])


def measured(ids: Sequence[str], gold: Sequence[list[GoldTemplate]], made: Sequence[Made]) -> Measured:
    """Score what was made of documents against their answer keys."""
    found = [templates_of(one) for one in made]
    scores: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    tables = []
    for name, all_victims in (("named victims", False), ("all victims", True)):
        documents = [tally(key, one, all_victims) for key, one in zip(gold, found, strict=True)]
        draws = Draws([{(key,): float(value) for key, value in one.items()} for one in documents])
        for part, slots, given in PARTS:
            numbers = f1_draws(draws, slots, given)
            scores[f"{name}: {part}"], intervals[f"{name}: {part}"] = value_of(numbers), interval_of(numbers)
        tables.append(_by_slot(name, documents, draws))
    errors = [(id, one) for id, key, each in zip(ids, gold, made, strict=True) for one in errors_of(key, each)]
    lines = sorted((one.kind, one.slot, one.cause, id, one.gold, one.found) for id, one in errors)
    return Measured(scores, intervals, (*tables, causes_of([one for _, one in errors])), (COLUMNS, *lines))


def _by_slot(name: str, documents: list[Counter[str]], draws: Draws) -> Table:
    """Tabulate each slot: too few fillers for a floor."""
    total, rows = sum(documents, Counter[str]()), []
    for slot, slots in (("all", SLOTS), *((slot, (slot,)) for slot in SLOTS)):
        low, high = interval_of(f1_draws(draws, slots))
        shown = (*prf(total, slots), low, high)
        rows.append((slot, str(sum(total[f"{one} gold"] for one in slots)), *(f"{value:.1f}" for value in shown)))
    return Table(f"By slot, {name}", ("slot", "in the keys", "P", "R", "F1", "from", "to"), tuple(rows), on_page=True)


def causes_of(errors: Sequence[Error]) -> Table:
    """Count errors by cause and slot."""
    counts = Counter((one.kind, one.cause, one.slot) for one in errors)
    kinds = sorted({key[:2] for key in counts})
    rows = tuple((kind, cause, *(str(counts[kind, cause, slot]) for slot in SLOTS)) for kind, cause in kinds)
    return Table("Errors by cause, named victims", ("error", "cause", *SLOTS), rows, on_page=True)
