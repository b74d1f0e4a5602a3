"""On paper: backgrounds are not printed, so nothing may be told by a background alone."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import Visit
from tests.browser.test_pages import CLAIM

Tab = Callable[..., Visit]
LINES = "all => all.map(m => { const s = getComputedStyle(m); return [s.borderTopStyle, s.borderBottomStyle, s.borderBottomWidth, s.borderBottomColor]; })"
EVERY = "['m-trigger', 'm-actor', 'm-place', 'm-time', 'm-source'].forEach(c => { const m = document.createElement('mark'); m.className = c; m.textContent = c; document.querySelector('.said').append(m); })"


def test_every_kind_of_mark_has_a_line_of_its_own_on_paper(visit: Tab, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/claims/{CLAIM}")
    assert page.locator(".said mark.m-trigger").count() >= 1
    page.locator(".said mark").evaluate_all("all => all.forEach(one => one.remove())")
    page.evaluate(EVERY)
    page.emulate_media(media="print")
    lines = page.locator(".said mark").evaluate_all(LINES)
    assert len(lines) == len({tuple(line) for line in lines}) == 5
    assert all(bottom != "none" and width != "0px" and colour == "rgb(0, 0, 0)" for _, bottom, width, colour in lines)


def test_the_word_that_told_it_is_lined_in_quotes_on_paper_too(visit: Tab, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/places/gn:Ramadi")
    page.emulate_media(media="print")
    lines = page.locator(".quote mark").evaluate_all(LINES)
    assert lines and all(line[1:] == ["solid", "2px", "rgb(0, 0, 0)"] for line in lines)
