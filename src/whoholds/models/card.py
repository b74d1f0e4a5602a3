"""The model card: what the language reader is, what it was made from, how it scores, and its digest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoholds.errors import ModelError

FOLDER = Path(__file__).parent / "weights"
AGAIN = "Reinstall whoholds (pip install --force-reinstall whoholds), or retrain: training/README.md."


@dataclass(frozen=True, slots=True)
class Card:
    """What `card.json` says."""

    name: str
    weights: str
    """File name of the ONNX weights beside the card."""
    sha256: str
    claims: tuple[str, str] | None
    """File name and SHA-256 of the claim branch; None where there is none."""
    labels: dict[str, tuple[str, ...]]
    """Label sets by head: upos, xpos, deprel, core, defence, and claim, status, role with the branch."""
    made: str
    """Day of training, YYYY-MM-DD."""
    licence: str
    data: tuple[dict[str, str], ...]
    """Name, licence and use of every source."""
    scores: dict[str, float]
    """Test scores of exactly these weights; see docs/language.md."""


def read_card(folder: Path = FOLDER) -> Card:
    """Read the card of the weights in a folder."""
    path = folder / "card.json"
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        labels = {head: tuple(names) for head, names in stored["labels"].items()}
        return Card(
            name=stored["name"], weights=stored["weights"], sha256=stored["sha256"], labels=labels,
            claims=(stored["claims"]["weights"], stored["claims"]["sha256"]) if stored.get("claims") else None,
            made=stored.get("made", ""), licence=stored.get("licence", ""),
            data=tuple(stored.get("data", ())), scores=dict(stored.get("scores", {})),
        )  # fmt: skip
    except FileNotFoundError:
        raise ModelError(f"{path}: the language reader's card is missing. {AGAIN}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise ModelError(f"{path}: the language reader's card cannot be read ({fault!r}). {AGAIN}") from None
