"""The times of a document."""

from __future__ import annotations

from collections.abc import Sequence

from whoholds.dates.tagger import find_times as tag_times
from whoholds.records import Document, Sentence, When


def find_times(document: Document, sentences: Sequence[Sentence]) -> tuple[When, ...]:
    """Find the time expressions of a document, read against its publication day."""
    return tag_times(document.text, sentences, document.published)
