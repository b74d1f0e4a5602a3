"""A document with everything that can be seen in it before claims are read."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records.document import Document
from whoholds.records.link import Filler
from whoholds.records.mention import Mention
from whoholds.records.quantity import Quantity
from whoholds.records.sentence import Sentence
from whoholds.records.when import When


@dataclass(frozen=True, slots=True)
class Annotated:
    """Sentences with trees, and the places, sides, times, numbers and quotations of a document, each in text order."""

    document: Document
    sentences: tuple[Sentence, ...]
    places: tuple[Filler, ...] = ()
    """Every place mention; kind `toponym`, `demonym` or `relative`; links empty until resolved."""
    actors: tuple[Filler, ...] = ()
    """Every mention of a side; kind `name` or `description`; links empty until resolved."""
    times: tuple[When, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    quotes: tuple[Mention, ...] = ()
    """Quotations, marks included, across sentences."""
    apart: tuple[Mention, ...] = ()
    """Text that is never read for claims: bylines, captions' credits, headings without a predicate, boilerplate."""
    toponyms: tuple[Filler, ...] = ()
    """Place names as a map means them, see `annotate.place_names`: "Iraq" of "northern Iraq"; kind `toponym` or `demonym`."""
