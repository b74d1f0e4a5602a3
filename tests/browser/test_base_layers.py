"""Map layers of a user's own on the live map: shown, hidden by a key, and nothing asked of another host."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.conftest import Visit
from tests.browser.story import served
from tests.browser.tiles import write_geojson, write_pmtiles


def test_own_tiles_and_lines_lie_under_the_signs(visit: Callable[..., Visit], store: Path, tmp_path: Path) -> None:
    write_pmtiles(tmp_path / "rivers.pmtiles", "water", "Rivers: <b>the survey</b>")
    write_geojson(tmp_path / "roads.geojson")
    with served(store, tmp_path) as address:
        tab = visit(viewport={"width": 760, "height": 560})
        page = tab.open(f"{address}/?on=2015-06-21&map=live", "live")
        tab.until("document.querySelector('#map').dataset.own === '6'")
        assert page.evaluate("document.querySelector('#map').dataset.fault") is None
        tab.until("document.querySelector('.credit').textContent.includes('Rivers: the survey')")
        button = page.get_by_role("button", name="Own layers")
        assert button.get_attribute("aria-pressed") == "true"
        page.keyboard.press("b")
        assert button.get_attribute("aria-pressed") == "false"
        tab.until("location.search.includes('base=0')")
        assert any(url.endswith("rivers.pmtiles") for url in tab.asked)
        assert {urlsplit(url).hostname for url in tab.asked if urlsplit(url).scheme not in ("blob", "data")} == {
            "127.0.0.1"
        }
        assert tab.faults == []
