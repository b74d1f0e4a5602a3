"""What is only scored is never learned from: the scripts that train refuse it."""

from __future__ import annotations

import hashlib
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).parent.parent / "training"


def half(document: str) -> str:
    """Return the half that a judged document stands in, worked out by hand."""
    return "looked at" if int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 0 else "scored"


def judged(number: int, source: str) -> dict[str, object]:
    """Return a document as the judged ones are."""
    return {"doc": f"re3d-{number:08x}", "text": "Rebels took the town.", "source": source, "claims": []}


def test_items_are_made_of_what_may_be_learned_from_alone(tmp_path: Path) -> None:
    documents = [judged(number, "BBC Online" if number % 3 == 0 else "Wikipedia") for number in range(20)]
    own = {"doc": "own-001", "text": "The army left.", "source": "BBC Online", "claims": []}
    given, out = tmp_path / "dev.jsonl", tmp_path / "items.jsonl"
    given.write_text("\n".join(json.dumps(each) for each in [*documents, own]), encoding="utf-8")
    subprocess.run([sys.executable, TRAINING / "claim_items.py", given, "--out", out], check=True)
    made = {json.loads(line)["doc"] for line in out.read_text(encoding="utf-8").splitlines()}
    wanted = {str(each["doc"]) for each in documents if half(str(each["doc"])) == "looked at" and each["source"] != "BBC Online"}
    assert made == wanted | {"own-001"}
    assert 0 < len(wanted) < 14


def test_training_refuses_a_document_that_is_only_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(TRAINING)
    refuse = importlib.import_module("claim_items").refuse_what_measures
    names = [str(judged(number, "Wikipedia")["doc"]) for number in range(20)]
    refuse(["own-001", *(name for name in names if half(name) == "looked at")])
    with pytest.raises(SystemExit, match="only scored"):
        refuse(["own-001", *names])
