"""The small knowledge base of the reports as material for exports.

`python -m tests.forms.base` writes the golden files anew; read what changed before you commit it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.report.base import C_RAID, DAY, figure, knowledge
from whoholds.forms.material import Material, Selection
from whoholds.report.exports import EXPORTS, as_bytes
from whoholds.report.knowledge import Knowledge

GOLDEN = Path(__file__).parent / "golden"
NAMES = (
    "holdings.csv", "events.csv", "claims.csv", "changes.csv", "differences.csv", "figures.csv", "disagreements.csv", "sources.csv", "holdings.geojson", "claims.jsonld",
    "events.ged.csv", "events.acled.csv", "events.plover.jsonl", "control.csv", "changes.atom", "changes.feed.json",
)  # fmt: skip
URL = "https://paper.example/raid"


def known() -> Knowledge:
    """Return the knowledge base, with an address for one article and three deaths of one raid."""
    base = knowledge()
    documents = tuple(replace(d, url=URL) if d.id == C_RAID.document else d for d in base.documents)
    killed = figure(C_RAID, "killed", 3.0, 3.0, "people", scope="Raqqa", definition="killed")
    return replace(base, documents=documents, figures=(*base.figures, killed))


def material(base: Knowledge | None = None) -> Material:
    """Return it as material, told for the day of the brief's tests."""
    base = base or known()
    claims = {claim.id: claim for claim in base.claims}
    documents = {document.id: document for document in base.documents}
    publishers: Callable[[], list[dict[str, object]]] = lambda: [{"name": "Harbour Daily", "grade": "B", "articles": 3, "claims": 3}]
    return Material(
        base.holdings, base.events, base.figures, base.disputes, lambda: base.claims,
        lambda ids: {id: claims[id] for id in ids if id in claims}, documents.get, publishers, DAY,
    )  # fmt: skip


def exported(name: str, asked: Selection | None = None, base: Knowledge | None = None) -> bytes:
    """Return an exported file."""
    asked = asked or Selection(since=date(2015, 7, 5)) if name == "control.csv" else asked or Selection()
    return b"".join(as_bytes(EXPORTS[name].write(material(base), asked)))


def unversioned(data: bytes) -> bytes:
    """Leave the program's version out, so that a release changes no golden file."""
    return re.sub(rb"([Ww]hoholds) \d+\.\d+\.\d+", rb"\1 VERSION", data)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for one in NAMES:
        (GOLDEN / one).write_bytes(unversioned(exported(one)))
        sys.stdout.write(f"{one}\n")
