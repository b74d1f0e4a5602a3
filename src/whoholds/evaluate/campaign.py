"""The fold scored on a campaign of articles with gold questions, events, figures, disputes and origins."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from whoholds.evaluate.scorer import open_scorer, read_rows
from whoholds.forms.lines import dispute_line, event_line, figure_line, origin_lines
from whoholds.pipeline import claims_of, work_out
from whoholds.read.days import parse_days
from whoholds.records import Document
from whoholds.toolkit import Toolkit

Answer = Callable[[dict[str, Any], Any], dict[str, Any]]


def scores(shared: Path, toolkit: Toolkit, answers: Callable[..., list[dict[str, Any]]]) -> dict[str, float]:
    """Read the campaign's articles, fold them, and score every shelf. `answers` answers the questions (the room `report`)."""
    folder = shared / "campaign"
    scorer = open_scorer(folder / "score.py")
    documents = [document_of(row) for row in read_rows(folder / "articles.jsonl")]
    made = [claims_of(document, toolkit) for document in documents]
    claims = tuple(claim for one in made for claim in one.claims)
    state = work_out(documents, claims, (), tuple(s for one in made for s in one.statements))
    by_id = {claim.id: claim for claim in claims}
    lines = {
        "questions": answers(read_rows(folder / "questions.jsonl"), claims, documents, dict(state.origins), toolkit),
        "origins": origin_lines(state.origins),
        "events": [event_line(event, by_id) for event in state.events],
        "figures": [figure_line(figure) for figure in state.figures],
        "disputes": [dispute_line(dispute) for dispute in state.disputes],
    }
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        for name, rows in lines.items():
            path = Path(place) / f"{name}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            found |= getattr(scorer, name)(str(folder), str(path), [])
    return {f"campaign: {name}": round(value, 4) for name, value in found.items()}


def document_of(row: dict[str, Any]) -> Document:
    """Make a document of a row of a campaign's articles."""
    published = parse_days(row["date"]) if row.get("date") else None
    return Document(row["doc"], row["text"], row.get("source"), row.get("url"), row.get("title"), published)


def day_of(value: str | None) -> date | None:
    """Read a day of a question."""
    return date.fromisoformat(value) if value else None
