"""PLOVER's coded sentences: the event that the program makes of each, scored against the coders' event.

Scored as events.md section 7 has it: macro-F1 over 16 classes, F1 of actor spans, records right as a whole, with 95%
intervals over bootstrap samples of records. A sentence that is coded as no event counts as wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from whoholds.evaluate.measured import Draws, Measured, Numbers, Table, interval_of, share, value_of
from whoholds.evaluate.muc4_score import plain
from whoholds.evaluate.scorer import is_looked_at, read_rows
from whoholds.pipeline import claims_of
from whoholds.plover.coder import Coded, code_text
from whoholds.plover.codes import EVENTS
from whoholds.records import Document, Filler
from whoholds.toolkit import Toolkit

FILE = "plover_gold.jsonl"
PARTS = ("scored-only half", "learned half")
"""The second half is what the coder learned from: its scores show only that it remembers."""
NONE = "no answer"
COLUMNS = ("error", "record", "gold", "found", "how sure", "sentence")
ROLES = ("source", "target")
MATCHES = ("overlap", "strict")

Row = dict[str, Any]
Span = tuple[int, int]
Tally = Counter[tuple[str, ...]]


def measure(shared: Path, toolkit: Toolkit) -> Measured:
    """Score both halves of the records; scores are shares, 0 to 1. Errors are those of the learned half alone."""
    rows = read_rows(shared / "data" / FILE)
    found = {row["id"]: code_text(claims_of(Document(row["id"], row["text"]), toolkit).read, toolkit.reader) for row in rows}
    fitting = {row["id"] for row in fitting_half(rows)}
    halves = ([row for row in rows if row["id"] not in fitting], [row for row in rows if row["id"] in fitting])
    tallies = {part: [tally(row, found[row["id"]]) for row in half] for part, half in zip(PARTS, halves, strict=True)}
    return measured(tallies, [line for row in halves[1] for line in errors_of(row, found[row["id"]])])


def fitting_half(rows: Sequence[Row]) -> list[Row]:
    """Keep the records that the coder learns from: by the hash of the id of the first record of a text, so that
    a sentence that was coded twice is in one half."""
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row["text"], row["id"])
    return [row for row in rows if is_looked_at(first[row["text"]])]


def tally(row: Row, found: Coded) -> Tally:
    """Count one record: its event, its spans by role and match, and whether it is right as a whole."""
    gold = row["gold"]
    event = found.event or NONE
    counts: Tally = Counter({("event", gold["event"], event): 1, ("records",): 1})
    counts["gold", gold["event"]] += 1
    counts["found", event] += 1
    counts["right", gold["event"]] += event == gold["event"]
    for match in MATCHES:
        right, wrong = 0, 0
        for role, keys, fillers in _by_role(gold, found):
            same = _pairs(keys, fillers, match)
            counts[match, role, "right"] += same
            counts[match, role, "gold"] += len(keys)
            counts[match, role, "found"] += len(fillers)
            right, wrong = right + same, wrong + len(keys) + len(fillers) - 2 * same
        counts[match, "whole"] += event == gold["event"] and not wrong
    return counts


def _by_role(gold: Row, found: Coded) -> list[tuple[str, list[Row], list[Filler]]]:
    """Return the actors of each role; where coders made all parties source and target alike, either will do."""
    if gold["reciprocal"]:
        return [("source", gold["source"] + gold["target"], [*found.sources, *found.targets])]
    return [("source", gold["source"], list(found.sources)), ("target", gold["target"], list(found.targets))]


def _pairs(keys: Sequence[Row], fillers: Sequence[Filler], match: str) -> int:
    """Count actors that match, one to one: by half of the shorter span, or strictly by the same words."""
    left, number = list(fillers), 0
    for key in keys:
        hit = next((one for one in left if _matches(key, one, match)), None)
        if hit is not None:
            left.remove(hit)
            number += 1
    return number


def _matches(key: Row, found: Filler, match: str) -> bool:
    if match == "strict":
        return plain(key["text"]) == plain(found.words)
    if key.get("start") is None:
        ours, theirs = set(plain(found.words).split()), set(plain(key["text"]).split())
        return 2 * len(ours & theirs) >= min(len(ours), len(theirs)) > 0
    start, end = int(key["start"]), int(key["end"])
    common = min(end, found.end) - max(start, found.start)
    return 2 * common >= min(end - start, found.end - found.start)


def measured(tallies: Mapping[str, Sequence[Tally]], errors: Iterable[tuple[str, ...]] = ()) -> Measured:
    """Turn the counts of records, by part, into scores, intervals and tables."""
    numbers: dict[str, Numbers] = {}
    tables: list[Table] = []
    for part, records in tallies.items():
        draws = Draws(records)
        total = draws.total(("records",))
        numbers[f"{part}: macro-F1 of 16 classes"] = _macro(draws)
        numbers[f"{part}: event accuracy"] = share(draws.total(*(("right", event) for event in EVENTS)), total)
        for match in MATCHES:
            numbers[f"{part}: actor span F1, {match}"] = _f1(draws, match, ROLES)
        for role in ROLES:
            numbers[f"{part}: {role} span F1, overlap"] = _f1(draws, "overlap", (role,))
        for match in MATCHES:
            numbers[f"{part}: full record accuracy, {match}"] = share(draws.total((match, "whole")), total)
        tables += _tables(part, draws)
    scores = {key: value_of(each) for key, each in numbers.items()}
    return Measured(
        scores, {key: interval_of(each) for key, each in numbers.items()}, tuple(tables), (COLUMNS, *errors)
    )


def _macro(draws: Draws) -> Numbers:
    """Average F1 over the 16 classes; a sample leaves out classes that it has neither coded nor found."""
    each = np.stack([_class(draws, event)[2] for event in EVENTS])
    known = ~np.isnan(each)
    return share(np.where(known, each, 0.0).sum(axis=0), known.sum(axis=0).astype(np.float64))


def _class(draws: Draws, event: str) -> tuple[Numbers, Numbers, Numbers]:
    right, gold, found = (draws.total((part, event)) for part in ("right", "gold", "found"))
    return share(right, found), share(right, gold), share(2 * right, gold + found)


def _f1(draws: Draws, match: str, roles: Sequence[str]) -> Numbers:
    right, gold, found = (draws.total(*((match, role, part) for role in roles)) for part in ("right", "gold", "found"))
    return share(2 * right, gold + found)


def _tables(part: str, draws: Draws) -> list[Table]:
    classes: list[tuple[str | float, ...]] = []
    for event in EVENTS:
        precision, recall, f1 = _class(draws, event)
        sizes = (int(draws.total((side, event))[0]) for side in ("gold", "found"))
        classes.append((event, *sizes, value_of(precision), value_of(recall), value_of(f1), *interval_of(f1)))
    classes.append((NONE, 0, int(draws.total(("found", NONE))[0]), *[0.0] * 5))
    answers = (*EVENTS, NONE)
    mixed: list[tuple[str | float, ...]] = [
        (one, *(int(draws.total(("event", one, other))[0]) for other in answers)) for one in EVENTS
    ]
    columns = ("class", "gold", "found", "P", "R", "F1", "F1 from", "F1 to")
    return [
        Table(f"{part}: classes", columns, tuple(classes), part == PARTS[0]),
        Table(f"{part}: events, gold by found", ("gold", *answers), tuple(mixed)),
    ]


def errors_of(row: Row, found: Coded) -> list[tuple[str, ...]]:
    """List what is wrong in one record: its event, and actors that have no match."""
    gold = row["gold"]
    read = f"{found.score:.2f}, {len(found.claims)} claims"
    lines = [] if found.event == gold["event"] else [("event", gold["event"], found.event or NONE)]
    for role, keys, fillers in _by_role(gold, found):
        if _pairs(keys, fillers, "overlap") < max(len(keys), len(fillers)):
            lines.append((role, _show(key["text"] for key in keys), _show(one.words for one in fillers)))
    return [(error, row["id"], was, now, read, row["text"].strip()) for error, was, now in lines]


def _show(words: Iterable[str]) -> str:
    return " | ".join(words) or "-"
