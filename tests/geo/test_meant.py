"""Which of the places named is the one that a claim is about."""

from __future__ import annotations

from dataclasses import replace

from tests.claims import claim
from whoholds.geo.meant import places_meant
from whoholds.records import Claim, Filler, Link, Mention

TOWN = Link("gn:9", "Hit", "city", 1.0, "", 33.6, 42.8, "IQ", "exact", ("country:IQ",))
MILL = Link("rel:mill-in-hit", "mill in Hit", "site", 0.5, "", 33.6, 42.8, "IQ", "vague", ("gn:9", "country:IQ"))
HILLS = Link("rel:mountains", "mountains", "relative", 0.1, "", None, None, "IQ", "vague", ("gn:9",))
OTHER = Link("gn:8", "Rawa", "city", 1.0, "", 34.5, 41.9, "IQ", "exact", ("country:IQ",))


def about(sentence: str, *named: tuple[str, Link]) -> list[str]:
    """Return the names of the places that a claim in a sentence is about."""
    at = [sentence.index(words) for words, _ in named]
    fillers = tuple(Filler(i, i + len(w), w, "toponym", (link,)) for i, (w, link) in zip(at, named, strict=True))
    told: Claim = replace(claim("capture"), sentence=Mention(0, len(sentence), sentence), places=fillers)
    return [link.name for _, link in places_meant(told)]


def test_town_and_mill_side_by_side_are_both_meant() -> None:
    assert about("Both town and mill were retaken.", ("town", TOWN), ("mill", MILL)) == ["Hit", "mill in Hit"]


def test_the_town_that_a_mill_lies_in_is_not() -> None:
    assert about("The mill in Hit was retaken.", ("mill", MILL), ("Hit", TOWN)) == ["mill in Hit"]


def test_mere_landscape_does_not_stand_for_the_town() -> None:
    assert about("Hit was their seat in the mountains.", ("Hit", TOWN), ("mountains", HILLS)) == ["Hit"]


def test_a_place_that_only_says_when_is_left_out() -> None:
    assert about("They took Hit a week after Rawa.", ("Hit", TOWN), ("Rawa", OTHER)) == ["Hit"]


def test_the_east_of_a_country_is_no_place_beside_a_town() -> None:
    east = Link("rel:eastern-iraq", "eastern Iraq", "relative", 0.5, "", None, None, "IQ", "vague", ("country:IQ",))
    assert about("In the east they surround Hit.", ("the east", east), ("Hit", TOWN)) == ["Hit"]
