"""Figures: which numbers of which claims, with what measure, subject and base."""

from __future__ import annotations

import pytest

from tests.claims import claim, quantity, window
from whoholds.infer.figures import figures_of
from whoholds.infer.series import series_of
from whoholds.records import Claim, Filler, Link

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
