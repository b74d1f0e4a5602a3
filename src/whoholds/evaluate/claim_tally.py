"""One document's claims counted against gold: by type, by field, by what was taken for what.

Pairs and matches are those of the scorer beside the data (`claims/score.py`, events.md section 7), so that totals over
documents are its scores; here they are kept by document and by type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

ROLES = ("actor", "target", "place", "source")
FIELDS = ("claim", "trigger", *ROLES, "name", "quantity", "time", "whole")
NONE = "nothing"
"""Stands in a table of confusions where the other side has no claim."""

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paired:
    """How the claims of one document pair up, by their numbers."""

    same: tuple[tuple[int, int], ...]
    """Gold and found claims of one type."""
    other: tuple[tuple[int, int], ...]
    """Of what is left, gold and found claims at one place that differ in type."""
    missed: tuple[int, ...]
    spurious: tuple[int, ...]


def pair(scorer: ModuleType, gold: Sequence[Plain], found: Sequence[Plain]) -> Paired:
    """Pair claims of one type first, then what is left at the same words whatever its type."""
    same = scorer.pairs(gold, found, typed=True)
    left = [number for number in range(len(gold)) if number not in {row for row, _ in same}]
    rest = [number for number in range(len(found)) if number not in {column for _, column in same}]
    loose = scorer.pairs([gold[row] for row in left], [found[column] for column in rest], typed=False)
    other = [(left[row], rest[column]) for row, column in loose]
    return Paired(
        tuple(same),
        tuple(other),
        tuple(row for row in left if row not in {one for one, _ in other}),
        tuple(column for column in rest if column not in {one for _, one in other}),
    )


def tally(scorer: ModuleType, gold: Sequence[Plain], found: Sequence[Plain]) -> Counter[tuple[str, ...]]:
    """Count one document: (right|gold|found, field, type), (status, gold, found), (type, gold, found)."""
    counts: Counter[tuple[str, ...]] = Counter()
    for part, claims in (("gold", gold), ("found", found)):
        for claim in claims:
            _count_fields(counts, part, claim)
    for row, _ in scorer.pairs(gold, found, typed=False):
        counts["right", "trigger", gold[row]["type"]] += 1
    paired = pair(scorer, gold, found)
    for row, column in paired.same:
        _count_pair(scorer, counts, gold[row], found[column])
    for row, column in (*paired.same, *paired.other):
        counts["type", gold[row]["type"], found[column]["type"]] += 1
    for row in paired.missed:
        counts["type", gold[row]["type"], NONE] += 1
    for column in paired.spurious:
        counts["type", NONE, found[column]["type"]] += 1
    return counts


def _count_fields(counts: Counter[tuple[str, ...]], part: str, claim: Plain) -> None:
    kind = claim["type"]
    for name in ("claim", "trigger", "whole"):
        counts[part, name, kind] += 1
    for role in ROLES:
        counts[part, role, kind] += len(claim.get(role) or [])
        counts[part, "name", kind] += len(claim.get(role) or [])
    counts[part, "quantity", kind] += len(claim.get("quantity") or [])
    counts[part, "time", kind] += bool(claim.get("time"))


def _count_pair(scorer: ModuleType, counts: Counter[tuple[str, ...]], gold: Plain, found: Plain) -> None:
    kind = gold["type"]
    counts["right", "claim", kind] += 1
    counts["status", gold["status"], found.get("status") or NONE] += 1
    for name, right in rights(scorer, gold, found).items():
        counts["right", name, kind] += right


def rights(scorer: ModuleType, gold: Plain, found: Plain) -> dict[str, int]:
    """Count what is right in a pair, by field."""
    result = {"name": 0}
    for role in ROLES:
        keys, fillers = gold.get(role) or [], found.get(role) or []
        result[role] = scorer.count_matches(keys, fillers, scorer.same_span)
        result["name"] += scorer.count_matches(keys, fillers, lambda one, other: _same_name(scorer, one, other))
    result["quantity"] = scorer.count_matches(
        gold.get("quantity") or [], found.get("quantity") or [], scorer.same_quantity
    )
    result["time"] = int(scorer.same_time(gold.get("time"), found.get("time")))
    result["whole"] = int(scorer.whole(gold, found))
    return result


def _same_name(scorer: ModuleType, one: Plain, other: Plain) -> bool:
    return bool(scorer.same_span(one, other) and scorer.canon(one["name"]) == scorer.canon(other.get("name")))
