"""Every page in a real browser: nothing wrong for assistive technology, nothing asked of others, nothing wider than a phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import AXE, SLOW_MS, Visit
from tests.browser.story import IS, knowledge, served

Tab = Callable[..., Visit]
CLAIM = next(c.id for c in knowledge().claims if c.document == "Ramadi-2015-05-17-0")
EVENT = knowledge().events[0].id
PATHS = (
    "/?on=2015-06-21&map=simple&compare=2015-01-10&open=gn:Ramadi", "/places/gn:Ramadi", "/places", f"/actors/{IS}", "/actors", f"/claims/{CLAIM}", "/claims",
    "/events", "/disagreements", "/figures", "/routes", "/sources", "/brief", "/review", "/search?q=Ramadi", "/about", "/upload",
    "/compare?a=2015-01-10&b=2016-01-10", "/review/decisions", "/log", "/articles/Ramadi-2015-05-17-0", f"/events/{EVENT}", "/login",
)  # fmt: skip
DARK = tuple(path for path in PATHS if path.startswith(("/?", "/claims/", "/places/", "/review", "/figures")))
RUN_AXE = "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary.slice(0, 200))]))"


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Iterator[str]:
    """A site that the test may change."""
    with served(Path(shutil.copy(store, tmp_path / "own.db"))) as address:
        yield address


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sound_and_quiet_and_fits_a_phone(visit: Tab, site: str, path: str) -> None:
    tab = visit(viewport={"width": 390, "height": 844})
    tab.page.goto(f"{site}{path}")
    tab.page.wait_for_selector("html.scripted")
    tab.page.wait_for_timeout(300)
    assert tab.faults == []
    assert {urlsplit(url).hostname for url in tab.asked if urlsplit(url).scheme not in ("blob", "data")} == {
        "127.0.0.1"
    }
    assert tab.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("path", "colours"), [*((path, "light") for path in PATHS), *((path, "dark") for path in DARK)])
def test_axe_finds_nothing_wrong(visit: Tab, site: str, path: str, colours: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; run npm ci in web/")
    tab = visit(color_scheme=colours, bypass_csp=True)
    tab.page.goto(f"{site}{path}")
    tab.page.wait_for_selector("html.scripted")
    tab.page.wait_for_timeout(500)
    tab.page.add_script_tag(path=str(AXE))
    assert tab.page.evaluate(RUN_AXE) == []


def test_one_key_decides_and_advances_and_another_takes_it_back(visit: Tab, own: str) -> None:
    tab = visit()
    tab.page.goto(f"{own}/review")
    tab.page.wait_for_selector("html.scripted")
    first = tab.page.locator("input[name=claim]").input_value()
    tab.page.keyboard.press("a")
    tab.until(f"document.querySelector('input[name=claim]').value !== '{first}'")
    tab.page.wait_for_selector(".last li")
    tab.page.keyboard.press("z")
    tab.page.wait_for_selector(".last li.undone")
    assert tab.faults == []


FALL = """([name, words]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([words], name, {type: "text/plain"}));
  const form = document.querySelector("form.upload");
  for (const kind of ["dragenter", "dragover"]) form.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
  const over = form.classList.contains("over");
  form.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
  return over;
}"""


def test_an_article_let_fall_on_the_form_is_sent_and_its_end_is_told_without_loading_anew(visit: Tab, own: str) -> None:
    tab = visit()
    tab.page.goto(f"{own}/upload")
    tab.page.wait_for_selector("html.scripted")
    words = "BAGHDAD, 2 March 2016 - Iraqi forces seized Hit on Tuesday, the army said.\n"
    with tab.page.expect_navigation(url="**/upload?job=1"):
        assert tab.page.evaluate(FALL, ["fallen.txt", words]), "the form shows that files may be let fall on it"
    assert tab.page.locator("#jobs .job").count() == 1
    assert tab.page.locator("#jobs progress").get_attribute("max") == "1", "the page tells how far it is while the article is read"
    tab.page.locator("#jobs .job:not(.running):not(.waiting)").wait_for(timeout=SLOW_MS)
    assert "done" in (tab.page.locator("#jobs .job").get_attribute("class") or "")
    assert tab.page.locator("#jobs progress").count() == 0
    assert tab.faults == []
