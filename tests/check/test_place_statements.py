"""Distances told in a text are checked by coordinates, also from a capital that is only described."""

from __future__ import annotations

from tests.shelves import shelves
from whoholds.annotate.document import annotate
from whoholds.check.places import place_statements
from whoholds.extract.document import extract
from whoholds.pipeline import state_of_claims
from whoholds.records import Document, PlaceStatement
from whoholds.resolve.document import resolve


def told(text: str) -> list[PlaceStatement]:
    """Read what a text says of where places lie."""
    annotated = annotate(Document("doc", text), shelves())
    annotated, _ = resolve(annotated, extract(annotated, shelves()), shelves())
    return [s for s in place_statements(annotated) if s.kind == "distance"]


def test_a_distance_from_a_capital_that_is_named_elsewhere() -> None:
    text = (
        "Islamic State dug trenches around its capital, Raqqa, residents said. The YPG entered Ain Issa, and now stands only "
        "31 miles away from the group's de facto capital. Its commanders would not say more."
    )
    (said,) = told(text)
    assert (said.place.name, said.other.name, said.verdict) == ("Ain Issa", "Raqqa", "agrees")
    assert said.said == 49.9


def test_nothing_is_said_of_a_capital_that_no_sentence_names() -> None:
    assert told("The YPG entered Ain Issa in Syria and stands 31 miles away from the group's de facto capital.") == []


def test_a_distance_that_coordinates_refuse() -> None:
    (said,) = told("In Syria, the town of Ain Issa lies 310 miles from Raqqa, the report said.")
    assert said.verdict == "disagrees"


def test_a_country_of_like_name_in_a_list_is_a_slip() -> None:
    text = "The group proclaimed a caliphate after the seizure of Mosul and much of western Iran and eastern Syria last summer."
    annotated = annotate(Document("doc", text), shelves())
    _, claims = resolve(annotated, extract(annotated, shelves()), shelves())
    [slip] = [d for d in state_of_claims(claims).disputes if d.kind == "gazetteer"]
    assert slip.what.startswith("western Iran") and slip.quotes == (text,)
