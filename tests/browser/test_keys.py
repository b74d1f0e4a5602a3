"""Keys: printed on what they press, quiet while somebody writes, listed by one key, and free to be turned off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Visit

Tab = Callable[..., Visit]
COUNT = "document.pressed = []; document.addEventListener('click', e => { document.pressed.push(e.target.closest('[data-key]')?.dataset.key ?? ''); if (e.target.closest('form')) e.preventDefault(); }, true)"


def review(visit: Tab, site: str) -> Any:
    """Open the page of decisions and count what is pressed."""
    page = visit().page
    page.goto(f"{site}/review")
    page.wait_for_selector("html.scripted")
    page.evaluate(COUNT)
    return page


def test_one_key_presses_one_button(visit: Tab, site: str) -> None:
    page = review(visit, site)
    for key in "axu2":
        page.keyboard.press(key)
    assert page.evaluate("document.pressed") == ["a", "x", "u", "2"]


def test_keys_are_letters_where_somebody_writes(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.focus("input[name=why]")
    page.keyboard.type("axz?")
    assert page.evaluate("document.pressed") == [] and page.locator("input[name=why]").input_value() == "axz?"
    assert page.locator("dialog[open]").count() == 0


def test_two_keys_after_each_other_go_to_a_page(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url(f"{site}/**")


def test_a_slash_goes_to_the_search(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_list_of_keys_has_those_of_the_page_and_escape_shuts_it(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.keyboard.press("?")
    words = page.locator("dialog.keys").inner_text()
    assert all(word in words for word in ("Right", "Wrong", "Next claim", "Situation", "this list"))
    page.keyboard.press("a")
    assert "a" not in page.evaluate("document.pressed")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")


def test_single_letters_can_be_turned_off(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.keyboard.press("?")
    page.get_by_label("Single-letter keys are on").uncheck()
    page.keyboard.press("Escape")
    page.evaluate("document.pressed = []")
    page.keyboard.press("a")
    assert page.evaluate("document.pressed") == []
