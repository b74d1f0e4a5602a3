"""The time slider: keys, play, period, comparison, and all of it in the address."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Visit

Tab = Callable[..., Visit]


def state(tab: Visit) -> dict[str, str]:
    """Return the state in the address, once it was written there."""
    tab.page.wait_for_timeout(800)
    return {name: values[0] for name, values in parse_qs(urlsplit(tab.page.url).query).items()}


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["ArrowRight"], "2015-06-22"), (["ArrowLeft", "ArrowLeft"], "2015-06-19"), (["Shift+ArrowRight"], "2015-06-28"),
        (["Shift+ArrowUp"], "2015-07-21"), (["PageDown"], "2015-05-21"), (["Home"], "2015-01-01"), (["End"], "2016-04-05"),
    ],
)  # fmt: skip
def test_arrow_keys_move_by_day_week_and_month(visit: Tab, site: str, keys: list[str], day: str) -> None:
    tab = visit()
    tab.open(f"{site}/?on=2015-06-21&map=simple").focus(".slider")
    for key in keys:
        tab.page.keyboard.press(key)
    assert tab.day() == day
    tab.until(f"location.search.includes('on={day}')")


def test_arrow_keys_work_without_looking_for_the_slider_first(visit: Tab, site: str) -> None:
    tab = visit()
    tab.open(f"{site}/?on=2015-06-21&map=simple").keyboard.press("ArrowRight")
    assert tab.day() == "2015-06-22"


def test_the_signs_follow_the_day(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?map=simple&on=2015-05-16")
    look = "document.querySelector('.mark[data-p=\"gn:Ramadi\"] use').getAttribute('href')"
    assert page.evaluate(look) == "#look-ring-Iraqi-army"
    page.keyboard.press("ArrowRight")
    tab.until(f"{look} === '#look-filled-Islamic-State'")


def test_a_sign_turns_to_a_ring_while_its_holder_is_less_sure_and_that_is_no_change_of_hands(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?map=simple&on=2015-05-31&compare=2015-06-21")
    look = "document.querySelector('.mark[data-p=\"gn:Mosul\"] use').getAttribute('href')"
    assert page.evaluate(look) == "#look-filled-Islamic-State"
    assert "Mosul" not in page.locator(".moves").inner_text()
    page.keyboard.press("ArrowRight")
    tab.until(f"{look} === '#look-ring-Islamic-State'")
    assert "(60%" in page.locator(".mark[data-p='gn:Mosul'] title").text_content()
    tab.until("document.querySelector(\"tr[data-p='gn:Mosul']\").textContent.includes('60%')")


def test_a_place_of_which_nothing_was_told_yet_has_no_sign_and_no_name(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?map=simple&on=2015-05-19")
    hidden = page.eval_on_selector_all("[data-p='gn:الرطبة']", "all => all.map(one => one.getAttribute('display'))")
    assert hidden == ["none", "none"]


def test_browser_and_server_draw_the_same_signs_of_the_same_day(visit: Tab, site: str) -> None:
    signs = "all => all.filter(m => m.getAttribute('display') !== 'none').map(m => [m.dataset.p, m.querySelector('use').getAttribute('href'), m.getAttribute('opacity'), m.querySelector('title').textContent])"
    served, turned = visit(java_script_enabled=False), visit()
    served.page.goto(f"{site}/?on=2015-06-21")
    turned.open(f"{site}/?on=2015-06-21&map=simple").keyboard.press("ArrowRight")
    turned.page.keyboard.press("ArrowLeft")
    turned.page.wait_for_timeout(100)
    assert turned.page.eval_on_selector_all(".mark", signs) == served.page.locator(".mark").evaluate_all(signs)


def test_a_link_brings_the_same_view_back(visit: Tab, site: str) -> None:
    tab = visit()
    tab.open(f"{site}/?map=simple&on=2015-07-10&compare=2015-05-01&open=gn:Ramadi")
    assert tab.day() == "2015-07-10"
    assert tab.page.locator(".between h2").inner_text().startswith("Between 1 May 2015 and 10 July 2015")
    assert "Ramadi" in tab.page.locator("#card h2").inner_text()


def test_two_days_are_compared_with_gains_and_losses(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?map=simple&on=2015-05-10")
    page.keyboard.press("c")
    page.focus(".slider")
    page.keyboard.press("Shift+ArrowUp")
    page.wait_for_selector(".moves li")
    assert (
        "Islamic State +2 −0" in page.locator(".balance").inner_text().replace("\n", " ")
        or "+3" in page.locator(".balance").inner_text()
    )
    assert page.locator(".halo").count() == page.locator(".moves li").count() == 3
    assert state(tab)["compare"] == "2015-05-10"


def test_a_pull_across_the_bars_chooses_a_period(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?on=2015-06-21&map=simple")
    page.locator(".bars").scroll_into_view_if_needed()
    box = page.locator(".bars").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 20, steps=4)
    page.mouse.up()
    found = state(tab)
    assert "2015-02-01" < found["since"] < found["until"] < "2015-08-30"
    assert page.locator(".between").is_visible()
    page.get_by_role("button", name="Clear").click()
    tab.until("!location.search.includes('since')")


def test_play_runs_and_pauses(visit: Tab, site: str) -> None:
    tab = visit()
    tab.open(f"{site}/?on=2015-06-21&map=simple").keyboard.press("Space")
    tab.until("document.querySelector('.slider').value > 16607 + 10")
    tab.page.keyboard.press("Space")
    day = tab.day()
    tab.page.wait_for_timeout(400)
    assert tab.day() == day


def test_with_reduced_motion_play_goes_in_calm_steps(visit: Tab, site: str) -> None:
    tab = visit(reduced_motion="reduce")
    tab.open(f"{site}/?on=2015-06-21&map=simple").keyboard.press("Space")
    tab.page.wait_for_timeout(1500)
    assert "2015-06-21" < tab.day() <= "2015-07-12"


def test_next_change_is_one_key_away(visit: Tab, site: str) -> None:
    tab = visit()
    tab.open(f"{site}/?on=2015-06-21&map=simple").keyboard.press("n")
    assert tab.day() == "2015-06-23"


def test_the_table_turns_with_the_map_and_changes_are_said_aloud(visit: Tab, site: str) -> None:
    tab = visit()
    page = tab.open(f"{site}/?map=simple&on=2015-05-16")
    page.keyboard.press("ArrowRight")
    tab.until(
        "[...document.querySelectorAll('[role=status]')].some(one => one.textContent.includes('Ramadi: Islamic State (90%)'))"
    )
    tab.until("document.querySelector(\"tr[data-p='gn:Ramadi']\").textContent.includes('Islamic State')")
    assert page.locator("h1").inner_text() == "Who holds what on 2015-05-17"
    assert page.locator("#changed-title").inner_text().endswith("to 2015-05-17")
    assert page.locator("form.when [name=on]").input_value() == "2015-05-17"
