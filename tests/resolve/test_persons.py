"""Whom "he" and "she" mean, and which persons are named: whole texts, read as they come."""

from __future__ import annotations

from datetime import date

import pytest

from tests.shelves import shelves
from whoholds.pipeline import claims_of
from whoholds.records import Document, on_day

FORMER = """The former president of the country, Joseph Kamara, was accused of arming rebels in the neighbouring state. Kamara denied
the charge. He said he had never supplied weapons to the Front. Mrs. Ellen Toure, the foreign minister, met him in Freetown on Monday. She
urged him to condemn the attacks. She also announced that the government would send troops to the border."""
LISTED = """The treasury designated two men for supporting al-Shabaab. Yusuf Hassan Warsame was designated for acting on behalf of the group.
In early 2012 he travelled to Kismayo, where he met its commanders. In May 2012, he sent weapons to al-Shabaab fighters in Afgooye."""
SENIOR = """Abu Khalil al-Sudani, a senior shura member of al-Qaeda, was killed in an air strike near Marib on 11 July. He was captured in
2006 but escaped from prison two years later."""
PRIVATE = """A court in Brussels sentenced Pieter Adams, 41, a farmer, who had joined fighters in Idlib. Adams fought against government forces
near Aleppo. He was arrested at the Turkish border in May."""


def names_in(text: str) -> dict[str, set[str]]:
    """Return what each wording of an actor, target or source stands for."""
    made = claims_of(Document("d", text.replace("\n", " "), "Wire", published=on_day(date(2015, 7, 24))), shelves())
    found: dict[str, set[str]] = {}
    for claim in made.claims:
        for filler in (*claim.actors, *claim.targets, *claim.sources):
            found.setdefault(filler.words, set()).add(filler.name)
    return found


def test_he_and_she_are_told_apart_and_nobody_urges_himself() -> None:
    found = names_in(FORMER)
    assert {found[word].pop() for word in ("Kamara", "He", "him")} == {"Joseph Kamara"}
    assert found["She"] == {"Ellen Toure"}


@pytest.mark.parametrize(("text", "name"), [(LISTED, "Yusuf Hassan Warsame"), (SENIOR, "Abu Khalil al-Sudani")])
def test_whom_an_authority_listed_and_who_stands_high_in_an_armed_side_is_named(text: str, name: str) -> None:
    found = names_in(text)
    assert found.get("he", found.get("He")) == {name}


BYSTANDERS = """Pieter Adams said the group was designated in May and that militants attacked his shop in Idlib. Adams told reporters that the man who
commanded the fighters killed two guards. Officials sanctioned a company, and Adams said fighters burned it."""
RESPECTED = """Pieter Adams, a senior member of the hospital staff, said that government forces shelled Idlib. Adams said they killed a nurse."""


@pytest.mark.parametrize("text", [PRIVATE, BYSTANDERS, RESPECTED])
def test_a_private_person_stays_without_a_name(text: str) -> None:
    named = {name for names in names_in(text).values() for name in names}
    assert not any("Adams" in name for name in named)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ahmed Khalil's brother was killed in Homs.", {"brother"}),
        ("A neighbour of Ahmed Khalil said that the town fell.", {"neighbour"}),
        ("The Eparchy of Adigrat said that shelling killed 20 people.", {"Eparchy of Adigrat", "people"}),
        ("Kadyrov's fighters attacked Bamut.", {"Chechen forces"}),
        ("Fighters of Ramzan Kadyrov attacked Bamut.", {"Chechen forces"}),
    ],
)
def test_whom_only_a_name_tells_is_in_nobody_elses_name(text: str, names: set[str]) -> None:
    assert {name for each in names_in(text).values() for name in each} == names
