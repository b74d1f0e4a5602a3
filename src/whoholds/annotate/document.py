"""See everything in a document that claims are read from."""

from __future__ import annotations

import re
from typing import Protocol

from whoholds.actors.catalogue import Catalogue
from whoholds.annotate.grid_places import KIND, with_coordinates
from whoholds.annotate.layout import find_apart
from whoholds.annotate.numbers import find_numbers
from whoholds.annotate.place_names import find_place_names
from whoholds.annotate.sides import find_sides, with_groups
from whoholds.annotate.speech import find_quotes
from whoholds.annotate.times import find_times
from whoholds.annotate.toponyms import find_toponyms
from whoholds.geo.gazetteer import Gazetteer
from whoholds.models.reader import Reader
from whoholds.records import Annotated, Document, Filler, Mention, Quantity, Sentence


class Shelves(Protocol):
    """What annotation needs of a toolkit."""

    @property
    def reader(self) -> Reader:
        """The language reader."""

    @property
    def gazetteer(self) -> Gazetteer:
        """Places by name."""

    @property
    def catalogue(self) -> Catalogue:
        """Sides by name."""


def annotate(document: Document, toolkit: Shelves) -> Annotated:
    """Split a document into sentences with trees, and find its places, sides, times, numbers and quotations."""
    return annotate_sentences(document, toolkit.reader.read(document.text), toolkit)


def annotate_sentences(document: Document, sentences: tuple[Sentence, ...], toolkit: Shelves) -> Annotated:
    """Do the same with sentences that were read before, so that the reader may work in batches."""
    text, sentences = document.text, with_groups(sentences, toolkit.catalogue)
    times, sides = find_times(document, sentences), find_sides(text, sentences, toolkit.catalogue)
    places, apart = find_toponyms(text, sentences, toolkit.gazetteer, toolkit.catalogue), find_apart(text, sentences)
    places = with_coordinates(text, [place for place in places if not _in_name(place, sides) and not _agency(text, place, apart)])
    return Annotated(
        document=document,
        sentences=sentences,
        places=places,
        actors=sides,
        times=times,
        numbers=tuple(number for number in find_numbers(text, sentences, times) if not _in_coordinates(number, places)),
        quotes=find_quotes(text, sentences),
        apart=apart,
        toponyms=find_place_names(text, sentences, places, toolkit.gazetteer),
    )


def _in_coordinates(number: Quantity, places: tuple[Filler, ...]) -> bool:
    return any(place.kind == KIND and place.start < number.end and number.start < place.end for place in places)


def _agency(text: str, place: Filler, apart: tuple[Mention, ...]) -> bool:
    """Tell an agency in the brackets of a dateline, though a town bears its name: "BEIRUT, July 10 (Northgate) -"."""
    bracketed = text[place.start - 1 : place.start] == "(" and text[place.end : place.end + 1] == ")"
    return bracketed and any(one.kind == "dateline" and one.start <= place.start < one.end for one in apart)


def _in_name(place: Filler, sides: tuple[Filler, ...]) -> bool:
    """Tell whether a place only stands in a side's name: "Syria" of "Islamic State of Iraq and Syria"."""
    inside = (s for s in sides if s.kind == "name" and s.start < place.start and place.end <= s.end)
    return any(re.search(r" (?:of|in|for) ", side.words[: place.start - side.start]) for side in inside)
