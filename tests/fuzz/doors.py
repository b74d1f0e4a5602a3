"""All targets, and what once broke one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.files import FILES
from tests.fuzz.site import SITE
from tests.fuzz.target import Target
from tests.fuzz.texts import TEXTS

TARGETS = {target.name: target for target in (*TEXTS, *FILES, *SITE)}
KEPT = Path(__file__).parent / "kept"
"""Input that broke a target once: a folder a target, its name without blanks and dots, a file each."""


def folder_of(target: Target) -> Path:
    """Return where a target's input is kept."""
    return KEPT / target.name.replace(" ", "_").replace(".", "")


def kept() -> Iterator[tuple[Target, Path]]:
    """Walk what is kept."""
    for target in TARGETS.values():
        for path in sorted(folder_of(target).glob("*")):
            yield target, path
