"""Areas beside what was reported: compared only where the extent is the same, sides under one name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.claims import SIDES, claim, window
from tests.infer.test_area import held
from tests.report.base import C_OLD, figure
from whoholds.geo.outlines import read_extent
from whoholds.infer.area import Ground, places_told
from whoholds.records import Figure, Holding
from whoholds.report.area_map import draw_areas
from whoholds.report.areas import Land, area_answers, area_line, months_between
from whoholds.report.sides import names_together

DAY = date(2015, 7, 1)
TOWN = held("a", 38.3, 34.6, "Islamic State", 0.9)


def land(*figures: Figure, holdings: tuple[Holding, ...] = (TOWN,)) -> Land:
    """Lay out Syria with what is held and reported."""
    extent = read_extent("Syria")
    names = {"Islamic State": "Islamic State"}
    return Land(extent, Ground(extent), (), places_told(holdings), names, figures)


def area_told(km2: float, scope: str, day: str = "2015-06-20", definition: str = "held") -> Figure:
    """Make a reported area of Islamic State."""
    return replace(figure(C_OLD, "territory_area", km2, km2, "km2", scope=scope, definition=definition), as_of=window(day, day))


def test_a_reported_area_of_the_same_land_is_compared() -> None:
    [answer] = area_answers(land(area_told(16500, "Syria"), area_told(95000, "Syria", "2015-06-21")), [DAY])
    assert [r.verdict for r in answer.reported] == ["above", "within"]


def test_one_of_other_land_or_of_no_told_land_or_counted_otherwise_is_shown_and_not_compared() -> None:
    told = (area_told(78000, "Iraq, Syria"), area_told(1, "", "2015-06-21"), area_told(2, "Syria", "2015-06-22", "held; counting populated areas"))
    [answer] = area_answers(land(*told), [DAY])
    assert [r.verdict for r in answer.reported] == [
        "not compared: counting populated areas", "not compared: its extent is not told", "not compared: told of Iraq, Syria",
    ]  # fmt: skip


def test_what_was_reported_for_other_months_is_left_out() -> None:
    [answer] = area_answers(land(area_told(78000, "Syria", "2015-01-01")), [DAY])
    assert answer.reported == ()


def test_every_line_says_that_it_is_inferred_and_names_its_claims() -> None:
    [answer] = area_answers(land(), [DAY])
    line = area_line(answer)
    assert line["inferred"] is True and "nobody reported" in line["method"]
    assert line["sides"][0]["claims"] == ["claim-a"] and 0 < line["sides"][0]["share"]["likely"] < 0.2


def test_the_drawing_is_hatched_and_says_so() -> None:
    svg = draw_areas(land(), DAY)
    assert svg.count("url(#side0)") == 2 and "inferred" in svg and "<pattern" in svg and "script" not in svg


def test_months_from_the_first_day_to_the_last() -> None:
    days = months_between(date(2014, 12, 15), date(2015, 2, 10))
    assert [d.isoformat() for d in days] == ["2014-12-15", "2015-01-01", "2015-02-01", "2015-02-10"]


def test_an_army_and_its_government_are_counted_under_the_name_that_holds_most() -> None:
    told = [claim("capture", who="Iraqi army"), claim("hold", who="Iraqi government", doc="d2"), claim("hold", who="YPG", doc="d3")]
    names = names_together([held("a", 43.0, 36.0, "Iraqi army")], told)
    assert names["Iraqi government"] == names["Iraqi army"] == "Iraqi army" and names["YPG"] == "YPG" and set(names) <= set(SIDES)
