"""The page of costs keeps one section a command, the last one; pages of a made-up crawl have the sizes that they are said to have."""

from __future__ import annotations

import random
from dataclasses import replace

from whoholds.evaluate.cost_page import Section, page_with
from whoholds.evaluate.crawl_day import READ, SHAPES, UNDATED, hours, made_page
from whoholds.evaluate.engines import documents
from whoholds.read.files import read_data
from whoholds.read.make import Found
from whoholds.serve.bench_load import Crowd, pages, within

STORE = Section("The store", "whoholds evaluate store --claims 100", "100 made-up claims.", {"claims/s": 12.0}, "2026-11-21, 2 cores")


def test_a_section_is_replaced_and_the_others_stay_in_their_order() -> None:
    engines = replace(STORE, title="Engines", found={"same bytes from all": "yes"}, more="| a |\n|---|\n| 1 |")
    once = page_with(page_with("", STORE), engines)
    assert once.index("## Engines") < once.index("## The store")
    again = page_with(once, replace(STORE, found={"claims/s": 13.5}))
    assert "| claims/s | 13.5 |" in again and "| claims/s | 12 |" not in again
    assert again.count("## The store") == 1 and "| same bytes from all | yes |\n\n| a |" in again
    assert page_with(again, replace(STORE, found={"claims/s": 13.5})) == again


def test_made_up_pages_have_their_size_and_give_their_article_and_day() -> None:
    text = documents(1)[0]["text"]
    for shape in (*SHAPES, UNDATED):
        page = made_page(text, shape)
        assert 0.97 < len(page) / shape.bytes < 1.03
        (found,) = read_data(page, "a.html")
        assert isinstance(found, Found) and text.split("\n\n")[1] in found.text
        assert ("published_time" in page.decode()) == shape.states_day
        assert str(found.date) == "2015-06-25"


def test_a_day_of_a_crawl_is_multiplication() -> None:
    found = {"light page to article, s": 0.01, READ: 0.1}
    assert round(hours(found, 0.5, 10, SHAPES[0]), 3) == round(385_000 * 0.06 / 10 / 3600, 3)


def test_no_number_of_cores_is_quicker_than_one_archive_on_one_core() -> None:
    found = {"light page to article, s": 0.01, READ: 0.1}
    assert {round(hours(found, 0.5, cores, SHAPES[0]), 6) for cores in (64, 160)} == {round(30_000 * 0.06 / 3600, 6)}


def test_the_load_test_asks_for_every_kind_of_page_and_tells_the_slowest_hundredth() -> None:
    asked = pages(Crowd(claims=2000), random.Random(1))
    assert len(asked) == 10 and len({kind for kind, _ in asked}) == 9
    assert within([float(n) for n in range(1, 101)], 0.99) == 100.0
    assert within([], 0.99) == 0.0
