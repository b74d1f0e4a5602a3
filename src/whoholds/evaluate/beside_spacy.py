"""From raw text to claims beside spaCy's own reading of the same text: tokens, tags, trees and names by its small network."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from whoholds.errors import InputError
from whoholds.evaluate.engines import documents
from whoholds.evaluate.soak import document_of
from whoholds.pipeline import claims_of
from whoholds.toolkit import Toolkit

TEXTS, ROUNDS = 20, 3


def scores(toolkit: Toolkit, pipeline: str) -> dict[str, float]:
    """Return words a second of both, in one thread, and their ratio; `pipeline` is a trained pipeline's folder or name.

    Raises InputError where spaCy or the pipeline is not there. Train it on the data of our own reader, or the numbers say little.
    """
    try:
        import spacy

        other: Any = spacy.load(pipeline)
    except (ImportError, OSError) as fault:
        raise InputError(f"{pipeline}: cannot be opened as a spaCy pipeline ({fault}); train one with `spacy train`, see docs/performance.md") from None
    rows = documents(TEXTS)
    words = sum(len(row["text"].split()) for row in rows)
    texts = [row["text"] for row in rows]
    ours = _seconds(lambda: [claims_of(document_of(row), toolkit) for row in rows])
    read = _seconds(lambda: [toolkit.reader.read(text) for text in texts])
    theirs = _seconds(lambda: list(other.pipe(texts)))
    return {
        "text to claims, words/s": round(words / ours),
        "our reader alone, words/s": round(words / read),
        "spaCy pipeline, words/s": round(words / theirs),
        "text to claims over spaCy's reading, throughput": round(theirs / ours, 2),
        "our reader over spaCy's reading, throughput": round(theirs / read, 2),
    }


def _seconds(work: Callable[[], object]) -> float:
    """Return the least of some rounds, by the processor; the first warms up."""
    work()
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)
