"""The map in a real browser: from a sign to the sentence, with and without WebGL, from a folder, asking nobody else for anything."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Visit
from tests.browser.story import SENTENCE

Tab = Callable[..., Visit]
SMALL = {"viewport": {"width": 760, "height": 560}}
"""Enough for a live map, and drawn in a fraction of the time where no graphics card helps."""
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {apply: (f, me, a) => /webgl/.test(a[0]) ? null : f.apply(me, a)})"


@pytest.mark.parametrize("kind", ["simple", "live"])
def test_from_a_sign_to_the_sentence_in_two_actions(visit: Tab, site: str, kind: str) -> None:
    tab = visit(**SMALL)
    page = tab.open(f"{site}/?on=2015-06-21&map={kind}", kind)
    page.mouse.click(*tab.spot("gn:Ramadi"))
    page.locator("#card .quote", has_text="🏴").locator("a").click()
    page.wait_for_selector("figure.sentence")
    assert page.locator(".said").inner_text() == SENTENCE
    assert "".join(page.locator("mark.m-trigger").all_inner_texts()) == "seized"


def test_the_mark_of_a_claim_is_exact_behind_emoji_and_arabic(visit: Tab, site: str) -> None:
    tab = visit()
    tab.page.goto(f"{site}/places/gn:Ramadi?on=2015-06-21")
    quote = tab.page.locator(".quote blockquote", has_text="🏴").first
    assert quote.inner_text() == SENTENCE and quote.locator("mark").all_inner_texts() == ["seized"]


def test_the_card_closes_with_escape_and_gives_the_keyboard_back(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?on=2015-06-21&map=simple&compare=2015-01-10")
    opener = page.locator(".moves button").first
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#card h2")
    assert page.evaluate("document.activeElement.id") == "card"
    page.keyboard.press("Escape")
    assert not page.locator("#card").is_visible()
    assert opener.evaluate("one => one === document.activeElement")


def test_the_live_map_turns_to_another_day(visit: Tab, site: str) -> None:
    tab = visit(**SMALL)
    page = tab.open(f"{site}/?map=live&on=2015-09-30", "live")
    assert page.evaluate("document.querySelector('#map').spotOf('gn:Hit')") is None
    page.focus(".slider")
    page.keyboard.press("ArrowRight")
    tab.until("document.querySelector('#map').spotOf('gn:Hit') !== null")
    assert tab.faults == []


def test_a_click_at_the_very_moment_of_a_step_finds_its_sign(visit: Tab, site: str) -> None:
    tab = visit(**SMALL)
    page = tab.open(f"{site}/?on=2015-06-21&map=live", "live")
    spot = tab.spot("gn:Ramadi")
    for _ in range(4):
        page.keyboard.press("n")  # to the next change: signs take other looks
        page.mouse.click(*spot)
        page.wait_for_selector("#card .quote")
        page.keyboard.press("Escape")
    assert tab.faults == []


def test_areas_are_off_until_asked_for_and_called_inferred(visit: Tab, site: str) -> None:
    tab = visit(**SMALL)
    page = tab.open(f"{site}/?on=2015-06-21&map=live", "live")
    assert not [url for url in tab.asked if "/areas.json" in url]
    button = page.get_by_role("button", name="Areas (inferred)")
    assert button.get_attribute("aria-pressed") == "false"
    with page.expect_response("**/areas.json*"):
        button.click()
    assert button.get_attribute("aria-pressed") == "true" and tab.faults == []


def test_without_webgl_the_drawn_map_does_all(visit: Tab, site: str) -> None:
    tab = visit()
    tab.page.add_init_script(NO_WEBGL)
    page = tab.open(f"{site}/?on=2015-06-21")
    page.keyboard.press("ArrowRight")
    page.mouse.click(*tab.spot("gn:Ramadi"))
    page.wait_for_selector("#card .quote")
    assert page.locator("#map svg.map").is_visible() and not page.get_by_role("button", name="Simple map").is_visible()
    assert not [url for url in tab.asked if "maplibre" in url] and tab.faults == []


def test_without_scripts_the_map_and_its_links_are_there(visit: Tab, site: str) -> None:
    tab = visit(java_script_enabled=False)
    tab.page.goto(f"{site}/?on=2015-06-21")
    assert tab.page.locator("svg.map .mark:visible").count() == 8
    assert tab.page.locator("svg.map .mark a[href^='/places/gn:Ramadi']").count() == 1


@pytest.mark.parametrize("kind", ["simple", "live"])
def test_a_folder_opens_without_a_server(visit: Tab, folder: str, kind: str) -> None:
    tab = visit(**SMALL)
    page = tab.open(f"{folder}?map={kind}", kind)
    page.focus(".slider")
    page.keyboard.press("ArrowRight")
    assert tab.day() == "2015-06-22"
    page.mouse.click(*tab.spot("gn:Ramadi"))
    page.wait_for_selector("#card .quote")
    assert all(urlsplit(url).scheme in ("file", "blob", "data") for url in tab.asked) and tab.faults == []


def test_nothing_is_asked_of_another_host_and_the_policy_has_nothing_to_report(visit: Tab, site: str) -> None:
    tab = visit(**SMALL)
    page = tab.open(f"{site}/?on=2015-06-21&areas=1", "live")
    page.mouse.click(*tab.spot("gn:Raqqa"))
    page.wait_for_selector("#card .quote")
    page.keyboard.press("?")
    assert {urlsplit(url).hostname for url in tab.asked if urlsplit(url).scheme not in ("blob", "data")} == {
        "127.0.0.1"
    }
    assert tab.faults == []


def test_on_paper_stands_the_drawn_map_with_its_legend(visit: Tab, site: str) -> None:
    tab = visit(**SMALL)
    page = tab.open(f"{site}/?on=2015-06-21", "live")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("svg.map").is_visible() and page.locator("svg.map > .legend").is_visible()
    assert not page.locator(".timeline").is_visible() and not page.locator("#map .live").is_visible()


@pytest.mark.parametrize("width", [390, 1400])
def test_no_page_is_wider_than_its_window(visit: Tab, site: str, width: int) -> None:
    tab = visit(viewport={"width": width, "height": 844})
    page = tab.open(f"{site}/?on=2015-06-21&map=simple&compare=2015-01-10")
    page.wait_for_selector("tr[data-p]")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_drawn_map_goes_nearer_and_back(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?on=2015-06-21&map=simple")
    page.keyboard.press("+")
    page.wait_for_selector(".sheet.zoomed")
    wide = float(page.locator(".sheet").get_attribute("viewBox").split()[2])
    assert wide == pytest.approx(600, abs=1)
    page.keyboard.press("0")
    page.wait_for_selector(".sheet:not(.zoomed)")
