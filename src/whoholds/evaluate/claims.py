"""Claims scored against claims that people annotated, through the measuring interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from whoholds.evaluate.claim_errors import COLUMNS, errors_of
from whoholds.evaluate.claim_tally import FIELDS, tally
from whoholds.evaluate.measured import Draws, Measured, Numbers, Table, interval_of, share, value_of
from whoholds.evaluate.scorer import is_looked_at, open_scorer, read_rows
from whoholds.forms.interchange import annotated_line
from whoholds.pipeline import claims_of
from whoholds.read.days import parse_days
from whoholds.records import Document
from whoholds.records.claim import STATUSES
from whoholds.toolkit import Toolkit


def annotate_rows(rows: list[dict[str, Any]], toolkit: Toolkit) -> dict[str, dict[str, Any]]:
    """Run the program over annotated documents and return its lines by document."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        published = parse_days(row["date"]) if row.get("date") else None
        document = Document(row["doc"], row["text"], row.get("source"), row.get("url"), row.get("title"), published)
        made = claims_of(document, toolkit)
        found[row["doc"]] = annotated_line(made.annotated, made.claims)
    return found


PARTS = ("scored-only half", "looked-at half", "dev", "train")
TABLED = PARTS[:2]
"""The parts that get tables of types, fields and confusions."""
Tallies = Sequence[Counter[tuple[str, ...]]]
Rows = list[tuple[str | float, ...]]


def measure(shared: Path, toolkit: Toolkit) -> Measured:
    """Score the looked-at half of dev, the half that is only scored, all of dev, and the training articles.

    Scores are shares, 0 to 1, as `claims/score.py` counts them, with 95% intervals over bootstrap samples of documents.
    Errors are listed for the training articles and the looked-at half, never for the half that is only scored.
    """
    scorer = open_scorer(shared / "claims" / "score.py")
    dev, train = read_rows(shared / "claims" / "dev.jsonl"), read_rows(shared / "claims" / "train.jsonl")
    looked, kept = (
        [row for row in dev if is_looked_at(row["doc"])],
        [row for row in dev if not is_looked_at(row["doc"])],
    )
    found = {doc: line["claims"] for doc, line in annotate_rows(dev + train, toolkit).items()}
    tallies = {
        part: [tally(scorer, row["claims"], found[row["doc"]]) for row in rows]
        for part, rows in zip(PARTS, (kept, looked, dev, train), strict=True)
    }
    errors = [line for row in may_be_listed(dev, train) for line in errors_of(scorer, row, found[row["doc"]])]
    return measured(tallies, errors)


def may_be_listed(dev: list[dict[str, Any]], train: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the documents whose errors people may read: not those of the half that is only scored."""
    return [row for row in dev if is_looked_at(row["doc"])] + train


def measured(tallies: Mapping[str, Tallies], errors: Sequence[tuple[str, ...]] = ()) -> Measured:
    """Turn the counts of documents, by part, into scores, intervals and tables."""
    scores: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    tables: list[Table] = []
    for part, documents in tallies.items():
        draws = Draws(documents)
        kinds = sorted({kind for one in documents for what, *_, kind in one if what in ("right", "gold", "found")})
        numbers = {f"{part}: {field} F1": _prf(draws, field, kinds)[2] for field in FIELDS}
        numbers[f"{part}: status accuracy"] = _status_accuracy(draws)
        scores |= {key: value_of(each) for key, each in numbers.items()}
        intervals |= {key: interval_of(each) for key, each in numbers.items()}
        if part in TABLED:
            tables += _tables(part, documents, draws, kinds)
    return Measured(scores, intervals, tuple(tables), (COLUMNS, *errors))


def _prf(draws: Draws, field: str, kinds: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    right, gold, found = (draws.total(*((part, field, kind) for kind in kinds)) for part in ("right", "gold", "found"))
    return share(right, found), share(right, gold), share(2 * right, gold + found)


def _status_accuracy(draws: Draws) -> Numbers:
    pairs = draws.total(*(("status", one, other) for one in STATUSES for other in STATUSES))
    return share(draws.total(*(("status", one, one) for one in STATUSES)), pairs)


def _tables(part: str, documents: Tallies, draws: Draws, kinds: Sequence[str]) -> list[Table]:
    total = sum(documents, Counter[tuple[str, ...]]())
    page = part == PARTS[0]
    fields: Rows = [(field, *_row(draws, field, kinds)) for field in FIELDS]
    types: Rows = [(kind, *_row(draws, "claim", (kind,))) for kind in kinds]
    split = tuple(field for field in FIELDS if field != "trigger")
    both: Rows = [(kind, *(value_of(_prf(draws, field, (kind,))[2]) for field in split)) for kind in kinds]
    status: Rows = [(one, *(total["status", one, other] for other in STATUSES)) for one in STATUSES]
    mixed = [(key[1], key[2], number) for key, number in total.items() if key[0] == "type" and key[1] != key[2]]
    mixed.sort(key=lambda row: (-row[2], row[0], row[1]))
    columns = ("gold", "found", "P", "R", "F1", "F1 from", "F1 to")
    return [
        Table(f"{part}: fields", ("field", *columns), tuple(fields), page),
        Table(f"{part}: types", ("type", *columns), tuple(types), page),
        Table(f"{part}: F1 of fields by type", ("type", *split), tuple(both)),
        Table(f"{part}: status, gold by found", ("gold", *STATUSES), tuple(status), page),
        Table(f"{part}: types taken for another", ("gold", "found", "claims"), tuple(mixed)),
    ]


def _row(draws: Draws, field: str, kinds: Sequence[str]) -> tuple[float, ...]:
    precision, recall, f1 = _prf(draws, field, kinds)
    gold, found = (int(draws.total(*((part, field, kind) for kind in kinds))[0]) for part in ("gold", "found"))
    return gold, found, value_of(precision), value_of(recall), value_of(f1), *interval_of(f1)
