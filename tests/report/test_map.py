"""The map: one sign a place, told apart by colour, shape and letter, and nothing outside the frame."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from tests.claims import PLACES
from tests.report.base import C_LOST, C_RAID, C_TAKEN, holding
from whoholds.records import Holding
from whoholds.report.map import (
    COLOURS,
    HEIGHT,
    SHAPES,
    STALE_DAYS,
    WIDTH,
    Dot,
    dots_on,
    draw_map,
    holders_of,
    page_name,
)

DAY = date(2015, 7, 9)
HELD = holding("Ain Issa", "YPG", "2015-06-23", "2015-06-23", C_TAKEN)
TAKEN_BACK = holding("Ain Issa", "Islamic State", "2015-07-06", "2015-07-06", C_LOST)
UNKNOWN = holding("Raqqa", None, "2015-07-05", "2015-07-05", C_RAID)


def dot(name: str, lat: float, lon: float, holder: str | None = "YPG", **more: object) -> Dot:
    """Make a dot."""
    status = str(more.get("status", "held" if holder else "unknown"))
    return Dot(f"gn:{name}", name, lat, lon, status, holder, 0.9, bool(more.get("stale", False)))


def signs(svg: str) -> dict[str, tuple[str, str, str]]:
    """Return for each place of the map its shape, fill and letter."""
    found: dict[str, tuple[str, str, str]] = {}
    for mark in re.findall(r"<g(?: opacity=\"0.45\")?><title>.*?</g>", svg):
        group = ElementTree.fromstring(mark)
        shape, letter, name = group[1], group[2], group[3]
        kind = f"path{len((shape.get('d') or '').split('L'))}" if shape.tag == "path" else shape.tag
        found[name.text or ""] = (kind, shape.get("fill") or "", letter.text or "")
    return found


def spots(svg: str) -> dict[str, tuple[float, float]]:
    """Return where the circles of the map stand, by the place's name."""
    found = re.findall(r"<title>(.*?):.*?<circle cx=\"([-\d.]+)\" cy=\"([-\d.]+)\"", svg)
    return {name: (float(x), float(y)) for name, x, y in found}


def on(day: str, *holdings: Holding) -> list[tuple[str, str | None, str]]:
    """Return name, holder and status of the dots of a day."""
    return [(d.name, d.holder, d.status) for d in dots_on(holdings, date.fromisoformat(day))]


def test_a_place_is_one_dot_with_the_holder_of_the_day() -> None:
    assert on("2015-06-22", HELD, TAKEN_BACK) == []
    assert on("2015-06-23", HELD, TAKEN_BACK) == [("Ain Issa", "YPG", "held")]
    assert on("2015-07-09", TAKEN_BACK, HELD) == [("Ain Issa", "Islamic State", "held")]


def test_dots_come_in_the_order_of_names() -> None:
    assert [name for name, _, _ in on("2015-07-09", UNKNOWN, HELD)] == ["Ain Issa", "Raqqa"]


@pytest.mark.parametrize("change", [{"lat": None}, {"lon": None}, {"precision": "region"}, {"precision": None}])
def test_a_place_that_is_no_point_has_no_dot(change: dict[str, str | None]) -> None:
    assert dots_on([replace(HELD, place=replace(HELD.place, **change))], DAY) == []  # type: ignore[arg-type]


def test_a_holding_not_confirmed_of_late_is_stale() -> None:
    confirmed = HELD.last_confirmed
    assert confirmed == date(2015, 6, 24)
    days = (STALE_DAYS, STALE_DAYS + 1)
    assert [dots_on([HELD], date.fromordinal(confirmed.toordinal() + n))[0].stale for n in days] == [False, True]
    assert dots_on([replace(HELD, last_confirmed=None)], DAY)[0].stale


def test_a_stale_dot_is_faded_and_no_other() -> None:
    svg = draw_map([dot("Old", 35, 38, stale=True), dot("New", 36, 39)])
    assert re.findall(r'<g opacity="0.45"><title>(\w+)', svg) == ["Old"]


def test_holders_are_ordered_by_how_many_places_they_hold_then_by_name() -> None:
    dots = [dot("A", 1, 1, "Zenith"), dot("B", 1, 2, "Zenith"), dot("C", 1, 3, "Beta"), dot("D", 1, 4, "Alpha")]
    contested = dot("E", 1, 5, None, status="contested")
    assert holders_of([*dots, contested]) == ["Zenith", "Alpha", "Beta"]


def test_holders_differ_in_colour_and_shape_so_that_colour_is_never_the_only_sign() -> None:
    dots = [dot(name, 35 + n / 10, 38, name) for n, name in enumerate(("Alpha", "Beta", "Gamma", "Delta"))]
    found = signs(draw_map(dots))
    assert {letter for _, _, letter in found.values()} == {"A", "B", "G", "D"}
    assert len({shape for shape, _, _ in found.values()}) == len(SHAPES) == 4
    assert {fill for _, fill, _ in found.values()} == set(COLOURS[:4])


def test_contested_is_hatched_and_unknown_is_a_question_mark_without_colour() -> None:
    svg = draw_map([dot("Both", 35, 38, None, status="contested"), dot("None", 36, 38, None)])
    assert signs(svg) == {"Both": ("circle", "url(#hatch)", ""), "None": ("circle", "#ffffff", "?")}
    assert '<pattern id="hatch"' in svg


def test_the_title_of_a_dot_says_who_holds_it_and_how_sure_that_is() -> None:
    svg = draw_map([dot("Kobani", 36.9, 38.35), dot("Raqqa", 36, 39, None)])
    assert "<title>Kobani: YPG (90%)</title>" in svg and "<title>Raqqa: unknown (90%)</title>" in svg


def test_north_is_up_and_east_is_right() -> None:
    found = spots(draw_map([dot("North", 37, 38), dot("South", 35, 38), dot("East", 36, 40), dot("West", 36, 36)]))
    assert found["North"][1] < found["West"][1] == found["East"][1] < found["South"][1]
    assert found["West"][0] < found["North"][0] == found["South"][0] < found["East"][0]


def test_a_far_dot_is_drawn_at_the_edge_and_does_not_squeeze_the_others() -> None:
    near = [dot(f"Town{n}", 35 + n / 5, 38 + n / 5) for n in range(6)]
    alone = spots(draw_map(near))
    found = spots(draw_map([*near, dot("Paris", 48.86, 2.35)]))
    assert found["Paris"] == (12.0, 12.0)
    assert {name: found[name] for name in alone} == alone


@pytest.mark.parametrize("dots", [[], [dot("One", 36, 38)], [dot("A", 36, 38), dot("B", 36, 38)]])
def test_few_dots_stand_inside_the_frame(dots: list[Dot]) -> None:
    svg = draw_map(dots)
    ElementTree.fromstring(svg)
    found = spots(svg)
    assert len(found) == len(dots)
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in found.values())


def test_the_legend_names_every_holder_and_both_signs_of_doubt() -> None:
    svg = draw_map([dot("A", 35, 38, "YPG"), dot("B", 36, 38, "Syrian army")])
    legend = svg.partition('<g class="legend">')[2]
    assert re.findall(r"<text[^>]*>(.*?)</text>", legend) == ["Syrian army", "YPG", "contested", "unknown (?)"]


def test_the_legend_stays_inside_the_picture_however_many_hold_something() -> None:
    svg = draw_map([dot(f"T{n}", 35 + n / 10, 38, f"Side {n:02}") for n in range(20)])
    tall = int(re.findall(r'viewBox="0 0 \d+ (\d+)"', svg)[0])
    lows = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', svg.partition('class="legend"')[2])]
    assert len(lows) == 15
    assert min(lows) > HEIGHT and max(lows) < tall


def test_each_dot_leads_to_the_page_of_its_place_unless_links_are_not_wanted() -> None:
    dots = [dot("Raqqa", 36, 39)]
    assert re.findall(r'href="(.*?)"', draw_map(dots)) == ["places/gn-Raqqa.html"]
    assert "href" not in draw_map(dots, links=False)


def test_hostile_names_stay_text() -> None:
    name = '<script>x</script>"&'
    picture = ElementTree.fromstring(draw_map([dot(name, 36, 38, f"{name} holder")], links=False))
    assert not [part for part in picture.iter() if part.tag == "script"]
    assert name in [part.text for part in picture.iter("text")]
    assert f"{name}: {name} holder (90%)" in [part.text for part in picture.iter("title")]


@pytest.mark.parametrize("id", ["gn:1", "region:sy-raqqa", "new:../../etc/x", "site:a b", 'x"onload=1'])
def test_the_name_of_a_page_is_safe_in_a_path_and_in_a_link(id: str) -> None:
    assert re.fullmatch(r"[\w-]+", page_name(id))


def test_the_pages_of_the_places_at_hand_differ() -> None:
    assert len({page_name(link.id) for link in PLACES.values()}) == len(PLACES)


def test_the_ninth_holder_does_not_look_like_the_first() -> None:
    dots = [dot(f"T{n}", 35 + n / 10, 38, f"Side {n:02}") for n in range(9)]
    assert len({(shape, fill) for shape, fill, _ in signs(draw_map(dots)).values()}) == 9


def test_thirty_two_holders_have_a_sign_each() -> None:
    dots = [dot(f"T{n}", 35 + n / 10, 38, f"Side {n:02}") for n in range(32)]
    assert len({(shape, fill) for shape, fill, _ in signs(draw_map(dots)).values()}) == 32
