"""Nothing that an article, a name or an address says gets out of its place on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.report.base import C_TAKEN, knowledge
from tests.report.test_brief import hostile
from tests.serve.base import Tags, client, fill
from tests.serve.test_pages import PATHS
from whoholds.records import Mention
from whoholds.serve.guard import HEADERS
from whoholds.serve.marks import cut, segments_of

RTL = "‮evil‬ <b>الرقة</b>"
BEFORE = "🏴‍☠️ 👩🏽‍🚒 عين عيسى & 𝔗he YPG "


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application on a store whose every word is hostile."""
    with client(fill(tmp_path_factory.mktemp("hostile") / "hostile.db", hostile())) as asking:
        yield asking


@pytest.mark.parametrize("path", ["/", "/places/gn:1", "/actors", "/events", "/claims", "/disagreements", "/figures", "/sources", "/brief", "/review"])
def test_hostile_words_stay_words(site: TestClient, path: str) -> None:
    page = Tags(site.get(path).text)
    assert page.tags.count("script") == 3, "htmx, our own, and its words, which are data"
    assert page.attributes.count(("type", "application/json")) == 2, "the words, and the link to the twin"
    assert not [value for name, value in page.attributes if name.startswith("on") or value.startswith(("javascript:", "data:"))]
    assert not {"iframe", "object", "embed", "base", "style"} & set(page.tags)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_a_script_or_a_style_of_its_own_or_loads_from_elsewhere(site: TestClient, path: str) -> None:
    page = Tags(site.get(path).text)
    assert not [name for name, _ in page.attributes if name == "style" or name.startswith("on")]
    assert "style" not in page.tags
    sources = [value for name, value in page.attributes if name in ("src", "data-src")]
    assert all(value.startswith("/") and not value.startswith("//") for value in sources)
    assert not [link for link in page.links if "://" in link]


@pytest.mark.parametrize("path", ["/", "/index.json", "/map.json", "/static/app.js", "/nothing", "/places/gn:1/card", "/upload"])
def test_every_answer_has_the_policy(site: TestClient, path: str) -> None:
    headers = site.get(path).headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "default-src 'self'" in headers["content-security-policy"] and "unsafe" not in headers["content-security-policy"]


def test_names_that_run_the_other_way_are_kept_apart(tmp_path: Path) -> None:
    known = knowledge()
    odd = [replace(h, place=replace(h.place, name=RTL)) if h.place.id == "gn:1" else h for h in known.holdings]
    with client(fill(tmp_path / "rtl.db", replace(known, holdings=tuple(odd)))) as asking:
        page = asking.get("/").text
        assert "<bdi>‮evil‬ &lt;b&gt;الرقة&lt;/b&gt;</bdi>" in page and "<b>" not in page
        assert "<bdi>‮evil‬" in asking.get("/places/gn:1").text


def test_marks_are_right_behind_signs_that_browsers_count_twice() -> None:
    words = f"{BEFORE}took it."
    start = words.index("took")
    odd = replace(C_TAKEN, sentence=Mention(100, 100 + len(words), words), trigger=Mention(100 + start, 104 + start, "took"))
    pieces = segments_of(odd)
    assert [piece["words"] for piece in pieces] == [BEFORE, "took", " it."]
    assert [piece["parts"] for piece in pieces] == [[], ["trigger"], []]


def test_parts_that_overlap_are_cut_where_each_begins_and_ends() -> None:
    pieces = cut("fighters of the IS", 10, [(10, 28, "actor"), (26, 28, "name"), (0, 5, "outside"), (27, 90, "beyond")])
    assert [(p["words"], p["parts"]) for p in pieces] == [
        ("fighters of the ", ["actor"]), ("I", ["actor", "name"]), ("S", ["actor", "beyond", "name"])
    ]  # fmt: skip
    assert cut("", 0, [(0, 3, "a")]) == []
