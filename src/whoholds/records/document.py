"""One article as it was read."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records.window import Window


@dataclass(frozen=True, slots=True)
class Document:
    """An article: the exact text that every offset points into, and what is known of where it came from."""

    id: str
    text: str
    source: str | None = None
    """The publisher's name; None is unknown, and shown as unknown."""
    url: str | None = None
    title: str | None = None
    published: Window | None = None
    """The day, or the days of the month where only a month is known; None is unknown."""
    published_from: str = "unknown"
    """given, metadata, dateline, first lines, feed, url, or unknown."""
    language: str | None = None
    """ISO 639-1 code, or None where it was not judged."""
    normaliser: str = ""
    digest: str = ""
    """SHA-256 of the text."""
    path: str | None = None
    """Where it was read from."""
