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
    HEIGHT,
    MOST_LINKED,
    STALE_DAYS,
    WIDTH,
    Dot,
    MapOptions,
    dots_on,
    dots_through,
    draw_map,
    holders_of,
    live_map,
    page_name,
)
from whoholds.report.marks import COLOURS, SHAPES, sides_in

DAY = date(2015, 7, 9)
HELD = holding("Ain Issa", "YPG", "2015-06-23", "2015-06-23", C_TAKEN)
TAKEN_BACK = holding("Ain Issa", "Islamic State", "2015-07-06", "2015-07-06", C_LOST)
UNKNOWN = holding("Raqqa", None, "2015-07-05", "2015-07-05", C_RAID)


def dot(name: str, lat: float, lon: float, holder: str | None = "YPG", **more: object) -> Dot:
    """Make a dot."""
    status = str(more.get("status", "held" if holder else "unknown"))
    return Dot(f"gn:{name}", name, lat, lon, status, holder, 0.9, bool(more.get("stale", False)))


SPACE = "{http://www.w3.org/2000/svg}"


def marks(svg: str) -> dict[str, ElementTree.Element]:
    """Return the signs of the map by the id of their place."""
    found = ElementTree.fromstring(svg).iter(f"{SPACE}g")
    return {group.get("data-p") or "": group for group in found if group.get("class") == "mark"}


def look(svg: str, name: str) -> ElementTree.Element:
    """Return the drawing that a place's sign refers to."""
    use = marks(svg)[f"gn:{name}"].find(f".//{SPACE}use")
    assert use is not None
    wanted = (use.get("href") or "").removeprefix("#")
    return next(group for group in ElementTree.fromstring(svg).iter(f"{SPACE}g") if group.get("id") == wanted)


def signs(svg: str) -> dict[str, tuple[str, str, str]]:
    """Return for each place of the map the outline, fill and letter of its sign."""
    found: dict[str, tuple[str, str, str]] = {}
    for id in marks(svg):
        drawing = look(svg, id.removeprefix("gn:"))
        letter = next((text.text or "" for text in drawing.iter(f"{SPACE}text")), "")
        found[id.removeprefix("gn:")] = (drawing[0].get("d") or drawing[0].tag, drawing[0].get("fill") or "", letter)
    return found


def spots(svg: str) -> dict[str, tuple[float, float]]:
    """Return where the signs of the map stand, by the place's name."""
    found = {}
    for id, mark in marks(svg).items():
        x, y = re.findall(r"[-\d.]+", mark.get("transform") or "")
        found[id.removeprefix("gn:")] = (float(x), float(y))
    return found


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
    assert [id for id, mark in marks(svg).items() if mark.get("opacity")] == ["gn:Old"]


def test_holders_are_ordered_by_how_many_places_they_hold_then_by_name() -> None:
    dots = [dot("A", 1, 1, "Zenith"), dot("B", 1, 2, "Zenith"), dot("C", 1, 3, "Beta"), dot("D", 1, 4, "Alpha")]
    contested = dot("E", 1, 5, None, status="contested")
    assert holders_of([*dots, contested]) == ["Zenith", "Alpha", "Beta"]


def test_holders_differ_in_colour_and_shape_so_that_colour_is_never_the_only_sign() -> None:
    dots = [dot(name, 35 + n / 10, 38, name) for n, name in enumerate(("Alpha", "Beta", "Gamma", "Delta"))]
    found = signs(draw_map(dots))
    assert {letter for _, _, letter in found.values()} == {"A", "B", "G", "D"}
    assert len({shape for shape, _, _ in found.values()}) == 4
    assert {shape for shape, _, _ in found.values()} <= set(SHAPES.values())
    assert {fill or stroke for _, fill, stroke in found.values()} == {"#ffffff"}  # rings: one claim alone


def test_contested_is_striped_and_unknown_is_a_question_mark_without_colour() -> None:
    svg = draw_map([dot("Both", 35, 38, None, status="contested"), dot("None", 36, 38, None)])
    assert len([part for part in look(svg, "Both") if part.tag == f"{SPACE}path"]) == 4
    assert signs(svg)["None"] == (f"{SPACE}circle", "#ffffff", "?")


def test_a_sign_is_filled_where_two_claims_bear_it_out() -> None:
    svg = draw_map([replace(dot("Two", 35, 38), claims=2), replace(dot("One", 36, 38), claims=1)])
    assert signs(svg)["Two"][1] == COLOURS[0] and signs(svg)["One"][1] == "#ffffff"


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
    words = [word for word in re.findall(r"<text[^>]*>(.*?)</text>", legend) if len(word) > 1]
    assert words[:6] == ["Syrian army", "YPG", "assessed", "reported only", "contested", "unknown (?)"]


def test_the_legend_stays_inside_the_picture_however_many_hold_something() -> None:
    svg = draw_map([dot(f"T{n}", 35 + n / 10, 38, f"Side {n:02}") for n in range(20)])
    tall = float(re.findall(r'viewBox="0 0 \d+ ([\d.]+)"', svg)[0])
    spots = re.findall(r'<g transform="translate\(([\d.]+) ([\d.]+)\)"', svg.partition('class="legend"')[2])
    assert len(spots) == 18
    assert all(HEIGHT < float(y) < tall and float(x) < WIDTH for x, y in spots)


def test_each_dot_leads_to_the_page_of_its_place_unless_links_are_not_wanted() -> None:
    dots = [dot("Raqqa", 36, 39)]
    assert re.findall(r'<a href="(.*?)"', draw_map(dots)) == ["places/gn-Raqqa.html"]
    assert "<a " not in draw_map(dots, MapOptions(link=None))


def test_hostile_names_stay_text() -> None:
    name = '<script>x</script>"&'
    picture = ElementTree.fromstring(draw_map([dot(name, 36, 38, f"{name} holder")]))
    assert not [part for part in picture.iter() if part.tag.endswith("script")]
    assert name in [part.text for part in picture.iter(f"{SPACE}text")]
    assert f"{name}: {name} holder (90%)" in [part.text for part in picture.iter(f"{SPACE}title")]


@pytest.mark.parametrize("id", ["gn:1", "region:sy-raqqa", "new:../../etc/x", "site:a b", 'x"onload=1'])
def test_the_name_of_a_page_is_safe_in_a_path_and_in_a_link(id: str) -> None:
    assert re.fullmatch(r"[\w-]+", page_name(id))


def test_the_pages_of_the_places_at_hand_differ() -> None:
    assert len({page_name(link.id) for link in PLACES.values()}) == len(PLACES)


def test_the_ninth_holder_does_not_look_like_the_first() -> None:
    dots = [replace(dot(f"T{n}", 35 + n / 10, 38, f"Side {n:02}"), claims=2) for n in range(9)]
    assert len({(shape, fill) for shape, fill, _ in signs(draw_map(dots)).values()}) == 9


def test_forty_eight_holders_have_a_sign_each() -> None:
    dots = [replace(dot(f"T{n}", 35 + n / 10, 38, f"Side {n:02}"), claims=2) for n in range(48)]
    assert len({(shape, fill) for shape, fill, _ in signs(draw_map(dots)).values()}) == 48


def test_the_order_of_dots_changes_nothing() -> None:
    dots = [dot("A", 35, 38), dot("B", 36, 38, "Army"), dot("C", 36.2, 38.4, None)]
    assert draw_map(dots) == draw_map(dots[::-1])


def test_the_map_for_the_browser_has_every_place_and_every_sign_that_a_day_may_need() -> None:
    drawn = live_map([HELD, TAKEN_BACK, UNKNOWN], date(2015, 6, 30), sides_in([HELD, TAKEN_BACK, UNKNOWN]))
    assert {id: mark.get("display") for id, mark in marks(drawn).items()} == {"gn:1": None, "gn:2": "none"}
    drawings = {group.get("id") for group in ElementTree.fromstring(drawn).iter(f"{SPACE}g")}
    assert {f"look-{kind}-{side}" for kind in ("filled", "ring") for side in ("YPG", "Islamic-State")} <= drawings
    assert {"look-hatched", "look-unknown"} <= drawings


def test_a_place_known_later_is_a_dot_of_no_status() -> None:
    assert [(dot.name, dot.status) for dot in dots_through([HELD, UNKNOWN], date(2015, 6, 30))] == [
        ("Ain Issa", "held"),
        ("Raqqa", "none"),
    ]


def test_a_map_of_very_many_places_has_no_links_of_its_own() -> None:
    dots = [dot(f"T{n}", 30 + n % 50 / 10, 38 + n // 50 / 10) for n in range(MOST_LINKED + 1)]
    svg = draw_map(dots)
    assert "<a " not in svg and len(marks(svg)) == MOST_LINKED + 1
