"""A page shows its exports, and a click brings the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoholds.forms.safe_csv import read_csv


def test_a_page_shows_its_exports_and_a_click_brings_the_file(visit: Any, site: str, tmp_path: Path) -> None:
    tab = visit(accept_downloads=True)
    tab.page.goto(f"{site}/places/gn:Ramadi")
    nav = tab.page.get_by_role("navigation", name="Take this along")
    assert nav.get_by_role("link").count() >= 10
    with tab.page.expect_download() as waiting:
        nav.get_by_role("link", name="holdings.csv").click()
    waiting.value.save_as(tmp_path / "holdings.csv")
    assert waiting.value.suggested_filename == "holdings.csv"
    rows = read_csv((tmp_path / "holdings.csv").read_text(encoding="utf-8"))
    assert [row["holder"] for row in rows] and {row["place"] for row in rows} == {"Ramadi"}
    assert tab.faults == []
