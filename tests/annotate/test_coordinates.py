"""Coordinates are place mentions, and the place of the claims that they stand with."""

from __future__ import annotations

from datetime import date

import pytest

from tests.shelves import seen, shelves
from whoholds.pipeline import claims_of, mapped, places_of
from whoholds.records import Document, Filler, on_day


def mapped_places(text: str) -> tuple[Filler, ...]:
    return mapped(seen(text), shelves()).toponyms


def test_coordinates_are_exact_places() -> None:
    text = "Shells hit a depot at 36.3412, 43.1289 near Mosul."
    spot = next(place for place in mapped_places(text) if place.words == "36.3412, 43.1289")
    assert spot.link is not None
    assert (spot.link.lat, spot.link.lon, spot.link.precision, spot.link.reason) == (36.3412, 43.1289, "exact", "coordinates")
    assert spot.link.country == "IQ"  # that of the town beside


def test_a_name_inside_coordinates_is_none() -> None:
    assert [place.words for place in mapped_places("Shells hit a bridge at grid 38S LF 12345 67890 on Friday.")] == ["38S LF 12345 67890"]


def test_numbers_of_coordinates_count_nothing() -> None:
    assert [number.words for number in seen("Shells hit 36.3412, 43.1289 and killed six people.").numbers] == ["six"]


def test_spans_that_are_asked_for_are_answered() -> None:
    text = "The crater, 36°20'24\"N 43°07'48\"E, is wide."
    (spot,) = places_of(Document("d", text), [(12, 33)], shelves())
    assert spot.link is not None and round(spot.link.lat or 0, 2) == 36.34


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Government troops captured positions around 35.95N 39.01E.", "coord:35.95000,39.01000"),
        ("Rebels shelled the village at grid 38S LF 12345 67890.", "coord:36.73821,42.89827"),
    ],
)
def test_they_are_the_place_of_a_claim(text: str, place: str) -> None:
    made = claims_of(Document("d", text, published=on_day(date(2017, 3, 20))), shelves())
    assert place in {filler.link.id for claim in made.claims for filler in claim.places if filler.link is not None}


def test_a_named_town_stays_the_place() -> None:
    text = "An air strike hit Tal Afar (36°22'30\"N 42°27'00\"E)."
    made = claims_of(Document("d", text, published=on_day(date(2017, 3, 20))), shelves())
    assert "gn:90393" in {filler.link.id for claim in made.claims for filler in claim.places if filler.link is not None}
