"""Scores for time expressions: span, type, value, and the interval of days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from whoholds.dates.tagger import find_times
from whoholds.records import Sentence, When, Window, on_day

FAR_BACK, FAR_ON = date(1900, 1, 1), date(2100, 1, 1)
"""Stand for an open side when two intervals are compared by their share in common."""


def scores(path: Path, sentences: dict[str, Sequence[Sentence]] | None = None) -> dict[str, float]:
    """Score the tagger on a file of documents, a JSON object a line: `doc`, `date`, `text`, `times`.

    Gold times carry `start`, `end`, `type`, `value`, `from`, `to`. `sentences` gives the trees by document, where a
    reader is at hand. Strict counts equal spans, relaxed any overlap; `value_f1` and `type_f1` count overlapping spans
    with equal value or type, as TempEval-3 does; `interval_right` is the share of gold times with both days right,
    `interval_near` the share whose interval shares at least half with gold's.
    """
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [find_times(row["text"], (sentences or {}).get(row["doc"], ()), day_of(row.get("date"))) for row in rows]
    return score_times([row["times"] for row in rows], found)


def score_times(gold: Sequence[Sequence[dict[str, Any]]], found: Sequence[Sequence[When]]) -> dict[str, float]:
    """Score found times against gold ones, document by document."""
    pairs = [(g, w) for golds, whens in zip(gold, found, strict=True) for g, w in paired(golds, whens)]
    wanted, got = sum(map(len, gold)), sum(map(len, found))
    strict = sum(g["start"] == w.mention.start and g["end"] == w.mention.end for g, w in pairs)
    return {
        "gold": float(wanted),
        "found": float(got),
        "strict_f1": _f1(strict, wanted, got),
        "relaxed_f1": _f1(len(pairs), wanted, got),
        "type_f1": _f1(sum(g["type"] == w.type for g, w in pairs), wanted, got),
        "value_f1": _f1(sum((g["value"] or "") == w.value for g, w in pairs), wanted, got),
        "interval_right": sum(same_days(g, w) for g, w in pairs) / wanted if wanted else 1.0,
        "interval_near": sum(near_days(g, w) for g, w in pairs) / wanted if wanted else 1.0,
    }


def paired(gold: Iterable[dict[str, Any]], whens: Iterable[When]) -> list[tuple[dict[str, Any], When]]:
    """Pair gold and found times that overlap, one to one, in text order."""
    left, out = list(whens), []
    for item in sorted(gold, key=lambda g: g["start"]):
        hit = next((w for w in left if w.mention.start < item["end"] and w.mention.end > item["start"]), None)
        if hit is not None:
            left.remove(hit)
            out.append((item, hit))
    return out


def same_days(gold: dict[str, Any], when: When) -> bool:
    """Tell whether both ends agree, an open end with an open end."""
    window = when.window or Window()
    return [gold["from"], gold["to"]] == [day and day.isoformat() for day in (window.earliest, window.latest)]


def near_days(gold: dict[str, Any], when: When) -> bool:
    """Tell whether two intervals have at least half of their days in common; no days agree with no days only."""
    if same_days(gold, when):
        return True
    window = when.window or Window()
    if not (gold["from"] or gold["to"]) or not (window.earliest or window.latest):
        return False
    first, last = date.fromisoformat(gold["from"] or str(FAR_BACK)), date.fromisoformat(gold["to"] or str(FAR_ON))
    low, high = window.earliest or FAR_BACK, window.latest or FAR_ON
    common = (min(last, high) - max(first, low)).days + 1
    return common > 0 and 2 * common >= (max(last, high) - min(first, low)).days + 1


def day_of(words: str | None) -> Window | None:
    """Read a publication date: YYYY-MM-DD, YYYY-MM (the whole month) or nothing."""
    if not words:
        return None
    if len(words) > 7:
        return on_day(date.fromisoformat(words[:10]))
    year, month = int(words[:4]), int(words[5:7])
    last = date(year + month // 12, month % 12 + 1, 1)
    return Window(date(year, month, 1), date.fromordinal(last.toordinal() - 1))


def _f1(right: int, wanted: int, got: int) -> float:
    return 2 * right / (wanted + got) if wanted + got else 1.0
