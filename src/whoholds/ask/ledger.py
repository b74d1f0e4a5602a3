"""What a run has cost so far: a file of lines that all its processes add to, so that a limit holds for them together."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from whoholds.errors import ExtractorError


@dataclass(slots=True)
class Totals:
    """What stands in a ledger."""

    calls: int = 0
    kept: int = 0
    """Answers that were taken from the cache."""
    tokens_in: int = 0
    tokens_out: int = 0
    about: bool = False
    """Whether a server did not say its tokens, so that they were guessed from the length."""
    cost: float = 0.0
    seconds: float = 0.0
    claims: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    open: dict[str, float] = field(default_factory=dict)
    """Calls that wait for their answers, with the most that each may cost."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may come to; 0 is no limit."""

    calls: int = 0
    cost: float = 0.0


class Ledger:
    """The file of a run; made with its first line."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Name the file and the limits."""
        self._path, self._limits = path, limits
        self._totals, self._read, self._numbers = Totals(), 0, count()

    def begin(self, most: float) -> str:
        """Note a call before it is made, with the most that it may cost. Raises ExtractorError where a limit forbids it.

        Lines stand in the order of writing, and each counts those before it: however many processes call, no limit is passed.
        """
        name = f"{os.getpid()}.{next(self._numbers)}"
        self._write({"call": name, "most": most})
        totals = self._advance(until=name)
        told = self._over(totals)
        if told:
            self._write({"not": name})
            raise ExtractorError(
                f"{told}; what was read is kept. Raise the limit in [extractors.endpoint] and run the same again"
            )
        return name

    def end(self, call: str, tokens: tuple[int, int, bool], cost: float, seconds: float) -> None:
        """Note what a call came to."""
        self._write(
            {
                "end": call,
                "in": tokens[0],
                "out": tokens[1],
                "about": tokens[2],
                "cost": cost,
                "seconds": round(seconds, 3),
            }
        )

    def kept(self) -> None:
        """Note an answer out of the cache."""
        self._write({"kept": 1})

    def judged(self, claims: int, refused: Counter[str]) -> None:
        """Note how many claims were taken, and what was refused for which reason."""
        self._write({"claims": claims, "refused": dict(refused)})

    def totals(self) -> Totals:
        """Return everything that stands in the ledger now."""
        return self._advance()

    def _over(self, totals: Totals) -> str:
        if self._limits.calls and totals.calls > self._limits.calls:
            return f"the limit of {self._limits.calls} calls (most_calls) is reached"
        if self._limits.cost and totals.cost + sum(totals.open.values()) > self._limits.cost:
            return f"cost so far {totals.cost:.4f}; the next call could go over the limit of {self._limits.cost:g} (most_cost)"
        return ""

    def _write(self, line: dict[str, Any]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, json.dumps(line).encode() + b"\n")
            finally:
                os.close(handle)
        except OSError as fault:
            raise ExtractorError(
                f"{self._path}: cannot be written ({fault.strerror}); set `cache` to a folder that can"
            ) from None

    def _advance(self, until: str = "") -> Totals:
        """Read the lines that came since, up to and with the call that is named."""
        if not self._path.exists():
            return self._totals
        with self._path.open("rb") as lines:
            lines.seek(self._read)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                self._read += len(line)
                if _counted(self._totals, line) == until != "":
                    break
        return self._totals


def _counted(totals: Totals, line: bytes) -> str:
    """Count a line; one that a full disk cut off is passed over."""
    try:
        return _add(totals, json.loads(line))
    except (ValueError, LookupError, TypeError):
        return ""


def _add(totals: Totals, line: dict[str, Any]) -> str:
    """Count a line; returns the call that it begins."""
    if "call" in line:
        totals.calls += 1
        totals.open[line["call"]] = line["most"]
        return str(line["call"])
    if "not" in line:
        totals.calls -= 1
        totals.open.pop(line["not"], None)
    elif "end" in line:
        totals.open.pop(line["end"], None)
        totals.tokens_in += line["in"]
        totals.tokens_out += line["out"]
        totals.about = totals.about or line["about"]
        totals.cost += line["cost"]
        totals.seconds += line["seconds"]
    elif "kept" in line:
        totals.kept += 1
    else:
        totals.claims += line["claims"]
        totals.refused.update(line["refused"])
    return ""
