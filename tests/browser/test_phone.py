"""On a phone: the whole map in the width of its box, nothing over its places, letters that can be read, a menu that shows where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.story import SPOTS

Tab = Callable[..., Visit]
PHONE = {"viewport": {"width": 390, "height": 844}}
NAMES = "svg.map .names g:not([display]):not(.crowded) text"
BOXES = "all => all.map(one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"
LETTERS = "all => all.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
Box = list[float]


def boxes(page: Any, where: str) -> list[Box]:
    """Return where elements are in the window."""
    found: list[Box] = page.locator(where).evaluate_all(BOXES)
    return found


def meet(a: Box, b: Box) -> bool:
    """Tell whether two boxes overlap by more than a hair."""
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1


def test_the_whole_simple_map_fits_its_box_with_names_that_can_be_read(visit: Tab, site: str) -> None:
    tab = visit(**PHONE)
    page = tab.open(f"{site}/?on=2016-01-10&map=simple")
    page.wait_for_selector("svg.map.narrow")
    [box] = boxes(page, "#map")
    spots = boxes(page, "svg.map .mark use")
    assert len(spots) == len(SPOTS) and all(box[0] <= left and right <= box[2] and 11 <= right - left <= 30 for left, _, right, _ in spots)
    assert page.evaluate("document.querySelector('.paper').scrollWidth <= document.querySelector('.paper').clientWidth")
    names = boxes(page, NAMES)
    assert len(names) >= 6 and min(page.locator(NAMES).evaluate_all(LETTERS)) >= 11
    assert not [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if meet(a, b)], "no name lies over another"
    assert not [(a, b) for a in names for b in spots if meet(a, b)], "or over a sign"


@pytest.mark.parametrize("kind", ["simple", "live"])
def test_buttons_and_credit_stand_clear_of_the_map_and_of_each_other(visit: Tab, site: str, kind: str) -> None:
    tab = visit(**PHONE)
    page = tab.open(f"{site}/?on=2015-06-21&map={kind}", kind)
    ground = boxes(page, "svg.map" if kind == "simple" else "#map .live")[0]
    buttons = [box for box in boxes(page, "#map .zoom button, #map .tools button") if box[2] > box[0]]
    assert len(buttons) >= 4 and not [box for box in buttons if meet(box, ground)]
    [credit] = boxes(page, ".ground" if kind == "simple" else "#map .live .credit")
    assert not [box for box in buttons if meet(box, credit)] and credit[0] >= 0 and credit[2] <= 390
    if kind == "live":
        assert not [box for box in boxes(page, ".maplibregl-ctrl-scale") if meet(box, credit)]
    assert page.locator(".ground" if kind == "simple" else "#map .live .credit").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 10.5
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_nearer_finds_room_for_more_names_and_a_wide_window_has_them_as_drawn(visit: Tab, site: str) -> None:
    tab = visit(**PHONE)
    page = tab.open(f"{site}/?on=2016-01-10&map=simple")
    page.wait_for_selector("svg.map.narrow")
    few = page.locator(NAMES).count()
    for _ in range(4):
        page.keyboard.press("+")
    tab.until(f"document.querySelectorAll('{NAMES}').length >= {few}")
    assert min(page.locator(NAMES).evaluate_all(LETTERS)) >= 11
    page.set_viewport_size({"width": 1200, "height": 844})
    page.wait_for_selector("svg.map:not(.narrow)")
    assert not page.locator(".ground").is_visible() and page.locator("svg.map .scale text").is_visible()


def test_a_tap_on_a_sign_opens_its_card(visit: Tab, site: str) -> None:
    tab = visit(**PHONE, has_touch=True)
    page = tab.open(f"{site}/?on=2015-06-21&map=simple")
    page.wait_for_selector("svg.map.narrow")
    page.touchscreen.tap(*tab.spot("gn:Ramadi"))
    page.wait_for_selector("#card .quote")
    assert "Ramadi" in page.locator("#card h2").inner_text() and tab.faults == []


@pytest.mark.parametrize(
    ("path", "drawn"),
    [("/places/gn:Ramadi", ".chart text"), ("/compare?a=2015-01-10&b=2016-01-10", ".two-maps .names g:not([display]) text"), ("/brief", ".brief svg .names text"), ("/?map=simple", ".coverage .chart text")],
)  # fmt: skip
def test_charts_and_maps_of_other_pages_scroll_in_their_box_and_can_be_read(visit: Tab, site: str, path: str, drawn: str) -> None:
    page = visit(**PHONE).page
    page.goto(f"{site}{path}")
    page.wait_for_selector("html.scripted")
    letters = page.locator(drawn).evaluate_all(LETTERS)
    assert letters and min(letters) >= 8
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/brief", "/about", "/review", "/places", "/places/gn:Ramadi", "/figures"])
def test_the_menu_shows_the_page_one_is_on(visit: Tab, site: str, path: str) -> None:
    page = visit(**PHONE).page
    page.goto(f"{site}{path}")
    page.wait_for_selector("html.scripted")
    [here], [menu] = boxes(page, ".menu [aria-current]"), boxes(page, ".menu")
    assert menu[0] - 1 <= here[0] and here[2] <= menu[2] + 1
