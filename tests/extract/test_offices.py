"""An office told with its field, its body and its holder's name is one filler, and a town told by its region is the town."""

from __future__ import annotations

import pytest

from tests.extract.told import one, words


@pytest.mark.parametrize(
    ("text", "actor", "name"),
    [
        ("The Minister for Foreign Affairs, Julie Bishop, condemned the attack on Maiduguri.",
         "Minister for Foreign Affairs, Julie Bishop", "Julie Bishop"),
        ("The Secretary of State for Defence, Michael Fallon, condemned the attack on Mosul.",
         "Secretary of State for Defence, Michael Fallon", "Michael Fallon"),
        ("The Minister for Defence, Senator David Johnston, condemned the shelling of Sloviansk.",
         "Minister for Defence, Senator David Johnston", "David Johnston"),
        ("The Special Envoy of the Secretary-General for Libya, Tarek Mitri, condemned the shelling of Zawiya.",
         "Special Envoy of the Secretary-General for Libya, Tarek Mitri", "Tarek Mitri"),
        ("The leader of Hezbollah, Hassan Nasrallah, condemned the strike on Baalbek.", "Hassan Nasrallah", "Hassan Nasrallah"),
        ("The Minister of Foreign Affairs condemned the attack on Goma.", "Minister of Foreign Affairs", ""),
    ],
)  # fmt: skip
def test_an_office_with_its_holder_is_one_speaker(text: str, actor: str, name: str) -> None:
    claim = one(text, "statement", "condemned")
    assert words(claim.actors) == [actor]
    assert not name or claim.actors[0].name == name


def test_two_who_meet_stay_two() -> None:
    claim = one("The President of France and Angela Merkel met in Minsk.", "talks", "met")
    assert words(claim.actors) == ["President of France", "Angela Merkel"]


@pytest.mark.parametrize(
    ("text", "type", "word", "places"),
    [
        ("Fighters took the Idlib town of Saraqeb.", "capture", "took", ["Saraqeb"]),
        ("Clashes went on in the Hama suburb of Taybeh.", "clash", "Clashes", ["Taybeh"]),
    ],
)
def test_a_town_told_by_its_region_is_the_town(text: str, type: str, word: str, places: list[str]) -> None:
    assert words(one(text, type, word).places) == places


@pytest.mark.parametrize(
    ("text", "words_", "name"),
    [
        ("Rebels seized Goma's airport.", "Goma's airport", "Goma airport"),
        ("The militants captured Turkey's consulate in Mosul.", "Turkey's consulate", "Turkey's consulate"),
    ],
)
def test_a_site_is_not_the_place_that_it_belongs_to(text: str, words_: str, name: str) -> None:
    place = one(text, "capture").places[0]
    assert (place.words, place.name) == (words_, name)
    assert place.link is None or place.link.kind != "country"
