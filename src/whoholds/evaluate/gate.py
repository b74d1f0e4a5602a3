"""Scores are floors: pinned with the digest of their data, lowered only with a reason."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SLACK, SLACK_PERCENT = 0.04, 1.0
"""How far a share, and a score in per cent, may fall before the gate closes. Eight-bit arithmetic differs between processors:
reading in other batches, which has the same effect, moves the smallest sets by up to this much."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A score below its floor."""

    name: str
    floor: float
    found: float


def read_floors(path: Path) -> dict[str, Any]:
    """Read the pinned floors; none where there is no file yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def falls(floors: dict[str, Any], name: str, found: dict[str, float]) -> list[Fall]:
    """List the scores of one set that lie below their floors; a floor that was not measured counts as fallen."""
    pinned = floors.get(name, {}).get("scores", {})
    return [
        Fall(key, floor, found.get(key, 0.0))
        for key, floor in sorted(pinned.items())
        if found.get(key, 0.0) < floor - (SLACK if floor <= 1 else SLACK_PERCENT)
    ]


def pin(
    floors: dict[str, Any], name: str, found: dict[str, float], digest: str, reason: str
) -> tuple[dict[str, Any], list[Fall]]:
    """Pin new floors; falls are refused (returned) unless a reason is given, which is then kept beside them."""
    fallen = falls(floors, name, found)
    if fallen and not reason:
        return floors, fallen
    entry: dict[str, Any] = {"data": digest, "scores": dict(sorted(found.items()))}
    if fallen:
        entry["lowered because"] = reason
    return {**floors, name: entry}, []
