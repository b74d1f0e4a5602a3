"""Gold claims in place of the reader's: names are read in their article, and the campaign's questions are answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.shelves import shelves

from whoholds.cli.evaluate_verb import _answers
from whoholds.evaluate.gold import measure
from whoholds.evaluate.gold_fold import Names, read_claims
from whoholds.records import Link

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Rebels took Rabia, near {}."
PLACES = {
    "Rabia": (Link("iq", "Rabia", "city", 1.0, "", 36.8, 42.1, "IQ"), Link("sy", "Rabia", "city", 0.9, "", 35.8, 36.0, "SY")),
    "Salma": (Link("salma", "Salma", "city", 1.0, "", 35.7, 36.1, "SY"),),
    "Sinjar": (Link("sinjar", "Sinjar", "city", 1.0, "", 36.3, 41.9, "IQ"),),
}


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words, "name": words}


def placed(folder: Path, beside: str) -> set[str]:
    """Return the ids of the places of an article that names Rabia beside another place."""
    text = TEXT.format(beside)
    claim = {
        "type": "capture", "status": "fact", "trigger": span(text, "took"), "sentence": {"start": 0, "end": len(text)},
        "place": [span(text, "Rabia"), span(text, beside)], "actor": [span(text, "Rebels")],
    }  # fmt: skip
    path = folder / "gold.jsonl"
    path.write_text(json.dumps({"doc": "a", "text": text, "date": "2016-01-10", "source": "Paper", "claims": [claim]}) + "\n", encoding="utf-8")
    found = read_claims(path, Names(lambda name: PLACES.get(name, ()), lambda name, on: None))
    return {filler.link.id for one in found for filler in one.places if filler.link}


def test_of_two_places_of_one_name_the_one_near_the_others_is_meant(tmp_path: Path) -> None:
    assert placed(tmp_path, "Salma") == {"sy", "salma"}
    assert placed(tmp_path, "Sinjar") == {"iq", "sinjar"}


def test_a_name_alone_is_the_likeliest_place(tmp_path: Path) -> None:
    assert placed(tmp_path, "nowhere") == {"iq"}


@pytest.mark.skipif(not (SHARED / "campaign" / "score.py").exists(), reason="the shared data are not here")
def test_the_campaign_is_answered_from_gold_claims() -> None:
    found = measure(SHARED, shelves(), _answers)
    assert found.scores["gold claims: questions"] >= 0.95
    assert len(found.errors) - 1 == round(62 * (1 - found.scores["gold claims: questions"]))
