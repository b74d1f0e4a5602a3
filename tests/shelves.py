"""The shipped shelves, opened once a session, and articles read with them."""

from __future__ import annotations

from functools import cache

from whoholds.annotate.document import annotate
from whoholds.geo.gazetteer import Gazetteer
from whoholds.records import Annotated, Document, Filler
from whoholds.resolve.places import resolve_places
from whoholds.toolkit import Toolkit, open_toolkit


@cache
def shelves() -> Toolkit:
    """Open reader, gazetteer, catalogue and rules."""
    return open_toolkit()


def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer."""
    return shelves().gazetteer


@cache
def seen(text: str) -> Annotated:
    """See everything in a text."""
    return annotate(Document("article", text), shelves())


def placed(text: str) -> tuple[Filler, ...]:
    """Find the places of a text and resolve them."""
    article = seen(text)
    return resolve_places(article.places, article.document, article.sentences, gazetteer())


def meant(text: str) -> dict[str, str | None]:
    """Return for the words of each place the id of what they were resolved to."""
    return {filler.words: filler.link.id if filler.link else None for filler in placed(text)}


def countries(text: str) -> dict[str, str | None]:
    """Return for the words of each place the code of the country that it was resolved to."""
    return {filler.words: filler.link.country if filler.link else None for filler in placed(text)}
