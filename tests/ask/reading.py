"""Articles read with the endpoint extractor, without the shipped weights: sentences cut at full stops, numbers and times as given."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from whoholds.ask.endpoint import Endpoint, open_endpoint
from whoholds.plugins.extractor import Setup
from whoholds.records import Annotated, Document, Mention, Quantity, Sentence, When, Window

ARTICLE = (
    "Officials in Erbil said on Sunday that the army had seized Sinjar, killing at least 60 militants. "
    "Rebels seized Idlib last week. The army’s jets shelled Homs."
)


def annotated(text: str = ARTICLE, id: str = "a1") -> Annotated:
    """See sentences, and the numbers and times of the article above."""
    cuts = [hit.span() for hit in re.finditer(r"[^.\s][^.]*\.?", text)]
    sentences = tuple(Sentence(number, start, end, 0, ()) for number, (start, end) in enumerate(cuts))
    numbers = tuple(
        Quantity(hit.start(), hit.end(), hit.group(), 60.0, None, "fighters", "militants") for hit in re.finditer("at least 60", text)
    )
    times = tuple(When(Mention(*hit.span(), hit.group()), "DATE", "", Window()) for hit in re.finditer("last week", text))
    return Annotated(Document(id, text, "Harbour Gazette"), sentences, numbers=numbers, times=times)


def endpoint(url: str, folder: Path, **options: Any) -> Endpoint:
    """Open the extractor for a server, with short waits and a cache of its own."""
    given = {"url": url, "model": "stub-1", "wait": 0.001, "timeout": 5, "cache": str(folder), **options}
    return open_endpoint(Setup(given))
