"""Keys: printed on what they press, quiet while somebody writes, listed by one key, and free to be turned off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import AXE, Visit

Tab = Callable[..., Visit]
COUNT = "document.pressed = []; document.addEventListener('click', e => document.pressed.push(e.target.closest('[data-key]')?.dataset.key ?? ''))"


def review(visit: Tab, site: str) -> Any:
    """Open the page of decisions and count what is pressed."""
    page = visit().page
    page.goto(f"{site}/review")
    page.wait_for_selector("html.scripted")
    page.evaluate(COUNT)
    return page


def test_one_key_presses_one_button(visit: Tab, site: str) -> None:
    page = review(visit, site)
    for key in "axz":
        page.keyboard.press(key)
    assert page.evaluate("document.pressed") == ["a", "x", "z"]


def test_keys_are_letters_where_somebody_writes(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.focus("textarea")
    page.keyboard.type("axz?")
    assert page.evaluate("document.pressed") == [] and page.locator("textarea").input_value() == "axz?"
    assert page.locator("dialog[open]").count() == 0


def test_two_keys_after_each_other_go_to_a_page(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url(f"{site}/")


def test_a_slash_goes_to_the_search(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_list_of_keys_has_those_of_the_page_and_escape_shuts_it(visit: Tab, site: str) -> None:
    page = review(visit, site)
    page.keyboard.press("?")
    words = page.locator("dialog.keys").inner_text()
    assert all(word in words for word in ("Right", "Wrong", "Undo", "this list"))
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


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?map=simple&compare=2015-01-10&open=gn:Ramadi", "/review", "/claims/c1"])
def test_axe_finds_nothing_wrong(visit: Tab, site: str, path: str, colours: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; run npm ci in web/")
    tab = visit(color_scheme=colours, bypass_csp=True)
    tab.page.goto(f"{site}{path}")
    tab.page.wait_for_selector("html.scripted")
    tab.page.wait_for_timeout(900)
    tab.page.add_script_tag(path=str(AXE))
    found = tab.page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary.slice(0, 200))]))")
    assert found == []
