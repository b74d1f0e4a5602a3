"""What reading is told, and what it answers where something cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records import Window

LARGEST_BYTES = 50_000_000
"""Bytes of one file that is still opened."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said of all documents of a reading; it outweighs what the documents say."""

    source: str | None = None
    published: Window | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be read: where, what, and what to do next."""

    path: str
    reason: str
