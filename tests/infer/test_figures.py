"""Figures: which numbers of which claims, with what measure, subject and base."""

from __future__ import annotations

import pytest

from tests.claims import claim, quantity, window
from whoholds.geo.measures import in_base_unit
from whoholds.infer.figures import figures_of
from whoholds.infer.series import series_of
from whoholds.records import Claim, Filler, Link, Quantity
from whoholds.records.quantity import MOVED

FRANCE = Filler(0, 6, "France", "name", (Link("actor:france", "France", "state", 1.0, ""),))


@pytest.mark.parametrize(
    ("type", "unit", "trigger", "measure"),
    [
        ("casualties", "people", "killed", "killed"),
        ("casualties", "people", "wounded", "wounded"),
        ("displace", "people", "fled", "displaced"),
        ("territory", "percent", "lost", "territory_share_lost"),
        ("territory", "km2", "controls", "territory_area"),
        ("strike", "strikes", "air strikes", "air_strikes"),
        ("finance", "USD", "revenue", "revenue"),
        ("hold", "percent", "control", "share_of_town_held"),
    ],
)
def test_measures(type: str, unit: str, trigger: str, measure: str) -> None:
    told = claim(
        type, who="Islamic State", trigger=trigger, day="2015-06-23", quantities=(quantity("22", 22, 22, unit),)
    )
    assert [f.measure for f in figures_of([told])] == [measure]


@pytest.mark.parametrize(
    "number",
    [
        quantity("dozens", 24, None, "people"),
        quantity("tens of thousands", 20000, None, "people"),
        quantity("no", 0, 0, "people"),
    ],
)
def test_vague_numbers_are_no_figures(number: object) -> None:
    assert figures_of([claim("casualties", whom="YPG", quantities=(number,))]) == ()


def test_distances_and_what_would_be_are_no_figures() -> None:
    away = claim("advance", who="YPG", quantities=(quantity("31 miles", 31, 31, "miles"),))
    dream = claim("casualties", whom="YPG", status="unreal", quantities=(quantity("40", 40, 40, "people"),))
    assert figures_of([away, dream]) == ()


def test_fighters_of_a_country_are_foreign_fighters() -> None:
    told = claim("strength", "", quantities=(quantity("2,300", 2300, 2300, "fighters"),))
    told = Claim(**{name: getattr(told, name) for name in told.__slots__} | {"actors": (FRANCE,)})
    (figure,) = figures_of([told])
    assert (figure.measure, figure.subject) == ("foreign_fighters", "France")


def test_a_third_is_a_third() -> None:
    told = claim(
        "territory", "Syria", whom="Islamic State", trigger="lost", quantities=(quantity("a third", 33, 33, "percent"),)
    )
    assert figures_of([told])[0].low == 33.3


def test_one_number_of_two_claims_is_one_figure() -> None:
    number = quantity("180,000", 180000, 180000, "people")
    fled, need = claim("displace", quantities=(number,)), claim("aid", quantities=(number,))
    assert [f.measure for f in figures_of([fled, need, fled])] == ["displaced"]


def test_a_share_lost_is_tied_to_its_base_and_series_keep_to_one() -> None:
    def lost(words: str, percent: float, since: str, doc: str) -> Claim:
        number = (quantity(words, percent, percent, "percent"),)
        return claim(
            "territory",
            "Syria",
            whom="Islamic State",
            when=window(since, "2016-03-14"),
            timed=True,
            trigger="lost",
            quantities=number,
            doc=doc,
        )

    figures = figures_of(
        [
            lost("22 per cent", 22, "2015-01-01", "d1"),
            lost("20%", 20, "2015-01-01", "d2"),
            lost("40%", 40, "2014-08-01", "d3"),
        ]
    )
    assert {f.basis for f in figures} == {"since 2015-01-01", "since 2014-08-01"}
    assert sorted(len(series.points) for series in series_of(figures)) == [1, 2]


def area(words: str, km2: float, day: str, doc: str = "d1", unit: str = "km2") -> Claim:
    """Make a claim that Islamic State controls so much on a day."""
    number = (quantity(words, km2, km2, unit),)
    return claim("territory", "", who="Islamic State", trigger="controls", day=day, quantities=number, doc=doc)


def test_a_share_lost_since_a_day_points_at_the_area_told_for_that_day() -> None:
    number = (quantity("22 per cent", 22, 22, "percent"),)
    lost = claim("territory", "", whom="Islamic State", trigger="lost", when=window("2015-01-01", "2016-03-14"), timed=True, quantities=number, doc="d2")
    found = figures_of([area("90,800", 90800, "2015-01-01"), area("78,000", 78000, "2015-12-14"), lost])
    share = next(f for f in found if f.measure == "territory_share_lost")
    assert next(f.low for f in found if f.id == share.base) == 90800


def test_a_share_of_another_sides_land_or_of_no_day_has_no_base() -> None:
    number = (quantity("22 per cent", 22, 22, "percent"),)
    lost = claim("territory", "", whom="YPG", trigger="lost", when=window("2015-01-01", "2016-03-14"), timed=True, quantities=number, doc="d2")
    assert {f.base for f in figures_of([area("90,800", 90800, "2015-01-01"), lost])} == {""}


def test_a_series_is_in_one_unit_and_keeps_what_was_told() -> None:
    told = [area("90,800", 90800, "2015-01-01"), area("30,000 square miles", 30000, "2015-12-14", "d2", "square miles")]
    [series] = series_of(figures_of(told))
    assert series.unit == "km2" and [round(p.low or 0) for p in series.points] == [90800, 77700]
    assert [p.as_told for p in series.points] == ["km2", "square miles"]


@pytest.mark.parametrize(
    ("value", "unit", "same", "base"),
    [
        (12.0, "USD per year", 1.0, "USD per month"), (1.0, "USD per day", 30.44, "USD per month"), (7.0, "barrels per week", 1.0, "barrels per day"),
        (30.436875, "barrels per month", 1.0, "barrels per day"), (250.0, "hectares", 2.5, "km2"), (5.0, "EUR", 5.0, "EUR"),
    ],
)  # fmt: skip
def test_units_come_to_one_base_and_currencies_stay_apart(value: float, unit: str, same: float, base: str) -> None:
    found, name = in_base_unit(value, unit)
    assert (round(found or 0, 2), name) == (same, base)


def test_two_currencies_are_two_series() -> None:
    paid = [claim("finance", "", who="YPG", trigger="revenue", day=f"2015-0{n}-01", quantities=(quantity("5", 5, 5, unit),), doc=f"d{n}") for n, unit in enumerate(("USD per month", "EUR per month"), 1)]
    assert sorted(series.unit for series in series_of(figures_of(paid))) == ["EUR per month", "USD per month"]


def test_monthly_income_is_a_rate() -> None:
    paid = claim("finance", "", who="YPG", trigger="income", sentence="Monthly income has dropped to 56 million dollars.", quantities=(quantity("56 million dollars", 56e6, 56e6, "USD"),))
    assert [f.unit for f in figures_of([paid])] == ["USD per month"]


def test_an_extent_in_a_sentence_of_loss_is_no_loss() -> None:
    words = "It shrank from 90,800 km2 to 78,000."
    numbers = tuple(quantity(w, v, v, "km2", words.index(w)) for w, v in (("90,800 km2", 90800.0), ("78,000", 78000.0)))
    shrank = claim("territory", "", whom="Islamic State", trigger="shrank", sentence=words, quantities=numbers)
    assert {f.measure for f in figures_of([shrank])} == {"territory_area"}


def test_a_share_of_a_town_is_a_share_of_a_town() -> None:
    held = claim("territory", "Mosul", who="Iraqi army", trigger="held", quantities=(quantity("30 percent", 30, 30, "percent"),))
    taken = claim("capture", "Mosul", who="Iraqi army", trigger="took", quantities=(quantity("60 percent", 60, 60, "percent"),), doc="d2")
    assert {f.measure for f in figures_of([held, taken])} == {"share_of_town_held"}


def test_a_number_that_has_its_own_claim_counts_there_only() -> None:
    moved = Quantity(40, 43, "140", 140, 140, "people", "", MOVED)
    assert figures_of([claim("casualties", whom="YPG", trigger="killed", quantities=(moved,))]) == ()


def test_those_who_come_back_are_not_displaced() -> None:
    back = claim("displace", trigger="come back", quantities=(quantity("210,000", 210000, 210000, "people"),))
    assert [f.measure for f in figures_of([back])] == ["returned"]


def test_the_order_of_claims_does_not_change_figures() -> None:
    told = [area("90,800", 90800, "2015-01-01"), area("78,000", 78000, "2015-12-14", "d2"), claim("casualties", whom="YPG", trigger="killed", quantities=(quantity("5", 5, 5, "people"),), doc="d3")]
    assert figures_of(told) == figures_of(told[::-1] + told[:1])
