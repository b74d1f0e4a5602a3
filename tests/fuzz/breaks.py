"""What broke a target: told once a kind, reduced, written to a folder."""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.target import Target, hold

REDUCING = 20.0
"""Seconds of the processor that the reducing of one input may take."""


@dataclass
class Breaks:
    """Everything that broke one target, a file for each kind of fault."""

    target: Target
    folder: Path
    seen: set[str] = field(default_factory=set)

    def hold(self, data: bytes) -> None:
        """Hold the target to its law; a new kind of fault is reduced and written down."""
        found = fault_of(self.target, data)
        if found is not None and found not in self.seen:
            self.seen.add(found)
            self.keep(found, reduced(self.target, data, found))

    def keep(self, fault: str, data: bytes) -> None:
        """Write an input and what it does, ready to be put into `kept`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = self.target.name.replace(" ", "_").replace(".", "")
        path = self.folder / f"{name}--{hashlib.sha256(data).hexdigest()[:10]}"
        path.write_bytes(data)
        with (self.folder / "faults.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"target": self.target.name, "fault": fault, "input": path.name}) + "\n")


def fault_of(target: Target, data: bytes) -> str | None:
    """Return the kind of fault that an input makes, and where; None where the law holds."""
    try:
        hold(target, data)
    except Exception as fault:
        frames = traceback.extract_tb(fault.__traceback__)
        ours = next((frame for frame in reversed(frames) if "whoholds" in frame.filename), frames[-1])
        return f"{type(fault).__name__} in {Path(ours.filename).name} {ours.name}"
    return None


def reduced(target: Target, data: bytes, fault: str) -> bytes:
    """Take parts out of an input, large ones first, as long as the fault stays the same."""
    end = time.process_time() + REDUCING
    size = max(1, len(data) // 2)
    while size:
        at = 0
        while at < len(data) and time.process_time() < end:
            shorter = data[:at] + data[at + size :]
            if fault_of(target, shorter) == fault:
                data = shorter
            else:
                at += size
        size //= 2
    return data
