"""The card of a place: of the day that the slider shows, at a server and in a folder alike, and two keys away from the sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit
from tests.browser.story import ARMY, IRAQ, IS, YPG

Tab = Callable[..., Visit]


def card(tab: Visit, address: str, day: str, place: str) -> str:
    """Open the card of a place on a day; return its words."""
    page = tab.open(f"{address}?on={day}&map=simple&open=gn:{place}")
    tab.until(f"document.querySelector('#card .shown-day')?.textContent.includes('{day}')")
    tab.until("document.querySelector('#map .mark use') !== null")
    page.wait_for_timeout(300)  # how sure each holder is day by day comes after the map
    page.keyboard.press("Escape")
    page.mouse.click(*tab.spot(f"gn:{place}"))
    page.wait_for_selector("#card .quote, #card article")
    return " ".join(page.locator("#card article").inner_text().split())


def sign(tab: Visit, place: str) -> str:
    """Return the look of a place's sign."""
    return str(tab.page.evaluate(f"document.querySelector('.mark[data-p=\"gn:{place}\"] use').getAttribute('href')"))


@pytest.mark.parametrize(
    ("place", "day", "holder"),
    [("Ramadi", "2015-03-01", IRAQ), ("Ramadi", "2015-06-21", IS), ("Ramadi", "2016-01-05", IRAQ), ("Palmyra", "2016-04-01", ARMY), ("Tal Abyad", "2015-12-25", YPG)],
)  # fmt: skip
def test_a_card_of_a_folder_tells_the_day_that_the_sign_shows(
    visit: Tab, folder: str, site: str, place: str, day: str, holder: str
) -> None:
    tab = visit()
    told = card(tab, folder, day, place)
    assert holder.replace(" ", "-") in sign(tab, place)
    assert f"Day shown: {day}" in told and f"{holder} 90%" in told and f"{holder} seized {place}" in told
    others = {IS, IRAQ, ARMY, YPG} - {holder}
    assert not [one for one in others if f"{one} 90%" in told or f"{one} seized {place}" in told]
    assert told == card(visit(), f"{site}/", day, place), "as the server says it"
    assert tab.faults == []


def test_a_card_of_a_folder_tells_how_sure_it_is_on_the_day(visit: Tab, folder: str) -> None:
    assert "60%, reported only" in card(visit(), folder, "2015-07-01", "Mosul")
    assert "85%, assessed" in card(visit(), folder, "2015-10-01", "Mosul")


def test_a_place_of_which_nothing_was_told_yet_has_a_card_that_says_so(visit: Tab, folder: str) -> None:
    tab = visit()
    page = tab.open(f"{folder}?on=2015-09-30&map=simple&open=gn:Hit")
    page.wait_for_selector("#card .shown-day")
    assert "not known" in page.locator("#card").inner_text() and page.locator("#card .quote").count() == 0


@pytest.mark.parametrize("kind", ["folder", "site"])
def test_an_open_card_follows_the_slider(visit: Tab, folder: str, site: str, kind: str) -> None:
    tab = visit()
    page = tab.open(f"{folder if kind == 'folder' else site + '/'}?on=2015-05-16&map=simple&open=gn:Ramadi")
    page.wait_for_selector("#card .quote")
    assert IRAQ in page.locator("#card").inner_text()
    page.focus(".slider")
    page.keyboard.press("ArrowRight")
    tab.until("document.querySelector('#card .shown-day').textContent.includes('2015-05-17')")
    assert f"{IS} 90%" in " ".join(page.locator("#card").inner_text().split())
    assert page.evaluate("document.activeElement.className") == "slider", "the keyboard stays where it is"


@pytest.mark.parametrize("kind", ["folder", "site"])
def test_from_the_map_to_the_sentence_in_two_keys(visit: Tab, folder: str, site: str, kind: str) -> None:
    tab = visit()
    page = tab.open(f"{folder if kind == 'folder' else site + '/'}?on=2015-06-21&map=simple")
    while page.evaluate("document.activeElement.closest('tr')?.dataset.p") != "gn:Ramadi":
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    tab.until("document.activeElement.closest('#card .quote') !== null")
    page.keyboard.press("Enter")
    page.wait_for_selector("figure.sentence")
    assert "".join(page.locator("mark.m-trigger").all_inner_texts()).startswith("seized")


def test_the_keyboard_goes_back_to_the_row_and_a_link_reached_otherwise_leads_to_the_page(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?on=2015-06-21&map=simple")
    page.keyboard.press("?")
    assert "at its first sentence" in page.locator("dialog.keys").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    tab.until("document.activeElement.closest('#card .quote') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('table.places') !== null")
    page.locator("table.places th a").nth(3).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/**")
