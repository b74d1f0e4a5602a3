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


def names_by(publisher: str, text: str, on: date) -> dict[str, str]:
    """Return what each wording stands for in a text of a publisher."""
    made = claims_of(Document("d", text.replace("\n", " "), publisher, published=on_day(on)), shelves())
    return {
        filler.words: filler.name for claim in made.claims for filler in (*claim.actors, *claim.targets, *claim.sources)
    }


BRIEFED = """The raid near Hawija took place on Thursday, according to Pentagon Press Secretary Peter Cook. Mr Cook said that helicopters had struck the town.
MR. COOK: The soldiers killed 20 fighters."""


@pytest.mark.parametrize(
    ("publisher", "text", "day", "words", "name"),
    [
        ("Wire", BRIEFED, date(2015, 10, 22), "Mr Cook", "Peter Cook"),
        ("Wire", BRIEFED, date(2015, 10, 22), "MR. COOK", "Peter Cook"),
        ("Wire", "Secretary Carter said in Baghdad that aircraft had struck Mosul.", date(2016, 4, 18), "Secretary Carter", "Ash Carter"),
        ("US State Department", "The Secretary said that aircraft had struck Kobani.", date(2014, 10, 17), "The Secretary", "John Kerry"),
        ("Department of Defense", "The Secretary said that aircraft had struck Ramadi.", date(2015, 12, 17), "The Secretary", "Ash Carter"),
        ("Department of Defense", "The president said that aircraft had struck Raqqa.", date(2016, 4, 25), "The president", "Barack Obama"),
        ("Wire", "Gulbuddin Hekmatyar's Hezb-e Islami shelled Kabul. Hekmatyar said that the army had attacked first.", date(1992, 8, 8), "Hekmatyar",
         "Gulbuddin Hekmatyar"),
        ("Wire", "The Congolese army took Kitshanga. President Tshisekedi said that rebels had fled.", date(2023, 2, 1), "President Tshisekedi",
         "Felix Tshisekedi"),
    ],
)  # fmt: skip
def test_office_holders_are_named_by_title_surname_or_office(
    publisher: str, text: str, day: date, words: str, name: str
) -> None:
    assert names_by(publisher, text, day)[words] == name


@pytest.mark.parametrize(
    "text",
    [
        "His neighbour Hassan Omar said soldiers had killed four people. Mr Omar said they shelled Homs.",
        "Hassan Omar's Taliban captors killed four people. Omar said that they had attacked Ghazni.",
    ],
)
def test_a_surname_alone_gives_no_private_person_a_name(text: str) -> None:
    found = names_by("Wire", text, date(2012, 3, 1))
    assert not any("Omar" in name for name in found.values())


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The UN Secretary-General condemned the killings in Houla.", "UN Secretary-General", "UN Secretary-General"),
        ("Fighters shelled Kabul. ISIS-K said that it had killed ten policemen.", "ISIS-K", "Islamic State Khorasan Province"),
        ("Doctors Without Borders said its hospital in Kunduz was hit by an air strike.", "Doctors Without Borders", "Doctors Without Borders"),
        ("Accounts of the burning of villages say that soldiers killed 12 civilians.", "Accounts of the burning of villages",
         "Accounts of the burning of villages"),
        ("A statement of the ministry of defence said that soldiers killed 12 rebels in Homs.", "A statement of the ministry of defence",
         "Syrian ministry of defence"),
        ("The army took Ghazni. The Afghan Minister of Defense said that 100 soldiers were killed.", "The Afghan Minister of Defense",
         "Afghan Minister of Defense"),
    ],
)  # fmt: skip
def test_names_with_hyphens_and_capitals_stay_whole(text: str, words: str, name: str) -> None:
    assert names_by("Resolute Support" if "Ghazni" in text else "Wire", text, date(2016, 8, 14))[words] == name


def test_the_regime_is_the_one_told_of_and_the_recognised_government_that_of_the_land() -> None:
    shelled = "Germany condemned the shelling of Aleppo by the Syrian regime. Berlin said that the regime had attacked hospitals."
    assert names_by("Wire", shelled, date(2016, 12, 1))["regime"] == "Syrian government"
    libya = "TRIPOLI - Forces of Khalifa Haftar attacked the internationally recognised government in Tripoli, Libya, on Monday."
    assert names_by("Wire", libya, date(2019, 4, 8))["internationally recognised government"] == "Libyan government"
