"""Texts with their times marked in place: "He left {last week|DATE|2016-W10}."."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from whoholds.dates.tagger import find_times
from whoholds.evaluate.times import day_of, paired, score_times
from whoholds.records import When

MARK = re.compile(r"\{(?P<words>[^{}|]+)\|(?P<type>DATE|TIME|DURATION|SET)\|(?P<value>[^{}|]*)\}")
DATA = Path(__file__).parent / "data"


def marked_rows(path: Path) -> list[dict[str, Any]]:
    """Read passages ("= name day", then the text) as rows with `doc`, `date`, `text` and `times` of words, type, value."""
    rows = []
    for block in path.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, _, body = block.partition("\n")
        name, _, day = head.partition(" ")
        text, times = unmarked(body.strip())
        rows.append({"doc": name, "date": day.strip(), "text": text, "times": times})
    return rows


def unmarked(body: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without its marks, and what they marked."""
    text, at, times = "", 0, []
    for m in MARK.finditer(body):
        text += body[at : m.start()]
        start, at = len(text), m.end()
        text += m["words"]
        times.append({"start": start, "end": len(text), "type": m["type"], "value": m["value"], "from": None, "to": None})
    return text + body[at:], times


def tagged(row: dict[str, Any]) -> tuple[When, ...]:
    """Tag one passage, without trees."""
    return find_times(row["text"], (), day_of(row["date"]))


def score_marked(path: Path) -> dict[str, float]:
    """Score the tagger on a file of passages; windows are not marked there."""
    rows = marked_rows(path)
    return score_times([row["times"] for row in rows], [tagged(row) for row in rows])


def faults(path: Path) -> list[str]:
    """Tell each time that was missed, found where none is, cut otherwise, or read otherwise."""
    out = []
    for row in marked_rows(path):
        found = tagged(row)
        pairs = paired(row["times"], found)
        hit, got = {id(gold) for gold, _ in pairs}, {id(when) for _, when in pairs}
        words = {id(gold): row["text"][gold["start"] : gold["end"]] for gold in row["times"]}
        out += [f"{row['doc']} missed {words[id(g)]} {g['value']}" for g in row["times"] if id(g) not in hit]
        out += [f"{row['doc']} extra {w.mention.words} {w.value}" for w in found if id(w) not in got]
        for gold, when in pairs:
            same = (words[id(gold)], gold["type"], gold["value"]) == (when.mention.words, when.type, when.value)
            note = f"{words[id(gold)]} {gold['type']} {gold['value']} -> {when.mention.words} {when.type} {when.value}"
            out += [] if same else [f"{row['doc']} differs {note}"]
    return out
