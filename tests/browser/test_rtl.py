"""Pages whose words run from right to left: turned round, never wider than their window, with maps and charts that keep their sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.story import served
from tests.browser.test_pages import PATHS

Tab = Callable[..., Visit]
CATALOGUE = """
language: ar
direction: rtl
site: {skip: إلى المحتوى, search: بحث, keys: مفاتيح}
menu: {situation: الوضع, places: الأماكن, actors: الأطراف}
drawn: {assessed: مؤكد, contested: متنازع عليه}
web: {contested: متنازع عليه, play: تشغيل}
"""
BESIDE = """all => all.map(text => {
  const mark = document.querySelector(`.mark[data-p="${text.closest('g').dataset.p}"] use`).getBoundingClientRect(), own = text.getBoundingClientRect();
  return Math.min(own.right, mark.right) - Math.max(own.left, mark.left) > 2 && Math.min(own.bottom, mark.bottom) - Math.max(own.top, mark.top) > 2;
})"""


@pytest.fixture(scope="module")
def turned(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with Arabic words."""
    messages = tmp_path_factory.mktemp("words") / "ar.yaml"
    messages.write_text(CATALOGUE, encoding="utf-8")
    with served(store, messages=messages) as address:
        yield address


@pytest.mark.parametrize("width", [1200, 390])
def test_no_page_from_right_to_left_scrolls_sideways(visit: Tab, turned: str, width: int) -> None:
    tab = visit(viewport={"width": width, "height": 844})
    for path in PATHS:
        tab.page.goto(f"{turned}{path}")
        tab.page.wait_for_selector("html.scripted[dir=rtl]")
        assert tab.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path
        tab.page.evaluate("document.querySelector('.skip').focus()")
        box = tab.page.locator(".skip").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] >= 0, "whoever needs it sees it"


def test_names_of_the_drawn_map_stand_beside_their_signs(visit: Tab, turned: str) -> None:
    tab = visit()
    page = tab.open(f"{turned}/?on=2015-06-21&map=simple")
    covered = page.locator("svg.map .names g:not([display]) text").evaluate_all(BESIDE)
    assert covered and not any(covered)
    assert page.locator("svg.map").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_time_runs_as_the_bars_do(visit: Tab, turned: str) -> None:
    tab = visit()
    page = tab.open(f"{turned}/?on=2015-01-01&map=simple")
    page.locator(".slider").scroll_into_view_if_needed()
    box = page.locator(".slider").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 12, box["y"] + box["height"] / 2)
    assert tab.day() > "2016-03-01"
    page.keyboard.press("ArrowLeft")
    assert page.locator(".chart").evaluate_all("all => all.every(one => getComputedStyle(one).direction === 'ltr')")


def test_the_live_map_opens_the_card_of_the_sign_that_is_clicked(visit: Tab, turned: str) -> None:
    tab = visit(viewport={"width": 760, "height": 560})
    page = tab.open(f"{turned}/?on=2015-06-21&map=live", "live")
    page.mouse.click(*tab.spot("gn:Ramadi"))
    page.wait_for_selector("#card .quote")
    assert page.locator("#card article").get_attribute("data-p") == "gn:Ramadi"
    assert page.locator("canvas.signs").evaluate_all("all => all.every(one => getComputedStyle(one).direction === 'ltr')")
    assert tab.faults == []
