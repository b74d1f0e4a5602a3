"""Claims counted against gold: by type, field and status; the scorer beside the data counts the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from whoholds.evaluate.claim_errors import errors_of
from whoholds.evaluate.claim_tally import FIELDS, NONE, pair, tally
from whoholds.evaluate.claims import PARTS, may_be_listed, measured
from whoholds.evaluate.measured import Measured
from whoholds.evaluate.quality import page
from whoholds.evaluate.scorer import is_looked_at, open_scorer, read_rows

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Rebels seized Idlib. The army shelled Homs."
needs_data = pytest.mark.skipif(not (SHARED / "claims" / "score.py").exists(), reason="the shared data are not here")


@pytest.fixture(scope="module")
def scorer() -> Any:
    return open_scorer(SHARED / "claims" / "score.py")


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "name": words}


def claim(kind: str, trigger: str, status: str = "fact", **roles: list[str]) -> dict[str, Any]:
    first = TEXT.index(".") + 1
    here = {"start": 0, "end": first} if TEXT.index(trigger) < first else {"start": first + 1, "end": len(TEXT)}
    empty: dict[str, Any] = {role: [] for role in ("actor", "target", "place", "source", "quantity")}
    filled = {role: [span(words) for words in found] for role, found in roles.items()}
    return {**empty, "type": kind, "trigger": span(trigger), "sentence": here, "status": status, "time": None, **filled}


GOLD = [claim("capture", "seized", actor=["Rebels"], place=["Idlib"]), claim("strike", "shelled", place=["Homs"])]


@needs_data
def test_claim_of_another_type_at_the_same_words_is_confused_not_missed(scorer: Any) -> None:
    found = [claim("hold", "seized"), GOLD[1]]
    paired = pair(scorer, GOLD, found)
    assert (paired.same, paired.other, paired.missed, paired.spurious) == (((1, 1),), ((0, 0),), (), ())
    assert tally(scorer, GOLD, found)["type", "capture", "hold"] == 1


@needs_data
def test_missed_and_spurious_are_taken_for_nothing(scorer: Any) -> None:
    counts = tally(scorer, GOLD[:1], [GOLD[1]])
    assert (counts["type", "capture", NONE], counts["type", NONE, "strike"]) == (1, 1)


@needs_data
def test_errors_name_the_field_with_both_readings_and_the_sentence(scorer: Any) -> None:
    found = [claim("capture", "seized", "planned", actor=["Rebels"]), GOLD[1]]
    lines = errors_of(scorer, {"doc": "d", "text": TEXT, "claims": GOLD}, found)
    sentence = "Rebels seized Idlib."
    assert lines == [
        ("place", "d", "capture", "seized", "Idlib", "-", sentence),
        ("status", "d", "capture", "seized", "fact", "planned", sentence),
    ]


@needs_data
def test_totals_are_those_of_the_scorer_beside_the_data(scorer: Any) -> None:
    rows = read_rows(SHARED / "claims" / "train.jsonl")[:12]
    found = {row["doc"]: [one for one in row["claims"] if one["status"] == "fact"][1:] for row in rows}
    theirs, _ = scorer.measure({row["doc"]: row for row in rows}, {doc: {"claims": c} for doc, c in found.items()})
    ours = measured({"train": [tally(scorer, row["claims"], found[row["doc"]]) for row in rows]})
    for field in FIELDS:
        assert ours.scores[f"train: {field} F1"] == pytest.approx(theirs["scores"][field]["f1"], abs=2e-4)
    assert ours.scores["train: status accuracy"] == theirs["status_accuracy"]


def counted(right: int) -> Counter[tuple[str, ...]]:
    return Counter({("right", "claim", "hold"): right, ("gold", "claim", "hold"): 2, ("found", "claim", "hold"): 2})


def test_interval_over_documents_holds_the_score_and_is_the_same_every_time() -> None:
    made = [measured({PARTS[0]: [counted(number % 3) for number in range(30)]}) for _ in range(2)]
    key = f"{PARTS[0]}: claim F1"
    low, high = made[0].intervals[key]
    assert low < made[0].scores[key] == 0.5 < high
    assert made[0].intervals == made[1].intervals


def test_page_shows_intervals_and_the_tables_that_are_meant_for_it() -> None:
    made = measured({PARTS[0]: [counted(1)]})
    written = page({"claims": made, "times": Measured({"gold": 1.0})}, {})
    assert "| scored-only half: claim F1 | 0.5 | 0.5 to 0.5 |" in written
    assert "### scored-only half: types" in written
    assert "F1 of fields by type" not in written
    assert "| gold | 1 |" in written


def test_errors_of_the_scored_only_half_are_never_listed() -> None:
    dev, train = [{"doc": f"d{number}"} for number in range(20)], [{"doc": "t"}]
    listed = [row["doc"] for row in may_be_listed(dev, train)]
    assert listed == [row["doc"] for row in dev if is_looked_at(row["doc"])] + ["t"]
    assert len(listed) < 21
