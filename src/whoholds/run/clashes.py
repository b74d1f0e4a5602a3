"""Documents of one id: the first in the order of the input has it, the same text again is left out, another text gets an id of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from whoholds.records import Claim, PlaceStatement, content_id
from whoholds.records.claim import claim_id
from whoholds.records.ids import own_id
from whoholds.records.json_lines import from_line, from_plain, to_line
from whoholds.run.rows import ORDER

APART = "this one is kept under an id of its own"
PARTS = 64
"""Claims on one trigger that are told apart."""
Spot = tuple[int, int]
"""The record and item of a document inside a part."""
COLUMNS = ("document", "digest", "path", *ORDER)
"""What finding them needs of documents."""


@dataclass(frozen=True, slots=True)
class Clashes:
    """What of a part is not kept as it stands."""

    again: set[Spot] = field(default_factory=set)
    """Documents that stand earlier in the input, with the same text."""
    apart: dict[Spot, str] = field(default_factory=dict)
    """Documents whose id an earlier one has, with another text: where that one was read from."""

    def facts(self) -> list[Any]:
        """Return what tells two of them apart, for the key of a day."""
        return [sorted(self.again), *([sorted(self.apart.items())] if self.apart else [])]


def find_clashes(tables: Sequence[Any]) -> dict[int, Clashes]:
    """Find documents of one id in the parts' tables of documents, read with `COLUMNS`: by number of the part, where there are any."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not tables:
        return {}
    rows = pa.concat_tables(
        table.append_column("part", pa.array([number] * len(table), pa.int64())) for number, table in enumerate(tables)
    )
    rows = rows.filter(pc.not_equal(rows["document"], ""))
    rows = rows.sort_by([(name, "ascending") for name in ("document", *ORDER)])
    if not len(rows):
        return {}
    same = pc.equal(rows["document"][1:], rows["document"][:-1]).to_pylist()
    shared = [one or other for one, other in zip([False, *same], [*same, False], strict=True)]
    found: dict[int, Clashes] = {}
    for _, group in groupby(rows.filter(pa.array(shared, pa.bool_())).to_pylist(), itemgetter("document")):
        _look_at(group, found)
    return found


def _look_at(group: Iterable[dict[str, Any]], found: dict[int, Clashes]) -> None:
    """Note what becomes of documents of one id, in the order of the input."""
    holder, known = None, set[str]()
    for row in group:
        spot, part = (row["record"], row["item"]), row["part"]
        if holder is None:
            holder = row["path"] or row["input"]
        elif row["digest"] in known:
            found.setdefault(part, Clashes()).again.add(spot)
        else:
            found.setdefault(part, Clashes()).apart[spot] = holder
        known.add(row["digest"])


def documents_apart(rows: Iterable[dict[str, Any]], apart: dict[Spot, str]) -> Iterator[dict[str, Any]]:
    """Give rows of documents ids of their own, with the reason."""
    for row in rows:
        own = _own(row)
        told = f"another article has the id {row['document']!r}: {apart[row['record'], row['item']]}; {APART}"
        reason = "; ".join(filter(None, (row["reason"], told)))
        statements = [_statement(from_plain(PlaceStatement, one), own) for one in json.loads(row["statements"])]
        yield {**row, "document": own, "reason": reason, "statements": to_line(tuple(statements))}


def claims_apart(rows: Iterable[dict[str, Any]], owners: dict[Spot, str]) -> Iterator[dict[str, Any]]:
    """Give rows of claims to their documents, by the ids that these have now: as if they had been read under them."""
    for row in rows:
        own, claim = owners[row["record"], row["item"]], from_line(Claim, row["claim"])
        claim = replace(claim, id=_claim_id(claim, own), document=own)
        yield {**row, "document": own, "id": claim.id, "claim": to_line(claim)}


def owners_of(rows: Iterable[dict[str, Any]]) -> dict[Spot, str]:
    """Return the id of its own of each of these documents."""
    return {(row["record"], row["item"]): _own(row) for row in rows}


def _own(row: dict[str, Any]) -> str:
    return own_id(row["document"], row["source"], row["digest"])


def _claim_id(claim: Claim, own: str) -> str:
    spot = claim.type, claim.trigger.start, claim.trigger.end
    part = next((part for part in range(PARTS) if claim_id(claim.document, *spot, part) == claim.id), None)
    return content_id("claim", own, claim.id) if part is None else claim_id(own, *spot, part)


def _statement(one: PlaceStatement, own: str) -> PlaceStatement:
    key = content_id("place statement", own, one.kind, one.sentence.start, one.place.id, one.other.id)
    return replace(one, id=key, document=own)
