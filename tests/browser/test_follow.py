"""What leads on from the map leads to the day that the slider shows: menu, exports, the JSON twin, forms, the signs' own links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit

Tab = Callable[..., Visit]
DAYS = """([where]) => [...document.querySelectorAll(where)].map(one => {
  const told = new URL(one.href.baseVal ?? one.href, location.href).searchParams;
  return told.get('on') ?? told.get('until');
})"""
FOLLOW = {
    "menu": ".menu a, .brand", "exports": ".exports a[download]", "twin": ".foot a[href*='index.json']",
    "head": "link[type='application/json']", "table": "table.places th a", "signs": "svg.map .mark a",
}  # fmt: skip


def days(page: Any, part: str) -> set[str]:
    """Return the days in the addresses of a part's links."""
    found = page.evaluate(DAYS, [FOLLOW[part]])
    assert found, part
    return set(found)


def moved(tab: Visit, day: str) -> None:
    """Wait until the page has settled on a day."""
    tab.until(f"document.querySelector('h1').textContent.includes('{day}') && location.search.includes('on={day}')")


@pytest.mark.parametrize("asked", ["?on=2016-03-05&map=simple", "?map=simple"])
def test_all_that_means_the_day_shown_follows_the_slider(visit: Tab, site: str, asked: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/{asked}")
    page.focus(".slider")
    page.keyboard.press("PageDown")
    day = tab.day()
    assert days(page, "menu") == days(page, "exports") == {day}, "at once, before the page settles"
    moved(tab, day)
    tab.until(f"document.querySelector('table.places th a').search.includes('on={day}')")
    assert {part: days(page, part) for part in FOLLOW} == {part: {day} for part in FOLLOW}
    assert page.locator("form.when [name=on]").input_value() == day
    assert page.locator("form.find [name=on]").input_value() == page.locator("form.filters [name=on]").input_value() == day
    feeds = page.locator("link[type='application/atom+xml']").evaluate_all("all => all.map(one => one.href)")
    assert feeds and not [one for one in feeds if "on=" in one], "feeds tell all days"


def test_the_day_of_knowledge_goes_along(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?on=2015-06-21&known_by=2016-04-04&map=simple")
    page.focus(".slider")
    page.keyboard.press("ArrowRight")
    moved(tab, tab.day())
    for where in (".menu a", ".exports a[download]", ".foot a[href*='index.json']"):
        found = [link.get_attribute("href") for link in page.locator(where).all()]
        day = tab.day()
        assert found and all((f"on={day}" in one or f"until={day}" in one) and "known_by=2016-04-04" in one for one in found)


def test_a_link_to_another_day_stays_with_that_day(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?on=2015-06-21&map=simple")
    page.evaluate("document.querySelector('.foot').insertAdjacentHTML('beforeend', '<a id=other href=\"/?on=2015-06-22\">other</a>')")
    for _ in range(2):  # over that day and on
        page.keyboard.press("ArrowRight")
    moved(tab, "2015-06-23")
    assert page.locator("#other").get_attribute("href") == "/?on=2015-06-22"


def test_going_back_brings_the_day_and_its_links_back(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?on=2015-06-21&map=simple")
    page.evaluate("location.hash = 'main'")
    page.focus(".slider")
    page.keyboard.press("ArrowRight")
    moved(tab, "2015-06-22")
    page.go_back()
    tab.until("document.querySelector('h1').textContent.includes('2015-06-21')")
    assert tab.day() == "2015-06-21"
    assert days(page, "menu") == days(page, "exports") == days(page, "signs") == {"2015-06-21"}
    page.go_forward()
    tab.until("document.querySelector('h1').textContent.includes('2015-06-22')")
    assert days(page, "menu") == days(page, "exports") == days(page, "signs") == {"2015-06-22"}


def test_a_filter_is_applied_to_the_day_that_the_slider_shows(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?map=simple&on=2015-05-16")
    page.keyboard.press("ArrowRight")
    page.locator(".filters [name=place]").fill("Ramadi")
    page.locator(".filters button").click()
    page.wait_for_url("**place=Ramadi**")
    assert page.locator("h1").inner_text().endswith("2015-05-17")
