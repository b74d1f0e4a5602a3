"""Numbers that no claim took: each to its own voice, origin, words, neighbour or day; nothing that was read is changed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.claims import SIDES, claim, quantity, window
from whoholds.link.context import said_only
from whoholds.link.told_numbers import with_told_numbers
from whoholds.records import Annotated, Claim, Document, Filler, Link, Mention, Quantity, Sentence, When, on_day
from whoholds.records.quantity import MOVED

COUNTRIES = {"France": "FR", "Jordan": "JO", "Tunisia": "TN"}


def number(text: str, words: str, value: float, unit: str = "people", counts: str = "") -> Quantity:
    """Make the number that stands in the text in these words."""
    start = text.index(words)
    return Quantity(start, start + len(words), words, value, value, unit, counts)


def page(text: str, *numbers: Quantity, times: dict[str, str] | None = None) -> Annotated:
    """Make a text with its sentences, its countries, the sides of the tests, and its numbers."""
    ends = [i + 2 for i in range(len(text) - 1) if text[i : i + 2] == ". "] + [len(text)]
    starts = [0, *ends[:-1]]
    sentences = tuple(Sentence(i, a, b, 0, ()) for i, (a, b) in enumerate(zip(starts, ends, strict=True)))
    places = tuple(
        Filler(text.index(name), text.index(name) + len(name), name, "toponym", (Link(f"country:{code}", name, "country", 1.0, "", country=code),))
        for name, code in COUNTRIES.items() if name in text
    )  # fmt: skip
    actors = tuple(Filler(*hit.span(), hit[0], "name", (link,)) for n, link in SIDES.items() for hit in re.finditer(n, text))
    told = tuple(
        When(Mention(text.index(w), text.index(w) + len(w), w), "DATE", "", window(day, day)) for w, day in (times or {}).items()
    )
    document = Document("d1", text, "Harbour Daily", published=on_day(date(2015, 12, 22)))
    return Annotated(document, sentences, places, actors, told, numbers)


def read(text: str, type: str, trigger: str, *quantities: Quantity, **more: object) -> Claim:
    """Make a claim of the sentence in which its trigger stands."""
    at = text.index(trigger)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(". ", at) + 2 if ". " in text[at:] else len(text)
    made = claim(type, trigger=trigger, at=at, quantities=quantities, told="2015-12-22", **more)
    return Claim(**{n: getattr(made, n) for n in made.__slots__} | {"sentence": Mention(start, end, text[start:end])})


def folded(annotated: Annotated, *claims: Claim) -> list[Claim]:
    """Return the claims that were made of numbers."""
    return [c for c in with_told_numbers(annotated, claims) if not c.was_read]


def test_a_bare_number_with_a_speaker_of_its_own_counts_what_the_one_before_it_counts() -> None:
    text = "The council said 300 militants were killed; an officer spoke of 60."
    first, second = number(text, "300", 300, counts="militants"), number(text, "60", 60)
    [made] = folded(page(text, first, second), read(text, "casualties", "killed", first, whom="Islamic State"))
    assert (made.type, made.sources[0].words, made.quantities[0].low) == ("casualties", "an officer", 60)
    assert [f.name for f in made.targets] == ["Islamic State"] and made.quantities[0].meant_as == "killed"


def test_who_admits_counts_their_own_dead() -> None:
    text = "A monitor counted 400 militants and 188 soldiers killed. The Iraqi army admitted to 50."
    many, few, own = number(text, "400", 400, counts="militants"), number(text, "188", 188, counts="soldiers"), number(text, "50", 50)
    dead = read(text, "casualties", "killed", many, few)
    sides = {"militants": "Islamic State", "soldiers": "Iraqi army"}
    targets = tuple(Filler(text.index(w), text.index(w) + len(w), w, "side", (SIDES[name],)) for w, name in sides.items())
    dead = Claim(**{n: getattr(dead, n) for n in dead.__slots__} | {"targets": targets})
    [made] = folded(page(text, many, few, own), dead)
    assert [f.name for f in made.targets] == ["Iraqi army"]


def test_numbers_of_a_list_are_each_of_the_country_beside_them() -> None:
    text = "Tunisia leads with 6,000, followed by Jordan with 2,000 and 900 from France."
    numbers = [number(text, w, v) for w, v in (("6,000", 6000.0), ("2,000", 2000.0), ("900", 900.0))]
    made = folded(page(text, *numbers), read(text, "strength", "followed", *numbers, who="Islamic State"))
    assert [(c.actors[0].name, c.quantities[0].low) for c in made] == [("Tunisia", 6000), ("Jordan", 2000), ("France", 900)]


@pytest.mark.parametrize(
    ("text", "words", "type"),
    [
        ("At least 770 recruits were shot there.", "770", "casualties"),
        ("The mayor put the garrison at 1,000 before the attack.", "1,000", "strength"),
        ("The attackers were few: 800 by one count.", "800", "clash"),
        ("Another 40 villagers had been trapped since May.", "40", "siege"),
        ("Some 900 residents of the district are in Turkey.", "900", "displace"),
    ],
)
def test_a_number_whose_own_words_say_what_it_counts(text: str, words: str, type: str) -> None:
    counted = number(text, words, 1.0, counts=text.split(words)[1].split()[0])
    assert [c.type for c in folded(page(text, counted))] == [type]


def test_what_would_happen_is_not_counted() -> None:
    text = "As many as 500 people could be killed."
    assert folded(page(text, number(text, "500", 500, counts="people"))) == []


def test_a_number_with_its_own_day_has_that_day() -> None:
    text = "The group held 78,000 km2 in December, against 90,800 on 1 January."
    last, first = number(text, "78,000 km2", 78000, "km2"), number(text, "90,800", 90800, "km2")
    held = read(text, "territory", "held", last, first, who="Islamic State", day="2015-12-14")
    [made] = folded(page(text, last, first, times={"1 January": "2015-01-01"}), held)
    assert made.window == window("2015-01-01", "2015-01-01") and made.quantities[0].low == 90800


def test_a_share_of_what_the_sentence_before_told_belongs_to_it() -> None:
    text = "The group takes in 80 million dollars. Half of that comes from taxes."
    money, half = number(text, "80 million dollars", 80e6, "USD"), number(text, "Half", 50, "percent")
    [made] = folded(page(text, money, half), read(text, "finance", "takes in", money, who="Islamic State"))
    assert made.type == "finance" and made.quantities[0].unit == "percent"


def test_dead_on_a_side_are_that_sides() -> None:
    text = "A monitor counted 60 dead on the Iraqi army's side."
    dead = read(text, "casualties", "dead", number(text, "60", 60, counts="dead"))
    [found] = with_told_numbers(page(text), [dead])
    assert [f.name for f in found.targets] == ["Iraqi army"] and said_only(found).targets == ()


def test_what_was_read_stays_as_it_was_read() -> None:
    text = "Tunisia leads with 6,000, followed by Jordan with 2,000."
    numbers = [number(text, "6,000", 6000), number(text, "2,000", 2000)]
    told = read(text, "strength", "followed", *numbers, who="Islamic State")
    [kept] = [c for c in with_told_numbers(page(text, *numbers), [told]) if c.was_read]
    assert [(q.start, q.low) for q in kept.quantities] == [(q.start, q.low) for q in told.quantities]
    assert {q.link for q in kept.quantities} == {MOVED} and kept.id == told.id


def test_the_order_of_claims_does_not_matter() -> None:
    text = "The council said 300 militants were killed; an officer spoke of 60."
    first, second = number(text, "300", 300, counts="militants"), number(text, "60", 60)
    one, two = read(text, "casualties", "killed", first, whom="Islamic State"), read(text, "statement", "spoke", who="YPG")
    annotated = page(text, first, second)
    assert sorted(with_told_numbers(annotated, [one, two]), key=lambda c: c.id) == sorted(with_told_numbers(annotated, [two, one]), key=lambda c: c.id)


def test_money_is_not_mistaken_for_men() -> None:
    text = "The group pays 400 dollars; an officer spoke of 60."
    pay, men = quantity("400 dollars", 400, 400, "USD", text.index("400")), number(text, "60", 60)
    assert folded(page(text, pay, men), read(text, "finance", "pays", pay, who="Islamic State")) == []
